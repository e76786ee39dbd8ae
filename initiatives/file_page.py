"""What does the head of every page of a file show: where it stands, whose it is, and what you may do?"""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import Side
from initiatives import policy
from initiatives.actions import notes
from initiatives.deciding import keys
from initiatives.deciding.lying import lies_or_came_back
from initiatives.formats.renewal import later_than
from initiatives.models import Collaboration, DecisionKey, PhasePeriod
from initiatives.room.page import has_content
from initiatives.terms import DecisionKind, DecisionState, Phase, Status
from samenspel import dutch, signs

# name of the tab, address, what it says
TABS = (
    ("overview", "insights:overview", gettext_lazy("Overzicht")),
    ("plan", "initiatives:plan", gettext_lazy("Stappenplan")),
    ("room", "initiatives:room", gettext_lazy("Rollen en ruimte")),
    ("agreements", "agreements:list", gettext_lazy("Overeenkomsten")),
    ("people", "initiatives:people", gettext_lazy("Mensen")),
    ("timeline", "initiatives:timeline", gettext_lazy("Tijdlijn")),
)


def file_context(
    request: HttpRequest, collaboration: Collaboration, tab: str, *, here: str = ""
) -> dict[str, Any]:
    """The context of `initiatives/file_base.html`. `here`: the name of a page below a tab, for the crumbs."""
    seats = policy.seats_of(request.user, collaboration)
    if request.method == "GET":
        notes.note_opening(collaboration, request.user)
    head = Head(collaboration)
    read_when_shown = {
        "tabs": lambda: _tabs(collaboration, tab, has_room=any(period.has_room for period in head.periods)),
        "stepper": lambda: stepper_phases(collaboration, head.leading, head.step_keys),
        "stepper_now": lambda: _now(collaboration, head.leading),
        "open_step": lambda: head.step_keys[0].decision if head.step_keys else None,
        "open_step_keys": lambda: head.step_keys,
        "open_keys": lambda: head.keys[0],
        "returned_keys": lambda: head.keys[2],
        "periods": lambda: head.periods,
        "parts": lambda: [period for period in head.periods if not period.leading and period.ends_on is None],
        "reopened": lambda: _reopened(head.leading),
        "status_decision": lambda: head.keys[1][0].decision if head.keys[1] else None,
        "status_keys": lambda: head.keys[1],
    }
    return {
        "collaboration": collaboration,
        "abilities": {ability.value for ability in request.abilities},
        "seats": seats,
        "sides": {seat.side for seat in seats},
        "viewer": policy.viewer_at(seats),
        "tab": tab,
        "crumbs": _crumbs(collaboration, tab, here),
        "here": here or collaboration.title,
        "phase": Phase(collaboration.phase),
        **{name: SimpleLazyObject(read) for name, read in read_when_shown.items()},
    }


class Head:
    """What stepper, tabs and notes are made of. A page that asks one thing shows none of them, and then reads none."""

    def __init__(self, collaboration: Collaboration) -> None:
        self.collaboration = collaboration

    @cached_property
    def periods(self) -> list[Any]:
        return _periods(self.collaboration)

    @cached_property
    def leading(self) -> list[Any]:
        return [period for period in self.periods if period.leading]

    @cached_property
    def keys(self) -> tuple[list[DecisionKey], list[DecisionKey], list[DecisionKey]]:
        return _keys(self.collaboration)

    @cached_property
    def step_keys(self) -> list[DecisionKey]:
        """Of the open phase step of the whole neighbourhood."""
        step = DecisionKind.PHASE_STEP
        return [k for k in self.keys[0] if k.decision.kind == step and not k.decision.subject]


def _periods(collaboration: Collaboration) -> list[PhasePeriod]:
    """All periods, and along with each what a page also asks of its file: whether something stands under roles and
    room, and whether there is a newer stappenplan."""
    newer = later_than(OuterRef("collaboration__plan_format__number"))
    periods = collaboration.periods.annotate(
        has_room=has_content("collaboration"), has_newer_plan=Exists(newer)
    )
    return list(periods.select_related("decision"))


def address(name: str, *args: Any) -> str:
    return reverse(name, args=args)


def _tabs(collaboration: Collaboration, current: str, *, has_room: bool) -> list[dict[str, Any]]:
    """A tab that a small team never fills does not stand there."""
    return [
        {"url": address(name, collaboration.uuid), "name": label, "current": tab == current}
        for tab, name, label in TABS
        if tab != "room" or has_room or current == "room"
    ]


def _crumbs(collaboration: Collaboration, tab: str, here: str) -> list[tuple[str, Any]]:
    crumbs: list[tuple[str, Any]] = [(address("initiatives:list"), _("Initiatieven"))]
    if here:
        crumbs.append((address("insights:overview", collaboration.uuid), collaboration.title))
        crumbs += [(address(name, collaboration.uuid), label) for key, name, label in TABS if key == tab]
    return crumbs


