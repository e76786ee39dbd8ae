"""How did this collaboration go: which phases, parts and pauses, when and why, and who was to move?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import Side
from initiatives.course.pace import Row, Span, Stretch, follow, pace
from initiatives.course.phases import CORRECTED
from initiatives.deciding import layers
from initiatives.deciding.keys import DECIDED_TOGETHER
from initiatives.file_page import address
from initiatives.models import Collaboration, DecisionKey, Fact, JointDecision, PhasePeriod
from initiatives.terms import DecisionKind, DecisionState, EndKind, Layer, Phase
from samenspel import dutch

# What happened on one day, in the order in which it must have been.
ORDER = ("phase", "part", "pause", "end", "reopened")
STANDINGS = (DecisionKind.PAUSE, DecisionKind.RESUME, DecisionKind.END)


@dataclass(frozen=True)
class Correction:
    """The day that stood here before, who changed it, and why."""

    of_last_day: bool
    old: date
    by: str
    at: Any
    reason: str


@dataclass(frozen=True)
class Entry:
    """One line of the course: a phase, a phase of one part, a pause, or an ending."""

    kind: str  # one of ORDER
    title: str
    starts_on: date
    ends_on: date | None
    note: str
    reason: str
    url: str
    corrections: tuple[Correction, ...] = ()
    correct_url: str = ""  # where other days can be given

    @property
    def lasts(self) -> bool:
        return self.ends_on is None


def course_context(
    collaboration: Collaboration, periods: list[PhasePeriod], elsewhere: Iterable[layers.Lies] = ()
) -> dict[str, Any]:
    """elsewhere: what lay at a layer that was not said here."""
    standings = list(
        collaboration.decisions.filter(kind__in=STANDINGS, state=DecisionState.ACCEPTED).order_by("pk")
    )
    said = [*layers.said_in(collaboration), *elsewhere]
    rows = _pace(collaboration, periods, said, _pauses(standings))
    phases = [phase for phase in Phase if any(phase in row.by_phase for row in rows)]
    return {
        "entries": _entries(periods, standings, _corrections(collaboration)),
        "lies": layers.now(said),
        "pace_phases": phases,
        "pace_rows": [_pace_row(row, phases) for row in rows],
    }


# --- phases, parts and pauses -----------------------------------------------------------------------------


def _entries(
    periods: list[PhasePeriod], standings: list[JointDecision], corrected: Mapping[str, list[Correction]]
) -> list[Entry]:
    """In the order in which they began; what overlaps stands under each other with its own dates."""
    found = [_of_period(p, corrected.get(str(p.uuid), [])) for p in periods] + list(_of_standings(standings))
    return sorted(found, key=lambda entry: (entry.starts_on, ORDER.index(entry.kind)))


def _of_period(period: PhasePeriod, corrections: list[Correction]) -> Entry:
    reopened = period.decision is not None and period.decision.kind == DecisionKind.REOPEN
    title = period_title(period)
    if reopened:
        title = _("Heropend, in de fase %(phase)s") % {"phase": title}
    return Entry(
        "reopened" if reopened else "phase" if period.leading else "part",
        title,
        period.starts_on,
        period.ends_on,
        _how_it_began(period),
        period.reason,
        address("initiatives:decision", period.decision.uuid) if period.decision else "",
        tuple(corrections),
        address("initiatives:period-correct", period.uuid),
    )


def period_title(period: PhasePeriod) -> str:
    phase = str(Phase(period.phase).label)
    return _("%(part)s: %(phase)s") % {"part": period.part, "phase": phase} if period.part else phase


def _corrections(collaboration: Collaboration) -> dict[str, list[Correction]]:
    """By period, oldest first."""
    found: dict[str, list[Correction]] = {}
    facts = Fact.objects.filter(collaboration=collaboration, name__in=CORRECTED.values())
    for fact in facts.select_related("by"):
        codes, words = fact.value["codes"], fact.value["words"]
        one = Correction(
            fact.name == CORRECTED["ends_on"],
            date.fromisoformat(codes["old"]),
            dutch.first_name(fact.by.name),
            fact.created_at,
            words["reason"],
        )
        found.setdefault(codes["period"], []).insert(0, one)
    return found


def _how_it_began(period: PhasePeriod) -> str:
    """Back, straight ahead, or further on: said only where it is not the next phase."""
    came_from = period.decision.payload.get("from") if period.decision else ""
    if came_from in Phase.values and Phase(period.phase).number < Phase(came_from).number:
        return _("Een stap terug, vanuit %(phase)s.") % {"phase": Phase(came_from).label}
    if came_from in Phase.values and Phase(came_from).next != period.phase:
        return _("Vanuit %(phase)s, met een fase ertussen.") % {"phase": Phase(came_from).label}
    if not period.decision and period.phase != Phase.STARTUP:
        return _("Hier begon dit dossier.")
    return ""


def _of_standings(standings: list[JointDecision]) -> Iterable[Entry]:
    """Each pause lasts until the next of these decisions; an ending has one day."""
    for number, decision in enumerate(standings):
        day = dutch.local_date(decision.closed_at or decision.created_at)
        url = address("initiatives:decision", decision.uuid)
        if decision.kind == DecisionKind.PAUSE:
            after = standings[number + 1] if number + 1 < len(standings) else None
            until = dutch.local_date(after.closed_at or after.created_at) if after else None
            yield Entry("pause", _("Pauze"), day, until, "", decision.reason, url)
        elif decision.kind == DecisionKind.END:
            how = EndKind(decision.payload["end_kind"]).label
            yield Entry("end", _("Gestopt: %(how)s") % {"how": how}, day, day, "", decision.reason, url)


# --- pace ---------------------------------------------------------------------------------------------------


def _pauses(standings: list[JointDecision]) -> list[Span]:
    """Each from its first day up to the day on which they went on or stopped."""
    return [
        Span("", entry.starts_on, entry.ends_on)
        for entry in _of_standings(standings)
        if entry.kind == "pause"
    ]


def _pace(
    collaboration: Collaboration,
    periods: list[PhasePeriod],
    said: list[layers.Lies],
    pauses: list[Span],
) -> list[Row]:
    stretches = [*_keys_as_stretches(collaboration)]
    for side, matter in dict.fromkeys((lies.side, lies.matter) for lies in said):
        of_matter = [(lies.layer, lies.since) for lies in said if lies.matter == matter and lies.since]
        stretches += follow(side, of_matter)
    until = collaboration.ended_on
    if until:  # nobody is to move in a file that has stopped
        stretches = [Stretch(s.side, s.since, s.until or until, s.layer) for s in stretches]
    spans = [Span(p.phase, p.starts_on, p.ends_on) for p in periods if p.leading]
    stretches.sort(key=lambda stretch: (layers.ORDER_OF_SIDES.index(Side(stretch.side)), stretch.since))
    rows = pace(stretches, spans, today=timezone.localdate(), pauses=pauses)
    return [row for row in rows if row.total or row.lasts]


def _keys_as_stretches(collaboration: Collaboration) -> Iterable[Stretch]:
    """A side was to move from the proposal until its key turned, or the decision closed without it."""
    asked = DecisionKey.objects.filter(
        decision__collaboration=collaboration,
        decision__kind__in=DECIDED_TOGETHER,
        participation__side__in=layers.ORDER_OF_SIDES,
    )
    moments = ("participation__side", "decision__created_at", "at", "decision__closed_at")
    for side, since, turned, closed in asked.order_by("pk").values_list(*moments):
        until = turned or closed
        yield Stretch(side, dutch.local_date(since), dutch.local_date(until) if until else None)


def _pace_row(row: Row, phases: list[Phase]) -> dict[str, Any]:
    return {
        "side": row.side,
        "name": str(Layer(row.layer).label) if row.layer else str(Side(row.side).label).capitalize(),
        "is_layer": bool(row.layer),
        "cells": [(phase.label, days(row.by_phase.get(phase, 0))) for phase in phases],
        "total": days(row.total),
        "lasts": row.lasts,
    }


def days(count: int) -> str:
    return ngettext("%(count)d dag", "%(count)d dagen", count) % {"count": count} if count else ""
