"""Are dates, numbers and amounts written the way people write them?"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samenspel import dutch

TODAY = date(2026, 11, 24)


def test_a_date_of_this_year_has_no_year():
    assert dutch.short_date(date(2026, 11, 12), TODAY) == "12 november"


def test_a_date_of_another_year_has_its_year():
    assert dutch.short_date(date(2025, 2, 3), TODAY) == "3 februari 2025"


def test_a_date_in_an_agreement_always_has_its_year():
    assert dutch.full_date(TODAY) == "24 november 2026"


def test_a_column_has_short_months():
    assert dutch.tight_date(date(2026, 3, 1), TODAY) == "1 mrt"
    assert dutch.tight_date(date(2027, 12, 1), TODAY) == "1 dec 2027"


def test_a_moment_is_told_in_the_time_on_the_wall():
    just_before_midnight_utc = datetime(2026, 7, 31, 22, 30, tzinfo=UTC)
    assert dutch.moment(just_before_midnight_utc, TODAY) == "1 augustus, 0.30 uur"


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "1.59 uur"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "3.00 uur"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2.30 uur"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2.30 uur"),
    ],
)
def test_a_clock_follows_summer_and_winter_time(at, told):
    assert dutch.clock(at) == told


def test_today_is_called_today():
    assert dutch.since(TODAY, TODAY) == "sinds vandaag"
    assert dutch.deadline(TODAY, TODAY) == "vandaag"
    assert dutch.elapsed(TODAY, TODAY) == "vandaag"


def test_a_deadline_and_a_beginning_name_their_day():
    assert dutch.deadline(date(2026, 12, 1), TODAY) == "uiterlijk 1 december"
    assert dutch.since(date(2026, 11, 12), TODAY) == "sinds 12 november"


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (date(2026, 11, 23), "1 dag"),
        (date(2026, 11, 11), "13 dagen"),
        (date(2026, 11, 10), "2 weken"),
        (date(2026, 2, 3), "42 weken"),
        (date(2025, 11, 24), "1 jaar"),
        (date(2023, 11, 1), "3 jaar"),
    ],
)
def test_elapsed_time_is_told_in_the_unit_people_choose(start, told):
    assert dutch.elapsed(start, TODAY) == told


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "0"),
        (999, "999"),
        (1204, "1.204"),
        (1234567, "1.234.567"),
        (Decimal("2.5"), "2,5"),
        (-1204, "-1.204"),
    ],
)
def test_numbers_have_dots_between_thousands_and_a_comma_before_the_fraction(number, told):
    assert dutch.thousands(number) == told


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (1250, "€\N{NO-BREAK SPACE}1.250"),
        (Decimal("1250.00"), "€\N{NO-BREAK SPACE}1.250"),
        (Decimal("1250.5"), "€\N{NO-BREAK SPACE}1.250,50"),
        (Decimal("0.005"), "€\N{NO-BREAK SPACE}0,01"),
    ],
)
def test_an_amount_shows_cents_only_when_there_are_any(amount, told):
    assert dutch.euro(amount) == told


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_an_amount_can_be_read_back(amount):
    read = dutch.euro(amount).removeprefix("€\N{NO-BREAK SPACE}").replace(".", "").replace(",", ".")
    assert Decimal(read) == amount


def test_small_numbers_are_words():
    assert [dutch.count_word(number) for number in (1, 12, 13)] == ["één", "twaalf", "13"]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Ruben van der Velde", "Ruben"),
        ("dr. Els Prins", "Els"),
        ("Samira", "Samira"),
        ("J. de Wit", "de Wit"),
        ("", ""),
    ],
)
def test_people_are_called_by_their_first_name(name, first):
    assert dutch.first_name(name) == first


def test_words_are_listed_as_in_a_sentence() -> None:
    assert [dutch.joined(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a en b",
        "a, b en c",
    ]
    assert dutch.either(["een warmtenet", "groen gas"]) == "een warmtenet of groen gas"
