"""An agreement that holds gets an addendum that is signed, and is then ended together."""

import pytest
from playwright.sync_api import expect

from agreements.models import Agreement
from agreements.terms import Stage
from tests.agreements import living_table as lt
from tests.agreements import signing_table as at

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_an_agreement_gets_an_addendum_and_is_ended_together(world, open_page):
    agreement = lt.in_force(world)
    here = f"/overeenkomsten/{agreement.uuid}/"
    coach, chair, official = (open_page(who) for who in (world.coach, world.chair, world.official))
    main = {page: page.get_by_role("main") for page in (coach, chair, official)}

    # The page says first until when it holds, and what one can do.
    coach.goto(here)
    expect(coach.get_by_role("heading", name="Deze overeenkomst geldt")).to_be_visible()
    expect(main[coach]).to_contain_text("Opzeggen kan, met 3 maanden opzegtermijn.")

    # The coach begins an addendum; both sides settle and sign it as every text.
    coach.get_by_role("link", name="Verander iets met een addendum").click()
    coach.get_by_label("Om welk gebied het gaat").check()
    coach.get_by_role("button", name="Maak het concept").click()
    expect(main[coach]).to_contain_text("Het concept ligt klaar.")
    expect(main[coach]).to_contain_text("Hoort bij")
    addendum = Agreement.objects.get(predecessor=agreement)
    at.fill(addendum, by=world.coach.person, seat=world.file.participations.get(side="support"))
    lt.sign(world, addendum)
    chair.goto(here)
    expect(main[chair]).to_contain_text("Verandert: Om welk gebied het gaat")
    chair.get_by_role("link", name="Samen beginnen, addendum 1").first.click()
    expect(chair.get_by_role("heading", name="Dit addendum geldt")).to_be_visible()
    chair.get_by_role("link", name="Lees versie 3").first.click()
    expect(main[chair]).to_contain_text("Dit is een addendum bij de volgende tekst")

    # The initiative proposes to end it; with the key of the gemeente it is over, and stays readable.
    chair.goto(here)
    chair.get_by_role("link", name="Beëindig de overeenkomst samen").click()
    chair.get_by_role("button", name="Stel voor om samen te stoppen").click()
    expect(main[chair]).to_contain_text("Schrijf op waarom.")
    chair.get_by_label("Waarom stoppen jullie?").fill("Het plan is er. Wij gaan verder met de uitvoering.")
    chair.get_by_role("button", name="Stel voor om samen te stoppen").click()
    official.goto("/")
    expect(main[official]).to_contain_text("het beëindigen van de intentieovereenkomst")
    official.goto(chair.url)
    official.get_by_role("button", name="Wij zijn akkoord").click()
    expect(main[official]).to_contain_text("De overeenkomst eindigt op de dag die er staat.")
    official.get_by_role("link", name="Lees de overeenkomst").click()
    expect(official.get_by_role("heading", name="Afgelopen")).to_be_visible()
    expect(main[official]).to_contain_text("Het plan is er.")
    official.get_by_role("link", name="Zet jullie lezing erbij").click()
    official.get_by_label("Hoe zien jullie het einde?").fill("Dank voor het werk.")
    official.get_by_role("button", name="Zet jullie lezing erbij").click()
    expect(main[official]).to_contain_text("Dank voor het werk.")
    stages = Agreement.objects.filter(pk__in=[agreement.pk, addendum.pk]).values_list("stage", flat=True)
    assert set(stages) == {Stage.ENDED}
