"""What does the page of one phase show, and in which order?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import BOTH_SIDES, Side
from initiatives import policy
from initiatives.deciding import gates
from initiatives.deciding.asked import still_asked
from initiatives.history.timeline import subject_of
from initiatives.listing.turns import SIDES_OF
from initiatives.models import Collaboration, DecisionNote, Event, Evidence, FormatItem, PlanItem
from initiatives.people.names import party_name
from initiatives.plan.asking import Ask, ask_of, ask_of_guide
from initiatives.plan.differences import questions, questions_of_partners
from initiatives.plan.fitting import kind_of
from initiatives.plan.forms import GoalViewForm
from initiatives.plan.goals import Goal, counts, with_views
from initiatives.plan.suggestions import suggestions
from initiatives.plan.tracks import ICONS
from initiatives.plan.variants import fits
from initiatives.policy import Ability, Seat, Viewer
from initiatives.terms import EventKind, GoalStatus, Group, ItemKind, ItemState, Phase, Status, Track

# group, heading, what it means
GROUPS = (
    (
        "asked",
        gettext_lazy("Zeg hoe jullie dit zien"),
        gettext_lazy("Jullie kant zei hier nog niets over."),
    ),
    (
        "differ",
        gettext_lazy("Hier kijken jullie verschillend"),
        gettext_lazy("Geen fout, maar een gesprek waard. Niemand hoeft gelijk te krijgen om verder te gaan."),
    ),
    (
        "doubted",
        gettext_lazy("Een partner ziet dit anders"),
        gettext_lazy("Jullie vinden dit bereikt. Vraag wat er volgens de partner nog ontbreekt."),
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
    (ItemKind.LINK, gettext_lazy("Verder lezen")),
)
EVIDENCE_SHOWN = 3


def phase_context(
    collaboration: Collaboration, phase: Phase, *, seats: list[Seat], viewer: Viewer
) -> dict[str, Any]:
    items = list(
        collaboration.plan_items.on_plan().filter(phase=phase).select_related("format_item").with_who()
    )
    kept = [item for item in items if item.state != ItemState.SKIPPED]
    goals = with_views(item for item in kept if item.kind == ItemKind.GOAL)
    add_evidence(goals, viewer)
    activities = [item for item in kept if item.kind == ItemKind.ACTIVITY]
    sides = {seat.side for seat in seats}
    current = phase == collaboration.phase
    groups = _groups(
        goals,
        seats,
        needed=still_asked(collaboration) if current else {},
        asks=current and collaboration.status != Status.ENDED,
    )
    return {
        "shown": phase,
        "is_current": current,
        "intro": collaboration.plan_format.intro(phase),
        "groups": groups,
        "goal_counts": counts(goals),
        **_by_turn(activities),
        "done": [activity_row(item) for item in activities if item.state == ItemState.DONE],
        "suggestions": suggestions(activities, goals, sides) if current else [],
        "skipped": skipped(collaboration, items),
        "order": order_rows(kept),
        "gate": gates.gate(collaboration, phase.next, goals) if current and phase.next else None,
        "may_say": what_you_may(seats),
    }


def ask(page: Mapping[str, Any], abilities: Collection[Ability]) -> Ask:
    """What this page asks of a party, or of who stands beside the two, as a coach, and for whom she waits."""
    goals = {group["key"]: len(group["rows"]) for group in page["groups"]}
    if policy.seat_for(page["seats"], Ability.GIVE_VIEW) is None and Ability.PLAN in abilities:
        lies_with = [key.participation for key in page["open_step_keys"] if not key.verdict]
        return ask_of_guide(
            step_waits_for=[party_name(party.organisation) for party in lies_with],
            goals=goals,
            silent=_silent(page["groups"]),
        )
    return ask_of(
        Ability.PLAN not in abilities,
        key_waits=page.get("gate_first", False),
        goals=goals,
        step=page["suggestions"][0].activity.title if page["suggestions"] else "",
    )


def _silent(groups: Iterable[Mapping[str, Any]]) -> list[str]:
    """The sides that said nothing yet about a goal here."""
    goals = [row["goal"] for group in groups for row in group["rows"]]
    names = {Side.MUNICIPALITY: _("de gemeente"), Side.INITIATIVE: _("het initiatief")}
    return [name for side, name in names.items() if any(not goal.status_of(side) for goal in goals)]


def _groups(
    goals: Iterable[Goal], seats: list[Seat], *, needed: Mapping[int, list[DecisionNote]], asks: bool
) -> list[dict[str, Any]]:
    """What asks for this reader first; what is shared, and what comes later while something else asks, folds away."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for goal in goals:
        row = goal_row(goal, seats, asked=needed.get(goal.item.pk, ()))
        silent = asks and row["side"] and (not row["mine"] or row["confirm"])
        key = "asked" if silent else "doubted" if goal.doubting else goal.group
        rows.setdefault(key, []).append(row)
    later = {"shared", "todo"} if rows.keys() - {"shared", "todo"} else {"shared"}
    return [
        {"key": key, "title": title, "text": text, "rows": rows[key], "folded": key in later}
        for key, title, text in GROUPS
        if key in rows
    ]


