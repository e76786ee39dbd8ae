"""What does a document cost, next to WeasyPrint alone with the same HTML?"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.urls import reverse

from accounts.models import User
from agreements import actions, jobs, tasks
from agreements.actions import publication
from agreements.models import Agreement, Article, Document, RenderJob, Version
from agreements.paper import pdf
from agreements.terms import JobState
from contacts.models import Person
from tests.agreements.sample_content import eight_pages
from tests.bench.generate import World
from tests.bench.measure import Site

TURNS = 5
PATIENCE = 60.0  # seconds


@dataclass
class Printed:
    name: str
    pages: int
    layouts: int  # how often the job laid the text out before it knew its form
    job: float
    bare: float
    again: float  # bare a second time, as a share of the first
    noise: float  # what the job, or bare, differs from itself

    @property
    def times(self) -> float:
        return self.job / self.bare


@dataclass
class Idle:
    """From publishing to downloading with nothing else in line; wall time in milliseconds."""

    published: float
    warm: float  # one render of the same text, warm
    again: float  # that a second time, as a share of the first
    busy: float  # how much longer that takes than it works: what others on this computer take
    noise: float

    @property
    def times(self) -> float:
        return self.published / self.warm


def noise_of(once: Sequence[float], again: Sequence[float]) -> float:
    """What the same work differs from itself, measured in pairs: by its middle values, and by the middle of the pairs."""
    middle = statistics.median(again) / statistics.median(once)
    pairs = statistics.median(abs(b / a - 1) for a, b in zip(once, again, strict=True))
    return max(middle, 1 / middle, 1 + pairs)


def measure_jobs(world: World) -> list[Printed]:
    """From taking the job to ready, in processor time, in turns with bare WeasyPrint."""
    long = Version.objects.order_by("pk").first()
    short = {**long.content, "length": "short", "parts": long.content["parts"][:2], "summary": []}
    brief = {**short, "parts": long.content["parts"][:1]}
    return [
        _printed("uitgebreid", long.agreement, long.content, world),
        _printed("kort", long.agreement, short, world),
        _printed("kort, één bladzijde", long.agreement, brief, world),
        _printed("SOK, acht bladzijden, altijd dezelfde", long.agreement, eight_pages(), world),
    ]


def _printed(name: str, agreement: Agreement, content: dict[str, Any], world: World) -> Printed:
    laid_out: list[str] = []
    with _listening(laid_out):
        pages = pdf.render(content).pages
    final = laid_out[-1]
    works = (lambda: _job_cpu(agreement, content, world), lambda: _cpu(lambda: _bare(final)))
    turns = [tuple(work() for work in (*works, *works)) for _ in range(TURNS)]
    job, bare, job_again, bare_again = zip(*turns, strict=True)
    return Printed(
        name,
        pages,
        layouts=len(laid_out),
        job=statistics.median(job + job_again),
        bare=statistics.median(bare + bare_again),
        again=statistics.median(bare_again) / statistics.median(bare),
        noise=max(noise_of(job, job_again), noise_of(bare, bare_again)),
    )


def _job_cpu(agreement: Agreement, content: dict[str, Any], world: World) -> float:
    job = _new_job(agreement, content, world)
    spent = _cpu(lambda: tasks.render(job.pk))
    job.refresh_from_db()
    assert job.state == JobState.READY, job.error
    return spent


@contextmanager
def _listening(heard: list[str]) -> Iterator[None]:
    """Keeps the HTML of each time the text is laid out."""
    lay_out = pdf._lay_out

    def listen(html: str, *more: Any) -> Any:
        heard.append(html)
        return lay_out(html, *more)

    pdf._lay_out = listen
    try:
        yield
    finally:
        pdf._lay_out = lay_out


def _bare(html: str) -> bytes:
    import weasyprint

    from agreements.paper.pdf_parts import ClosedFetcher

    page = weasyprint.HTML(string=html, base_url=None, url_fetcher=ClosedFetcher(pdf._assets_for(html)))
    return page.write_pdf(pdf_variant="pdf/a-2a")


def _new_job(agreement: Agreement, content: dict[str, Any], world: World) -> RenderJob:
    number = agreement.versions.first().number + 1
    version = Version.objects.create(
        agreement=agreement,
        number=number,
        status="draft",
        content={**content, "number": number},
        text_hash="0" * 64,
        content_hash=f"{number:064d}",
        template=publication.TEMPLATE,
        by=_person(world),
        at=world.now,
    )
    return jobs.enqueue(version)


def _person(world: World) -> Person:
    return Person.objects.get(user=world.readers["coach"])


def _cpu(work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1e3


# --- from publishing to downloading -------------------------------------------------------------------


def publish_to_download(site: Site, world: World) -> Idle:
    """With the runner of one machine."""
    agreement = Agreement.objects.order_by("pk").first()
    user = User.objects.get(pk=world.readers["coach"])
    with _runner():
        _publish_and_wait(site, agreement, user, 0)  # the runner imports WeasyPrint now
        content = agreement.versions.first().content
        pdf.render(content)
        turns = [
            (_publish_and_wait(site, agreement, user, turn), _warm(content), _warm(content))
            for turn in range(1, TURNS + 1)
        ]
    waits, warm, again = zip(*turns, strict=True)
    first, second = (statistics.median(wall for wall, _cpu in times) for times in (warm, again))
    busy = statistics.median(wall / cpu for wall, cpu in (*warm, *again))
    noise = max(busy, noise_of([wall for wall, _cpu in warm], [wall for wall, _cpu in again]))
    return Idle(statistics.median(waits), first, second / first, busy, noise)


def _publish_and_wait(site: Site, agreement: Agreement, user: User, turn: int) -> float:
    first = agreement.articles.order_by("order").first()
    Article.objects.filter(pk=first.pk).update(title=f"{first.title.split(' (')[0]} ({turn})")
    seat = (
        agreement.collaboration.participations.select_related("organisation").filter(side="support").first()
    )
    began = time.perf_counter()
    version = actions.publish(agreement, by=user.person, seat=seat)
    while not Document.objects.filter(version=version).exists():
        if time.perf_counter() - began > PATIENCE:
            raise AssertionError("the runner made no document")
        time.sleep(0.01)
    assert site.get(reverse("agreements:pdf", args=[version.uuid]), user.pk).startswith(b"%PDF")
    return (time.perf_counter() - began) * 1e3


def _warm(content: dict[str, Any]) -> tuple[float, float]:
    """How long it takes, and how long it works."""
    began, worked = time.perf_counter(), time.process_time()
    pdf.render(content)
    return (time.perf_counter() - began) * 1e3, (time.process_time() - worked) * 1e3


@contextmanager
def _runner() -> Iterator[None]:
    place = settings.STORAGES["default"]["OPTIONS"]["location"]
    environment = {
        **os.environ,
        "DATABASE_URL": _address(),
        "DATA_DIR": os.path.dirname(place),
        "EMBEDDED": "1",
        "DJANGO_SETTINGS_MODULE": "samenspel.settings",
    }
    os.makedirs(os.path.join(os.path.dirname(place), "static"), exist_ok=True)
    runner = subprocess.Popen(
        [sys.executable, "manage.py", "run_documents"],
        stdin=subprocess.PIPE,
        env=environment,
        cwd=settings.BASE_DIR,
    )
    try:
        yield
    finally:
        runner.terminate()
        runner.wait(PATIENCE)


def _address() -> str:
    """The test database, for a process beside this one."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
