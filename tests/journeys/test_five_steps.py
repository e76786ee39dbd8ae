"""A coach walks the five steps of a fresh file, and a volunteer reads along on her phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from initiatives.models import Fact

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STEPS = (
    "1 Inventariseer de ambities",
    "2 Vorm een visie",
    "3 Arrangeer het gesprek",
    "4 Faciliteer het gesprek",
    "5 Formaliseer de samenwerking",
)


def section(page: Page, title: str) -> "Page":
    return page.get_by_role("region", name=title)


def unfold(page: Page, title: str) -> None:
    """Opens the questions of one step, unless they lie open already."""
    details = section(page, title).locator("details").first
    if details.get_attribute("open") is None:
        details.locator("summary").click()


def give(page: Page, title: str, question: str, *, choose: str = "", write: str = "") -> None:
    unfold(page, title)
    section(page, title).get_by_role("link", name=question).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    if choose:
        page.get_by_label(choose, exact=True).check()
    if write:
        page.get_by_role("textbox").fill(write)
    page.get_by_role("button", name="Zet het in het dossier").click()
    expect(page.get_by_text("Het antwoord staat in het dossier.")).to_be_visible()


def test_a_coach_walks_the_five_steps_and_a_volunteer_reads_where_they_are(world, open_page, accessible):
    coach = open_page(world.coach)
    coach.goto(f"/initiatieven/{world.file.uuid}/")
    coach.get_by_role("link", name="Stap 1: Inventariseer de ambities, drie punten open").click()
    for title in STEPS:
        expect(section(coach, title)).to_be_visible()

    # What the file knows is not asked again; what it does not know is asked here.
    expect(section(coach, STEPS[0])).to_contain_text("betaalbaar voor iedereen")
    give(coach, STEPS[0], "Waarom willen de bewoners aan de slag?", choose="De gemeente vroeg erom")
    expect(section(coach, STEPS[0])).to_contain_text("Twee punten open")
    give(coach, STEPS[0], "Wat kunnen de mensen in de kern?", choose="Iemand die mensen verbindt")
    give(
        coach, STEPS[0], "Wie uit de buurt is nog niet gehoord?", choose="Jongeren", write="Via de sportclub."
    )
    expect(section(coach, STEPS[0])).to_contain_text("Klaar voor de volgende stap")

    # An answer that lives elsewhere is given there, and counts here.
    unfold(coach, STEPS[1])
    section(coach, STEPS[1]).get_by_role("link", name="Wat wil de gemeente zelf?").click()
    coach.get_by_label("Gedaan", exact=True).check()
    coach.get_by_role("button", name="Bewaar", exact=True).click()
    coach.goto(f"/initiatieven/{world.file.uuid}/vijf-stappen/")
    expect(section(coach, STEPS[1])).to_contain_text(
        re.compile("Is er: ?Jullie weten wat de gemeente zelf wil")
    )
    give(coach, STEPS[1], "Waarom is dit initiatief een goede gesprekspartner?", write="Zij deden de tuinen.")
    give(coach, STEPS[2], "Bij welk plan of besluit van de gemeente past dit?", write="Het warmteprogramma.")
    give(coach, STEPS[3], "Hoe voeren jullie het gesprek?", choose="Een vast overleg")
    unfold(coach, STEPS[4])
    expect(section(coach, STEPS[4])).to_contain_text("Er is nog geen overeenkomst.")
    give(coach, STEPS[4], "Hoe laten jullie het de buurt weten?", write="Soep op het plein.")

    # She says until when she helps.
    coach.get_by_role("link", name="Zeg hoe je helpt").click()
    coach.get_by_role("group", name=STEPS[3]).get_by_label("Coachen: jullie doen het, ik denk mee").check()
    coach.get_by_label("Vanaf wanneer gaan beide kanten zonder jou verder?").fill("2027-03-01")
    coach.get_by_role("button", name="Laat het zien").click()
    expect(section(coach, STEPS[3])).to_contain_text("De begeleider denkt hier mee, jullie doen het.")
    accessible(coach)

    # On her phone a volunteer reads the same answers, and is offered nothing that she may not do.
    volunteer = open_page(world.reader, phone=True)
    volunteer.goto(f"/initiatieven/{world.file.uuid}/")
    volunteer.get_by_role("link", name="Vijf stappen naar afspraken").click()
    unfold(volunteer, STEPS[0])
    expect(section(volunteer, STEPS[0])).to_contain_text("Via de sportclub.")
    expect(volunteer.get_by_role("main")).to_contain_text("Vanaf 1 maart 2027 gaan jullie samen verder")
    expect(volunteer.get_by_role("link", name=re.compile("antwoord"))).to_have_count(0)
    assert volunteer.evaluate("document.documentElement.scrollWidth <= innerWidth")
    accessible(volunteer)
    assert Fact.objects.exclude(name__startswith="step.").count() == 0


def test_without_javascript_an_answer_is_given_all_the_same(world, open_page):
    member = open_page(world.member, javascript=False)
    member.goto(f"/initiatieven/{world.file.uuid}/vijf-stappen/")
    give(member, STEPS[0], "Waarom willen de bewoners aan de slag?", choose="Zelf willen verduurzamen")
    expect(section(member, STEPS[0])).to_contain_text("Zelf willen verduurzamen.")
