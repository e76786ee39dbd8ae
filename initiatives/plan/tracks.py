"""How does each track stand in each phase? The 5 × 6 grid."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import BOTH_SIDES, Side
from initiatives.listing.turns import SIDES_OF
from initiatives.models import PlanItem
from initiatives.plan.goals import Goal
from initiatives.terms import BEGUN, Actor, GoalStatus, ItemState, Phase, Track
from samenspel import dutch
from samenspel.signs import DUO_WORDS, VIEW_WORDS

CellState = Literal["none", "same", "differ", "shared"]
# The goal that a cell shows: what is open says more.
TELLING = ("differ", "together", "busy", "todo", "shared")

# The drawing of a track in img/icons.svg.
ICONS: dict[Track, str] = {
    Track.AMBITION: "track-ambition",
    Track.COLLABORATION: "track-collaboration",
    Track.PLAN: "track-plan",
    Track.MUNICIPAL_ALIGNMENT: "track-municipality",
    Track.INITIATIVE_GROWTH: "track-initiative",
    Track.NEIGHBOURHOOD: "track-neighbourhood",
}
# How an address names a track.
WORDS: dict[Track, str] = {
    Track.AMBITION: "ambitie",
    Track.COLLABORATION: "samenwerking",
    Track.PLAN: "plan",
    Track.MUNICIPAL_ALIGNMENT: "gemeente",
    Track.INITIATIVE_GROWTH: "initiatief",
    Track.NEIGHBOURHOOD: "wijk",
}


@dataclass(frozen=True)
class Cell:
    """One track in one phase: what its goals say together, and what is being done."""

    phase: Phase
    track: Track
    goals: list[Goal] = field(default_factory=list)
    activities: list[PlanItem] = field(default_factory=list)

    @property
    def icon(self) -> str:
        return ICONS[self.track]

    @property
    def anchor(self) -> str:
        """Where this cell stands on the page of the grid."""
        return f"vak-{self.phase.value}-{self.track.value}"

    @property
    def state(self) -> CellState:
        """One difference makes the cell differ; only when all goals are shared, the cell is."""
        duos = {goal.duo for goal in self.goals}
        if not duos:
            return "none"
        if "differ" in duos:
            return "differ"
        return "shared" if duos == {"shared"} else "same"

    @property
    def telling(self) -> Goal | None:
        """The goal whose two marks stand for the cell, so that they never contradict its state."""
        return min(self.goals, key=lambda goal: TELLING.index(_says(goal)), default=None)

    @property
    def municipality(self) -> str:
        return self._mark_of(Side.MUNICIPALITY)

    @property
    def initiative(self) -> str:
        return self._mark_of(Side.INITIATIVE)

    def _mark_of(self, side: Side) -> str:
        """What this side says of the telling goal; where another is shared already, it is under way."""
        if self.telling is None:
            return ""
        if self.shared and self.telling.group == "todo":
            return GoalStatus.PARTLY
        return self.telling.status_of(side)

    @property
    def shared(self) -> int:
        return sum(goal.duo == "shared" for goal in self.goals)

    @property
    def differing(self) -> int:
        return sum(goal.duo == "differ" for goal in self.goals)

    @property
    def pulls(self) -> list[Side]:
        """The sides that do the activities, each once, in their fixed order."""
        found = {side for activity in self.activities for side in SIDES_OF.get(activity.actor, ())}
        return [side for side in Side if side in found]

    @property
    def partners(self) -> list[str]:
        """The partners that do activities here, as far as they are named: each once."""
        return sorted({activity.who for activity in self.activities if activity.partner_id})

    @property
    def doubting(self) -> list[str]:
        """The partners that see otherwise what both sides share: each once."""
        return sorted({name for goal in self.goals for name in goal.doubting})

    # --- in words -------------------------------------------------------------------------------------

    @property
    def word(self) -> str:
        """*Verschil*, *Samen bezig*, *Begonnen*, *Nog niets gezegd*: never more than both sides said, nor less than was done."""
        if self.telling is None:
            return _("Geen doelen")
        if self.state != "same" or _says(self.telling) == "together":
            return str(DUO_WORDS[self.state])
        if self.shared or self.telling.group == "busy" or any(a.state in BEGUN for a in self.activities):
            return _("Begonnen")
        is_said = any(goal.status_of(side) for goal in self.goals for side in BOTH_SIDES)
        return _("Nog niet begonnen") if is_said else _("Nog niets gezegd")

    @property
    def sharing(self) -> str:
        """*1 van 2 gedeeld*"""
        if not self.goals:
            return ""
        return _("%(shared)d van %(total)d gedeeld") % {"shared": self.shared, "total": len(self.goals)}

    @property
    def doubt(self) -> str:
        """*Woonstee ziet het anders*"""
        who = {"who": dutch.joined(self.doubting)}
        words = ngettext("%(who)s ziet het anders", "%(who)s zien het anders", len(self.doubting))
        return words % who if self.doubting else ""

    @property
    def work(self) -> str:
        """*3 activiteiten, 1 gedaan, 1 bezig*"""
        total = len(self.activities)
        if not total:
            return ""
        counted = Counter(activity.state for activity in self.activities)
        parts = [ngettext("%(n)d activiteit", "%(n)d activiteiten", total) % {"n": total}]
        for state in (ItemState.DONE, ItemState.DOING):
            if counted[state]:
                parts.append(f"{counted[state]} {state.label}")
        return ", ".join(parts)

    @property
    def name(self) -> str:
        """What a link to this cell is called: all that the signs in it say."""
        state = [self.word.lower() if self.goals else _("geen doelen"), self.sharing, self.doubt, self.work]
        name = f"{self.phase.label}, {self.track.label}: {', '.join(part for part in state if part)}"
        if self.pulls:
            name += _(", door %(sides)s") % {"sides": dutch.joined(self._doers())}
        if self.telling is None or self.telling.group in ("todo", "shared"):
            return name
        return _("%(name)s. Gemeente: %(municipality)s. Initiatief: %(initiative)s.") % {
            "name": name,
            "municipality": VIEW_WORDS[self.municipality],
            "initiative": VIEW_WORDS[self.initiative],
        }

    def _doers(self) -> list[str]:
        """The sides that do something here, and the partners by their names."""
        sides = [str(side.label) for side in self.pulls if side != Side.PARTNER or self._is_unnamed()]
        return [*sides, *self.partners]

    def _is_unnamed(self) -> bool:
        return any(
            activity.actor == Actor.PARTNER and not activity.partner_id for activity in self.activities
        )


def _says(goal: Goal) -> str:
    """The group of this goal; *together* when both sides say that they are at it, and not one of them alone."""
    is_said = all(goal.status_of(side) for side in BOTH_SIDES)
    return "together" if goal.group == "busy" and is_said else goal.group


@dataclass(frozen=True)
class Column:
    """One phase of the grid, its six cells from top to bottom."""

    phase: Phase
    state: Literal["done", "current", "todo"]
    cells: list[Cell]

    @property
    def total(self) -> int:
        return sum(len(cell.goals) for cell in self.cells)

    @property
    def shared(self) -> int:
        return sum(cell.shared for cell in self.cells)

    @property
    def differing(self) -> int:
        return sum(cell.differing for cell in self.cells)


def grid(goals: Iterable[Goal], now: Phase, activities: Iterable[PlanItem] = ()) -> list[Column]:
    cells = {(phase, track): Cell(phase, track) for phase in Phase for track in Track}
    for goal in goals:
        cells[Phase(goal.item.phase), Track(goal.item.track)].goals.append(goal)
    for activity in activities:
        cells[Phase(activity.phase), Track(activity.track)].activities.append(activity)
    return [
        Column(
            phase,
            "current" if phase == now else "done" if phase.number < now.number else "todo",
            [cells[phase, track] for track in Track],
        )
        for phase in Phase
    ]


def neighbours(phase: Phase, track: Track) -> list[tuple[str, Phase, Track]]:
    """The cells beside this one, as far as there are: what it is called, and which."""
    phases, tracks = list(Phase), list(Track)
    column, row = phases.index(phase), tracks.index(track)
    found = []
    if column:
        found.append((_("Vorige fase"), phases[column - 1], track))
    if column + 1 < len(phases):
        found.append((_("Volgende fase"), phases[column + 1], track))
    if row:
        found.append((_("Vorig spoor"), phase, tracks[row - 1]))
    if row + 1 < len(tracks):
        found.append((_("Volgend spoor"), phase, tracks[row + 1]))
    return found
