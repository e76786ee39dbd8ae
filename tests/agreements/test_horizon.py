"""How sure a promise is: who, what, when, and whether anyone can see that far."""

from datetime import date

import pytest

from agreements.advising import Draft
from agreements.horizon import Sure, far_away, how_sure, promises

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("who", "when", "sure"),
    [
        ("initiative", "2027-03-01", Sure.FIRM),
        ("initiative", "²²²²-05", Sure.PLANNED),
        ("initiative", "2027-²³", Sure.PLANNED),
        ("initiative", "2028-03-01", Sure.PLANNED),
        ("initiative", "doorlopend", Sure.PLANNED),
        ("initiative", "2031-03-01", Sure.TOO_PRECISE),
        ("initiative", "2031-03", Sure.DIRECTION),
        ("", "2027-03-01", Sure.VAGUE),
        ("initiative", "", Sure.VAGUE),
    ],
)
def test_a_promise_is_as_sure_as_its_who_and_when_and_no_surer_than_its_horizon(who, when, sure):
    assert how_sure(who, when, TODAY) == sure


def draft(*clauses, **values):
    return Draft(values, clauses, {})


FAR = [{"task": "Leidingen leggen", "who": "municipality", "ready": "2032-05-01"}]


def test_a_day_that_is_far_away_is_named_and_asks_for_a_moment_to_sharpen_it():
    found = far_away(draft("rolverdeling", "evaluatie", taken=FAR), TODAY)
    assert [item.code for item in found] == ["far_away", "sharpen"]
    assert found[1].variable == "eerste_evaluatie"
    planned = draft("rolverdeling", "evaluatie", taken=FAR, eerste_evaluatie="2027-06-01")
    assert [item.code for item in far_away(planned, TODAY)] == ["far_away"]


def test_what_stands_in_an_article_that_is_left_out_is_no_promise():
    assert promises(draft(taken=FAR), TODAY) == []
    assert [p.what for p in promises(draft("rolverdeling", taken=FAR), TODAY)] == ["Leidingen leggen"]
