"""Parties sign in the browser: one says not yet and goes on, one signs in the app, the other in ink."""

import pytest
from playwright.sync_api import Page, expect

from agreements.models import Agreement
from tests.agreements import signing_table as at
from tests.journeys.steps import code_for

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def to_signing(page: Page, agreement: Agreement) -> None:
    page.goto(f"/overeenkomsten/{agreement.uuid}/tekenen/")


def test_a_party_declines_and_goes_on_and_they_sign_in_the_app_and_in_ink(world, open_page, tmp_path):
    agreement = at.lay_out(world).agreement
    at.agree_on_all(world, agreement)
    coach, gemeente, initiative = (open_page(who) for who in (world.coach, world.official, world.chair))
    main = {page: page.get_by_role("main") for page in (coach, gemeente, initiative)}

    # Every article stands: the coach lays the text ready.
    coach.goto(f"/overeenkomsten/{agreement.uuid}/")
    coach.get_by_role("link", name="Wie besluit, en wat is nodig om te tekenen?").click()
    expect(main[coach]).to_contain_text("Niets meer: elk artikel staat voor elke partij")
    coach.get_by_role("button", name="Leg klaar om te tekenen").click()
    expect(main[coach]).to_contain_text("De tekst ligt klaar om te tekenen.")

    # The gemeente does not sign yet; the initiative reads why, and the gemeente goes on after all.
    to_signing(gemeente, agreement)
    gemeente.get_by_role("link", name="Nu nog niet tekenen").click()
    gemeente.get_by_label("Wat is er nodig?").fill("Eerst ziet de wethouder het dossier.")
    gemeente.get_by_role("button", name="Zeg dat jullie nog niet tekenen").click()
    to_signing(initiative, agreement)
    expect(main[initiative]).to_contain_text("Eerst ziet de wethouder het dossier.")
    gemeente.get_by_role("button", name="Ga toch verder met tekenen").click()
    expect(main[gemeente]).to_contain_text("Het tekenen gaat verder.")

    # The initiative signs in the app, with a code from the mail.
    to_signing(initiative, agreement)
    initiative.get_by_role("link", name="Zeg wie voor jullie tekent").click()
    initiative.get_by_label("Voorzitter").select_option(label="Samira Bakker")
    initiative.get_by_role("button", name="Bewaar").click()
    initiative.get_by_role("link", name="Lees en teken").click()
    initiative.get_by_role("button", name="Stuur mij een code").click()
    initiative.get_by_label("Ik las deze versie en ik teken haar.").check()
    initiative.get_by_label("Code uit de mail").fill("000000")
    initiative.get_by_role("button", name="Teken").click()
    expect(main[initiative]).to_contain_text("Deze code klopt niet.")
    initiative.get_by_label("Code uit de mail").fill(code_for(world.chair.person.email))
    initiative.get_by_role("button", name="Teken").click()
    expect(main[initiative]).to_contain_text("Je hebt getekend.")

    # The gemeente signs in ink; the coach looks at the sheet, and with that the agreement holds.
    sheet = tmp_path / "blad.pdf"
    sheet.write_bytes(b"%PDF-1.4 getekend door de wethouder")
    to_signing(gemeente, agreement)
    gemeente.get_by_role("link", name="Voeg een getekend blad toe").click()
    gemeente.get_by_label("gemeente Eskerveen, wethouder").check()
    gemeente.get_by_label("Op welke dag?").fill(gemeente.evaluate("new Date().toLocaleDateString('sv')"))
    gemeente.get_by_label("Scan of foto van het blad").set_input_files(sheet)
    gemeente.get_by_role("button", name="Voeg het blad toe").click()
    expect(main[gemeente]).to_contain_text("Een ander kijkt dit na.")
    to_signing(coach, agreement)
    coach.get_by_role("link", name="Kijk dit blad na").click()
    coach.get_by_role("button", name="Ja, dit klopt").click()
    expect(coach.get_by_role("heading", name="Deze overeenkomst geldt")).to_be_visible()
    expect(main[coach]).to_contain_text("Getekend op papier")
    coach.get_by_role("link", name="Lees de getekende overeenkomst").click()
    expect(main[coach]).to_contain_text("Getekend in Samenspel op")
