"""Do the five steps say what there is, what is missing and whom to ask, without a score or a lock?"""

import json
from typing import Any

import pytest

from initiatives.coaching import steps as coach_steps
from initiatives.coaching.steps import Answer, standing
from initiatives.models import FormatItem
from tests import factories

STEPS = coach_steps.steps()
THERE = Answer(there=True, words="ja")


def everything() -> dict[tuple[str, str], Answer]:
    return {(question.step, question.key): THERE for question in coach_steps.questions()}


def test_there_are_the_five_steps_of_the_recommendations_in_their_order() -> None:
    assert [step.title for step in STEPS] == [
        "Inventariseer de ambities",
        "Vorm een visie",
        "Arrangeer het gesprek",
        "Faciliteer het gesprek",
        "Formaliseer de samenwerking",
    ]
    assert [step.number for step in STEPS] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_every_step_asks_minds_and_shows_readiness_each_with_its_source(step: Any) -> None:
    assert step.questions
    assert step.mind
    assert step.ready
    assert all(question.source and question.text.endswith("?") for question in step.questions)
    assert all(source for _text, source in step.mind)
    for point in step.ready:
        assert point.source
        assert all(step.question(key) for key in point.needs), point.text


def test_what_has_a_home_in_the_file_is_not_asked_a_second_time() -> None:
    for question in coach_steps.questions():
        asks = bool(question.options or question.words)
        assert asks == question.is_asked_here, question.text
        assert set(question.enough) <= {code for code, _word in question.options}


@pytest.mark.django_db
def test_every_goal_and_activity_that_a_question_points_to_is_in_the_stappenplan() -> None:
    keys = set(FormatItem.objects.filter(format=factories.plan_format()).values_list("key", flat=True))
    for kind in ("goal", "evidence", "activity"):
        assert coach_steps.homes(kind) <= keys


def test_the_words_are_plain_and_short() -> None:
    text = json.dumps([str(step) for step in STEPS], ensure_ascii=False).lower()
    for word in ("helaas", "ongeldig", "verplicht", "indienen"):
        assert word not in text
    for step in STEPS:
        for line in [step.intro, *(q.text for q in step.questions), *(p.text for p in step.ready)]:
            for sentence in line.split(". "):
                assert len(sentence.split()) <= 15, sentence


def test_a_file_that_says_nothing_starts_at_the_first_step() -> None:
    stands = standing({})
    now = coach_steps.current(stands)
    assert now is not None
    assert now.step.number == 1
    assert [len(stand.missing) for stand in stands] == [len(step.ready) for step in STEPS]


def test_a_file_that_says_everything_has_nothing_open() -> None:
    assert coach_steps.current(standing(everything())) is None


def test_one_thing_missing_opens_one_point_and_closes_nothing_else() -> None:
    answers = everything() | {("arrange", "informed"): Answer(there=False)}
    stands = standing(answers)
    now = coach_steps.current(stands)
    assert now is not None
    assert now.step.key == "arrange"
    assert [point.text for point in now.missing] == ["De ambtenaar en de wethouder weten ervan."]
    assert not any(stand.missing for stand in stands if stand is not now)


def test_ambtenaar_and_wethouder_must_both_know() -> None:
    question = coach_steps.step_of("arrange").question("informed")  # type: ignore[union-attr]
    assert not question.is_answered_by(["official"], "Via Ruben.")
    assert question.is_answered_by(["official", "alderman"], "")


def test_an_answer_reads_as_a_sentence_with_the_words_beside_it() -> None:
    question = coach_steps.step_of("ambitions").question("mix")  # type: ignore[union-attr]
    said = question.in_words(["connector", "technician"], "Nog een penningmeester.")
    assert said == "Iemand die mensen verbindt; iemand met verstand van techniek.\nNog een penningmeester."
