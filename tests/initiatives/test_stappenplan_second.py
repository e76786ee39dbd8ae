"""What does the second stappenplan change, and is the whole that comes out as good as the first?"""

from __future__ import annotations

import json
from collections import Counter
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from initiatives.formats.loading import changed_items
from initiatives.formats.tables import FIELDS
from initiatives.models import FormatItem, PlanFormat
from initiatives.plan import variants
from initiatives.terms import Actor, ItemKind, Phase, Track
from tests import factories
from tests.initiatives.test_stappenplan_fixture import ITEMS as FIRST
from tests.initiatives.test_stappenplan_fixture import sentences

CHANGES = json.loads((factories.FIXTURES / "stappenplan-2.json").read_text(encoding="utf-8"))
ITEMS = changed_items(FIRST, CHANGES)
LATER = {"experience"}  # asked since the third
ASKED = {
    name: condition.choices.values for name, condition in variants.CONDITIONS.items() if name not in LATER
}


def keys(kind: str) -> list[str]:
    return [item["key"] for item in ITEMS if item["kind"] == kind]


def test_it_stands_on_the_first_and_says_what_is_new() -> None:
    assert (CHANGES["number"], CHANGES["based_on"]) == (2, 1)
    assert all(len(sentence.split()) <= 20 for sentence in sentences(CHANGES["note"]))
    assert {item["key"] for item in FIRST} <= {item["key"] for item in ITEMS}, "nothing is dropped"


def test_it_adds_activities_tips_and_links_and_no_goal() -> None:
    added = Counter(item["kind"] for item in CHANGES["added"])
    assert added == {"activity": 23, "tip": 4, "link": 13}


def test_items_have_a_key_of_their_own_that_tells_their_phase_and_kind() -> None:
    assert len({item["key"] for item in ITEMS}) == len(ITEMS)
    for item in ITEMS:
        assert item["key"].startswith(f"{item['phase']}-{item['kind'].removesuffix('_whom')}-")
        assert item["kind"] in ItemKind.values


def test_items_of_a_kind_are_numbered_within_their_phase_without_gaps() -> None:
    orders: dict[tuple[str, str], list[int]] = {}
    for item in ITEMS:
        orders.setdefault((item["phase"], item["kind"]), []).append(item["order"])
    for place, numbers in orders.items():
        assert numbers == list(range(1, len(numbers) + 1)), place


def test_every_new_activity_has_a_track_somebody_who_does_it_and_a_goal_of_its_phase() -> None:
    goals = {item["key"]: item["phase"] for item in ITEMS if item["kind"] == "goal"}
    for item in CHANGES["added"]:
        if item["kind"] == "activity":
            assert item["track"] in Track.values
            assert item["actor"] in Actor.values
            assert {goals[key] for key in item["serves"]} == {item["phase"]}, item["key"]


def test_conditions_name_answers_that_an_initiative_can_give() -> None:
    for item in ITEMS:
        for name, values in item.get("applies", {}).items():
            assert set(values) <= variants.CONDITIONS[name].fits.keys(), item["key"]
            assert len(values) < len(variants.CONDITIONS[name].fits), f"{item['key']} is for everybody"


def test_whatever_an_initiative_chooses_no_goal_is_left_without_an_activity() -> None:
    goals = {item["key"] for item in ITEMS if item["kind"] == "goal" and not item.get("applies")}
    for_all = {key for item in ITEMS if not item.get("applies") for key in item.get("serves") or ()}
    depends = [item for item in ITEMS if item.get("applies") and item.get("serves")]
    for answers in product(*ASKED.values()):
        profile = SimpleNamespace(experience="unknown", **dict(zip(ASKED, answers, strict=True)))
        fitting = [item for item in depends if variants.fits(item["applies"], profile)]
        assert goals <= for_all | {key for item in fitting for key in item["serves"]}, answers


def test_each_question_that_the_plan_follows_changes_something_in_it() -> None:
    used = {name for item in ITEMS for name in item.get("applies") or ()}
    assert used == ASKED.keys()


def test_both_ways_of_heating_have_steps_of_their_own_where_the_source_tells_them_apart() -> None:
    for technique in ("individual", "heat_network"):
        only = [i for i in ITEMS if technique in i.get("applies", {}).get("technique", ())]
        assert {"elaboration", "development"} <= {i["phase"] for i in only if i["kind"] == "activity"}


def test_there_is_something_to_celebrate_in_every_phase() -> None:
    celebrations = ("celebrate", "small-win", "milestone-party", "first-home", "party")
    found = {i["phase"] for i in CHANGES["added"] if i["key"].partition("-activity-")[2] in celebrations}
    assert found == set(Phase.values)


def test_every_item_names_its_source_and_only_references_have_an_address() -> None:
    for item in ITEMS:
        assert item["source"].startswith(("NPLW Stappenplan, ", "Leerkring ", "Aanbevelingen voor buurtbeg"))
        assert item["kind"] == "link" or not item.get("url")
    assert sum(bool(item.get("url")) for item in ITEMS) == 11


def test_new_texts_are_short_enough_to_read_in_the_evening() -> None:
    for item in CHANGES["added"] + [change for change in CHANGES["changed"] if "text" in change]:
        said = sentences(item["text"])
        assert 1 <= len(said) <= 4, item["key"]
        assert max(len(sentence.split()) for sentence in said) <= 15, item["key"]
        assert not {"'", '"'} & set(item["text"]), item["key"]


# --- loading -------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_loading_twice_adds_nothing_and_leaves_the_first_as_it_was() -> None:
    first = factories.plan_format(1)
    before = list(first.items.order_by("pk").values(*FIELDS))
    for _again in range(2):
        factories.plan_format(2)
    assert [f.number for f in PlanFormat.objects.order_by("number")] == [1, 2]
    assert list(first.items.order_by("pk").values(*FIELDS)) == before
    counts = Counter(first.items.values_list("kind", flat=True))
    assert [counts[kind] for kind in ("goal", "activity", "how", "with_whom", "tip")] == [25, 35, 17, 24, 15]


@pytest.mark.django_db
def test_the_second_comes_into_the_database_whole() -> None:
    second = factories.plan_format(2)
    assert second.based_on.number == 1
    assert second.published_at
    assert second.items.count() == len(ITEMS)
    link = FormatItem.objects.get(format=second, key="development-link-tendering")
    assert (link.applies, link.url[:8]) == ({"technique": ["heat_network"]}, "https://")


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"changed": [{"key": "bestaat-niet"}]}, KeyError),
        ({"removed": ["bestaat-niet"]}, KeyError),
        ({"added": [FIRST[0]]}, ValueError),
    ],
)
def test_a_mistake_in_a_file_of_changes_is_not_loaded_in_silence(changes: Any, mistake: Any) -> None:
    with pytest.raises(mistake):
        changed_items(FIRST, changes)
