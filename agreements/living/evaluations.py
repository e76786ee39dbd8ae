"""When do the parties look back, as their text says and as they planned? Rules without rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agreements.living.term import months_after

RHYTHMS = {"elk half jaar": 6, "elk jaar": 12}  # words of the format, in months
EACH_PHASE = "na elke fase"
EARLY = timedelta(weeks=6)  # a talk this long before the day answers it
AHEAD = timedelta(weeks=2)  # from then on it asks for attention


@dataclass(frozen=True)
class Promised:
    """What the text says: days it names, and a rhythm."""

    named: tuple[date, ...] = ()
    months: int = 0
    each_phase: bool = False

    def __bool__(self) -> bool:
        return bool(self.named or self.months or self.each_phase)


@dataclass(frozen=True)
class Held:
    """A look back: the day it answered, and the day it was."""

    for_day: date
    on: date


def next_day(
    promised: Promised,
    held: Sequence[Held],
    *,
    starts: date,
    last: date | None = None,
    phase_began: date | None = None,
) -> date | None:
    """The first day to look back that nobody answered yet; none beyond the last day of the agreement."""
    day = _next(promised, held, starts, phase_began)
    return day if day and (last is None or day <= last) else None


def _next(promised: Promised, held: Sequence[Held], starts: date, phase_began: date | None) -> date | None:
    answered = max((row.for_day for row in held), default=date.min)
    looked = max((row.on for row in held), default=starts)
    if waiting := [day for day in sorted(promised.named) if day > answered]:
        return waiting[0]
    if promised.months:
        return months_after(looked, promised.months)
    if promised.each_phase and phase_began and phase_began > looked:
        return phase_began
    return None


def answers(due: date | None, on: date) -> date:
    """Which day a look back on this day answers: the one that is due, unless that is still far away."""
    return due if due and on >= due - EARLY else on


def asks(day: date | None, today: date) -> bool:
    return day is not None and day - AHEAD <= today
