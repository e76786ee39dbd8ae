"""How does a template write a day, an amount or a name in Dutch?"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from samenspel import dutch


def unless_empty(write: Callable[[Any], str]) -> Callable[[Any], str]:
    """A template may hold a date or an amount that is not there: then it says nothing."""
    return lambda value: "" if value is None or value == "" else write(value)


WORDS: dict[str, Callable[[Any], str]] = {
    "dutch_date": dutch.short_date,
    "dutch_date_full": dutch.full_date,
    "dutch_date_tight": dutch.tight_date,
    "weekday_date": dutch.weekday_date,
    "dutch_moment": dutch.moment,
    "since": dutch.since,
    "deadline": dutch.deadline,
    "euro": dutch.euro,
    "thousands": dutch.thousands,
    "count_word": dutch.count_word,
}


def first_name(person: object) -> str:
    """Takes a name, or anyone who has one."""
    return dutch.first_name(str(getattr(person, "name", person) or ""))


def iso(value: date | datetime | None) -> str:
    """For `<time datetime>`."""
    return value.isoformat() if isinstance(value, date) else ""
