"""A plan that follows the initiative, and a new stappenplan: written, published, and taken over in part."""

import re

import pytest
from playwright.sync_api import Page, expect

from initiatives.actions.register import register
from initiatives.models import PlanFormat
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STATEMENTS = "Haal deelnameverklaringen op"
VISIT = "Ga samen op bezoek bij een wijk zonder gas"


def test_a_plan_follows_the_technique_and_what_is_taken_back_stays(world, open_page, accessible):
    factories.plan_format(2)
    profile = factories.profile("Lindewarm", area_name="Linde", technique="heat_network")
    file = register(world.municipality, profile, by_function=world.coach)
    plan = f"/initiatieven/{file.uuid}/stappenplan/ontwikkelen/"

    # The neighbourhood chooses a heat pump per home. First the page says what that does to the plan.
    coach = open_page(world.coach, phone=True)
    coach.goto(plan)
    expect(coach.locator("#later")).to_contain_text(STATEMENTS)
    coach.goto(f"/initiatieven/{file.uuid}/gegevens/")
    coach.get_by_label("Per woning").check()
    coach.get_by_role("button", name="Bewaar de gegevens").click()
    changes = coach.get_by_role("region", name="Dit verandert in jullie stappenplan")
    expect(changes).to_contain_text(STATEMENTS)
    expect(changes).to_contain_text("Past bij een warmtenet of groen gas. Jullie kiezen per woning.")
    expect(changes).to_contain_text("komen terug")
    accessible(coach)
    coach.get_by_role("button", name="Bewaar en pas het stappenplan aan").click()
    expect(coach.get_by_text("De gegevens zijn bewaard.")).to_be_visible()

    # It is gone from the plan, with its reason beside it, and the timeline tells.
    coach.goto(plan)
    expect(coach.locator("#later")).not_to_contain_text(STATEMENTS)
    expect(coach.locator("#later")).to_contain_text("Deel de uitvoering op in blokken")
    coach.get_by_text("overgeslagen").click()
    left_out = coach.locator("#overgeslagen li", has_text=STATEMENTS)
    expect(left_out).to_contain_text("Jullie kiezen per woning.")
    coach.goto(f"/initiatieven/{file.uuid}/tijdlijn/")
    expect(coach.get_by_role("main")).to_contain_text("want het past niet meer")

    # The coach wants it anyway. From then on no change of technique hides it.
    coach.goto(plan)
    coach.get_by_text("overgeslagen").click()
    left_out.get_by_role("button", name="Haal terug").click()
    for technique in ("Groen gas", "Per woning"):
        coach.goto(f"/initiatieven/{file.uuid}/gegevens/")
        coach.get_by_label(technique).check()
        coach.get_by_role("button", name="Bewaar de gegevens").click()
        coach.get_by_role("button", name="Bewaar en pas het stappenplan aan").click()
    coach.goto(plan)
    expect(coach.locator("#later")).to_contain_text(STATEMENTS)

    # What they do themselves comes in, in words that may change; what they leave out goes with a reason.
    coach.get_by_role("link", name="Voeg een activiteit toe").click()
    coach.get_by_label("Naam").fill("Loop de straat door")
    coach.get_by_role("button", name="Voeg toe").click()
    added = file.plan_items.get(title="Loop de straat door")
    coach.goto(f"/onderdelen/{added.uuid}/")
    coach.get_by_role("link", name="Schrijf het anders op").click()
    coach.get_by_label("Naam").fill("Loop met de aannemer de straat door")
    coach.get_by_role("button", name="Bewaar de tekst").click()
    expect(coach.get_by_role("heading", level=1)).to_have_text("Loop met de aannemer de straat door")
    coach.get_by_role("link", name="Sla over").click()
    coach.get_by_label("Waarom slaan jullie dit over?").fill("De aannemer kent de straat al.")
    coach.get_by_role("button", name="Sla over").click()
    coach.goto(plan)
    coach.get_by_text("overgeslagen").click()
    skipped = coach.locator("#overgeslagen li", has_text="Loop met de aannemer de straat door")
    expect(skipped).to_contain_text("De aannemer kent de straat al.")


