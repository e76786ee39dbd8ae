"""Two sides talk about their roles: a dial is set, felt otherwise, and agreed; a koppelkans climbs its ladder."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORDS = "Wij helpen met geld en met collega’s."
ANSWER = "Het geld kwam pas na de zomer."


def choose(page: Page, question: str, word: str) -> None:
    page.get_by_role("group", name=question).get_by_label(word, exact=True).check()


def test_dials_are_set_felt_otherwise_and_agreed_upon(world, open_page):
    room = f"/initiatieven/{world.file.uuid}/ruimte/"

    # From the page of the phase one quiet link leads there; the gemeente sets its dials and its mandate.
    official = open_page(world.official, phone=True)
    official.goto(f"/initiatieven/{world.file.uuid}/stappenplan/")
    expect(official.locator(".sam-tabs").get_by_role("link", name="Rollen en ruimte")).to_have_count(0)
    official.get_by_role("main").get_by_role("link", name="Rollen en ruimte").click()
    official.get_by_role("link", name="Hoe voert de gemeente regie?").click()
    choose(official, "In zijn kracht zetten", "Veel")
    choose(official, "Mandaat", "Alles binnen de afspraken")
    official.get_by_label("Wat wil je erbij zeggen?").fill(WORDS)
    official.get_by_role("button", name="Zet jullie antwoord erbij").click()
    expect(official.locator(".sam-tabs").get_by_role("link", name="Rollen en ruimte")).to_be_visible()

    # The initiative says what it notices and what it wishes.
    chair = open_page(world.chair, phone=True)
    chair.goto(room)
    expect(chair.locator("#regierol")).to_contain_text(WORDS)
    chair.locator("#regierol").get_by_role("link", name="Geef jullie antwoord").click()
    choose(chair, "In zijn kracht zetten: hoe merken jullie dat nu?", "Weinig")
    choose(chair, "In zijn kracht zetten: hoe zouden jullie het willen?", "Veel")
    chair.get_by_label("Wat wil je erbij zeggen?").fill(ANSWER)
    chair.get_by_role("button", name="Zet jullie antwoord erbij").click()

    # Both see the difference side by side, with a question to begin the conversation with; the coach too.
    coach = open_page(world.coach)
    for page in (official, chair, coach):
        page.goto(room)
        card = page.locator("#regierol")
        for words in (
            "Eén verschil, een gesprek waard",
            "Merkt weinig, wil graag veel",
            "Welke hulp kwam aan",
        ):
            expect(card).to_contain_text(words)
        expect(card.locator("[data-state=differ]")).to_be_visible()
    expect(coach.locator("#regierol").get_by_role("link", name="Geef jullie antwoord")).to_have_count(0)

    # After the talk the initiative notices it, and they agree. What was said before stays readable.
    chair.locator("#regierol").get_by_role("link", name="Geef jullie antwoord").click()
    choose(chair, "In zijn kracht zetten: hoe merken jullie dat nu?", "Veel")
    chair.get_by_role("button", name="Zet jullie antwoord erbij").click()
    expect(chair.locator("#regierol [data-state=shared]")).to_be_visible()
    expect(chair.locator("#regierol")).not_to_contain_text("een gesprek waard")
    official.goto(f"{room}regierol/")
    official.get_by_text("Wat beide kanten eerder zeiden").click()
    expect(official.locator("details", has_text="eerder zeiden")).to_contain_text("nu?: weinig")


def test_what_one_side_decides_the_other_takes_over_with_one_tap(world, open_page):
    room = f"/initiatieven/{world.file.uuid}/ruimte/"
    official = open_page(world.official)
    official.goto(f"{room}beslisruimte/")
    official.get_by_label("Welke techniek het wordt").select_option(label="samen")
    official.get_by_label("Of het uitvoeringsplan doorgaat").select_option(label="de gemeenteraad")
    official.get_by_role("button", name="Zet jullie antwoord erbij").click()

    chair = open_page(world.chair, phone=True)
    chair.goto(room)
    chair.locator("#beslisruimte").get_by_role("button", name="Wij zien het ook zo").click()
    expect(chair.locator("#beslisruimte [data-state=shared]")).to_have_count(2)
    expect(chair.locator("#beslisruimte")).to_contain_text("Of het uitvoeringsplan doorgaat: de gemeenteraad")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_koppelkans_climbs_its_ladder_with_a_thumb(world, open_page, javascript):
    room = f"/initiatieven/{world.file.uuid}/ruimte/"
    member = open_page(world.member, phone=True, javascript=javascript)
    member.goto(f"{room}erbij/?soort=koppelkans")
    member.get_by_label("Naam").fill("Het riool in de Zeestraat gaat open")
    member.get_by_role("button", name="Voeg toe").click()
    line = member.locator("li", has_text="Het riool in de Zeestraat")
    expect(line).to_contain_text("Gevonden")
    line.get_by_label("Wie?").fill("Riolering")
    for verb, word in (
        ("Heeft een eigenaar", "Heeft een eigenaar"),
        ("Is besloten", "Besloten"),
        ("Is verzilverd", "Verzilverd"),
    ):
        line.get_by_role("button", name=verb).click()
        expect(line.locator("strong")).to_have_text(word)
    expect(line).to_contain_text("eigenaar: Riolering")
    line.get_by_role("button", name="Stap terug").click()
    expect(line.locator("strong")).to_have_text("Besloten")
    member.goto(f"/initiatieven/{world.file.uuid}/stappenplan/")
    expect(member.get_by_role("main")).not_to_contain_text("Het riool in de Zeestraat")
