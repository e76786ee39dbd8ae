"""From the whole grid to one cell, to what both sides wrote there, and back to the very same place."""

import re
from itertools import pairwise
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from initiatives.actions import plan
from initiatives.terms import GoalStatus, Phase, Track
from tests.factories import seat
from tests.journeys.test_goals import row

pytestmark = [pytest.mark.browser, pytest.mark.slow]
THEIRS = "Wij horen weinig van de huurders."
OURS = "Wij belden aan bij elk huishouden."
CELL = "Opstarten, Wijk betrekken: "


@pytest.fixture
def goal(world: Any) -> Any:
    return world.file.plan_items.goals().filter(phase=Phase.STARTUP, track=Track.NEIGHBOURHOOD)[0]


@pytest.fixture
def differing(world: Any, goal: Any) -> Any:
    """Two sides that see this goal differently, each with its sentence."""
    for who, status, remark in (
        (world.official, GoalStatus.PARTLY, THEIRS),
        (world.chair, GoalStatus.REACHED, OURS),
    ):
        plan.give_view(goal, seat=seat(world.file, who), status=status, remark=remark, by=who.person)
    return goal


def grid_of(world: Any) -> str:
    return reverse("initiatives:grid", args=[world.file.uuid])


def link(page: Page, says: str) -> Any:
    return page.get_by_role("link", name=re.compile(re.escape(CELL) + says))


def reads_as_a_list(page: Page) -> None:
    """In every phase the tracks stand under each other, each with its name to see and its state in words."""
    for number, phase in enumerate(Phase, 1):
        cells = page.get_by_role("region", name=f"Fase {number}: {phase.label}").get_by_role("listitem")
        boxes = [cell.bounding_box() for cell in cells.all()]
        assert len({(box["x"], box["width"]) for box in boxes}) == 1
        assert all(box["width"] > 300 for box in boxes)
        assert all(above["y"] + above["height"] <= below["y"] for above, below in pairwise(boxes))
        for cell, track in zip(cells.all(), Track, strict=True):
            expect(cell.get_by_text(str(track.label), exact=True)).to_be_visible()
            assert re.search(
                "Nog niets gezegd|Nog niet begonnen|Begonnen|Samen bezig|Verschil|Gedeeld|Geen doelen",
                cell.inner_text(),
            )


def reads_as_a_grid(page: Page) -> None:
    """On a wide screen the five cells of a track share a row, and the six of a phase a column."""
    phases = [page.get_by_role("region", name=f"Fase {n}: {phase.label}") for n, phase in enumerate(Phase, 1)]
    columns = [[cell.bounding_box() for cell in one.get_by_role("listitem").all()] for one in phases]
    assert [len(column) for column in columns] == [len(Track)] * len(Phase)
    for column in columns:
        assert len({(box["x"], box["width"]) for box in column}) == 1
    for row_of_track in zip(*columns, strict=True):
        assert len({(box["y"], box["height"]) for box in row_of_track}) == 1
        assert all(left["x"] + left["width"] <= right["x"] for left, right in pairwise(row_of_track))


def test_a_cell_that_differs_is_read_talked_about_and_shared(world, differing, open_page, accessible):
    # The coach sees on the grid where the two see it differently, and reads what each wrote.
    coach = open_page(world.coach, phone=True)
    coach.goto(grid_of(world))
    reads_as_a_list(coach)
    accessible(coach)
    link(coach, "verschil, 0 van 1 gedeeld, 1 activiteit").click()
    expect(coach.get_by_role("heading", name="Wijk betrekken", level=1)).to_be_visible()
    accessible(coach)
    goal = row(coach, differing)
    expect(goal).to_contain_text(THEIRS)
    expect(goal).to_contain_text(OURS)
    expect(goal).to_contain_text("Wat ontbreekt er volgens jullie nog?")

    # She talks with both, writes that down, and stands in the same cell again.
    goal.get_by_role("link", name="Leg het gesprek vast").click()
    coach.get_by_label("Wat is er gezegd?").fill("Afgesproken: samen langs de huurders.")
    coach.get_by_label("iedereen in dit dossier").check()
    coach.get_by_role("button", name="Leg vast").click()
    expect(coach.get_by_role("heading", name="Wijk betrekken", level=1)).to_be_visible()

    # That conversation proves something: she adds it from what is in the file.
    row(coach, differing).get_by_role("link", name="Voeg onderbouwing toe").click()
    choice = coach.get_by_label("Iets uit dit dossier")
    choice.select_option(label=choice.locator("option", has_text="samen langs de huurders").inner_text())
    coach.get_by_role("button", name="Voeg toe").click()
    expect(coach.get_by_role("main")).to_contain_text("Afgesproken: samen langs de huurders.")
    coach.get_by_role("link", name="Terug naar Opstarten, Wijk betrekken").click()
    expect(row(coach, differing)).to_contain_text("Gesprek op")

    # The initiative reads what the gemeente wrote, and changes its view in that cell.
    chair = open_page(world.chair, phone=True)
    chair.goto(grid_of(world))
    link(chair, "verschil").click()
    expect(row(chair, differing)).to_contain_text(THEIRS)
    row(chair, differing).get_by_role("button", name="Wij zien het nu ook zo").click()
    expect(row(chair, differing)).to_contain_text("Jullie zien dit nu hetzelfde, sinds")

    # The gemeente sees the same, and later both find it reached: the cell is shared.
    official = open_page(world.official)
    official.goto(grid_of(world))
    reads_as_a_grid(official)
    accessible(official)
    link(official, "samen bezig").click()
    expect(official.get_by_role("heading", name="Wijk betrekken", level=1)).to_be_visible()
    accessible(official)
    for page, who in ((official, "Gemeente"), (chair, "Initiatief")):
        row(page, differing).get_by_role("link", name="Verander jullie kijk").click()
        row(page, differing).get_by_label("Bereikt", exact=True).check()
        row(page, differing).get_by_role("button", name="Zet jullie kijk erbij").click()
        expect(row(page, differing)).to_contain_text(f"{who} (jullie): bereikt.")
    chair.get_by_role("link", name="Terug naar het rooster").click()
    expect(link(chair, "gedeeld, 1 van 1 gedeeld")).to_be_focused()


