"""Are the days each side was to move counted once, in the right phase, and for whom it lay with?"""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from initiatives.course.pace import Span, Stretch, follow, pace

START = date(2026, 1, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


ALL_YEAR = [Span("startup", day(0))]


def totals(stretches: list[Stretch], spans: list[Span] = ALL_YEAR) -> dict[str, int]:
    return {row.layer or row.side: row.total for row in pace(stretches, spans, today=day(100))}


def test_a_day_counts_for_who_received_it_not_for_who_passed_it_on() -> None:
    assert totals([Stretch("municipality", day(0), day(10))]) == {"municipality": 10}
    assert totals([Stretch("municipality", day(5), day(5))]) == {"municipality": 0}


def test_what_lies_there_still_counts_until_today_and_is_said_to_last() -> None:
    (row,) = pace([Stretch("initiative", day(90))], ALL_YEAR, today=day(100))
    assert (row.total, row.lasts) == (10, True)


def test_two_things_at_once_are_no_double_days_for_a_side() -> None:
    stretches = [
        Stretch("municipality", day(0), day(10), "executive"),
        Stretch("municipality", day(5), day(20), "council"),
        Stretch("municipality", day(8), day(12)),
    ]
    assert totals(stretches) == {"municipality": 20, "executive": 10, "council": 15}


def test_days_fall_in_the_phase_that_led_and_where_two_meet_in_the_later_one() -> None:
    spans = [Span("startup", day(0), day(10)), Span("elaboration", day(10))]
    (row,) = pace([Stretch("initiative", day(8), day(13))], spans, today=day(100))
    assert row.by_phase == {"startup": 2, "elaboration": 3}


def test_a_phase_that_goes_on_under_another_counts_again_when_that_one_is_over() -> None:
    spans = [
        Span("elaboration", day(10), day(20)),
        Span("startup", day(0), day(30)),
        Span("development", day(40)),
    ]
    (row,) = pace([Stretch("initiative", day(5), day(45))], spans, today=day(100))
    assert row.by_phase == {"startup": 5 + 10, "elaboration": 11, "development": 5}  # nine days had no phase


def test_while_the_file_had_stopped_nobody_was_to_move() -> None:
    spans = [Span("startup", day(0), day(10)), Span("startup", day(50))]
    assert totals([Stretch("municipality", day(5), day(55))], spans) == {"municipality": 11}


def test_each_layer_lasts_until_the_next_was_named_and_nowhere_ends_it() -> None:
    said = [("executive", day(0)), ("council", day(7)), ("", day(21))]
    found = follow("municipality", said)
    assert [(s.layer, s.since, s.until) for s in found] == [
        ("executive", day(0), day(7)),
        ("council", day(7), day(21)),
    ]
    assert follow("municipality", []) == []


def test_days_of_a_pause_count_for_nobody_and_the_day_they_went_on_counts_again() -> None:
    waits = [Stretch("municipality", day(0), day(20))]
    all_of_it, paused = (
        pace(waits, ALL_YEAR, today=day(60), pauses=pauses)[0].total
        for pauses in ([], [Span("", day(5), day(12))])
    )
    assert (all_of_it, paused) == (20, 13)
    lasting = pace(waits, ALL_YEAR, today=day(60), pauses=[Span("", day(5))])[0]
    assert lasting.total == 5


SOME_DAY = st.integers(0, 60).map(day)
STRETCHES = st.lists(
    st.builds(
        Stretch,
        side=st.sampled_from(["municipality", "initiative"]),
        since=SOME_DAY,
        until=st.none() | SOME_DAY,
        layer=st.sampled_from(["", "council", "board"]),
    ),
    max_size=8,
)


@given(STRETCHES)
def test_a_side_never_has_more_days_than_there_were_nor_fewer_than_any_of_its_layers(
    stretches: list[Stretch],
) -> None:
    rows = pace(stretches, ALL_YEAR, today=day(60))
    of_side = {row.side: row.total for row in rows if not row.layer}
    assert all(0 <= total <= 60 for total in of_side.values())
    assert all(row.total <= of_side[row.side] for row in rows)