# --- one goal -------------------------------------------------------------------------------------------


def goal_row(
    goal: Goal,
    seats: list[Seat],
    *,
    form: GoalViewForm | None = None,
    asked: Sequence[DecisionNote] = (),
) -> dict[str, Any]:
    """A goal as one unit: both views, and what one's own side can say with one tap.

    asked: what was said of it when a step came back, while nobody proposed again.
    confirm: what somebody else recorded for one's own side.
    """
    own = policy.seat_for(seats, Ability.GIVE_VIEW)
    side = own.side if own else ""
    other = {Side.MUNICIPALITY: Side.INITIATIVE, Side.INITIATIVE: Side.MUNICIPALITY}.get(side, "")
    mine = goal.status_of(side) if side else ""
    confirm = mine if mine and goal.view_of(side).told_by else ""
    theirs = goal.status_of(other) if other else ""
    return {
        "goal": goal,
        "item": goal.item,
        "track_icon": ICONS.get(goal.item.track, "info"),
        "views": [
            _view(goal, Side.MUNICIPALITY, side),
            _view(goal, Side.INITIATIVE, side),
            *_views_of_partners(goal),
        ],
        "side": side,
        "mine": mine,
        "confirm": confirm,
        "agree_with": theirs if theirs and theirs != mine and not confirm else "",
        "may_record": any(goal.is_recordable(kind) for kind in BOTH_SIDES if kind != side),
        "ask": bool(side) and not mine and not theirs,
        "talk": questions(goal.status_of(Side.MUNICIPALITY), goal.status_of(Side.INITIATIVE))
        or questions_of_partners(goal.doubting),
        "statuses": GoalStatus.choices,
        "evidence": goal.evidence[:EVIDENCE_SHOWN],
        "more_evidence": max(0, len(goal.evidence) - EVIDENCE_SHOWN),
        "form": form,
        "asked": asked,
        "asked_for": Phase(asked[0].decision.payload["to"]).label if asked else "",
    }


def _view(goal: Goal, side: Side, own: str) -> dict[str, Any]:
    name = {Side.MUNICIPALITY: _("Gemeente"), Side.INITIATIVE: _("Initiatief")}[side]
    return {
        "side": side.value,
        "name": _("%(side)s (jullie)") % {"side": name} if side == own else name,
        "view": goal.view_of(side),
    }


def _views_of_partners(goal: Goal) -> list[dict[str, Any]]:
    return [
        {"side": Side.PARTNER.value, "name": str(view.participation.organisation), "view": view}
        for view in goal.partners
    ]


def view_form(goal: Goal, seats: list[Seat], data: Any = None) -> GoalViewForm:
    """The small form of one goal; ids carry the goal, because a page holds many goals."""
    own = policy.seat_for(seats, Ability.GIVE_VIEW)
    initial = {"status": goal.status_of(own.side)} if own else {}
    return GoalViewForm(data, initial=initial, auto_id=f"kijk-{goal.item.uuid}-%s")


def add_evidence(goals: Iterable[Goal], viewer: Viewer) -> None:
    """What the goals rest on, as far as this reader may see it: one query."""
    goals = list(goals)
    found = evidence_of((goal.item for goal in goals), viewer)
    for goal in goals:
        goal.evidence = found.get(goal.item.pk, [])


