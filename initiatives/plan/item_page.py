"""What does the page of one goal or activity show: its whole history and what it rests on?"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from initiatives.circles import wider_circles
from initiatives.history.timeline import subject_of
from initiatives.models import Event, Evidence, GoalView, PlanItem
from initiatives.plan import doers
from initiatives.plan import page as plan_page
from initiatives.plan.forms import ActivityForm, GoalDateForm
from initiatives.plan.goals import with_all_views
from initiatives.plan.tracks import ICONS
from initiatives.plan.variants import in_words
from initiatives.policy import Seat, Viewer
from initiatives.terms import Circle, EventKind, ItemKind, ItemState, Track
from samenspel import dutch


def item_context(item: PlanItem, *, seats: list[Seat], viewer: Viewer) -> dict[str, Any]:
    context: dict[str, Any] = {
        "item": item,
        "is_goal": item.kind == ItemKind.GOAL,
        "track_icon": ICONS[Track(item.track)],
        "for_whom": in_words(item.format_item.applies) if item.format_item else "",
    } | rests_on(item, viewer=viewer)
    if item.kind == ItemKind.GOAL:
        said = list(GoalView.objects.filter(item=item).select_related("participation__organisation", "by"))
        goal = with_all_views(item, said)
        context["row"] = plan_page.goal_row(goal, seats)
        context["view_form"] = plan_page.view_form(goal, seats)
        context["history"] = said
    else:
        context["row"] = plan_page.activity_row(item)
    return context


def rests_on(item: PlanItem, *, viewer: Viewer) -> dict[str, Any]:
    """The evidence that this reader may read, and what happened to the item."""
    evidence = Evidence.objects.filter(item=item).readable_by(viewer)
    rows = [_evidence_row(row, viewer) for row in evidence.with_sources()]
    return {"evidence": rows, "changes": _changes(item)}


def change_form(item: PlanItem, data: Any = None) -> ActivityForm | GoalDateForm:
    first = {"revision": item.revision, "due_on": item.due_on}
    if item.kind != ItemKind.ACTIVITY:
        return GoalDateForm(data, initial=first)
    first |= {"state": item.state, "actor": item.who_code}
    return ActivityForm(data, partners=doers.partners_of(item.collaboration, item), initial=first)


def _evidence_row(row: Evidence, viewer: Viewer) -> dict[str, Any]:
    return {
        "evidence": row,
        "circle": Circle(row.circle).label if row.circle != Circle.EVERYONE else "",
        "may_share": row.owner_id in viewer.organisations and bool(wider_circles(row)),
    }


def _changes(item: PlanItem) -> list[Event]:
    kinds = [EventKind.ITEM_ADDED, EventKind.ITEM_CHANGED, EventKind.ITEM_SKIPPED]
    events = item.collaboration.events.filter(subject=subject_of(item), kind__in=kinds)
    return list(events.select_related("actor", "actor_organisation")[:20])


# --- two people at once ---------------------------------------------------------------------------------


def activity_conflict(now: PlanItem, mine: Mapping[str, Any]) -> dict[str, Any]:
    """What stands now and what the writer wanted, in words, for `_conflict.html`."""
    return _conflict(
        now,
        theirs=_state_words(now.state, now.who, now.due_on),
        mine=_state_words(mine.get("state", now.state), _who_of(mine, now), mine.get("due_on")),
    )


def wording_conflict(now: PlanItem, mine: Mapping[str, Any]) -> dict[str, Any]:
    return _conflict(
        now, theirs=f"{now.title}\n\n{now.text}", mine=f"{mine['title']}\n\n{mine.get('text', '')}"
    )


def _conflict(now: PlanItem, *, theirs: str, mine: str) -> dict[str, Any]:
    last = next(iter(_changes(now)), None)
    return {
        "who": dutch.first_name(last.actor.name) if last and last.actor else "",
        "at": last.at if last else None,
        "what": f"“{now.title}”",
        "theirs": theirs.strip(),
        "mine": mine.strip(),
    }


def _who_of(mine: Mapping[str, Any], now: PlanItem) -> str:
    if "actor" not in mine:
        return now.who
    return PlanItem(actor=mine["actor"], partner=mine.get("partner")).who


def _state_words(state: str, who: str, due_on: Any) -> str:
    lines = [ItemState(state).label.capitalize()]
    if who:
        lines.append(_("Wie: %(actor)s") % {"actor": who})
    if due_on:
        lines.append(dutch.deadline(due_on).capitalize())
    return "\n".join(str(line) for line in lines)
