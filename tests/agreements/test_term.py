"""How long an agreement holds and when people look back: rules without rows, tried with many days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.living import evaluations, term
from agreements.living.evaluations import Held, Promised, answers, next_day
from agreements.living.term import Standing

DAYS = st.dates(date(2020, 2, 1), date(2060, 1, 1))
quick = settings(max_examples=60, deadline=None, database=None, derandomize=True)


def test_a_month_after_the_last_of_january_is_the_last_of_february() -> None:
    assert term.months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert term.months_after(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert term.earliest_end(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_a_notice_longer_than_the_calendar_ends_with_the_calendar() -> None:
    assert term.earliest_end(date(2026, 11, 25), 9_999_999) == date.max


@quick
@given(ends=DAYS, today=DAYS)
def test_what_renews_by_itself_never_expires_and_ends_within_a_year(ends: date, today: date) -> None:
    last = term.last_day(ends, renews=True, today=today)
    assert last is not None
    assert term.standing(last, today) != Standing.EXPIRED
    assert last == ends or (last - today).days <= 366


@quick
@given(ends=DAYS, today=DAYS)
def test_an_agreement_that_does_not_renew_keeps_its_day_and_says_when_it_is_past(
    ends: date, today: date
) -> None:
    assert term.last_day(ends, renews=False, today=today) == ends
    assert (term.standing(ends, today) == Standing.EXPIRED) == (ends < today)


@quick
@given(starts=DAYS, term_days=st.integers(0, 900), after=st.integers(0, 1000))
def test_the_clock_warns_at_ninety_and_thirty_days_and_once_it_is_past(
    starts: date, term_days: int, after: int
) -> None:
    ends, today = starts + timedelta(days=term_days), starts + timedelta(days=after)
    mark = term.mark(starts, ends, today)
    left = term_days - after
    assert (mark == 0) == (left < 0)
    if mark:
        assert left <= mark
        assert term_days >= 2 * mark
    if term_days >= 180 and 0 <= left <= 30:
        assert mark == 30


def test_an_agreement_without_an_end_is_never_warned_of() -> None:
    assert term.mark(date(2026, 1, 1), None, date(2030, 1, 1)) is None
    assert term.standing(None, date(2030, 1, 1)) == Standing.HOLDS


# --- looking back ---------------------------------------------------------------------------------------

START = date(2027, 3, 1)
HALF_YEARLY = Promised((date(2027, 9, 1),), 6)


@pytest.mark.parametrize(
    ("promised", "held", "day"),
    [
        (HALF_YEARLY, [], date(2027, 9, 1)),
        (HALF_YEARLY, [Held(date(2027, 9, 1), date(2027, 9, 15))], date(2028, 3, 15)),
        (HALF_YEARLY, [Held(date(2027, 9, 1), date(2027, 8, 20))], date(2028, 2, 20)),
        (HALF_YEARLY, [Held(date(2027, 5, 1), date(2027, 5, 1))], date(2027, 9, 1)),  # one more, in between
        (Promised((), 12), [], date(2028, 3, 1)),
        (
            Promised((date(2027, 6, 1), date(2027, 9, 1))),
            [Held(date(2027, 6, 1), date(2027, 6, 3))],
            date(2027, 9, 1),
        ),
        (Promised((date(2027, 6, 1),)), [Held(date(2027, 6, 1), date(2027, 6, 3))], None),
        (Promised(), [], None),
    ],
)
def test_the_next_look_back_is_the_first_day_that_nobody_answered(
    promised: Promised, held: list[Held], day: date | None
) -> None:
    assert next_day(promised, held, starts=START) == day


def test_there_is_nothing_to_look_back_on_beyond_the_last_day() -> None:
    assert next_day(HALF_YEARLY, [], starts=START, last=date(2027, 8, 1)) is None


def test_after_each_phase_means_since_a_phase_began_and_nobody_looked() -> None:
    each = Promised(each_phase=True)
    began = date(2027, 10, 1)
    assert next_day(each, [], starts=START, phase_began=began) == began
    assert next_day(each, [Held(began, date(2027, 10, 9))], starts=START, phase_began=began) is None
    assert next_day(each, [], starts=START, phase_began=START) is None


@quick
@given(
    first=st.dates(date(2027, 3, 2), date(2028, 1, 1)),
    months=st.sampled_from([6, 12]),
    late=st.lists(st.integers(-40, 200), max_size=6),
)
def test_whoever_looks_back_each_time_it_is_due_is_always_asked_for_a_later_day(
    first: date, months: int, late: list[int]
) -> None:
    promised, held = Promised((first,), months), []
    for days in late:
        due = next_day(promised, held, starts=START)
        assert due is not None
        on = max(due + timedelta(days=days), START)
        held.append(Held(answers(due, on), on))
        following = next_day(promised, held, starts=START)
        assert following is not None
        assert following > due


def test_a_talk_long_before_the_day_is_one_more_and_answers_nothing() -> None:
    due = date(2027, 9, 1)
    assert answers(due, date(2027, 8, 1)) == due
    assert answers(due, date(2027, 6, 1)) == date(2027, 6, 1)
    assert answers(None, due) == due


def test_a_day_asks_for_attention_two_weeks_ahead() -> None:
    assert evaluations.asks(date(2027, 9, 1), date(2027, 8, 18))
    assert not evaluations.asks(date(2027, 9, 1), date(2027, 8, 17))
    assert not evaluations.asks(None, date(2027, 8, 17))
