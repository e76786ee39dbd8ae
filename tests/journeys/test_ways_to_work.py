"""By keyboard alone, without JavaScript, and with a counterpart that never signs in."""

import re
import time

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from agreements import actions
from agreements.models import Version
from agreements.terms import Form, Length
from initiatives.actions import decisions
from initiatives.terms import Phase
from municipalities.models import Alias
from municipalities.names import search_key
from tests import factories
from tests.journeys.conftest import LAPTOP, PHONE
from tests.journeys.steps import PDF_PATIENCE, download_pdf, mark_on

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCAN = {
    "name": "brief.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7\n% de brief van de gemeente\n",
}
FOCUS = """() => {
  const on = document.activeElement;
  if (!on || on === document.body) return null;
  const looks = getComputedStyle(on);
  const ring = (looks.outlineStyle !== "none" && parseFloat(looks.outlineWidth) >= 2) || looks.boxShadow !== "none";
  const box = on.getBoundingClientRect();
  const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  return {words: (on.innerText || on.getAttribute("aria-label") || on.name || on.tagName).trim(), ring, seen};
}"""


def tab_to(page: Page, words: str, *, most: int = 80) -> None:
    """Presses Tab until the focus is on these words; every stop on the way can be seen."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            continue
        stops.append(focus["words"])
        assert focus["ring"], f"no ring around {focus['words']!r} on {page.url}"
        assert focus["seen"], f"focus out of sight on {focus['words']!r} on {page.url}"
        if re.search(words, focus["words"]):
            return
    raise AssertionError(f"{words!r} is not among {stops}")


def says_at_once(page: Page, words: str | re.Pattern[str]) -> None:
    """Whoever opens the page reads this before she touches anything, asked or not: nothing lies over it, the bar below
    neither.
    """
    here = page.get_by_role("main").get_by_text(words).first
    box, bar = here.bounding_box(), page.get_by_role("navigation").first.bounding_box()
    assert page.viewport_size == {"width": 390, "height": 844}
    assert box["y"] > 0
    assert box["y"] + box["height"] < bar["y"], f"{words} stands at {box}, below the first screen"


@pytest.fixture
def step(world):
    return decisions.propose_phase_step(
        world.file,
        to=Phase.ELABORATION,
        reason="De buurt wil verder.",
        by=world.chair.person,
        seat=factories.seat(world.file, world.chair),
        own_key=True,
    )


def test_an_official_finds_the_proposal_in_his_work_and_accepts_it_by_keyboard_alone(world, step, open_page):
    page = open_page(world.official)
    page.set_viewport_size(PHONE)
    page.goto(f"/initiatieven/{world.file.uuid}/stappenplan/")
    says_at_once(page, "Gevraagd van jullie: een antwoord op de fasestap.")
    page.set_viewport_size(LAPTOP)
    page.goto("/mijn-werk/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["words"] == "Naar de inhoud"
    page.keyboard.press("Enter")
    tab_to(page, "(Beoordeel|Bekijk).*")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/besluiten/{step.uuid}/")
    tab_to(page, "^Wij zijn akkoord$")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Jullie zijn nu in de fase Uitwerken")


def test_one_tap_on_a_goal_keeps_the_keyboard_where_it_was(world, open_page):
    goal = world.file.plan_items.goals().filter(phase=Phase.STARTUP).first()
    page = open_page(world.chair)
    page.goto(f"/initiatieven/{world.file.uuid}/stappenplan/")
    page.locator(f"#doel-{goal.uuid}").get_by_role("button", name="Bereikt").focus()
    page.keyboard.press("Enter")
    row = page.locator(f"#doel-{goal.uuid}")
    expect(row).to_contain_text("Initiatief (jullie)")
    expect(row.locator("h4")).to_be_focused()
    expect(page.locator("#omroep")).to_contain_text(goal.title)


@pytest.mark.pdf
def test_without_javascript_a_coach_fills_and_publishes_and_a_volunteer_reads_and_downloads(
    world, open_page, document_runner, tmp_path
):
    letter = actions.start(
        world.file,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title="Samen beginnen",
        by=world.coach.person,
        seat=factories.seat(world.file, world.coach),
    )
    coach = open_page(world.coach, javascript=False)
    coach.goto(f"/overeenkomsten/{letter.uuid}/")
    coach.get_by_role("link", name="Wat we van plan zijn").click()
    coach.get_by_label("Wat zijn jullie samen van plan?").fill("Samen uitzoeken welke warmte hier past.")
    coach.get_by_role("button", name="Bewaar", exact=True).click()
    expect(coach.locator("#voorbeeld-intentie")).to_contain_text("welke warmte hier past")
    coach.goto(f"/overeenkomsten/{letter.uuid}/publiceren/")
    coach.get_by_role("button", name="Publiceer als concept").click()
    expect(coach.get_by_role("main")).to_contain_text("Versie 1")

    volunteer = open_page(world.reader, phone=True, javascript=False)
    volunteer.goto(f"/initiatieven/{world.file.uuid}/stappenplan/")
    says_at_once(volunteer, "Jij hoeft hier niets te doen.")
    volunteer.goto("/mijn-werk/")
    says_at_once(volunteer, "Wie is aan zet?")
    says_at_once(
        volunteer, re.compile("Jij hoeft nu niets te doen|Een goede volgende stap|Niemand wacht op jullie")
    )
    volunteer.get_by_role(
        "link", name=re.compile("Samen beginnen|versie 1|concept", re.IGNORECASE)
    ).first.click()
    volunteer.goto(f"/versies/{Version.objects.get().uuid}/")
    ready = volunteer.get_by_role("link", name="Download de PDF")
    deadline = time.monotonic() + PDF_PATIENCE / 1000
    while not ready.count():
        assert time.monotonic() < deadline, volunteer.get_by_role("main").inner_text()[:300]
        volunteer.get_by_role("link", name="Ververs").click()
    mark = mark_on(volunteer)
    text = download_pdf(volunteer, tmp_path / "concept.pdf")
    assert "welke warmte hier past" in text
    assert mark in text


def test_without_javascript_a_goal_gets_a_view_and_a_contact_moment_is_kept(world, open_page):
    goal = world.file.plan_items.goals().filter(phase=Phase.STARTUP).first()
    page = open_page(world.member, phone=True, javascript=False)
    page.goto(f"/initiatieven/{world.file.uuid}/stappenplan/")
    says_at_once(page, re.compile("^Gevraagd van jullie: zeg bij . doelen hoe ver het is"))
    page.locator(f"#doel-{goal.uuid}").get_by_role("button", name="Bereikt").click()
    expect(page.locator(f"#doel-{goal.uuid}")).to_contain_text("Initiatief (jullie)")
    page.locator(f"#doel-{goal.uuid}").get_by_role("link", name="Verander jullie kijk").click()
    page.locator("#kijk").get_by_label("Bezig", exact=True).check()
    page.locator("#kijk").get_by_role("button").click()
    expect(page.get_by_role("main")).to_contain_text("Bezig")


def test_one_coach_carries_a_file_whose_gemeente_never_signs_in(world, open_page):
    elsewhere = world.elsewhere_municipality
    Alias.objects.create(municipality=elsewhere, name="Elderveld", key=search_key("Elderveld"))
    page = open_page(world.coach)

    # She registers the initiative, and notes whom to call; nobody is invited.
    page.goto("/initiatieven/nieuw/")
    page.get_by_label("Naam van het initiatief").fill("Dorp Esveld aardgasvrij")
    page.get_by_label("Gemeente").fill("Elderveld")
    page.get_by_label("Buurt of dorp").fill("Esveld")
    page.get_by_label("Stichting").check()
    page.get_by_role("group", name="Welke rol wil het initiatief?").get_by_role("radio").first.check()
    page.get_by_role("button", name="Open het dossier").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dorp Esveld aardgasvrij")
    page.get_by_role("link", name="Mensen", exact=True).click()
    page.get_by_role("link", name=re.compile("Voeg een contactpersoon toe ?: .*Elderveld")).click()
    page.get_by_label("Naam", exact=True).fill("J. Wolters")
    page.get_by_label("Functie", exact=True).select_option("official")
    page.get_by_label("Telefoon").fill("0543 00 00 00")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_role("main")).to_contain_text("Wolters")
    expect(page.get_by_role("main")).to_contain_text("Heeft geen account.")

    # A draft to take along, printed from the browser.
    page.get_by_role("link", name="Overeenkomsten", exact=True).click()
    page.get_by_role("link", name="Begin een overeenkomst").click()
    page.get_by_role("button", name="Maak het concept").click()
    page.get_by_role("link", name="Publiceer als concept").click()
    page.get_by_role("button", name="Publiceer als concept").click()
    page.wait_for_url("**/versies/**")
    page.get_by_role("link", name="Open als pagina om af te drukken").click()
    expect(page.locator("body")).to_contain_text("Dorp Esveld aardgasvrij")
    page.go_back()

    # Both parties decide on paper; she records what each decided, with the proof.
    page.get_by_role("link", name="Dorp Esveld aardgasvrij").first.click()
    page.get_by_role("link", name="Stappenplan", exact=True).click()
    page.get_by_role("link", name="Stel deze stap voor").click()
    page.get_by_label("Waarom deze stap?").fill("De brieven liggen er.")
    page.get_by_role("button", name="Stel deze stap voor").click()
    for party in ("Elderveld", "Dorp Esveld"):
        page.get_by_role("link", name="Leg een besluit op papier vast").click()
        page.get_by_label(re.compile(party)).check()
        page.get_by_label("Akkoord", exact=True).check()
        page.get_by_label("Wie besliste?").fill("J. Wolters, in een brief")
        page.get_by_label("Op welke dag?").fill(timezone.localdate().isoformat())
        page.get_by_label("Bewijs").set_input_files(SCAN)
        page.get_by_role("button", name="Leg vast namens de partij").click()
        expect(page.get_by_role("main")).to_contain_text("Op papier, vastgelegd door Marit")
    page.get_by_role("link", name="Bekijk het dossier").click()
    expect(page.get_by_role("main")).to_contain_text("Uitwerken")
