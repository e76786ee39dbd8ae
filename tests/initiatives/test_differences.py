"""What can two sides that see a goal differently ask each other, and since when do they agree?"""

from datetime import datetime, timedelta
from itertools import product

import pytest

from initiatives.plan.differences import agreed_since, questions
from initiatives.terms import GoalStatus

DAY = datetime(2026, 11, 1, 12)
STATUSES = ["", *GoalStatus.values]


@pytest.mark.parametrize(("municipality", "initiative"), list(product(STATUSES, STATUSES)))
def test_only_two_sides_that_both_spoke_and_differ_get_questions(municipality: str, initiative: str) -> None:
    differ = bool(municipality and initiative and municipality != initiative)
    assert len(questions(municipality, initiative)) == (3 if differ else 0)


def test_each_side_is_asked_about_what_it_said_itself() -> None:
    ahead, behind, both = questions("partly", "reached")
    assert (ahead.side, behind.side, both.side) == ("initiative", "municipality", "")
    assert ahead.text == "Waaraan zien jullie dat dit bereikt is?"
    assert (ahead.whom, behind.whom, both.whom) == ("Initiatief", "Gemeente", "Samen")
    turned = questions("reached", "partly")
    assert [q.text for q in turned] == [ahead.text, behind.text, both.text]
    assert [q.side for q in turned] == ["municipality", "initiative", ""]


def test_every_difference_has_questions_of_its_own() -> None:
    pairs = [("open", "partly"), ("open", "reached"), ("partly", "reached")]
    assert len({q.text for pair in pairs for q in questions(*pair)}) == 9


def said(*views: tuple[str, str]) -> list[tuple[str, str, datetime]]:
    return [(side, status, DAY + timedelta(days=n)) for n, (side, status) in enumerate(views)]


G, B = "municipality", "initiative"


@pytest.mark.parametrize(
    ("views", "day"),
    [
        ([], None),
        ([(G, "partly")], None),
        ([(G, "partly"), (B, "partly")], None),  # they never differed
        ([(G, "partly"), (B, "reached")], None),  # they still do
        ([(G, "partly"), (B, "reached"), (G, "reached")], 2),
        ([(G, "partly"), (B, "reached"), (B, "partly"), (G, "partly")], 2),  # said once more: since the first
        ([(G, "partly"), (B, "reached"), (G, "reached"), (B, "open")], None),  # apart again
        ([(G, "partly"), (B, "reached"), (G, "reached"), (B, "open"), (G, "open")], 4),
    ],
)
def test_they_agree_since_the_view_that_ended_the_difference(
    views: list[tuple[str, str]], day: int | None
) -> None:
    assert agreed_since(said(*views)) == (None if day is None else DAY + timedelta(days=day))
