"""A passage about an initiative disappears from policy: both sides see it, and one says what it did."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
QUOTE = "Zeebuurt werkt haar eigen plan uit, met hulp van de gemeente."
ANSWER = "De raad zet de zin er in maart weer in."


def test_a_passage_disappears_and_a_side_says_what_it_did(world, open_page):
    # On a phone the chair says where the initiative is named.
    chair = open_page(world.chair, phone=True)
    chair.goto(f"/initiatieven/{world.file.uuid}/overeenkomsten/")
    chair.get_by_role("link", name="Leg vast waar jullie in staan").click()
    chair.get_by_label("Wat voor stuk is het?").select_option(label="warmteprogramma")
    chair.get_by_label("Hoe heet het?").fill("Warmteprogramma")
    chair.get_by_label("Welke versie?").fill("2024")
    chair.get_by_label("Wanneer is die vastgesteld?").fill("2024-05-14")
    chair.get_by_label("Door wie?").select_option(label="de raad")
    chair.get_by_label("Wat staat er over het initiatief?").fill(QUOTE)
    chair.get_by_label("Ons initiatief staat achter deze tekst").check()
    chair.get_by_role("button", name="Leg vast").click()
    expect(chair.locator("#beleid")).to_contain_text("Het initiatief staat achter deze tekst.")

    # From its own page the gemeente says that the next version leaves it out.
    official = open_page(world.official)
    official.goto(f"/gemeenten/{world.municipality.code}/")
    official.get_by_role("link", name="Welke initiatieven noemen wij in ons beleid?").click()
    official.get_by_role("link", name="Leg een nieuwe versie vast").click()
    official.get_by_label("De passage is weg").check()
    official.get_by_label("Welke versie?").fill("2026")
    official.get_by_label("Wanneer is die vastgesteld?").fill("2026-01-20")
    official.get_by_label("Door wie?").select_option(label="de raad")
    official.get_by_role("button", name="Leg deze versie vast").click()
    expect(official.get_by_role("main")).to_contain_text("de passage is weg")

    # Both sides see it in their work; the chair says what they did, and nobody is asked any more.
    official.goto("/mijn-werk/")
    expect(official.get_by_role("main")).to_contain_text("is weg uit “Warmteprogramma”")
    chair.goto("/mijn-werk/")
    chair.get_by_role("link", name="Zeg wat jullie deden").click()
    chair.get_by_label("Wat deden jullie, nu de passage weg is?").fill(ANSWER)
    chair.get_by_role("button", name="Leg vast").click()
    expect(chair.locator("#beleid")).to_contain_text(ANSWER)
    expect(chair.locator("#beleid")).to_contain_text(QUOTE)
    official.goto("/mijn-werk/")
    expect(official.get_by_role("main")).not_to_contain_text("is weg uit")