def test_a_beheerder_publishes_a_version_and_a_coach_takes_over_one_thing_and_leaves_another(
    world, open_page, accessible
):
    # The beheerder writes one new activity and improves one text.
    beheer = open_page(world.administrator)
    beheer.goto("/mijn-werk/")
    beheer.get_by_role("link", name="Stappenplan", exact=True).click()
    beheer.get_by_role("button", name="Maak een nieuwe versie").click()
    beheer.get_by_role("link", name="Voeg een activiteit toe").click()
    beheer.get_by_label("Naam").fill(VISIT)
    beheer.get_by_label("Uitleg").fill("Kijk hoe het daar ging. Vraag wat zij nu anders zouden doen.")
    beheer.get_by_label("Wie pakt het op?").select_option("samen")
    beheer.get_by_label("Er is een richting voor een plan").check()
    beheer.get_by_label("Bron").fill("Ervaring van begeleiders")
    beheer.get_by_role("button", name="Bewaar").click()
    beheer.get_by_role("link", name="Maak kennis met elkaar").click()
    text = beheer.get_by_label("Uitleg")
    text.fill(f"{text.input_value()} Ga bij elkaar langs.")
    beheer.get_by_role("button", name="Bewaar").click()

    # They look at the difference, and publish it.
    beheer.get_by_role("link", name="Bekijk het verschil").click()
    expect(beheer.get_by_role("main")).to_contain_text(VISIT)
    expect(beheer.locator("ins")).to_contain_text("Ga bij elkaar langs.")
    accessible(beheer)
    beheer.get_by_role("link", name="Geef deze versie uit").click()
    beheer.get_by_label("Wat is er nieuw?").fill("Een bezoek aan een andere wijk.")
    beheer.get_by_role("button", name="Geef versie 2 uit").click()
    expect(beheer.get_by_text("Versie 2 is uitgegeven.")).to_be_visible()

    # In a running file nothing changed, but who plans there sees a quiet line.
    coach = open_page(world.coach, javascript=False)
    coach.goto(f"/initiatieven/{world.file.uuid}/stappenplan/")
    expect(coach.get_by_role("main")).not_to_contain_text(VISIT)
    coach.get_by_role("link", name="Er is een nieuw stappenplan: 2 dingen om te bekijken").click()
    expect(coach.get_by_role("main")).to_contain_text("Een bezoek aan een andere wijk.")

    # One thing is taken over, the other left.
    thing(coach, VISIT).get_by_role("button", name="Neem over").click()
    expect(coach.get_by_text("Nog 1 ding om te bekijken")).to_be_visible()
    thing(coach, "Maak kennis met elkaar").get_by_role("button", name="Laat zo").click()
    expect(coach.get_by_text("Jullie werken nu met stappenplan 2.")).to_be_visible()
    main = coach.get_by_role("main")
    expect(main).to_contain_text(VISIT)
    expect(main).not_to_contain_text("nieuw stappenplan")
    if not coach.get_by_role("link", name=VISIT).first.is_visible():  # what nobody began lies folded
        coach.locator("#later > summary").click()
    coach.get_by_role("link", name=VISIT).first.click()
    expect(coach.get_by_role("main")).to_contain_text("Bron: Ervaring van begeleiders")
    met = world.file.plan_items.get(title="Maak kennis met elkaar")
    assert "Ga bij elkaar langs." not in met.text
    assert met.format_item.format == PlanFormat.objects.get(number=2)
    coach.goto(f"/initiatieven/{world.file.uuid}/tijdlijn/")
    expect(coach.get_by_role("main")).to_contain_text(re.compile("Nieuw stappenplan bekeken: versie 2"))


def thing(page: Page, title: str):
    return page.get_by_role("article", name=title)
