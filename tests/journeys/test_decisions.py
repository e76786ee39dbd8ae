"""A phase step counts when both sides turned their key; leaving needs nobody's permission."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCAN = {
    "name": "besluit.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7\n% het besluit van het college\n",
}


def propose(page: Page, file, reason: str, to: str = "") -> None:
    page.goto(f"/initiatieven/{file.uuid}/fasestap/")
    if to:
        page.get_by_label(re.compile(to)).check()
    page.get_by_label("Waarom deze stap?").fill(reason)
    page.get_by_role("button", name="Stel deze stap voor").click()
    expect(page.get_by_role("main")).to_contain_text(reason)


def phase_of(file) -> str:
    file.refresh_from_db()
    return file.phase


def test_a_step_is_returned_with_a_reason_and_accepted_the_second_time(world, open_page):
    chair, official = open_page(world.chair), open_page(world.official)

    # The initiative proposes from the stappenplan; its own key turns with it.
    chair.goto(f"/initiatieven/{world.file.uuid}/stappenplan/")
    chair.get_by_role("link", name="Stel deze stap voor").click()
    chair.get_by_role("button", name="Stel deze stap voor").click()
    expect(chair.get_by_role("alert")).to_contain_text("Er staan nog doelen open")
    chair.get_by_label("Waarom deze stap?").fill("De buurt wil verder.")
    chair.get_by_role("button", name="Stel deze stap voor").click()
    expect(chair.get_by_role("main")).to_contain_text("nu is de ander aan zet")

    # The official finds it in his work, and gives it back: what is good, and what is needed.
    official.goto("/mijn-werk/")
    official.locator("ol.sam-work").get_by_role("link").filter(has_text="Zeebuurt").last.click()
    expect(official.get_by_role("main")).to_contain_text("De buurt wil verder.")
    official.get_by_text("Geef terug met reden").click()
    official.get_by_role("button", name="Geef terug", exact=True).click()
    expect(official.get_by_role("main")).to_contain_text("Schrijf op wat er nodig is")
    official.get_by_label("Wat is al goed?").fill("Mooi dat de straat meedoet.")
    official.get_by_label("Wat is er nodig?").fill("Vraag ook de huurders.")
    official.get_by_role("button", name="Geef terug", exact=True).click()
    expect(official.get_by_role("main")).to_contain_text("Teruggegeven op")
    assert phase_of(world.file) == "startup"

    # The initiative reads those very words and proposes again.
    chair.reload()
    expect(chair.get_by_role("main")).to_contain_text("Vraag ook de huurders.")
    chair.get_by_role("link", name="Doe een nieuw voorstel").click()
    chair.get_by_label("Waarom deze stap?").fill("De huurders doen nu ook mee.")
    chair.get_by_role("button", name="Stel deze stap voor").click()
    official.goto(chair.url)
    official.get_by_role("button", name="Wij zijn akkoord").click()
    expect(official.get_by_role("main")).to_contain_text("Jullie zijn nu in de fase Uitwerken")
    assert phase_of(world.file) == "elaboration"
    chair.goto(f"/initiatieven/{world.file.uuid}/tijdlijn/")
    expect(chair.get_by_role("main")).to_contain_text("Uitwerken")


def test_a_step_comes_back_with_words_at_a_goal_and_a_question_and_goes_through_the_second_time(
    world, open_page, accessible
):
    chair, official = open_page(world.chair, phone=True), open_page(world.official)
    goal = world.file.plan_items.goals().filter(phase="startup")[0]

    # The initiative records what it has, on its way to the proposal, which then rests on it.
    chair.goto(f"/initiatieven/{world.file.uuid}/fasestap/")
    chair.get_by_role("link", name="Leg eerst een resultaat vast").click()
    chair.get_by_label("Hoe heet het?").fill("Intentie Zeebuurt")
    chair.get_by_label("Van welke dag is het?").fill(timezone.localdate().isoformat())
    chair.get_by_label("Bestand").set_input_files(SCAN)
    chair.get_by_role("button", name="Leg vast").click()
    expect(chair.get_by_label(re.compile("Intentie Zeebuurt"))).to_be_checked()
    chair.get_by_label("Waarom deze stap?").fill("De buurt wil verder.")
    accessible(chair)
    chair.get_by_role("button", name="Stel deze stap voor").click()
    decision = chair.url

    # The official takes it up, opens the result, asks something, and gives it back with words at one goal.
    official.goto(decision)
    official.get_by_role("button", name="Ik bekijk dit voor ons").click()
    expect(official.get_by_role("main")).to_contain_text("Jij kijkt hiernaar.")
    with official.expect_download() as download:
        official.get_by_role("link", name="besluit.pdf").click()
    assert download.value.path().read_bytes() == SCAN["buffer"]
    official.get_by_text("Stel een vraag").click()
    official.get_by_label("Wat wil je weten?").fill("Wie betaalt het onderzoek?")
    official.get_by_label("Waar gaat het over?").select_option(label=goal.title)
    official.get_by_role("button", name="Stel je vraag").click()
    expect(official.get_by_role("main")).to_contain_text("Wie betaalt het onderzoek?")
    official.get_by_text("Geef terug met reden").click()
    official.get_by_label("Wat is er nodig?", exact=True).fill("Nog één ding.")
    official.get_by_text("Zeg het per onderdeel").click()
    official.locator("#terug summary", has_text=goal.title).click()
    official.get_by_label("Wat is hier nodig?").locator("visible=true").first.fill("Vraag ook de huurders.")
    accessible(official)
    official.get_by_role("button", name="Geef terug", exact=True).click()
    expect(official.get_by_role("main")).to_contain_text("Teruggegeven op")

    # The initiative finds the question in its work and answers; the goal says what was asked of it.
    chair.goto("/mijn-werk/")
    chair.get_by_role("link", name="Geef antwoord").first.click()
    chair.get_by_label("Jullie antwoord").fill("De provincie, is toegezegd.")
    accessible(chair)
    chair.get_by_role("button", name="Plaats je antwoord").click()
    expect(chair.get_by_role("main")).to_contain_text("De provincie, is toegezegd.")
    chair.goto(f"/initiatieven/{world.file.uuid}/stappenplan/opstarten/")
    asked = chair.locator(f"#doel-{goal.uuid}")
    expect(asked).to_contain_text("Gevraagd bij de stap naar Uitwerken")
    expect(asked).to_contain_text("Vraag ook de huurders.")
    accessible(chair)
    chair.goto(f"/onderdelen/{goal.uuid}/?kijk")
    chair.get_by_label("bereikt").check()
    chair.get_by_label("Waarom zien jullie het zo?").fill("De huurders doen mee.")
    chair.get_by_role("button", name="Zet jullie kijk erbij").click()

    # Proposed again, with what came since beside what was asked; and accepted.
    chair.goto(f"/initiatieven/{world.file.uuid}/fasestap/")
    chair.get_by_label("Waarom deze stap?").fill("De huurders doen nu ook mee.")
    chair.get_by_role("button", name="Stel deze stap voor").click()
    expect(chair.get_by_role("main")).to_contain_text("nu is de ander aan zet")
    official.goto(chair.url)
    expect(official.get_by_role("main")).to_contain_text("vroeg bij het vorige voorstel")
    expect(official.get_by_role("main")).to_contain_text("Sindsdien gezegd: bereikt.")
    accessible(official)
    official.get_by_role("button", name="Wij zijn akkoord").click()
    expect(official.get_by_role("main")).to_contain_text("Jullie zijn nu in de fase Uitwerken")
    assert phase_of(world.file) == "elaboration"

    # Nothing was lost.
    official.goto(decision)
    for words in ("Wie betaalt het onderzoek?", "De provincie, is toegezegd.", "Vraag ook de huurders."):
        expect(official.get_by_role("main")).to_contain_text(words)


def test_a_coach_proposes_and_records_what_a_party_decided_on_paper_and_the_party_answers(world, open_page):
    coach = open_page(world.coach)
    propose(coach, world.file, "Wethouder en kernteam zeiden het gisteren hardop.")
    expect(coach.get_by_role("button", name="Wij zijn akkoord")).to_have_count(0)
    decision = coach.url

    # The gemeente decided on paper: who, when, and the proof.
    coach.get_by_role("link", name="Leg een besluit op papier vast").click()
    coach.get_by_label(re.compile("Eskerveen")).check()
    coach.get_by_label("Akkoord", exact=True).check()
    coach.get_by_label("Wie besliste?").fill("Het college van burgemeester en wethouders")
    coach.get_by_label("Op welke dag?").fill(timezone.localdate().isoformat())
    coach.get_by_label("Bewijs").set_input_files(SCAN)
    coach.get_by_role("button", name="Leg vast namens de partij").click()
    expect(coach.get_by_role("main")).to_contain_text("Het college van burgemeester en wethouders")
    expect(coach.get_by_role("main")).to_contain_text("Op papier, vastgelegd door Marit")

    # The initiative turns its own key: the phase begins.
    chair = open_page(world.chair, phone=True)
    chair.goto(decision)
    chair.get_by_role("button", name="Wij zijn akkoord").click()
    expect(chair.get_by_role("main")).to_contain_text("Jullie zijn nu in de fase Uitwerken")

    # The gemeente opens the proof, and says that it was not so.
    official = open_page(world.official)
    official.goto(decision)
    with official.expect_download() as download:
        official.get_by_role("link", name=re.compile("besluit.pdf")).first.click()
    assert download.value.path().read_bytes() == SCAN["buffer"]
    official.get_by_role("link", name="Klopt dit niet? Betwist dit").click()
    official.get_by_label("Wat klopt er niet?").fill("Het college besloot alleen over het onderzoek.")
    official.get_by_role("button", name="Betwist dit").click()
    chair.reload()
    expect(chair.get_by_role("main")).to_contain_text("Het college besloot alleen over het onderzoek.")


def test_any_phase_can_be_next_with_a_reason_that_both_sides_read(world, open_page):
    official, chair = open_page(world.official), open_page(world.chair)
    propose(official, world.file, "Het plan ligt er al, van voor dit dossier.", to="Ontwikkelen")
    chair.goto(official.url)
    expect(chair.get_by_role("main")).to_contain_text("Het plan ligt er al, van voor dit dossier.")
    chair.get_by_role("button", name="Wij zijn akkoord").click()
    expect(chair.get_by_role("main")).to_contain_text("Ontwikkelen")
    assert phase_of(world.file) == "development"


def test_one_side_pauses_goes_on_and_ends_and_the_other_keeps_its_own_words(world, open_page):
    official, chair = open_page(world.official), open_page(world.chair)
    file = f"/initiatieven/{world.file.uuid}"

    official.goto(f"{file}/stappenplan/")
    official.get_by_role("link", name="Neem een pauze").click()
    official.get_by_label("Waarom?").fill("Tot de begroting rond is.")
    official.get_by_role("button", name="Neem een pauze").click()
    chair.goto(f"{file}/")
    expect(chair.get_by_role("main")).to_contain_text("Tot de begroting rond is.")
    chair.goto(f"{file}/hervatten/")
    chair.get_by_label("Waarom?").fill("De begroting is rond.")
    chair.get_by_role("button", name="Ga weer verder").click()
    expect(chair.get_by_role("main")).to_contain_text("De begroting is rond.")

    # Ending is read over once more, and needs nobody else.
    chair.goto(f"{file}/stoppen/")
    chair.get_by_label("het initiatief stopt").check()
    chair.get_by_label("Waarom?").fill("We zijn met te weinig mensen over.")
    chair.get_by_label(re.compile("Wat ging goed")).fill("Dank aan Ruben, die altijd opnam.")
    chair.get_by_role("button", name="Lees het na").click()
    expect(chair.get_by_role("heading", level=1)).to_have_text("Lees het nog één keer na")
    chair.get_by_role("button", name="Ja, stop met deze samenwerking").click()
    expect(chair.get_by_role("heading", level=1)).to_have_text("De samenwerking stopt")

    # The other side adds how it sees the ending; both stand beside each other.
    official.goto(chair.url)
    official.get_by_label("Hoe zien jullie het?").fill("De deur blijft open voor een nieuw begin.")
    official.get_by_role("button", name="Zet jullie lezing erbij").click()
    chair.goto(f"{file}/")
    expect(chair.get_by_role("main")).to_contain_text("De deur blijft open voor een nieuw begin.")
    expect(chair.get_by_role("main")).to_contain_text("Dank aan Ruben, die altijd opnam.")
    expect(chair.get_by_role("main")).to_contain_text("We zijn met te weinig mensen over.")
    assert world.file.participations.count() == 3
