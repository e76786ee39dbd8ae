"""Which pages show the whole 5 × 6 grid, and one cell of it?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from initiatives import file_page
from initiatives.models import Collaboration
from initiatives.plan import cell_page
from initiatives.plan.goals import with_views
from initiatives.plan.tracks import ICONS, grid
from initiatives.plan.way_back import Spot
from initiatives.policy import Ability, needs
from initiatives.terms import ItemKind, Phase, Track


@needs(Ability.VIEW)
def plan_grid(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    context = file_page.file_context(request, collaboration, "plan", here=_("Hele rooster"))
    kept = list(collaboration.plan_items.on_plan().kept().with_who())
    goals = with_views(item for item in kept if item.kind == ItemKind.GOAL)
    activities = [item for item in kept if item.kind == ItemKind.ACTIVITY]
    context |= {
        "columns": grid(goals, Phase(collaboration.phase), activities),
        "tracks": [(track.label, ICONS[track]) for track in Track],
    }
    return render(request, "initiatives/grid.html", context)


@needs(Ability.VIEW)
def cell(request: HttpRequest, collaboration: Collaboration, phase: Phase, track: Track) -> HttpResponse:
    spot = Spot(phase, track)
    context = file_page.file_context(request, collaboration, "plan", here=spot.name)
    context |= cell_page.cell_context(collaboration, spot, seats=context["seats"], viewer=context["viewer"])
    context["order_open"] = "volgorde" in request.GET
    return render(request, "initiatives/cell.html", context)