def test_the_place_is_kept_by_keyboard_alone(world, differing, open_page):
    page = open_page(world.official)
    page.goto(grid_of(world))
    to_cell = link(page, "verschil")
    tab_to(page, to_cell)
    page.keyboard.press("Enter")
    page.wait_for_url("**/rooster/opstarten/wijk/")
    to_item = row(page, differing).get_by_role("link", name=differing.title, exact=True)
    tab_to(page, to_item)
    page.keyboard.press("Enter")
    page.wait_for_url("**/onderdelen/**")
    back = page.get_by_role("link", name="Terug naar Opstarten, Wijk betrekken")
    tab_to(page, back)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/rooster/opstarten/wijk/#doel-{differing.uuid}")
    agree = row(page, differing).get_by_role("button", name="Wij zien het nu ook zo")
    tab_to(page, agree)
    page.keyboard.press("Enter")
    expect(row(page, differing)).to_contain_text("Jullie zien dit nu hetzelfde, sinds")
    expect(row(page, differing).get_by_role("heading", level=3)).to_be_focused()
    tab_to(page, page.get_by_role("link", name="Terug naar het rooster"), back=True)
    page.keyboard.press("Enter")
    expect(link(page, "gedeeld")).to_be_focused()


def tab_to(page: Page, there: Any, *, back: bool = False) -> None:
    """Presses Tab until the focus is there: what cannot be reached so, cannot be reached."""
    for _press in range(120):
        if there.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"not reached with the keyboard: {there}")


def test_without_javascript_the_cell_does_the_same(world, differing, open_page):
    page = open_page(world.official, phone=True, javascript=False)
    page.goto(grid_of(world))
    link(page, "verschil").click()
    row(page, differing).get_by_role("button", name="Wij zien het nu ook zo").click()
    expect(page).to_have_url(re.compile(rf"/rooster/opstarten/wijk/#doel-{differing.uuid}$"))
    expect(row(page, differing)).to_contain_text("Jullie zien dit nu hetzelfde, sinds")

    phase = reverse("initiatives:phase", args=[world.file.uuid, Phase.STARTUP])
    page.goto(phase)
    page.get_by_text("Verander de volgorde").click()
    second = page.locator("#volgorde ol").last.get_by_role("listitem").nth(1)
    name = second.locator("span").first.inner_text()
    second.get_by_role("button", name="Hoger").click()
    first = page.locator("#volgorde ol").last.get_by_role("listitem").first
    expect(first).to_contain_text(name)
    expect(first).to_be_visible()


def test_a_screen_reader_hears_phases_with_their_cells_in_order(world, differing, open_page):
    page = open_page(world.coach)
    page.goto(grid_of(world))
    for number, phase in enumerate(Phase, 1):
        region = page.get_by_role("region", name=f"Fase {number}: {phase.label}")
        expect(region.get_by_role("heading", level=3)).to_contain_text(str(phase.label))
        names = [one.get_attribute("aria-label") for one in region.get_by_role("listitem").locator("a").all()]
        assert [name.split(":")[0] for name in names] == [f"{phase.label}, {track.label}" for track in Track]
    tree = page.get_by_role("region", name="Fase 1: Opstarten").aria_snapshot()
    assert (
        'link "Opstarten, Wijk betrekken: verschil, 0 van 1 gedeeld, 1 activiteit, door gemeente en initiatief.'
        ' Gemeente: bezig. Initiatief: bereikt."'
    ) in tree
    assert "img" not in tree
