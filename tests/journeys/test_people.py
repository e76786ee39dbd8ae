"""Colleagues come, go, and leave no door open behind them."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.journeys.steps import invitation_for, sign_in_by_mail

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NEW = "nora@voorbeeld.nl"


def test_a_colleague_is_invited_joins_and_loses_access_on_the_click_after_her_function_ends(world, open_page):
    # The chair invites someone of her own initiative.
    chair = open_page(world.chair)
    chair.goto(f"/initiatieven/{world.file.uuid}/")
    chair.get_by_role("link", name="Mensen", exact=True).click()
    chair.get_by_role("link", name=re.compile("Nodig iemand uit ?: Zeebuurt Warm")).click()
    chair.get_by_label("Naam").fill("Nora Visser")
    chair.get_by_label("E-mailadres").fill(NEW)
    chair.get_by_label(re.compile("^Meewerken")).check()
    chair.get_by_label("Functie", exact=True).select_option("secretary")
    chair.get_by_role("button", name="Stuur de uitnodiging").click()
    expect(chair.get_by_role("heading", level=1)).to_have_text("De uitnodiging staat klaar")
    expect(chair.get_by_role("main")).to_contain_text(NEW)

    # She opens the link in her mail, chooses no password, and is in.
    nora = open_page(phone=True, refused=True)
    nora.goto(invitation_for(NEW))
    expect(nora.get_by_role("heading", level=1)).to_contain_text("Zeebuurt Warm")
    nora.get_by_role("button", name="Neem de uitnodiging aan").click()
    expect(nora.get_by_role("heading", level=1)).to_contain_text("Nora")
    nora.get_by_role("link", name="Zeebuurt Warm").first.click()
    expect(nora.get_by_role("heading", level=1)).to_contain_text("Zeebuurt Warm")

    # The link has done its work; from now on a code brings her back.
    other = open_page(refused=True)
    other.goto(invitation_for(NEW))
    expect(other.get_by_role("button", name="Neem de uitnodiging aan")).to_have_count(0)
    user = factories.User.objects.get(email=NEW)
    sign_in_by_mail(other, user)
    expect(other.get_by_role("heading", level=1)).to_contain_text("Nora")

    # The chair ends her function, and the very next click finds the door closed.
    chair.goto("/profiel/")
    chair.get_by_role("link", name="Zeebuurt Warm").click()
    chair.get_by_role("link", name="Beëindig de functie van Nora Visser").click()
    chair.get_by_label(re.compile("^Nu meteen")).check()
    chair.get_by_role("button", name="Beëindig de functie").click()
    expect(chair.get_by_role("status").filter(has_text="is beëindigd")).to_be_visible()
    nora.get_by_role("link", name="Tijdlijn", exact=True).click()
    nora.wait_for_url(re.compile(r"/aanmelden/\?next="))
    expect(nora.get_by_role("main")).not_to_contain_text("Wat is er gebeurd?")


def test_signing_out_everywhere_closes_the_phone_as_well(world, open_page):
    laptop, phone = open_page(world.official), open_page(world.official, phone=True)
    phone.goto(f"/initiatieven/{world.file.uuid}/")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Zeebuurt Warm")
    laptop.goto("/profiel/")
    laptop.get_by_role("button", name="Meld overal af").click()
    laptop.wait_for_url("**/aanmelden/**")
    phone.get_by_role("link", name="Tijdlijn", exact=True).click()
    phone.wait_for_url(re.compile(r"/aanmelden/\?next="))

    # Whoever signs in again lands where she was going.
    sign_in_by_mail(phone, world.official)
    expect(phone).to_have_url(re.compile(f"/initiatieven/{world.file.uuid}/tijdlijn/$"))
