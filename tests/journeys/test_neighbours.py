"""Two sides write in the browser what their neighbours read, and neighbours read it until one side takes it down."""

import pytest
from playwright.sync_api import Page, expect

from tests.agreements import neighbours as at

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_one_writes_the_other_asks_for_more_both_say_yes_and_a_neighbour_reads_it(world, open_page):
    agreement = at.start(world)
    samira, ruben = open_page(world.chair, phone=True), open_page(world.official)
    neighbour = open_page(phone=True, javascript=False, refused=True)

    # The initiative begins with what the agreement says, and writes it plainly.
    samira.goto(f"/overeenkomsten/{agreement.uuid}/")
    samira.get_by_role("link", name="Vertel het de buurt").click()
    samira.get_by_role("link", name="Schrijf de samenvatting").click()
    fill(samira, at.DUTCH, "nl")
    samira.get_by_role("button", name="Bewaar").click()
    samira.get_by_role("button", name="Leg deze tekst voor").click()

    # The gemeente gives it back with a remark.
    ruben.goto("/mijn-werk/")
    ruben.get_by_role("link", name="Bekijk het voorstel").first.click()
    expect(ruben.get_by_role("main")).to_contain_text(at.DUTCH["meaning"])
    ruben.get_by_text("Geef terug met reden").click()
    ruben.get_by_label("Wat is er nodig?").fill("Graag ook in het Engels.")
    ruben.get_by_role("button", name="Geef terug", exact=True).click()
    neighbour.goto("/buurt/zeebuurt/")
    expect(neighbour.get_by_role("heading", level=1)).to_have_text("Deze bladzijde is er niet")

    # It comes with English, and both say yes.
    samira.goto(f"/overeenkomsten/{agreement.uuid}/buurt/")
    samira.get_by_role("link", name="Verander de tekst").click()
    samira.get_by_text("Ook in het Engels (mag, hoeft niet)").click()
    fill(samira, at.ENGLISH, "en")
    samira.get_by_role("button", name="Bewaar").click()
    samira.get_by_role("button", name="Leg deze tekst voor").click()
    ruben.goto("/mijn-werk/")
    ruben.get_by_role("link", name="Bekijk het voorstel").first.click()
    ruben.get_by_role("button", name="Wij zijn akkoord").click()
    expect(ruben.get_by_role("main")).to_contain_text("De buurt kan de samenvatting nu lezen.")

    # A neighbour reads it without an account, and in English.
    neighbour.goto("/buurt/")
    neighbour.get_by_role("link", name=at.DUTCH["title"]).click()
    expect(neighbour.get_by_role("heading", name="Wat betekent dit voor jou?")).to_be_visible()
    neighbour.get_by_role("link", name="Read this in English").click()
    expect(neighbour.get_by_role("heading", name="What does this mean for you?")).to_be_visible()
    assert neighbour.locator("html").get_attribute("lang") == "en"

    # On paper the ways around the page stay away, and its address is there.
    on_paper, ways = neighbour.locator(".buurt__adres"), neighbour.locator(".buurt__taal")
    expect(on_paper).to_be_hidden()
    expect(ways).to_be_visible()
    neighbour.emulate_media(media="print")
    expect(on_paper).to_be_visible()
    expect(on_paper).to_contain_text("/buurt/zeebuurt/")
    expect(ways).to_be_hidden()
    expect(neighbour.get_by_role("heading", name="What does this mean for you?")).to_be_visible()
    neighbour.emulate_media(media="screen")
    assert not neighbour.context.cookies()

    # The gemeente takes it down at once; the initiative reads why.
    ruben.goto(f"/overeenkomsten/{agreement.uuid}/buurt/")
    ruben.get_by_role("link", name="Haal de bladzijde weg").click()
    ruben.get_by_label("Waarom haal je de bladzijde weg?").fill("De datum klopt niet.")
    ruben.get_by_role("button", name="Haal de bladzijde weg").click()
    neighbour.goto("/buurt/zeebuurt/?later")  # past what her own browser keeps for a minute
    expect(neighbour.get_by_role("heading", level=1)).to_have_text("Deze bladzijde is er niet")
    samira.goto(f"/overeenkomsten/{agreement.uuid}/buurt/")
    expect(samira.get_by_role("main")).to_contain_text("De datum klopt niet.")


def fill(page: Page, text: dict[str, str], language: str) -> None:
    for key, words in text.items():
        page.locator(f"[name={language}-{key}]").fill(words)