def _reopened(periods: list[PhasePeriod]) -> dict[str, Any] | None:
    """When the file stopped and opened again, the last time; what was said then stands under *Verloop*."""
    opened = [n for n, p in enumerate(periods) if p.decision and p.decision.kind == DecisionKind.REOPEN]
    if not opened or opened[-1] == 0:
        return None
    before, since = periods[opened[-1] - 1], periods[opened[-1]]
    ended_on = since.decision.payload.get("ended_on")  # the phase before can turn out to have ended earlier
    return {
        "ended_on": date.fromisoformat(ended_on) if ended_on else before.ends_on,
        "on": since.starts_on,
    }


STATUS_KINDS = {Status.PAUSED: DecisionKind.PAUSE, Status.ENDED: DecisionKind.END}


def _keys(collaboration: Collaboration) -> tuple[list[DecisionKey], list[DecisionKey], list[DecisionKey]]:
    """Three lots in one query: of every decision that lies open, of the one by which the file was paused or ended, and
    those that gave back what nobody proposed again."""
    wanted = lies_or_came_back()
    stopped = STATUS_KINDS.get(Status(collaboration.status))
    if stopped:
        wanted |= Q(decision__kind=stopped, decision__state=DecisionState.ACCEPTED)
    found = list(
        DecisionKey.objects.filter(wanted, decision__collaboration=collaboration).select_related(
            "decision__by", "decision__by_organisation", "participation__organisation", "by", "recorded_by"
        )
    )
    made = [key for key in found if key.decision.kind == stopped]
    newest = max((key.decision_id for key in made), default=None)
    return (
        [key for key in found if key.decision.state == DecisionState.OPEN],
        [key for key in made if key.decision_id == newest],
        [key for key in found if key.decision.state == DecisionState.RETURNED],
    )


# --- the stepper --------------------------------------------------------------------------------------


def stepper_phases(
    collaboration: Collaboration, periods: Iterable[PhasePeriod], step_keys: Iterable[DecisionKey] = ()
) -> list[dict[str, Any]]:
    """All five phases for `{% stepper %}`: dates from the periods, and who turned at each passage."""
    now = Phase(collaboration.phase)
    by_phase: dict[str, list[PhasePeriod]] = {}
    for period in periods:
        by_phase.setdefault(period.phase, []).append(period)
    return [
        {
            "number": phase.number,
            "name": phase.label,
            "state": "current" if phase == now else "done" if phase.number < now.number else "todo",
            "url": address("initiatives:phase", collaboration.uuid, phase.value),
            "note": _note(collaboration, phase, by_phase.get(phase, [])),
            "gate": _open_gate(list(step_keys)) if phase == now else _passed_gate(phase, by_phase),
        }
        for phase in Phase
    ]


def _note(collaboration: Collaboration, phase: Phase, periods: list[PhasePeriod]) -> str:
    if not periods:
        return ""
    period = periods[-1]
    if period.ends_on is None:
        return dutch.since(period.starts_on).capitalize()
    if phase == collaboration.phase and collaboration.ended_on:
        return _("Gestopt op %(day)s") % {"day": dutch.short_date(collaboration.ended_on)}
    first, last = _month(period.starts_on), _month(period.ends_on)
    return first if first == last else f"{first} – {last}"


def _month(day: Any) -> str:
    return f"{dutch.tight_date(day.replace(day=1)).split()[1]} {day.year}"


def _open_gate(step_keys: list[DecisionKey]) -> dict[str, str] | None:
    if not step_keys:
        return None
    states = {key.participation.side: keys.state_of_key(key.verdict) for key in step_keys}
    to = Phase(step_keys[0].decision.payload["to"]).label
    words = {side: signs.KEY_WORDS[state] for side, state in states.items()}
    return {
        **states,
        "text": _("Fasestap naar %(phase)s: gemeente %(municipality)s, initiatief %(initiative)s.")
        % {
            "phase": to,
            "municipality": words.get(Side.MUNICIPALITY, ""),
            "initiative": words.get(Side.INITIATIVE, ""),
        },
    }


def _passed_gate(phase: Phase, by_phase: dict[str, list[PhasePeriod]]) -> dict[str, str] | None:
    """Both keys, where a decision of both sides led from this phase to the next."""
    entered = by_phase.get(phase.next, []) if phase.next else []
    decided = [p for p in entered if p.decision and p.decision.payload.get("from") == phase]
    if not decided:
        return None
    decision = decided[-1].decision  # the day the phase began may have been corrected since
    day = dutch.short_date(dutch.local_date(decision.closed_at or decision.created_at))
    text = _("Fasestap naar %(phase)s: beide akkoord op %(day)s.") % {"phase": phase.next.label, "day": day}
    return {"municipality": "turned", "initiative": "turned", "text": text}


def _now(collaboration: Collaboration, periods: list[PhasePeriod]) -> str:
    note = _note(
        collaboration, Phase(collaboration.phase), [p for p in periods if p.phase == collaboration.phase]
    )
    return f"{note}." if note else ""
