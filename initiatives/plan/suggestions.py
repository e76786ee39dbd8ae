"""Which activities are a good next step, for whoever looks?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from contacts.models import Side
from initiatives.models import PlanItem
from initiatives.plan.goals import Goal
from initiatives.terms import Actor, ItemState

AT_MOST = 3


@dataclass(frozen=True)
class Suggestion:
    """An activity and the goals it helps that are not shared yet."""

    activity: PlanItem
    helps: list[PlanItem]


def suggestions(
    activities: Iterable[PlanItem], goals: Iterable[Goal], sides: Collection[str]
) -> list[Suggestion]:
    """At most three activities nobody began, that serve goals not yet shared: one's own side first.

    All of one phase. `sides`: the sides on which the reader sits; a coach reads both sides' steps alike.
    """
    unshared = {
        goal.item.format_item.key: goal.item
        for goal in goals
        if goal.item.format_item and goal.duo != "shared"
    }
    found = [
        Suggestion(activity, [unshared[key] for key in _serves(activity) if key in unshared])
        for activity in activities
        if activity.state == ItemState.OPEN
    ]
    useful = [suggestion for suggestion in found if suggestion.helps]
    useful.sort(key=lambda s: (_distance(s.activity.actor, sides), -len(s.helps), s.activity.order))
    return useful[:AT_MOST]


def _serves(activity: PlanItem) -> list[str]:
    return activity.format_item.serves if activity.format_item else []


def _distance(actor: str, sides: Collection[str]) -> int:
    """0 for what one's own side does, 1 for what both do, 2 for what waits on another."""
    if actor in sides:
        return 0
    if actor in (Actor.TOGETHER, "") or Side.SUPPORT in sides:
        return 1
    return 2
