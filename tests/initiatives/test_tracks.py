"""What does a cell of the grid say?"""

import pytest

from initiatives.models import GoalView, PlanItem
from initiatives.plan.goals import Goal
from initiatives.plan.tracks import ICONS, Cell, grid
from initiatives.terms import Phase, Track
from samenspel.signs import duo_state, mark_of


def goal(municipality: str = "", initiative: str = "", track: Track = Track.PLAN) -> Goal:
    item = PlanItem(kind="goal", phase=Phase.STARTUP, track=track, title="Een doel")
    return Goal(
        item,
        GoalView(status=municipality) if municipality else None,
        GoalView(status=initiative) if initiative else None,
    )


def cell(*goals: Goal) -> Cell:
    return Cell(Phase.STARTUP, Track.PLAN, list(goals))


SHARED, DIFFER, BUSY, TODO, SILENT = (
    ("reached", "reached"),
    ("partly", "reached"),
    ("partly", "partly"),
    ("open", "open"),
    ("", ""),
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
    ("views", "states", "word"),
    [
        ([], ["doing"], "Geen doelen"),
        ([SILENT, SILENT], ["open"], "Nog niets gezegd"),
        ([SILENT, ("", "open")], [], "Nog niet begonnen"),
        ([SILENT, TODO, ("open", "")], ["open", "skipped"], "Nog niet begonnen"),
        ([SILENT], ["open", "doing"], "Begonnen"),
        ([TODO], ["done"], "Begonnen"),
        ([("partly", ""), SILENT], [], "Begonnen"),
        ([("", "reached"), TODO], [], "Begonnen"),
        ([("reached", ""), BUSY, TODO], [], "Samen bezig"),
        ([SHARED, TODO], [], "Begonnen"),
        ([SHARED, SILENT], ["open"], "Begonnen"),
        ([SHARED, ("", "partly")], [], "Begonnen"),
        ([BUSY, TODO], [], "Samen bezig"),
        ([SHARED, BUSY, TODO], ["done"], "Samen bezig"),
        ([SHARED, BUSY, DIFFER], ["done"], "Verschil"),
        ([DIFFER, ("reached", "partly"), SILENT], [], "Verschil"),
        ([SHARED, SHARED], ["open"], "Gedeeld"),
    ],
)
def test_what_a_cell_says_first_is_true_of_all_its_goals_and_activities(
    views: list[tuple[str, str]], states: list[str], word: str
) -> None:
    shown = cell(*(goal(*view) for view in views))
    shown.activities.extend(PlanItem(kind="activity", state=state) for state in states)
    assert shown.word == word
    assert duo_state(shown.municipality, shown.initiative) == shown.state or not views
    is_untouched = {mark_of(shown.municipality), mark_of(shown.initiative)} == {"todo"}
    assert is_untouched or word not in ("Nog niets gezegd", "Nog niet begonnen", "Geen doelen")


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