def evidence_of(items: Iterable[PlanItem], viewer: Viewer) -> dict[int, list[Evidence]]:
    """What each of these items rests on, newest first, as far as this reader may see it: one query."""
    found: dict[int, list[Evidence]] = {}
    rows = Evidence.objects.filter(item__in=[item.pk for item in items]).readable_by(viewer)
    for row in rows.with_sources():
        found.setdefault(row.item_id, []).append(row)
    return found


# --- activities -----------------------------------------------------------------------------------------

NEXT_STATES = {
    ItemState.OPEN: (
        (ItemState.DOING, gettext_lazy("Begin")),
        (ItemState.DONE, gettext_lazy("Is gedaan")),
    ),
    ItemState.DOING: ((ItemState.DONE, gettext_lazy("Is gedaan")),),
    ItemState.DONE: ((ItemState.DOING, gettext_lazy("Toch nog niet klaar")),),
}


def _by_turn(activities: Iterable[PlanItem]) -> dict[str, list[dict[str, Any]]]:
    """What somebody is at, or has a day; and what can still begin."""
    now, later = [], []
    for item in activities:
        if item.state != ItemState.DONE:
            (now if item.state == ItemState.DOING or item.due_on else later).append(activity_row(item))
    return {"activities": now, "later": later}


def activity_row(item: PlanItem) -> dict[str, Any]:
    return {
        "item": item,
        "marks": [side.value for side in SIDES_OF.get(item.actor, ())],
        "buttons": NEXT_STATES.get(item.state, ()),
    }


# --- their order ----------------------------------------------------------------------------------------


def order_rows(kept: Iterable[PlanItem]) -> list[dict[str, Any]]:
    """Goals and activities as they stand, with the ways each can go."""
    kinds = ((ItemKind.GOAL, _("Doelen")), (ItemKind.ACTIVITY, _("Activiteiten")))
    kept = list(kept)
    lists = [(title, [item for item in kept if item.kind == kind]) for kind, title in kinds]
    return [
        {
            "title": title,
            "rows": [
                {"item": item, "up": number > 0, "down": number + 1 < len(items)}
                for number, item in enumerate(items)
            ],
        }
        for title, items in lists
        if len(items) > 1
    ]


# --- beside the plan ------------------------------------------------------------------------------------


def skipped(collaboration: Collaboration, items: Iterable[PlanItem]) -> list[dict[str, Any]]:
    """With who skipped it and when, from the timeline."""
    by_subject = {subject_of(item): item for item in items if item.state == ItemState.SKIPPED}
    if not by_subject:
        return []
    events = collaboration.events.filter(kind=EventKind.ITEM_SKIPPED, subject__in=by_subject)
    newest: dict[str, Event] = {}
    for event in events.select_related("actor", "actor_organisation"):  # newest first
        newest.setdefault(event.subject, event)
    return [{"item": item, "event": newest.get(subject)} for subject, item in by_subject.items()]


def guidance(collaboration: Collaboration, phase: Phase, track: Track | None = None) -> list[dict[str, Any]]:
    """What the stappenplan of this file says beside its goals, as far as it is about an initiative like this.

    For one track without what is about another.
    """
    kinds = [kind for kind, _title in GUIDANCE]
    items = collaboration.plan_format.items.filter(phase=phase, kind__in=kinds)
    if track is not None:
        items = items.filter(track__in=["", track])
    kind = kind_of(collaboration)
    return guidance_parts(item for item in items if fits(item.applies, kind))


def guidance_parts(items: Iterable[FormatItem]) -> list[dict[str, Any]]:
    """By kind; what is said about people stands by the group it is about."""
    found: dict[str, list[FormatItem]] = {}
    for item in sorted(items, key=lambda item: item.order):
        found.setdefault(item.kind, []).append(item)
    return [
        {"title": title, "by_group": kind == ItemKind.WITH_WHOM, "groups": _by_group(found[kind])}
        for kind, title in GUIDANCE
        if kind in found
    ]


def _by_group(items: Iterable[FormatItem]) -> list[tuple[str, list[FormatItem]]]:
    by_group: dict[str, list[FormatItem]] = {}
    for item in items:
        by_group.setdefault(item.group, []).append(item)
    named = [(str(group.label), by_group.pop(group)) for group in Group if group in by_group]
    return named + [("", rest) for rest in by_group.values()]


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
