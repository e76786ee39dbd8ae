"""What may be said of a passage in a next version, does it still count, and when does it ask for somebody?"""

from datetime import date, timedelta
from itertools import product

import pytest

from agreements.registered import passages
from initiatives.terms import PassageState as S

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)


def test_a_document_begins_with_a_passage_and_a_withdrawn_mention_is_over() -> None:
    assert passages.possible(None) == (S.NAMED,)
    assert passages.possible(S.WITHDRAWN) == ()


@pytest.mark.parametrize("last", sorted(passages.COUNTS))
def test_as_long_as_it_is_there_the_next_version_keeps_changes_or_drops_it(last: S) -> None:
    assert set(passages.possible(last)) == {S.STANDS, S.CHANGED, S.GONE, S.WAITS, S.WITHDRAWN}


def test_what_is_gone_cannot_still_stand_but_may_come_back_in_other_words() -> None:
    assert set(passages.possible(S.GONE)) == {S.CHANGED, S.WITHDRAWN}


@pytest.mark.parametrize(("state", "answered"), list(product(S, [True, False])))
def test_only_a_passage_that_is_gone_alarms_and_only_until_a_side_spoke(state: S, answered: bool) -> None:
    assert passages.alarms(state, answered=answered) is (state == S.GONE and not answered)


@pytest.mark.parametrize(("days", "asks"), [(-1, True), (0, False), (1, False)])
def test_the_question_comes_the_day_after_the_next_version_was_expected(days: int, asks: bool) -> None:
    for state in passages.COUNTS:
        assert passages.asks(state, TODAY + days * DAY, TODAY) is asks
    assert not passages.asks(S.GONE, TODAY - DAY, TODAY)
    assert not passages.asks(S.NAMED, None, TODAY)


def test_each_answer_asks_for_what_it_needs_and_no_more() -> None:
    nothing = {"version": "", "adopted_on": None, "body": "", "quote": "", "reason": ""}
    of_version = {"version", "adopted_on", "body"}
    expected = {
        S.NAMED: of_version | {"quote"},
        S.CHANGED: of_version | {"quote"},
        S.STANDS: of_version,
        S.GONE: of_version,
        S.WAITS: set(),
        S.WITHDRAWN: {"reason"},
    }
    assert {state: set(passages.lacking(state, **nothing)) for state in S} == expected


@pytest.mark.parametrize(
    ("state", "adopted", "expected", "before", "field"),
    [
        (S.STANDS, 1, None, None, "adopted_on"),  # still to come
        (S.STANDS, -9, None, -8, "adopted_on"),  # older than the one before it
        (S.NAMED, -9, -9, None, "expected_on"),  # the next one is no later
        (S.WAITS, None, None, -9, "expected_on"),
        (S.WAITS, None, 0, -9, "expected_on"),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_its_field(
    state: S, adopted: int | None, expected: int | None, before: int | None, field: str
) -> None:
    days = [None if n is None else TODAY + n * DAY for n in (adopted, expected, before)]
    assert set(passages.wrong_days(state, days[0], days[1], before=days[2], today=TODAY)) == {field}


def test_days_that_can_be_pass() -> None:
    later = TODAY + 400 * DAY
    assert not passages.wrong_days(S.STANDS, TODAY, later, before=TODAY, today=TODAY)
    assert not passages.wrong_days(S.WAITS, None, later, before=TODAY - DAY, today=TODAY)
    assert not passages.wrong_days(S.GONE, TODAY - DAY, None, before=None, today=TODAY)
