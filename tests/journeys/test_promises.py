"""Something is promised in a talk, moved, kept, and seen otherwise by whom it was promised to."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from initiatives.actions import notes
from initiatives.terms import Channel, Circle
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WHAT = "De kaart van de leidingen sturen"


def test_a_promise_from_a_talk_is_moved_kept_and_seen_otherwise(world, open_page):
    notes.log_contact(
        world.file, on=timezone.localdate(), channel=Channel.TALK, summary="Over de leidingen.",
        circle=Circle.EVERYONE, by=world.chair.person, seat=factories.seat(world.file, world.chair),
    )  # fmt: skip
    file = f"/initiatieven/{world.file.uuid}/"

    # The initiative puts it down from the talk, with a thumb.
    chair = open_page(world.chair, phone=True)
    chair.goto(f"{file}contact/")
    chair.get_by_role("main").get_by_role("link", name="Leg een toezegging vast").click()
    chair.get_by_label("Wat is er toegezegd?").fill(WHAT)
    chair.get_by_label("Gemeente Eskerveen, aan ons").check()
    chair.get_by_role("button", name="Leg vast").click()
    expect(chair.get_by_role("heading", level=1)).to_have_text(WHAT)
    expect(chair.get_by_role("main").get_by_role("link", name="Uit het gesprek van")).to_be_visible()

    # The gemeente moves it, with a reason, and later says with one tap that it was kept.
    official = open_page(world.official)
    official.goto(file)
    official.get_by_role("link", name="Wat is er toegezegd?").click()
    official.get_by_role("link", name=WHAT).click()
    official.get_by_label("Het wordt een andere dag").check()
    official.get_by_label("De nieuwe dag").fill(f"{timezone.localdate().year + 1}-03-01")
    official.get_by_role("button", name="Zet het erbij").click()
    expect(official.get_by_role("alert")).to_contain_text("Schrijf op waarom")
    official.get_by_label("Wat wil je erbij zeggen?").fill("De netbeheerder levert later.")
    official.get_by_role("button", name="Zet het erbij").click()
    official.get_by_role("link", name="Alle toezeggingen").click()
    expect(official.locator("#loopt")).to_contain_text("één keer verschoven")
    official.locator("#loopt").get_by_role("button", name="Nagekomen").click()
    expect(official.locator("#nagekomen")).to_contain_text("Nagekomen (1)")

    # For the initiative it is not; both read that they see it differently, and the start page says so.
    chair.goto(f"{file}toezeggingen/")
    chair.get_by_text("Nagekomen (1)").click()
    chair.get_by_role("link", name=WHAT).click()
    chair.get_by_label("Dit is nog niet klaar").check()
    chair.get_by_label("Wat wil je erbij zeggen?").fill("De helft ontbreekt.")
    chair.get_by_role("button", name="Zet het erbij").click()
    official.goto("/mijn-werk/")
    official.get_by_role("listitem").filter(has_text=WHAT).get_by_role(
        "link", name="Bereid het gesprek voor"
    ).click()
    talk = official.get_by_role("region", name="Jullie zien dit anders")
    expect(talk).to_contain_text("De helft ontbreekt.")
    expect(talk).to_contain_text("Wat ontbreekt er nog, en wie doet dat wanneer?")
