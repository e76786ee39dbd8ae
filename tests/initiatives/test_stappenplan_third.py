"""Does the third stappenplan follow what an initiative did before, and is the whole as good as the second?"""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from initiatives.formats.loading import changed_items
from initiatives.models import FormatItem
from initiatives.plan import variants
from initiatives.terms import Experience
from tests import factories
from tests.initiatives.test_stappenplan_fixture import sentences
from tests.initiatives.test_stappenplan_second import ITEMS as SECOND

CHANGES = json.loads((factories.FIXTURES / "stappenplan-3.json").read_text(encoding="utf-8"))
ITEMS = changed_items(SECOND, CHANGES)
NEW = CHANGES["added"]


def test_it_adds_four_activities_and_changes_nothing_else() -> None:
    assert (CHANGES["number"], CHANGES["based_on"]) == (3, 2)
    assert {item["kind"] for item in NEW} == {"activity"}
    assert len(ITEMS) == len(SECOND) + len(NEW) == len(SECOND) + 4
    assert not CHANGES["changed"]
    assert not CHANGES["removed"]


def test_who_starts_and_who_did_it_before_each_get_steps_of_their_own_with_a_goal_of_that_phase() -> None:
    goals = {item["key"]: item["phase"] for item in ITEMS if item["kind"] == "goal"}
    for said in (Experience.FIRST, Experience.EARLIER):
        own = [item for item in NEW if item["applies"] == {"experience": [said]}]
        assert {item["phase"] for item in own} == {"startup", "elaboration"}
        assert all({goals[key] for key in item["serves"]} == {item["phase"]} for item in own)


def test_every_question_that_the_plan_follows_changes_something_in_it() -> None:
    assert {name for item in ITEMS for name in item.get("applies") or ()} == variants.CONDITIONS.keys()


def test_no_goal_rests_on_these_activities_alone() -> None:
    for_all = {key for item in SECOND if not item.get("applies") for key in item.get("serves") or ()}
    assert {key for item in NEW for key in item["serves"]} <= for_all


def test_the_reason_is_a_sentence_and_who_has_not_said_it_keeps_both() -> None:
    about = dict.fromkeys(variants.CONDITIONS, "open")
    first, earlier = ({"experience": [said]} for said in (Experience.FIRST, Experience.EARLIER))
    beginner = SimpleNamespace(**{**about, "experience": Experience.FIRST})
    assert variants.why_not(earlier, beginner) == (
        "Past bij een initiatief met ervaring. Dit is jullie eerste project."
    )
    assert variants.fits(first, beginner)
    silent = SimpleNamespace(**{**about, "experience": Experience.UNKNOWN})
    assert variants.fits(first, silent)
    assert variants.fits(earlier, silent)


def test_new_texts_are_short_enough_to_read_in_the_evening() -> None:
    for text in [CHANGES["note"], *(item["text"] for item in NEW)]:
        assert max(len(sentence.split()) for sentence in sentences(text)) <= 15, text
    for item in NEW:
        assert item["source"].startswith(("NPLW Stappenplan, ", "Aanbevelingen voor buurtbeg"))
        assert not {"'", '"'} & set(item["text"]), item["key"]


@pytest.mark.django_db
def test_it_comes_into_the_database_whole_on_top_of_the_second() -> None:
    third = factories.plan_format(3)
    assert (third.based_on.number, third.items.count()) == (2, len(ITEMS))
    assert FormatItem.objects.get(format=third, key="startup-activity-track-record").applies
