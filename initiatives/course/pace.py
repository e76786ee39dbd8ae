"""How many days was each side, and each layer within it, to move in each phase? Days only: no grade, no blame."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

Days = frozenset[date]


@dataclass(frozen=True)
class Stretch:
    """A time in which a side was to move. `layer` is empty for an open key; without an end it lasts."""

    side: str
    since: date
    until: date | None = None
    layer: str = ""


@dataclass(frozen=True)
class Span:
    """A phase that led, with its first and last day."""

    phase: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class Row:
    """One line of the table: whose days, in each phase and together."""

    side: str
    layer: str
    by_phase: Mapping[str, int]
    total: int
    lasts: bool  # it lies there today


def pace(
    stretches: Iterable[Stretch], spans: Iterable[Span], *, today: date, pauses: Iterable[Span] = ()
) -> list[Row]:
    """Per side first its days in all, then each of its layers.

    A day counts once for a side, however many things lay there; the day on which it moved on counts for who
    received it. A day on which one phase gave way to the next counts for the next; a day without a phase, while the
    file had stopped, counts for nobody, and neither does a day of a pause. The day they went on counts again.
    """
    stretches, phase_of = list(stretches), _phases_by_day(spans, today)
    for pause in pauses:
        for day in _days(Stretch("", pause.starts_on, pause.ends_on), today):
            phase_of.pop(day, None)
    rows = []
    for side in dict.fromkeys(stretch.side for stretch in stretches):
        own = [stretch for stretch in stretches if stretch.side == side]
        layers = dict.fromkeys(stretch.layer for stretch in own if stretch.layer)
        rows.append(_row(side, "", own, phase_of, today))
        rows += [_row(side, name, [s for s in own if s.layer == name], phase_of, today) for name in layers]
    return rows


def follow(side: str, said: Iterable[tuple[str, date]]) -> list[Stretch]:
    """What was said in turn of one side (layer, since) as stretches: each lasts until the next begins."""
    said = list(said)
    ends: list[date | None] = [*(since for _layer, since in said[1:]), None]
    return [
        Stretch(side, since, until, layer)
        for (layer, since), until in zip(said, ends, strict=False)
        if layer and (until is None or until > since)
    ]


def _row(side: str, layer: str, stretches: list[Stretch], phase_of: Mapping[date, str], today: date) -> Row:
    days = frozenset[date]().union(*(_days(stretch, today) for stretch in stretches))
    by_phase: dict[str, int] = {}
    for day in days:
        if day in phase_of:
            by_phase[phase_of[day]] = by_phase.get(phase_of[day], 0) + 1
    return Row(
        side, layer, by_phase, sum(by_phase.values()), any(stretch.until is None for stretch in stretches)
    )


def _days(stretch: Stretch, today: date) -> Days:
    length = ((stretch.until or today) - stretch.since).days
    return frozenset(stretch.since + timedelta(days=n) for n in range(length))


def _phases_by_day(spans: Iterable[Span], today: date) -> dict[date, str]:
    """Where two phases meet or overlap, the one that began later counts."""
    found: dict[date, str] = {}
    for span in sorted(spans, key=lambda span: span.starts_on):
        for n in range(((span.ends_on or today) - span.starts_on).days + 1):
            found[span.starts_on + timedelta(days=n)] = span.phase
    return found
