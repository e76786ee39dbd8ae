"""Looking at a decision: returned with reasons per goal, asked and answered, taken up by one of a side."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import decisions, notes, plan, review
from initiatives.deciding import asked
from initiatives.history import timeline
from initiatives.models import DecisionNote, JointDecision
from initiatives.plan import page as plan_page
from initiatives.plan.goals import goals_of
from initiatives.policy import viewer
from initiatives.terms import Circle, DecisionState, EndKind, EventKind, KeyVerdict, NoteKind, Phase
from samenspel.errors import DomainError
from tests.factories import acting, seat, user_of
from tests.pages import ONE_PAGE, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SIGNING_IN = 2  # the session and the account


def page(who: Any, decision: JointDecision) -> str:
    return signed_in(who).get(reverse("initiatives:decision", args=[decision.uuid])).content.decode()


def post(who: Any, name: str, decision: JointDecision, **data: str) -> Any:
    return signed_in(who).post(reverse(f"initiatives:{name}", args=[decision.uuid]), data)


def phase_page(who: Any, cast: SimpleNamespace) -> str:
    return (
        signed_in(who)
        .get(reverse("initiatives:phase", args=[cast.file.uuid, Phase.STARTUP]))
        .content.decode()
    )


def step(cast: SimpleNamespace, who: Any = None) -> JointDecision:
    who = who or cast.chair
    return decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Wij willen door.",
        own_key=who is not cast.coach,
        **acting(cast.file, who),
    )


def goal(cast: SimpleNamespace, number: int = 0) -> Any:
    return cast.file.plan_items.goals().filter(phase=Phase.STARTUP)[number]


def returned(
    cast: SimpleNamespace, *, needed: str = "Vraag ook de huurders.", good: str = ""
) -> JointDecision:
    decision = step(cast)
    at = [
        review.ItemNote(goal(cast), NoteKind.NEEDED, needed),
        review.ItemNote(goal(cast), NoteKind.GOOD, good),
    ]
    return review.give_back(decision, notes=at, remark="Bijna.", **acting(cast.file, cast.official))


# --- returned, with reasons per goal --------------------------------------------------------------------


def test_what_is_good_at_a_goal_comes_before_what_is_needed_and_empty_is_left_out(
    cast: SimpleNamespace,
) -> None:
    item, other = goal(cast), goal(cast, 1)
    decision = step(cast)
    sent = {
        f"needed-{item.uuid}": "Vraag ook de huurders.",
        f"good-{item.uuid}": "De straat doet mee.",
        f"needed-{other.uuid}": "  ",
    }
    post(cast.official, "key-turn", decision, verdict="return", remark="Bijna.", **sent)
    kept = list(DecisionNote.objects.values_list("kind", "item", "text"))
    assert kept == [
        ("good", item.pk, "De straat doet mee."),
        ("needed", item.pk, "Vraag ook de huurders."),
    ]
    shown = page(cast.chair, decision)
    assert shown.index("De straat doet mee.") < shown.index("Vraag ook de huurders.")


def test_a_refused_return_keeps_no_notes_and_shows_what_was_typed(cast: SimpleNamespace) -> None:
    decision = step(cast)
    response = post(
        cast.official, "key-turn", decision, verdict="return", **{f"needed-{goal(cast).uuid}": "Huurders."}
    )
    assert response.status_code == 422
    assert "Huurders." in response.content.decode()
    assert not DecisionNote.objects.exists()


def test_a_goal_of_another_file_takes_no_note(cast: SimpleNamespace) -> None:
    elsewhere = cast.other_file.plan_items.goals()[0]
    with pytest.raises(DomainError):
        review.give_back(
            step(cast),
            notes=[review.ItemNote(elsewhere, NoteKind.NEEDED, "Iets.")],
            remark="Bijna.",
            **acting(cast.file, cast.official),
        )
    assert not DecisionNote.objects.exists()


def test_the_goal_shows_what_was_asked_until_the_next_proposal(cast: SimpleNamespace) -> None:
    returned(cast)
    shown = phase_page(cast.member, cast)
    assert "Gevraagd bij de stap naar Uitwerken" in shown
    assert "Vraag ook de huurders." in shown
    again = step(cast)
    assert "Vraag ook de huurders." not in phase_page(cast.member, cast)
    decisions.withdraw(again, **acting(cast.file, cast.chair))
    assert "Vraag ook de huurders." in phase_page(cast.member, cast)


@pytest.mark.parametrize(("proposes", "reviews"), [("chair", "official"), ("official", "chair")])
def test_a_reason_can_belong_to_the_result_and_stands_there_at_the_next_proposal(
    cast: SimpleNamespace, proposes: str, reviews: str
) -> None:
    first = step(cast, getattr(cast, proposes))
    sent = {"needed-resultaat": "De datum ontbreekt.", "good-resultaat": "Helder stuk."}
    post(getattr(cast, reviews), "key-turn", first, verdict="return", remark="Bijna.", **sent)
    assert list(first.notes.values_list("kind", "item")) == [("good", None), ("needed", None)]
    shown = page(cast.member, first)
    at_result = shown[shown.index('id="resultaat"') : shown.index('id="punten"')]
    assert "Al goed:</strong> “Helder stuk.”" in at_result
    assert "Nodig:</strong> “De datum ontbreekt.”" in at_result
    propose = reverse("initiatives:phase-step-propose", args=[cast.file.uuid])
    assert "De datum ontbreekt." in signed_in(cast.member).get(propose).content.decode()
    again = page(cast.official, step(cast))
    assert "vroeg bij het vorige voorstel:</strong> “De datum ontbreekt.”" in again


def test_a_decision_without_a_result_takes_no_reason_about_one(cast: SimpleNamespace) -> None:
    paused = decisions.pause(cast.file, reason="Zomer.", **acting(cast.file, cast.chair))
    about_it = [review.ItemNote(None, NoteKind.NEEDED, "Iets.")]
    with pytest.raises(DomainError):
        review.give_back(paused, notes=about_it, remark="Nee.", **acting(cast.file, cast.official))


def test_the_next_proposal_shows_what_came_since(cast: SimpleNamespace) -> None:
    returned(cast)
    before = step(cast)
    assert "Daar kwam hier nog niets bij." in page(cast.official, before)
    plan.give_view(goal(cast), status="reached", remark="Zij doen mee.", **acting(cast.file, cast.chair))
    notes.add_evidence(
        goal(cast), title="Lijst van huurders", quote="40 namen", **acting(cast.file, cast.chair)
    )
    shown = page(cast.official, before)
    assert "Sindsdien gezegd: bereikt." in shown
    assert "Lijst van huurders" in shown
    assert "Daar kwam hier nog niets bij." not in shown


def test_evidence_that_someone_may_not_read_does_not_answer_her_question(cast: SimpleNamespace) -> None:
    returned(cast)
    own = {"title": "Eigen lijst", "quote": "40 namen", "circle": Circle.OWN}
    notes.add_evidence(goal(cast), **own, **acting(cast.file, cast.chair))
    again = step(cast)
    for who, answered in ((cast.official, False), (cast.chair, True)):
        goals = goals_of(cast.file)
        plan_page.add_evidence(goals, viewer(user_of(who), cast.file))
        (row,) = asked.asked_before(again, goals)[goal(cast).pk]
        assert row.is_answered is answered


def test_an_accepted_step_in_between_ends_what_was_asked(cast: SimpleNamespace) -> None:
    returned(cast)
    decisions.turn_key(step(cast), verdict=KeyVerdict.ACCEPT, **acting(cast.file, cast.official))
    cast.file.refresh_from_db()
    assert asked.still_asked(cast.file) == {}


# --- a question -----------------------------------------------------------------------------------------


def test_a_question_decides_nothing_and_the_other_side_answers(cast: SimpleNamespace) -> None:
    decision = step(cast)
    item = goal(cast)
    response = post(cast.clerk, "question-ask", decision, text="Wie betaalt?", item=str(item.uuid))
    question = DecisionNote.objects.get()
    assert response.url.endswith(f"#vraag-{question.uuid}")
    decision.refresh_from_db()
    assert decision.state == DecisionState.OPEN
    assert "Geef antwoord" not in page(cast.official, decision)
    assert "Geef antwoord" in page(cast.member, decision)
    post(cast.member, "question-answer", decision, question=str(question.uuid), text="De provincie.")
    shown = page(cast.official, decision)
    assert "Wie betaalt?" in shown
    assert "Joke antwoordt" in shown
    assert "De provincie." in shown
    kinds = list(
        cast.file.events.filter(kind=EventKind.DECISION_NOTED).values_list("payload__note", flat=True)
    )
    assert kinds == ["answer", "question"]


def test_a_question_stays_readable_and_can_be_answered_after_the_step_came_back(
    cast: SimpleNamespace,
) -> None:
    decision = step(cast)
    post(cast.official, "question-ask", decision, text="Wie betaalt?")
    post(cast.official, "key-turn", decision, verdict="return", remark="Eerst een antwoord.")
    question = DecisionNote.objects.get(kind=NoteKind.QUESTION)
    post(cast.chair, "question-answer", decision, question=str(question.uuid), text="De provincie.")
    shown = page(cast.reader, decision)
    assert "Wie betaalt?" in shown
    assert "De provincie." in shown
    too_late = post(cast.official, "question-ask", decision, text="Nog iets?")
    assert too_late.status_code == 422
    assert "Dit besluit is al gesloten." in too_late.content.decode()
    assert "Nog iets?" in too_late.content.decode()


def test_nobody_answers_her_own_side_and_readers_neither_ask_nor_answer(cast: SimpleNamespace) -> None:
    decision = step(cast)
    post(cast.official, "question-ask", decision, text="Wie betaalt?")
    question = str(DecisionNote.objects.get().uuid)
    said = {"question": question, "text": "Wij."}
    assert post(cast.clerk, "question-answer", decision, **said).status_code == 403
    assert post(cast.reader, "question-answer", decision, **said).status_code == 403
    assert post(cast.reader, "question-ask", decision, text="En ik?").status_code == 403
    assert DecisionNote.objects.count() == 1


@pytest.mark.parametrize("data", [{}, {"text": "  "}, {"text": "x" * 2001}, {"text": "Ja?", "item": "x"}])
def test_a_question_that_does_not_fit_is_refused_beside_its_field(
    cast: SimpleNamespace, data: dict[str, str]
) -> None:
    response = post(cast.official, "question-ask", step(cast), **data)
    assert response.status_code == 422
    assert "utrecht-form-field--invalid" in response.content.decode()


@pytest.mark.parametrize("question", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_an_answer_to_nothing_is_refused(cast: SimpleNamespace, question: str) -> None:
    response = post(cast.chair, "question-answer", step(cast), question=question, text="Ja.")
    assert response.status_code == 422


def test_a_question_pressed_twice_stands_there_once(cast: SimpleNamespace) -> None:
    decision = step(cast)
    for _time in range(2):
        post(cast.official, "question-ask", decision, text="Wie betaalt?", **ONE_PAGE)
    assert DecisionNote.objects.count() == 1


def test_an_ended_file_takes_no_answers(cast: SimpleNamespace) -> None:
    decision = step(cast)
    question = review.ask(decision, text="Wie betaalt?", **acting(cast.file, cast.official))
    decisions.end(cast.file, end_kind=EndKind.REACHED, reason="Klaar.", **acting(cast.file, cast.chair))
    with pytest.raises(DomainError):
        review.answer(question, text="De provincie.", **acting(cast.file, cast.chair))
    assert "Wie betaalt?" in page(cast.official, decision)


# --- who looks at it ------------------------------------------------------------------------------------


def test_a_colleague_sees_who_looks_at_it_and_takes_over(cast: SimpleNamespace) -> None:
    decision = step(cast, cast.coach)
    post(cast.clerk, "key-take", decision)
    assert "Jij kijkt hiernaar." in page(cast.clerk, decision)
    assert "Neem over van Els" in page(cast.official, decision)
    shown_to_other = page(cast.chair, decision)
    assert "Els kijkt hiernaar." in shown_to_other
    assert "Neem over van Els" not in shown_to_other
    post(cast.official, "key-take", decision, seen=str(cast.clerk.person.uuid))
    assert decision.keys.get(participation=seat(cast.file, cast.official)).handler == cast.official.person
    assert cast.file.events.filter(kind=EventKind.KEY_HANDLED).count() == 2
    assert not list(timeline.broken_links(cast.file))


def test_who_comes_second_is_told_who_was_first(cast: SimpleNamespace) -> None:
    decision = step(cast, cast.coach)
    post(cast.clerk, "key-take", decision)
    response = signed_in(cast.official).post(
        reverse("initiatives:key-take", args=[decision.uuid]), follow=True
    )
    assert "Els kijkt hier net naar." in response.content.decode()
    assert decision.keys.get(participation=seat(cast.file, cast.clerk)).handler == cast.clerk.person


def test_it_works_the_same_for_the_initiative_and_not_for_the_coach_or_a_reader(
    cast: SimpleNamespace,
) -> None:
    decision = step(cast, cast.official)
    assert "Ik bekijk dit voor ons" in page(cast.member, decision)
    post(cast.member, "key-take", decision)
    assert "Neem over van Joke" in page(cast.chair, decision)
    for who in (cast.coach, cast.reader):
        assert "Ik bekijk dit voor ons" not in page(who, decision)
        assert post(who, "key-take", decision).status_code == 403


def test_a_closed_decision_is_no_longer_taken_up(cast: SimpleNamespace) -> None:
    decision = returned(cast)
    key = decision.keys.get(participation=seat(cast.file, cast.official))
    with pytest.raises(DomainError):
        review.take(key, instead_of=None, **acting(cast.file, cast.clerk))


def test_taking_another_sides_key_is_refused(cast: SimpleNamespace) -> None:
    key = step(cast, cast.coach).keys.get(participation=seat(cast.file, cast.chair))
    with pytest.raises(DomainError):
        review.take(key, instead_of=None, **acting(cast.file, cast.clerk))


# --- lying there ----------------------------------------------------------------------------------------


def lie_there(decision: JointDecision, **ago: int) -> None:
    at = timezone.now() - timedelta(**ago)
    JointDecision.objects.filter(pk=decision.pk).update(created_at=at)


@pytest.mark.parametrize(("days", "said"), [(20, False), (21, True), (28, True)])
def test_after_three_weeks_everyone_reads_how_long_it_lies_there(
    cast: SimpleNamespace, days: int, said: bool
) -> None:
    decision = step(cast)
    lie_there(decision, days=days)
    for who in (cast.official, cast.chair, cast.coach):
        assert ("Dit voorstel ligt al" in page(who, decision)) is said
        assert ("ligt al" in signed_in(who).get("/mijn-werk/").content.decode()) is said
    decision.refresh_from_db()
    assert decision.state == DecisionState.OPEN


def test_the_queue_names_since_when_how_many_goals_are_open_and_who_looks(cast: SimpleNamespace) -> None:
    decision = step(cast)
    review.take(
        decision.keys.get(participation=seat(cast.file, cast.clerk)),
        instead_of=None,
        **acting(cast.file, cast.clerk),
    )
    lie_there(decision, weeks=4)
    shown = signed_in(cast.official).get("/initiatieven/?turn=us").content.decode()
    assert "ligt al 4 weken, zes doelen open, Els kijkt ernaar" in shown
    assert "?turn=us" in signed_in(cast.official).get("/mijn-werk/").content.decode()


# --- how much it asks -----------------------------------------------------------------------------------


def test_the_page_asks_as_much_for_many_words_as_for_few(cast: SimpleNamespace, count_queries: Any) -> None:
    returned(cast)
    plan.give_view(goal(cast), status="reached", remark="Zij doen mee.", **acting(cast.file, cast.chair))
    decision, client, counted = step(cast), signed_in(cast.official), []
    url = reverse("initiatives:decision", args=[decision.uuid])
    for number in (1, 50):
        for n in range(number):
            question = review.ask(decision, text=f"{number} {n}?", **acting(cast.file, cast.official))
            review.answer(question, text="Ja.", **acting(cast.file, cast.chair))
        client.get(url)
        with count_queries() as seen:
            client.get(url)
        counted.append(len(seen.captured_queries))
    assert counted[0] == counted[1], counted
    assert counted[0] <= 12 + SIGNING_IN
