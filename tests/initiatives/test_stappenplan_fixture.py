"""Does the stappenplan that everyone starts with hold what the national stappenplan promises?"""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "stappenplan-1.json"

PHASES = ["startup", "elaboration", "development", "implementation", "operation"]
TRACKS = [
    "ambition",
    "collaboration",
    "plan",
    "municipal_alignment",
    "initiative_growth",
    "neighbourhood",
]
ACTORS = {"municipality", "initiative", "together", "partner"}
GROUPS = [
    "initiative",
    "heat_department",
    "other_departments",
    "alderman",
    "council",
    "partners",
]

GOALS_BY_CELL = {
    **{("startup", track): 1 for track in TRACKS},
    ("elaboration", "collaboration"): 2,
    ("elaboration", "plan"): 1,
    ("elaboration", "municipal_alignment"): 1,
    ("elaboration", "initiative_growth"): 2,
    ("elaboration", "neighbourhood"): 1,
    ("development", "collaboration"): 1,
    ("development", "plan"): 1,
    ("development", "municipal_alignment"): 1,
    ("development", "initiative_growth"): 1,
    ("development", "neighbourhood"): 1,
    ("implementation", "ambition"): 1,
    ("implementation", "collaboration"): 1,
    ("implementation", "plan"): 1,
    ("implementation", "initiative_growth"): 1,
    ("operation", "collaboration"): 1,
    ("operation", "plan"): 1,
    ("operation", "neighbourhood"): 1,
}

PLAN = json.loads(FIXTURE.read_text(encoding="utf-8"))
ITEMS = PLAN["items"]


def of_kind(kind: str) -> list[dict]:
    return [item for item in ITEMS if item["kind"] == kind]


def per_phase(kind: str) -> list[int]:
    counts = Counter(item["phase"] for item in of_kind(kind))
    return [counts[phase] for phase in PHASES]


def texts() -> list[tuple[str, str]]:
    """Everything a user reads, with the place where it stands."""
    found = [(phase["phase"], phase[part]) for phase in PLAN["phases"] for part in ("title", "intro")]
    found += [(item["key"], item[part]) for item in ITEMS for part in ("title", "text")]
    return found


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!])\s+", text.strip())


def test_the_five_phases_stand_in_order_and_each_starts_where_the_last_one_ended():
    assert [phase["phase"] for phase in PLAN["phases"]] == PHASES
    assert [phase["title"] for phase in PLAN["phases"]] == [
        "Opstarten",
        "Uitwerken",
        "Ontwikkelen",
        "Uitvoeren",
        "Beheren",
    ]
    for earlier, later in zip(PLAN["phases"], PLAN["phases"][1:], strict=False):
        assert earlier["to"] == later["from"]
    for phase in PLAN["phases"]:
        assert 2 <= len(sentences(phase["intro"])) <= 3, phase["phase"]


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        ("goal", [6, 7, 5, 4, 3]),
        ("activity", [9, 7, 9, 5, 5]),
        ("how", [6, 7, 2, 2, 0]),
        ("with_whom", [6, 6, 6, 6, 0]),
        ("tip", [6, 3, 4, 1, 1]),
        ("result", [4, 3, 3, 2, 4]),
    ],
)
def test_every_phase_has_as_many_items_of_a_kind_as_the_source(kind, counts):
    assert per_phase(kind) == counts


def test_no_item_has_a_kind_or_a_phase_that_the_application_does_not_know():
    assert {item["kind"] for item in ITEMS} == {
        "goal",
        "activity",
        "how",
        "with_whom",
        "tip",
        "result",
    }
    assert {item["phase"] for item in ITEMS} == set(PHASES)


def test_a_key_names_one_item_and_tells_its_phase_and_kind():
    keys = [item["key"] for item in ITEMS]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    for item in ITEMS:
        kind = item["kind"].removesuffix("_whom")
        assert re.fullmatch(rf"{item['phase']}-{kind}-[a-z]+(-[a-z]+)*", item["key"]), item["key"]


def test_items_of_a_kind_are_numbered_within_their_phase_without_gaps():
    orders: dict[tuple[str, str], list[int]] = {}
    for item in ITEMS:
        orders.setdefault((item["phase"], item["kind"]), []).append(item["order"])
    for place, numbers in orders.items():
        assert numbers == list(range(1, len(numbers) + 1)), place


def test_goals_fill_the_grid_and_exactly_seven_cells_stay_empty():
    cells = Counter((goal["phase"], goal["track"]) for goal in of_kind("goal"))
    assert dict(cells) == GOALS_BY_CELL
    empty = {(phase, track) for phase in PHASES for track in TRACKS} - set(cells)
    assert empty == {
        ("elaboration", "ambition"),
        ("development", "ambition"),
        ("implementation", "municipal_alignment"),
        ("implementation", "neighbourhood"),
        ("operation", "ambition"),
        ("operation", "municipal_alignment"),
        ("operation", "initiative_growth"),
    }


def test_every_activity_names_its_track_and_who_takes_the_lead():
    for activity in of_kind("activity"):
        assert activity["track"] in TRACKS, activity["key"]
        assert activity["actor"] in ACTORS, activity["key"]


def test_every_activity_serves_a_goal_of_its_own_phase():
    goals = {goal["key"]: goal["phase"] for goal in of_kind("goal")}
    for activity in of_kind("activity"):
        assert activity["serves"], activity["key"]
        assert {goals[key] for key in activity["serves"]} == {activity["phase"]}, activity["key"]


def test_no_goal_is_left_without_an_activity_that_brings_it_closer():
    served = {key for activity in of_kind("activity") for key in activity["serves"]}
    assert {goal["key"] for goal in of_kind("goal")} - served == set()


def test_six_groups_of_people_get_advice_in_each_of_the_first_four_phases():
    for phase in PHASES[:4]:
        groups = [item["group"] for item in of_kind("with_whom") if item["phase"] == phase]
        assert groups == GROUPS, phase


def test_every_item_names_the_phase_of_the_source_that_it_comes_from():
    for item in ITEMS:
        number = PHASES.index(item["phase"]) + 1
        assert item["source"].startswith(f"NPLW Stappenplan, fase {number}, "), item["key"]


def test_what_is_our_own_reading_of_the_source_says_so():
    for item in ITEMS:
        if item["kind"] in {"goal", "activity"}:
            assert item["own_reading"] is True, item["key"]
    derived = [item for item in of_kind("result") if item["phase"] == "operation"]
    assert all(item["own_reading"] for item in derived)


def test_the_first_phase_may_end_in_an_honest_goodbye():
    results = {item["title"] for item in of_kind("result") if item["phase"] == "startup"}
    assert results == {
        "Intentieovereenkomst",
        "Opdracht",
        "Subsidieovereenkomst",
        "Geen raakvlak",
    }


def test_an_explanation_is_one_to_four_sentences():
    for item in ITEMS:
        assert 1 <= len(sentences(item["text"])) <= 4, item["key"]
        assert item["text"][-1] in ".?!", item["key"]
        assert item["title"][-1] not in ".?!", item["key"]


def test_sentences_are_short_enough_to_read_in_the_evening():
    lengths = {
        (place, sentence): len(sentence.split()) for place, text in texts() for sentence in sentences(text)
    }
    long = [found for found, length in lengths.items() if length > 15]
    assert len(long) <= len(lengths) * 0.05, long
    assert max(lengths.values()) <= 20


def test_readers_are_addressed_as_equals_and_apostrophes_are_typographic():
    for place, text in texts():
        assert not re.search(r"\b[Uu]w?\b", text), place
        assert not {"'", '"'} & set(text), place
