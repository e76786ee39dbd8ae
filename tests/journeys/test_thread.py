"""The main flow, from registering an initiative to a PDF on a volunteer's phone."""

import re

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from contacts.models import Access, FunctionKind, Side
from initiatives.models import Collaboration
from tests import factories
from tests.journeys.steps import download_pdf, file_of, is_ready, mark_on, saved, sign_in_by_mail

NAME = "Warm Paleiskwartier"


@pytest.fixture
def gemeenten(transactional_db):
    """All gemeenten, the stappenplan and the shared format, as a new instance has them."""
    call_command("load_reference", verbosity=0)


@pytest.fixture
def coach(gemeenten):
    support = factories.organisation("Steunpunt Buurtwarmte", Side.SUPPORT)
    return factories.function("Marit de Wit", support, kind=FunctionKind.COACH, title="buurtbegeleider")


@pytest.mark.browser
@pytest.mark.pdf
@pytest.mark.slow
def test_from_a_new_initiative_to_the_draft_agreement_on_a_phone(coach, open_page, document_runner, tmp_path):
    page = open_page()

    # The coach signs in with a code from the mail.
    page.goto("/")
    sign_in_by_mail(page, coach)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Marit")

    # She registers an initiative, in a gemeente that she calls by another name.
    page.get_by_role("link", name=re.compile("(Nieuw|Registreer een) initiatief")).first.click()
    page.get_by_label("Naam van het initiatief").fill(NAME)
    page.get_by_label("Gemeente").press_sequentially("Den Bosch")
    expect(page.locator("#id_municipality-choices")).to_contain_text("s-Hertogenbosch, Noord-Brabant")
    page.get_by_label("Buurt of dorp").fill("Paleiskwartier")
    page.get_by_label("Vereniging").check()
    page.get_by_label("Ambitie").fill(
        "Alle huizen warm zonder aardgas, voor een prijs die iedereen kan betalen."
    )
    page.get_by_role("group", name="Welke rol wil het initiatief?").get_by_role("radio").first.check()
    page.get_by_role("button", name="Open het dossier").click()

    # The file opens in the first phase.
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)
    expect(page.get_by_role("main")).to_contain_text("Opstarten")
    expect(page.get_by_role("main")).to_contain_text("Hertogenbosch")
    file = file_of(page)

    # A short letter of intent from the shared format, filled in while typing.
    page.get_by_role("link", name="Overeenkomsten", exact=True).click()
    page.get_by_role("link", name="Begin een overeenkomst").click()
    page.get_by_label("intentieovereenkomst", exact=False).first.check()
    page.get_by_label("Kort: alleen wat nodig is").check()
    page.get_by_role("button", name="Maak het concept").click()
    page.wait_for_url(re.compile("/overeenkomsten/[0-9a-f-]{36}/$"))
    agreement = page.url
    page.get_by_role("link", name="Wat we van plan zijn").click()
    intention = page.get_by_label("Wat zijn jullie samen van plan?")
    intention.fill("Uitzoeken of warmte uit de Dieze genoeg is voor het hele Paleiskwartier.")
    intention.blur()
    saved(page, "intentie")
    expect(page.locator("#voorbeeld-intentie")).to_contain_text("warmte uit de Dieze")
    page.get_by_role("link", name=re.compile("Onze stip op de horizon")).click()
    page.get_by_label("In welk jaar moet dat waar zijn?").fill("2036")
    page.get_by_label("Wat moet er dan waar zijn?").fill("alle huizen zijn warm zonder aardgas")
    saved(page, "horizon_jaar")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.locator("#meldingen")).to_contain_text("Bewaard.")
    expect(page.locator("#voorbeeld-stip_op_de_horizon")).to_contain_text("2036")

    # Publishing fixes a version; the page follows the worker by itself.
    page.goto(agreement)
    page.get_by_role("link", name="Publiceer als concept").click()
    page.get_by_role("button", name="Publiceer als concept").click()
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"Versie 1: (in de rij|bezig|klaar)"))
    is_ready(page)
    mark = mark_on(page)
    version = page.url

    # A member of the initiative signs in on a phone and takes the draft along.
    initiative = Collaboration.objects.get(uuid=file.split("/")[2]).initiative.organisation
    member = factories.function("Joke Jansen", initiative, access=Access.READ, kind=FunctionKind.VOLUNTEER)
    phone = open_page(phone=True)
    phone.goto(version)
    sign_in_by_mail(phone, member)
    expect(phone).to_have_url(version)
    assert mark_on(phone) == mark
    text = download_pdf(phone, tmp_path / "concept.pdf")
    for words in (NAME, mark, "CONCEPT", "warmte uit de Dieze", "2036", str(timezone.localdate().year)):
        assert words in text
