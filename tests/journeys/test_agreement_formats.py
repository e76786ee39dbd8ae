"""A gemeente writes the next version of its own format, and a draft that runs takes over one article of it."""

import pytest
from playwright.sync_api import expect

from agreements import actions
from agreements.actions import formats
from agreements.formats.kinds import DocumentKind
from agreements.terms import Form, Length
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.slow]

INTENT = "Wat we van plan zijn"


def test_a_gemeente_publishes_its_own_version_and_a_running_draft_takes_over_one_article(world, open_page):
    first = formats.make_draft(DocumentKind.LETTER_OF_INTENT, world.municipality.pk)
    first.clauses.filter(key="intentie").update(text="Wij gaan samen verder.")
    formats.publish(first, note="Van ons.")
    draft = actions.start(
        world.file, form=Form.LETTER_OF_INTENT, length=Length.SHORT, title="Samen beginnen",
        by=world.coach.person, seat=factories.seat(world.file, world.coach),
    )  # fmt: skip

    # The official writes; what is wrong is told with its line, before and after saving.
    official = open_page(world.official)
    official.goto("/formats/")
    own = official.get_by_role("region", name="Van gemeente Eskerveen")
    own.get_by_role("listitem").filter(has_text="Intentieovereenkomst").get_by_role("button").click()
    official.get_by_role("link", name=INTENT).click()
    text = official.get_by_label("Tekst", exact=True)
    text.fill("Wij gaan samen verder.\nOok in [[{{ gebied_naam }}.")
    official.get_by_role("button", name="Kijk de tekst na").click()
    expect(official.locator("#nakijken")).to_contain_text("Regel 2: Dit stuk begint met [[")
    text.fill("Wij gaan samen verder.\nOok in {{ gebied_nam }}.")
    official.get_by_role("button", name="Bewaar").click()
    expect(official.locator("#nakijken")).to_contain_text("Regel 2: Het gegeven gebied_nam bestaat niet.")
    text.fill("Wij gaan samen verder.\nOok in {{ gebied_naam }}.")
    official.get_by_role("button", name="Bewaar").click()
    official.get_by_role("link", name="Bekijk het verschil").click()
    expect(official.locator("ins")).to_contain_text("Ook in {{ gebied_naam }}.")
    official.get_by_role("link", name="Geef deze versie uit").click()
    official.get_by_label("Wat is er nieuw?").fill("Ook het gebied staat erin.")
    official.get_by_role("button", name="Geef versie 2 uit").click()
    expect(official.get_by_text("Versie 2 is uitgegeven.")).to_be_visible()

    # The draft reads as before, until who writes it takes the article over.
    coach = open_page(world.coach, javascript=False)
    coach.goto(f"/overeenkomsten/{draft.uuid}/")
    coach.get_by_role("link", name="Er is een nieuwe versie van het format").click()
    news = coach.get_by_role("article", name=INTENT)
    expect(news.locator("ins")).to_contain_text("Ook in Zeebuurt.")
    news.get_by_role("button", name="Neem over").click()
    expect(coach.get_by_text("Dit stuk volgt nu versie 2 van het format.")).to_be_visible()
    coach.goto(f"/overeenkomsten/{draft.uuid}/artikel/intentie/")
    expect(coach.get_by_role("main")).to_contain_text("Ook in Zeebuurt.")
