"""An honest ending and what may follow it: a file elsewhere, or the same one open again; and parts with a pace of their own."""

import re

import pytest
from playwright.sync_api import Page, expect

from initiatives.models import Collaboration
from municipalities.models import Alias

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def end(page: Page, file, kind: str) -> None:
    page.goto(f"/initiatieven/{file.uuid}/stoppen/")
    page.get_by_label(kind).check()
    page.get_by_label("Waarom?").fill("We willen niet hetzelfde.")
    page.get_by_label(re.compile("Wat ging goed")).fill("Dank aan Ruben, die altijd opnam.")
    page.get_by_label(re.compile("Wat leerden jullie")).fill("Begin met koffie.\nVraag de huurders.")
    page.get_by_label(re.compile("Wie blijft aanspreekpunt")).fill("Samira blijft te bellen.")
    page.get_by_role("button", name="Lees het na").click()


def test_an_honest_ending_and_a_new_beginning_in_another_neighbourhood(world, open_page, accessible):
    for gemeente in (world.municipality, world.elsewhere_municipality):
        Alias.objects.create(name=str(gemeente), key=str(gemeente).lower(), municipality=gemeente)
    chair, official = open_page(world.chair, phone=True), open_page(world.official)

    # Calm words before it happens: what it means, and that opening again takes both.
    end(chair, world.file, "Geen raakvlak")
    main = chair.get_by_role("main")
    expect(main).to_contain_text("Jullie zochten eerlijk naar wat jullie samen willen.")
    expect(main).to_contain_text("Heropenen kan als beide kanten dat willen.")
    accessible(chair)
    chair.get_by_role("button", name="Ja, stop met deze samenwerking").click()
    expect(chair.get_by_role("heading", level=1)).to_have_text("De samenwerking stopt")

    # The other side adds how it sees it, its thanks and its lesson.
    official.goto(f"/initiatieven/{world.file.uuid}/")
    expect(official.get_by_role("main")).to_contain_text("Samira blijft te bellen.")
    official.get_by_role("link", name="Voeg iets toe").click()
    official.get_by_label("Hoe zien jullie het einde?").fill("Wij hadden minder haast.")
    official.get_by_label(re.compile("Wat leerden jullie")).fill("Bel eerder terug.")
    official.get_by_role("button", name="Zet dit erbij").click()
    for words in ("Wij hadden minder haast.", "Bel eerder terug.", "Begin met koffie.", "Vraag de huurders."):
        expect(official.get_by_role("main")).to_contain_text(words)
    accessible(official)

    # The initiative goes on in another neighbourhood, of another gemeente.
    chair.goto(f"/initiatieven/{world.file.uuid}/")
    chair.get_by_role("link", name="Ga verder in een andere buurt").click()
    chair.get_by_label("Gemeente", exact=True).fill("Elderveld")
    chair.get_by_label(re.compile("In welke buurt")).fill("Duinbuurt")
    chair.get_by_role("button", name="Open het nieuwe dossier").click()
    expect(main).to_contain_text("Duinbuurt")
    chair.get_by_role("link", name=re.compile("Zeebuurt")).last.click()  # Vervolg op
    expect(main).to_contain_text("Het werk gaat verder in Duinbuurt.")
    new = Collaboration.objects.get(predecessor=world.file)
    assert (new.initiative, new.municipality) == (world.file.initiative, world.elsewhere_municipality)
    assert not new.decisions.exists()


def test_an_ended_file_opens_again_when_both_turn_their_key(world, open_page):
    chair, official = open_page(world.chair), open_page(world.official, javascript=False)
    end(chair, world.file, "De gemeente stopt")
    chair.get_by_role("button", name="Ja, stop met deze samenwerking").click()

    official.goto(f"/initiatieven/{world.file.uuid}/")
    official.get_by_role("link", name="Heropen dit dossier, samen").click()
    official.get_by_label("Waarom?").fill("Er is weer geld.")
    official.get_by_role("button", name="Stel heropenen voor").click()
    expect(official.get_by_role("main")).to_contain_text("Er is weer geld.")
    world.file.refresh_from_db()
    assert world.file.status == "ended"

    chair.goto("/mijn-werk/")
    expect(chair.get_by_role("main")).to_contain_text("het heropenen")
    chair.get_by_role("link", name=re.compile("Bekijk het voorstel")).first.click()
    chair.get_by_role("button", name="Wij zijn akkoord").click()
    expect(chair.get_by_role("main")).to_contain_text("Het dossier is weer open.")
    world.file.refresh_from_db()
    assert (world.file.status, world.file.ended_on) == ("active", None)

    # How it ended then is still there to read.
    chair.goto(f"/initiatieven/{world.file.uuid}/")
    expect(chair.get_by_role("main")).to_contain_text(re.compile("Eerder gestopt op .*, heropend op"))
    chair.get_by_role("link", name="Bekijk het verloop").click()
    expect(chair.get_by_role("main")).to_contain_text("We willen niet hetzelfde.")


def test_the_neighbourhood_steps_back_while_one_part_runs_ahead(world, open_page):
    chair, official = open_page(world.chair), open_page(world.official)
    file = f"/initiatieven/{world.file.uuid}"

    def agree() -> None:
        official.goto(chair.url)
        official.get_by_role("button", name="Wij zijn akkoord").click()
        expect(official.get_by_role("main")).to_contain_text("Beide sleutels zijn om.")

    for phase, reason in (("Ontwikkelen", "Het plan lag er al."), ("Uitwerken", "De kosten vielen tegen.")):
        chair.goto(f"{file}/fasestap/")
        chair.get_by_label(re.compile(phase)).check()
        chair.get_by_label("Waarom deze stap?").fill(reason)
        chair.get_by_role("button", name="Stel deze stap voor").click()
        agree()

    chair.goto(f"{file}/verloop/")
    expect(chair.get_by_role("main")).to_contain_text("Een stap terug, vanuit Ontwikkelen.")
    chair.get_by_role("link", name="Laat een deel vooruitlopen").click()
    chair.get_by_label(re.compile("Welk deel")).fill("Blok Noord")
    chair.get_by_label(re.compile("Uitvoeren")).check()
    chair.get_by_label("Waarom?").fill("De corporatie is er nu.")
    chair.get_by_role("button", name="Stel deze stap voor").click()
    expect(chair.get_by_role("heading", level=1)).to_have_text("Blok Noord naar Uitvoeren?")
    agree()

    chair.goto(f"{file}/")
    expect(chair.get_by_role("main")).to_contain_text("Blok Noord: Uitvoeren, sinds vandaag")
    world.file.refresh_from_db()
    assert world.file.phase == "elaboration"
