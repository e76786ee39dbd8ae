"""What does a cell of the grid say?"""

import pytest

from initiatives.models import GoalView, PlanItem
from initiatives.plan.goals import Goal
from initiatives.plan.tracks import ICONS, Cell, grid
from initiatives.terms import Phase, Track
from samenspel.signs import duo_state


def goal(municipality: str = "", initiative: str = "", track: Track = Track.PLAN) -> Goal:
    item = PlanItem(kind="goal", phase=Phase.STARTUP, track=track, title="Een doel")
    return Goal(
        item,
        GoalView(status=municipality) if municipality else None,
        GoalView(status=initiative) if initiative else None,
    )


def cell(*goals: Goal) -> Cell:
    return Cell(Phase.STARTUP, Track.PLAN, list(goals))


SHARED, DIFFER, BUSY, TODO = (
    ("reached", "reached"),
    ("partly", "reached"),
    ("partly", "partly"),
    ("open", "open"),
)


@pytest.mark.parametrize(
    ("views", "state"),
    [
        ([], "none"),
        ([("", "")], "same"),
        ([TODO], "same"),
        ([SHARED], "shared"),
        ([SHARED, SHARED], "shared"),
        ([SHARED, BUSY], "same"),
        ([SHARED, ("reached", "")], "same"),
        ([SHARED, DIFFER], "differ"),
        ([BUSY, DIFFER, TODO], "differ"),
    ],
)
def test_a_cell_differs_by_one_goal_and_is_shared_by_all(views: list[tuple[str, str]], state: str) -> None:
    assert cell(*(goal(*view) for view in views)).state == state


@pytest.mark.parametrize(
    "views",
    [[SHARED, DIFFER], [SHARED, BUSY], [BUSY, TODO], [("partly", "reached"), ("reached", "partly")], [TODO]],
)
def test_the_two_marks_never_contradict_the_cell(views: list[tuple[str, str]]) -> None:
    shown = cell(*(goal(*view) for view in views))
    assert duo_state(shown.municipality, shown.initiative) == shown.state


def test_an_empty_cell_has_no_marks() -> None:
    empty = cell()
    assert (empty.telling, empty.municipality, empty.initiative, empty.shared) == (None, "", "", 0)


def test_the_grid_always_has_five_phases_of_six_tracks() -> None:
    columns = grid([goal(*DIFFER), goal(*SHARED, track=Track.AMBITION)], Phase.ELABORATION)
    assert [len(column.cells) for column in columns] == [6] * 5
    assert [column.state for column in columns] == ["done", "current", "todo", "todo", "todo"]
    assert (columns[0].total, columns[0].shared, columns[0].differing) == (2, 1, 1)


def test_every_track_has_a_drawing() -> None:
    assert set(ICONS) == set(Track)
