"""How do both sides see the goals, and where do they differ?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from contacts.models import BOTH_SIDES, Side
from initiatives.models import Collaboration, GoalView, PlanItem
from initiatives.plan.differences import agreed_since
from initiatives.querysets import PeriodQuerySet
from initiatives.terms import GoalStatus, ItemKind, ItemState, Phase, Track
from samenspel.signs import duo_state


@dataclass
class Goal:
    """A goal with the newest view of each side; `group` is where the phase page puts it.

    partners: how those who help see it. It stands beside what both sides say and counts for nothing; where it is another
    thing than the two share, it is a question.
    """

    item: PlanItem
    municipality: GoalView | None = None
    initiative: GoalView | None = None
    partners: list[GoalView] = field(default_factory=list)
    evidence: list[Any] = field(default_factory=list)
    agreed_since: datetime | None = None  # known after `mark_agreement`

    def view_of(self, side: str) -> GoalView | None:
        return self.municipality if side == Side.MUNICIPALITY else self.initiative

    def status_of(self, side: str) -> str:
        """open, partly or reached; "" while this side has said nothing."""
        view = self.view_of(side)
        return view.status if view else ""

    def is_recordable(self, side: str) -> bool:
        """Whether this side said nothing itself, so that another may record what it says elsewhere."""
        view = self.view_of(side)
        return view is None or bool(view.told_by)

    @property
    def duo(self) -> str:
        """same, differ or shared."""
        return duo_state(self.status_of(Side.MUNICIPALITY), self.status_of(Side.INITIATIVE))

    @property
    def doubting(self) -> list[str]:
        """The partners that take part and do not find reached what both sides do: by name."""
        if self.duo != "shared":
            return []
        today = timezone.localdate()
        said = (view for view in self.partners if view.status != GoalStatus.REACHED)
        seats = [view.participation for view in said]
        return [str(seat.organisation) for seat in seats if seat.ends_on is None or seat.ends_on >= today]

    @property
    def group(self) -> str:
        """differ, busy, todo or shared: the order in which the page shows them."""
        if self.duo != "same":
            return self.duo
        said = {self.status_of(Side.MUNICIPALITY), self.status_of(Side.INITIATIVE)}
        return "todo" if said <= {"", GoalStatus.OPEN} else "busy"


def goals_of(
    collaboration: Collaboration, phase: Phase | None = None, track: Track | None = None
) -> list[Goal]:
    """Kept goals, of one phase or track or of all, with the newest view of each side: two queries."""
    items = collaboration.plan_items.filter(kind=ItemKind.GOAL).exclude(state=ItemState.SKIPPED)
    if phase is not None:
        items = items.filter(phase=phase)
    if track is not None:
        items = items.filter(track=track)
    return with_views(items)


def without_own_view(item: PlanItem) -> PeriodQuerySet:
    """The parties that said nothing of this goal themselves: what they say elsewhere can be recorded for them."""
    own = GoalView.objects.filter(item=item, participation=OuterRef("pk"), told_by="")
    return item.collaboration.participations.in_force().filter(~Exists(own), side__in=BOTH_SIDES)


def with_views(items: Iterable[PlanItem], *, until: datetime | None = None) -> list[Goal]:
    """These goals with the newest view of each side, or the one that counted at `until`."""
    goals = {item.pk: Goal(item) for item in items}
    for view in newest_views(goals, until=until):
        _put(goals[view.item_id], view)
    return list(goals.values())


def with_all_views(item: PlanItem, views: Iterable[GoalView]) -> Goal:
    """The goal of which all views are at hand, newest first: no query."""
    goal, views = Goal(item), list(views)
    for view in {view.participation_id: view for view in reversed(views)}.values():
        _put(goal, view)
    told = [view for view in views if view.participation.side in BOTH_SIDES]
    said = [(view.participation.side, view.status, view.created_at) for view in reversed(told)]
    goal.agreed_since = agreed_since(said)
    return goal


def _put(goal: Goal, view: GoalView) -> None:
    if view.participation.side in BOTH_SIDES:
        setattr(goal, view.participation.side, view)
    elif view.participation.side == Side.PARTNER:
        goal.partners.append(view)


def with_statuses(items: Iterable[PlanItem]) -> list[Goal]:
    """These goals with what each side said last, of items read `with_statuses`: no query, and no remarks."""
    goals = [Goal(item) for item in items]
    for goal in goals:
        for side in BOTH_SIDES:
            if said := getattr(goal.item, side):
                setattr(goal, side, GoalView(status=said))
    return goals


def newest_views(item_ids: Iterable[int], *, until: datetime | None = None) -> Iterable[GoalView]:
    """Of each party, the oldest first, so that of two that sat on one side after each other the last one counts."""
    views = GoalView.objects.filter(item__in=list(item_ids))
    if until is not None:
        views = views.filter(created_at__lte=until)
    newest = views.order_by().values("item", "participation").annotate(newest=Max("pk")).values("newest")
    said = GoalView.objects.filter(pk__in=newest).select_related("participation__organisation", "by")
    return said.order_by("pk")


def mark_agreement(goals: Iterable[Goal]) -> None:
    """Since when the sides see these goals the same after they had differed: one query."""
    by_item = {goal.item.pk: goal for goal in goals}
    said: dict[int, list[tuple[str, str, datetime]]] = {}
    views = GoalView.objects.filter(item__in=by_item, participation__side__in=BOTH_SIDES).order_by("pk")
    for item, side, status, at in views.values_list("item", "participation__side", "status", "created_at"):
        said.setdefault(item, []).append((side, status, at))
    for item, views_of_item in said.items():
        by_item[item].agreed_since = agreed_since(views_of_item)


def counts(goals: Iterable[Goal]) -> dict[str, int]:
    """How many goals stand in each group."""
    result = {"differ": 0, "busy": 0, "todo": 0, "shared": 0}
    for goal in goals:
        result[goal.group] += 1
    return result
