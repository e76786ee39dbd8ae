"""Two sides look at the same goal, say what they see, and keep what was said."""

import re

import pytest
from playwright.sync_api import Page, expect

from initiatives.terms import Phase

pytestmark = [pytest.mark.browser, pytest.mark.slow]
QUESTION = "De kosten per woning staan er nog niet in."
PROOF = "De leden stelden versie 3 vast, met 61 van de 64 stemmen."
SECRET = "Bel voortaan liever Ruben zelf, zijn chef weet nog van niets."


@pytest.fixture
def goal(world):
    return world.file.plan_items.goals().filter(phase=Phase.STARTUP).first()


def row(page: Page, goal) -> "Page":
    return page.locator(f"#doel-{goal.uuid}")


def test_two_sides_see_a_goal_differently_and_come_to_agree(world, goal, open_page):
    plan = f"/initiatieven/{world.file.uuid}/stappenplan/"

    # The initiative says with one tap that the goal is reached.
    chair = open_page(world.chair, phone=True)
    chair.goto(plan)
    row(chair, goal).get_by_role("button", name="Bereikt").click()
    expect(row(chair, goal)).to_contain_text("Initiatief (jullie)")
    expect(row(chair, goal).get_by_role("link", name="Verander jullie kijk")).to_be_visible()

    # The gemeente sees it differently, and says why.
    official = open_page(world.official)
    official.goto(plan)
    expect(row(official, goal).get_by_role("button", name="Klopt")).to_be_visible()
    row(official, goal).get_by_role("link", name="Wij zien het anders").click()
    row(official, goal).get_by_label("Bezig", exact=True).check()
    row(official, goal).get_by_label("Waarom zien jullie het zo?").fill(QUESTION)
    row(official, goal).get_by_role("button", name="Zet jullie kijk erbij").click()
    expect(row(official, goal)).to_contain_text(QUESTION)
    official.reload()
    expect(
        official.get_by_role("heading", name="verschil").or_(official.get_by_text("1 met verschil")).first
    ).to_be_visible()

    # The initiative adds the sentence it rests on.
    chair.reload()
    expect(row(chair, goal)).to_contain_text(QUESTION)
    row(chair, goal).get_by_role("link", name="Voeg onderbouwing toe").click()
    chair.get_by_label("Naam").fill("Verslag van de ledenvergadering")
    chair.get_by_label("De zin waar het om gaat").fill(PROOF)
    chair.get_by_role("button", name="Voeg toe").click()
    expect(chair.get_by_role("main")).to_contain_text(PROOF)

    # Reading it, the gemeente sees it so too. Both earlier words stay readable.
    official.goto(f"/onderdelen/{goal.uuid}/")
    expect(official.get_by_role("main")).to_contain_text(PROOF)
    official.get_by_role("button", name="Wij zien het nu ook zo").click()
    expect(official.get_by_text("Wat beide kanten eerder zeiden")).to_be_visible()
    expect(official.get_by_role("main")).to_contain_text(QUESTION)
    official.goto(plan)
    expect(
        official.locator("#groep-shared").or_(official.get_by_role("heading", name="Gedeeld"))
    ).to_be_visible()


def test_a_contact_moment_takes_seconds_and_is_read_only_by_whom_it_is_for(world, open_page):
    # The coach logs a call from where she starts her day: three things to do.
    coach = open_page(world.coach)
    coach.goto("/mijn-werk/")
    form = coach.locator("#contact")
    expect(form.get_by_label("Bellen", exact=True)).to_be_checked()
    form.get_by_label("Wat is er gezegd?").fill(SECRET)
    expect(form.get_by_label("Alleen wij", exact=True)).to_be_checked()
    form.get_by_role("button", name="Leg vast").click()
    expect(coach.get_by_text("Het contact is vastgelegd.")).to_be_visible()

    # A second one is for everybody.
    form.get_by_label("Wat is er gezegd?").fill("De buurtavond is op 3 december in de Hoeksteen.")
    form.get_by_label("iedereen in dit dossier").check()
    form.get_by_role("button", name="Leg vast").click()
    expect(coach.get_by_text("Het contact is vastgelegd.")).to_be_visible()

    log, timeline = (f"/initiatieven/{world.file.uuid}/{page}/" for page in ("contact", "tijdlijn"))
    coach.goto(log)
    expect(coach.get_by_role("main")).to_contain_text(SECRET)
    expect(coach.get_by_role("main")).to_contain_text("Alleen wij")
    for who in (world.official, world.chair):
        other = open_page(who)
        other.goto(log)
        expect(other.get_by_role("main")).to_contain_text("in de Hoeksteen")
        assert SECRET not in other.content()
        other.goto(timeline)
        expect(other.get_by_role("main")).to_contain_text(re.compile("contact", re.IGNORECASE))
        assert SECRET not in other.content()

    # What she shares later is shared for good, and she is told with whom.
    coach.get_by_role("link", name="Deel met anderen").click()
    expect(coach.get_by_role("main")).to_contain_text("Zeebuurt Warm")
    coach.get_by_label("iedereen in dit dossier").check()
    coach.get_by_role("button", name="Deel dit").click()
    other = open_page(world.official)
    other.goto(log)
    expect(other.get_by_role("main")).to_contain_text(SECRET)
