"""The main flow as it runs in production: PostgreSQL, Redis, and the worker and clock of docker-compose.yml."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from django.conf import settings as configured
from django.db import connection
from playwright.sync_api import Page, expect

from agreements.models import Document, RenderJob
from contacts.models import Access, FunctionKind
from initiatives.actions import decisions, people
from initiatives.terms import Phase
from samenspel.celery import app
from tests import factories
from tests.journeys.conftest import database_url
from tests.journeys.steps import download_pdf, is_ready, mark_on
from tests.needs import need
from tests.ops.processes import ROOT, running

pytestmark = [
    pytest.mark.browser,
    pytest.mark.production,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("production"),
]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


@pytest.fixture
def worker(world: SimpleNamespace, settings: Any, monkeypatch: Any, tmp_path: Any) -> Iterator[None]:
    """Worker and clock on this test's rows and files; the site tells of new work through Redis, as in production.

    The clock belongs to it: on a busy machine a hint may come too late to be sent, and then the sweep finds the row.
    """
    need("PostgreSQL", connection.vendor == "postgresql")
    need("REDIS_URL", "REDIS_URL" in os.environ)
    need("pdftotext")
    queue = configured.CELERY_BROKER_URL.rsplit("/", 1)[0] + "/7"
    settings.EMBEDDED = False
    monkeypatch.setattr(app.conf, "broker_url", queue)
    with app.connection_for_write() as line:
        line.default_channel.queue_purge("celery")
    given = {
        "SECRET_KEY": "a-key-for-this-test-only-of-more-than-forty-characters",
        "ALLOWED_HOSTS": "localhost",
        "SITE_URL": "https://samenspel.example",
        "DATABASE_URL": database_url(),
        "REDIS_URL": queue,
        "EMAIL_URL": "dummymail://",
        "DATA_DIR": str(configured.DATA_DIR),
        "TMPDIR": str(tmp_path),
    }
    logs = {name: tmp_path / f"{name}.log" for name in ("worker", "beat")}
    with ExitStack() as stack:
        for name, log in logs.items():
            stack.enter_context(running(SERVICES[name]["command"], log, **given))
        yield
    for log in logs.values():
        print(log.read_text())  # noqa: T201  pytest shows it when the test failed
        assert "Traceback" not in log.read_text(), log.read_text()[-2000:]


@pytest.fixture
def partner(world: SimpleNamespace) -> SimpleNamespace:
    """A housing association in this file, and someone of it."""
    seat = people.add_partner(
        world.file,
        name="Woonbedrijf De Veenhof",
        short_name="De Veenhof",
        place="Eskerveen",
        by=world.chair.person,
        seat=factories.seat(world.file, world.chair),
    )
    reader = factories.function(
        "Els de Groot", seat.organisation, access=Access.READ, kind=FunctionKind.DIRECTOR
    )
    return SimpleNamespace(seat=seat, reader=reader)


def publish_as(page: Page, world: SimpleNamespace, *, with_partner: bool = False) -> str:
    """Begins a short letter of intent and publishes it. Gives the address of the version."""
    page.goto(f"/initiatieven/{world.file.uuid}/overeenkomsten/nieuw/")
    page.get_by_label("Hoe heet de overeenkomst?").fill("Samen beginnen")
    if with_partner:
        page.get_by_label("Woonbedrijf De Veenhof").check()
    page.get_by_role("button", name="Maak het concept").click()
    page.get_by_role("link", name="Publiceer als concept").click()
    page.get_by_role("button", name="Publiceer als concept").click()
    page.wait_for_url("**/versies/**")
    return page.url


def test_a_coach_publishes_and_the_initiative_downloads_on_a_phone(world, worker, open_page, tmp_path):
    coach = open_page(world.coach)
    version = publish_as(coach, world)
    is_ready(coach)
    job = RenderJob.objects.get()
    assert (job.state, job.attempts) == ("ready", 1)
    assert Document.objects.count() == 1

    phone = open_page(world.reader, phone=True)
    phone.goto("/mijn-werk/")
    expect(phone.get_by_role("main")).to_contain_text("Samen beginnen")
    phone.goto(version)
    mark = mark_on(phone)
    assert mark == mark_on(coach)
    text = download_pdf(phone, tmp_path / "concept.pdf")
    for words in ("Zeebuurt Warm", "Samen beginnen", "CONCEPT", mark):
        assert words in text


def test_a_partner_reads_the_agreement_that_names_it_and_nothing_else(
    world, partner, worker, open_page, tmp_path
):
    publish_as(open_page(world.coach), world, with_partner=True)
    other = open_page(world.chair)
    unnamed = publish_as(other, world)
    reader = open_page(partner.reader, refused=True)
    reader.goto("/mijn-werk/")
    reader.get_by_role("link", name="Lees versie 1").click()
    is_ready(reader)
    assert "De Veenhof" in download_pdf(reader, tmp_path / "concept.pdf")
    for closed in (unnamed, f"/initiatieven/{world.file.uuid}/", f"/initiatieven/{world.file.uuid}/contact/"):
        assert reader.goto(closed).status == 404


def test_an_official_reviews_the_step_and_everyone_reads_the_same_end(world, worker, open_page):
    step = decisions.propose_phase_step(
        world.file,
        to=Phase.ELABORATION,
        reason="De buurt wil verder.",
        by=world.chair.person,
        seat=factories.seat(world.file, world.chair),
        own_key=True,
    )
    official, chair = open_page(world.official), open_page(world.chair, phone=True)
    for page in (official, chair):
        page.goto(f"/besluiten/{step.uuid}/")
        expect(page.get_by_role("main")).to_contain_text("De buurt wil verder.")
    official.get_by_role("button", name="Wij zijn akkoord").click()
    expect(official.get_by_role("main")).to_contain_text("Jullie zijn nu in de fase Uitwerken")
    chair.reload()
    expect(chair.get_by_role("main")).to_contain_text("Aangenomen op")
    chair.goto(f"/initiatieven/{world.file.uuid}/tijdlijn/")
    expect(chair.get_by_role("main")).to_contain_text("Uitwerken")

    # The coordinator counts it in the new phase; who runs the instance ends a function, and sees no file.
    coordinator, administrator = open_page(world.coordinator), open_page(world.administrator, refused=True)
    coordinator.goto("/initiatieven/")
    coordinator.get_by_role("link", name="Voortgang").click()
    expect(coordinator.get_by_role("row", name="Zeebuurt Warm")).to_contain_text("2 Uitwerken")
    assert administrator.goto(f"/initiatieven/{world.file.uuid}/").status == 404
    administrator.goto("/beheer/contacts/function/?q=Bram")
    administrator.get_by_role("row", name="Bram Lezer").get_by_role("checkbox").check()
    administrator.get_by_role("combobox").select_option("end_now")
    administrator.get_by_role("button", name="Uitvoeren").click()
    expect(administrator.get_by_text("Beëindigd: Bram Lezer")).to_be_visible()
