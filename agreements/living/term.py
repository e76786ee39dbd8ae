"""How long does an agreement hold, when does that ask for attention, and when may a party leave? Rules without rows."""

from calendar import monthrange
from datetime import MAXYEAR, date
from enum import StrEnum

SOON, NEAR = 90, 30  # days before the end
MARKS = (SOON, NEAR)


class Standing(StrEnum):
    HOLDS = "holds"
    ENDS_SOON = "ends_soon"
    EXPIRED = "expired"  # its last day is past; nobody ended it


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a month that is shorter; beyond the calendar its end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(ends_on: date | None, *, renews: bool, today: date) -> date | None:
    """Its last day as it stands today. What renews by itself has its next birthday as its last day."""
    if ends_on is None or not renews or ends_on >= today:
        return ends_on
    years = today.year - ends_on.year
    birthday = months_after(ends_on, 12 * years)
    return birthday if birthday >= today else months_after(ends_on, 12 * (years + 1))


def standing(last: date | None, today: date) -> Standing:
    if last is None:
        return Standing.HOLDS
    if last < today:
        return Standing.EXPIRED
    return Standing.ENDS_SOON if (last - today).days <= SOON else Standing.HOLDS


def mark(starts: date | None, last: date | None, today: date) -> int | None:
    """Of what to warn now: so many days before the end, or 0 once it is past. An agreement that holds for a short
    time is not called ending from its first day."""
    if last is None:
        return None
    if last < today:
        return 0
    left, whole = (last - today).days, (last - (starts or date.min)).days
    reached = [days for days in MARKS if left <= days and whole >= 2 * days]
    return min(reached, default=None)


def may_be_taken_back(on: date, today: date) -> bool:
    """Until a notice took effect; on its last day the agreement still holds."""
    return today <= on


def earliest_end(today: date, notice_months: int | None) -> date:
    """The first day on which a party that gives notice today may be out."""
    return months_after(today, notice_months or 0)
