"""What does the page of one phase show, and in which order?"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import Side
from initiatives import gates, policy
from initiatives.goals import Goal, counts, with_views
from initiatives.models import Collaboration, Event, Evidence, FormatItem, PlanItem
from initiatives.plan_forms import GoalViewForm
from initiatives.policy import Ability, Seat, Viewer
from initiatives.suggestions import suggestions
from initiatives.terms import Actor, EventKind, GoalStatus, ItemKind, ItemState, Phase
from initiatives.timeline import subject_of
from initiatives.tracks import ICONS

# group, heading, what it means
GROUPS = (
    (
        "differ",
        gettext_lazy("Hier kijken jullie verschillend"),
        gettext_lazy("Geen fout, maar een gesprek waard. Niemand hoeft gelijk te krijgen om verder te gaan."),
    ),
    ("busy", gettext_lazy("Samen bezig"), gettext_lazy("Hier wordt aan gewerkt.")),
    ("todo", gettext_lazy("Nog niet begonnen"), gettext_lazy("Dit komt later, of is nog niet besproken.")),
    ("shared", gettext_lazy("Gedeeld"), gettext_lazy("Beide kanten vinden dit bereikt.")),
)
GUIDANCE = (
    (ItemKind.HOW, gettext_lazy("Hoe werk je samen?")),
    (ItemKind.WITH_WHOM, gettext_lazy("Met wie?")),
    (ItemKind.TIP, gettext_lazy("Tips")),
    (ItemKind.RESULT, gettext_lazy("Wat levert deze fase op?")),
)
EVIDENCE_SHOWN = 3


def phase_context(
    collaboration: Collaboration, phase: Phase, *, seats: list[Seat], viewer: Viewer
) -> dict[str, Any]:
    items = list(collaboration.plan_items.on_plan().filter(phase=phase).select_related("format_item"))
    kept = [item for item in items if item.state != ItemState.SKIPPED]
    goals = with_views(item for item in kept if item.kind == ItemKind.GOAL)
    add_evidence(goals, viewer)
    activities = [item for item in kept if item.kind == ItemKind.ACTIVITY]
    sides = {seat.side for seat in seats}
    current = phase == collaboration.phase
    intro = next((p for p in collaboration.plan_format.phases if p["phase"] == phase), {})
    return {
        "shown": phase,
        "is_current": current,
        "intro": intro.get("intro", ""),
        "groups": _groups(goals, seats),
        "goal_counts": counts(goals),
        "activities": [activity_row(item) for item in activities],
        "suggestions": suggestions(activities, goals, sides) if current else [],
        "skipped": _skipped(collaboration, items),
        "guidance": _guidance(collaboration, phase),
        "gate": gates.gate(collaboration, phase.next, goals) if current and phase.next else None,
        "may_say": what_you_may(seats),
    }


def _groups(goals: Iterable[Goal], seats: list[Seat]) -> list[dict[str, Any]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for goal in goals:
        rows.setdefault(goal.group, []).append(goal_row(goal, seats))
    return [
        {"key": key, "title": title, "text": text, "rows": rows[key]}
        for key, title, text in GROUPS
        if key in rows
    ]


# --- one goal -------------------------------------------------------------------------------------------


def goal_row(goal: Goal, seats: list[Seat], *, form: GoalViewForm | None = None) -> dict[str, Any]:
    """A goal as one unit: both views, and what one's own side can say with one tap."""
    own = policy.seat_for(seats, Ability.GIVE_VIEW)
    side = own.side if own else ""
    other = {Side.MUNICIPALITY: Side.INITIATIVE, Side.INITIATIVE: Side.MUNICIPALITY}.get(side, "")
    mine = goal.status_of(side) if side else ""
    theirs = goal.status_of(other) if other else ""
    return {
        "goal": goal,
        "item": goal.item,
        "track_icon": ICONS.get(goal.item.track, "info"),
        "views": [_view(goal, Side.MUNICIPALITY, side), _view(goal, Side.INITIATIVE, side)],
        "side": side,
        "mine": mine,
        "agree_with": theirs if theirs and theirs != mine else "",
        "ask": bool(side) and not mine and not theirs,
        "statuses": GoalStatus.choices,
        "evidence": goal.evidence[:EVIDENCE_SHOWN],
        "more_evidence": max(0, len(goal.evidence) - EVIDENCE_SHOWN),
        "form": form,
    }


