"""What does the page of one cell show: one track in one phase, with all that both sides said and did?"""

from typing import Any

from django.urls import reverse

from initiatives.models import Collaboration
from initiatives.plan import page as plan_page
from initiatives.plan.goals import counts, mark_agreement, with_views
from initiatives.plan.tracks import Cell, neighbours
from initiatives.plan.way_back import Spot
from initiatives.policy import Seat, Viewer
from initiatives.terms import ItemKind, ItemState


def cell_context(
    collaboration: Collaboration, spot: Spot, *, seats: list[Seat], viewer: Viewer
) -> dict[str, Any]:
    items = list(
        collaboration.plan_items.filter(phase=spot.phase, track=spot.track)
        .select_related("format_item")
        .with_who()
    )
    kept = [item for item in items if item.state != ItemState.SKIPPED]
    goals = with_views(item for item in kept if item.kind == ItemKind.GOAL)
    mark_agreement(goals)
    activities = [item for item in kept if item.kind == ItemKind.ACTIVITY]
    evidence = plan_page.evidence_of(kept, viewer)
    for goal in goals:
        goal.evidence = evidence.get(goal.item.pk, [])
    cell = Cell(spot.phase, spot.track, goals, activities)
    grid_url = reverse("initiatives:grid", args=[collaboration.uuid])
    return {
        "spot": spot,
        "cell": cell,
        "back_url": f"{grid_url}#{cell.anchor}",
        "beside": [
            {"word": word, "spot": beside, "url": beside.url(collaboration)}
            for word, phase, track in neighbours(spot.phase, spot.track)
            for beside in [Spot(phase, track)]
        ],
        "rows": [plan_page.goal_row(goal, seats) for goal in goals],
        "goal_counts": counts(goals),
        "activities": [
            plan_page.activity_row(item) | {"evidence": evidence.get(item.pk, [])} for item in activities
        ],
        "skipped": plan_page.skipped(collaboration, items),
        "guidance": plan_page.guidance(collaboration, spot.phase, spot.track),
        "order": plan_page.order_rows(kept),
    }
