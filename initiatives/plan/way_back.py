"""From which cell of the grid did someone come, so that she gets back to it?

The address carries the cell by its own two words, `terug=uitwerken/wijk`, never an address: it leads nowhere else.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from initiatives.models import Collaboration, PlanItem
from initiatives.plan.tracks import WORDS
from initiatives.terms import ItemKind, Phase, Track


@dataclass(frozen=True)
class Spot:
    """A cell to return to."""

    phase: Phase
    track: Track

    @property
    def code(self) -> str:
        return f"{str(self.phase.label).lower()}/{WORDS[self.track]}"

    @property
    def query(self) -> str:
        """What a link adds to its address; `further` when it asks something already."""
        return f"?terug={self.code}"

    @property
    def further(self) -> str:
        return f"&terug={self.code}"

    @property
    def name(self) -> str:
        return f"{self.phase.label}, {self.track.label}"

    def url(self, collaboration: Collaboration, item: PlanItem | None = None) -> str:
        page = reverse("initiatives:cell", args=[collaboration.uuid, self.phase, self.track])
        return f"{page}#{anchor_of(item)}" if item else page


SPOTS = {spot.code: spot for spot in (Spot(phase, track) for phase in Phase for track in Track)}


def spot_of(request: HttpRequest) -> Spot | None:
    """The cell that a link or a form names; anything else is nothing."""
    return SPOTS.get(request.POST.get("terug") or request.GET.get("terug", ""))


def anchor_of(item: PlanItem) -> str:
    return f"{'doel' if item.kind == ItemKind.GOAL else 'activiteit'}-{item.uuid}"


def line_of(item: PlanItem, spot: Spot | None = None) -> str:
    """Where an item stands: its line on the page of its cell, or of its phase."""
    if spot:
        return spot.url(item.collaboration, item)
    page = reverse("initiatives:phase", args=[item.collaboration.uuid, item.phase])
    return f"{page}#{anchor_of(item)}"


def page_of(item: PlanItem, spot: Spot | None = None) -> str:
    """The item's own page, which still knows where one came from."""
    page = reverse("initiatives:item", args=[item.uuid])
    return f"{page}{spot.query}" if spot else page
