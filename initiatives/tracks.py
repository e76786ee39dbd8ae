"""How does each track stand in each phase? The 5 × 6 grid."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from contacts.models import Side
from initiatives.goals import Goal
from initiatives.terms import Phase, Track

CellState = Literal["none", "same", "differ", "shared"]
TELLING = ("differ", "busy", "todo", "shared")  # the goal that a cell shows: what is open says more

# The drawing of a track in img/icons.svg.
ICONS: dict[Track, str] = {
    Track.AMBITION: "track-ambition",
    Track.COLLABORATION: "track-collaboration",
    Track.PLAN: "track-plan",
    Track.MUNICIPAL_ALIGNMENT: "track-municipality",
    Track.INITIATIVE_GROWTH: "track-initiative",
    Track.NEIGHBOURHOOD: "track-neighbourhood",
}


@dataclass(frozen=True)
class Cell:
    """One track in one phase: what its goals say together."""

    phase: Phase
    track: Track
    goals: list[Goal] = field(default_factory=list)

    @property
    def icon(self) -> str:
        return ICONS[self.track]

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
        return min(self.goals, key=lambda goal: TELLING.index(goal.group), default=None)

    @property
    def municipality(self) -> str:
        return self.telling.status_of(Side.MUNICIPALITY) if self.telling else ""

    @property
    def initiative(self) -> str:
        return self.telling.status_of(Side.INITIATIVE) if self.telling else ""

    @property
    def shared(self) -> int:
        return sum(goal.duo == "shared" for goal in self.goals)

    @property
    def differing(self) -> int:
        return sum(goal.duo == "differ" for goal in self.goals)


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


def grid(goals: Iterable[Goal], now: Phase) -> list[Column]:
    found: dict[tuple[str, str], list[Goal]] = {}
    for goal in goals:
        found.setdefault((goal.item.phase, goal.item.track), []).append(goal)
    return [
        Column(
            phase,
            "current" if phase == now else "done" if phase.number < now.number else "todo",
            [Cell(phase, track, found.get((phase, track), [])) for track in Track],
        )
        for phase in Phase
    ]
