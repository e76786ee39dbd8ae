"""What a document at least needs is named, and never blocks."""

import json
from pathlib import Path

import pytest

from agreements.advising import Weight
from agreements.formats.kinds import DocumentKind
from agreements.minimum import advice
from agreements.text.prose import Party
from agreements.too_general import unused_words

FORMAT = json.loads((Path(__file__).parents[2] / "fixtures/formats-1.json").read_text())
CLAUSES = [clause["key"] for clause in FORMAT["clauses"]]
SAMPLES = {row["name"]: row["sample"] for clause in FORMAT["clauses"] for row in clause["variables"]}
PARTIES = {row["key"]: Party(**row) for row in FORMAT["sample_parties"]}
BOTH = [{"task": "a", "who": "municipality"}, {"task": "b", "who": "initiative, wijkraad"}]


def codes(kind, values, clauses=CLAUSES, weight=None):
    found = advice(kind, values, clauses=clauses, parties=PARTIES)
    return {item.code for item in found if weight in (None, item.weight)}


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_full_document_gets_no_advice(kind):
    assert codes(kind, SAMPLES) == set()


@pytest.mark.parametrize("kind", DocumentKind)
def test_an_empty_document_hears_what_to_add_in_short_sentences(kind):
    found = advice(kind, {}, clauses=CLAUSES, parties=PARTIES)
    assert sum(item.weight == Weight.MISSING for item in found) >= 4
    assert all(item.message.endswith(".") and len(item.message.split()) < 20 for item in found)


def test_an_article_that_is_left_out_does_not_count_as_filled():
    without = [key for key in CLAUSES if key != "beeindiging"]
    assert codes("sok", SAMPLES, without) == {"ending"}


@pytest.mark.parametrize(
    ("taken", "enough"),
    [
        (BOTH, True),
        ([{"task": "a", "who": "gemeente"}, {"task": "b", "who": "het initiatief"}], True),
        ([{"task": "a", "who": "Gemeente Eskerveen, Coöperatie Warm Lijsterkwartier U.A."}], True),
        (BOTH[:1], False),
        ([{"task": "a", "who": "wijkraad"}], False),
        ([], False),
    ],
)
def test_gemeente_and_initiatief_each_have_a_task(taken, enough):
    assert ("tasks_for_both" not in codes("intentie", SAMPLES | {"taken": taken})) is enough


def test_two_first_steps_need_a_party_and_a_date():
    step = {"task": "a", "who": "initiative", "ready": "2027-05-01"}
    assert "two_first_steps" in codes("intentie", SAMPLES | {"eerste_stappen": [step, step | {"ready": ""}]})
    assert "two_first_steps" not in codes("intentie", SAMPLES | {"eerste_stappen": [step, step]})


def test_other_parties_are_asked_about_also_when_their_article_is_left_out():
    without = [key for key in CLAUSES if key != "andere_partijen"]
    assert "other_parties" in codes("intentie", SAMPLES | {"betrokken_partijen": []}, without, Weight.WARNING)


def test_no_money_is_fine_when_each_pays_its_own():
    poor = SAMPLES | {"kosten": [], "eigen_kosten": "volgens begroting"}
    assert codes("sok", poor) == {"money"}
    assert codes("sok", poor | {"eigen_kosten": "ieder eigen kosten"}) == set()


def test_an_annexed_plan_may_stand_for_the_tracks():
    assert codes("sok", SAMPLES | {"werksporen": [{"track": "Wijk betrekken"}]}) == set()
    assert codes(
        "sok", SAMPLES | {"werksporen": [{"track": "Wijk betrekken"}], "projectplan_bijlage": None}
    ) == {"plan"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"overleggen": [{"meeting": "Werkoverleg", "present": "kernteam"}]}, "administrators_meet"),
        ({"escalatie_stappen": [{"who": "de aanspreekpunten"}]}, "two_steps_of_escalation"),
        ({"vervanging": ""}, "vervanging"),
        ({"eerste_evaluatie": None}, "eerste_evaluatie"),
    ],
)
def test_experience_warns_without_asking(change, code):
    assert codes("sok", SAMPLES | change) == codes("sok", SAMPLES | change, weight=Weight.WARNING) == {code}


def test_what_is_too_general_is_counted():
    vague = SAMPLES | {
        "taken": [*BOTH, {"task": "c", "who": "x", "ready": "2027-01-01"}],
        "doelen": [{"goal": "a"}],
        "kosten": [
            {"item": "a", "amount": "5.00"},
            {"item": "b", "amount": "5.00", "certainty": "nog te vinden"},
        ],
    }
    found = advice("sok", vague, clauses=CLAUSES, parties=PARTIES)
    assert [item.message for item in found] == [
        "2 taken hebben nog geen datum.",
        "Bij 1 doel staat nog niet hoe je het ziet.",
        "Bij 1 bedrag staat nog niet wie betaalt.",
    ]
    assert {item.weight for item in found} == {Weight.GENERAL}


def test_words_that_are_explained_but_not_used_are_named():
    words = [{"word": "stuurgroep"}, {"word": "buurt"}, {}]
    assert unused_words(words, "De buurten doen mee.") == ["stuurgroep"]