def _view(goal: Goal, side: Side, own: str) -> dict[str, Any]:
    name = {Side.MUNICIPALITY: _("Gemeente"), Side.INITIATIVE: _("Initiatief")}[side]
    return {
        "side": side.value,
        "name": _("%(side)s (jullie)") % {"side": name} if side == own else name,
        "view": goal.view_of(side),
    }


def view_form(goal: Goal, seats: list[Seat], data: Any = None) -> GoalViewForm:
    """The small form of one goal; ids carry the goal, because a page holds many goals."""
    own = policy.seat_for(seats, Ability.GIVE_VIEW)
    initial = {"status": goal.status_of(own.side)} if own else {}
    return GoalViewForm(data, initial=initial, auto_id=f"kijk-{goal.item.uuid}-%s")


def add_evidence(goals: Iterable[Goal], viewer: Viewer) -> None:
    """What the goals rest on, as far as this reader may see it: one query."""
    by_item = {goal.item.pk: goal for goal in goals}
    rows = Evidence.objects.filter(item__in=by_item).readable_by(viewer)
    for row in rows.select_related("upload", "milestone", "owner", "by"):
        by_item[row.item_id].evidence.append(row)


# --- activities -----------------------------------------------------------------------------------------

NEXT_STATES = {
    ItemState.OPEN: (
        (ItemState.DOING, gettext_lazy("Begin")),
        (ItemState.DONE, gettext_lazy("Is gedaan")),
    ),
    ItemState.DOING: ((ItemState.DONE, gettext_lazy("Is gedaan")),),
    ItemState.DONE: ((ItemState.DOING, gettext_lazy("Toch nog niet klaar")),),
}


def activity_row(item: PlanItem) -> dict[str, Any]:
    marks = {
        Actor.TOGETHER: (Side.MUNICIPALITY, Side.INITIATIVE),
        Actor.MUNICIPALITY: (Side.MUNICIPALITY,),
        Actor.INITIATIVE: (Side.INITIATIVE,),
        Actor.PARTNER: (Side.PARTNER,),
    }
    return {
        "item": item,
        "marks": [side.value for side in marks.get(item.actor, ())],
        "buttons": NEXT_STATES.get(item.state, ()),
    }


def _skipped(collaboration: Collaboration, items: Iterable[PlanItem]) -> list[dict[str, Any]]:
    """With who skipped it and when, from the timeline."""
    by_subject = {subject_of(item): item for item in items if item.state == ItemState.SKIPPED}
    if not by_subject:
        return []
    events = collaboration.events.filter(kind=EventKind.ITEM_SKIPPED, subject__in=by_subject)
    newest: dict[str, Event] = {}
    for event in events.select_related("actor", "actor_organisation"):  # newest first
        newest.setdefault(event.subject, event)
    return [{"item": item, "event": newest.get(subject)} for subject, item in by_subject.items()]


def _guidance(collaboration: Collaboration, phase: Phase) -> list[dict[str, Any]]:
    found: dict[str, list[FormatItem]] = {}
    kinds = [kind for kind, _title in GUIDANCE]
    for item in FormatItem.objects.filter(
        format=collaboration.plan_format_id, phase=phase, kind__in=kinds
    ).order_by("order"):
        found.setdefault(item.kind, []).append(item)
    return [{"title": title, "entries": found[kind]} for kind, title in GUIDANCE if kind in found]


def what_you_may(seats: list[Seat]) -> str:
    """What this reader can do about a joint decision, in one sentence or two."""
    if policy.seat_for(seats, Ability.DECIDE_FOR_SIDE):
        return _(
            "Stel je iets voor, dan draait de sleutel van jullie kant meteen om. De ander ziet dat in het dossier."
        )
    if any(seat.side == Side.SUPPORT for seat in seats) and policy.seat_for(seats, Ability.PROPOSE):
        return _("Als begeleider kun je voorstellen en vastleggen. De partijen beslissen zelf.")
    if policy.seat_for(seats, Ability.PROPOSE):
        return _("Je kunt een stap voorstellen. Iemand die voor jullie mag beslissen, draait de sleutel om.")
    return _("Je leest mee. Wie meewerkt in dit dossier kan een stap voorstellen.")
