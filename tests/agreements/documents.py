"""Frozen versions to make documents of, and a printer that is quick or slow and always gives the same bytes."""

import hashlib
import json
import os
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.utils import timezone

from agreements import jobs
from agreements.models import Agreement, Document, RenderJob, Version
from agreements.paper.pdf import Rendered
from agreements.terms import Form, VersionStatus
from contacts.models import FunctionKind
from tests import factories

SIZE = 200_000


def make_agreement() -> Agreement:
    coach = factories.function(
        "Marit de Wit", factories.organisation("Steunpunt Buurtwarmte"), kind=FunctionKind.COACH
    )
    file = factories.collaboration(coach, factories.municipality())
    return Agreement.objects.create(
        collaboration=file,
        form=Form.LETTER_OF_INTENT,
        title="Samen beginnen",
        drafted_by_org=coach.organisation,
    )


def make_version(
    agreement: Agreement, number: int, content: Any = None, *, status: VersionStatus = VersionStatus.DRAFT
) -> Version:
    by = agreement.drafted_by_org.functions.get().person
    return Version.objects.create(
        agreement=agreement,
        number=number,
        status=status,
        content=content or {"title": agreement.title, "number": number},
        text_hash="0" * 64,
        content_hash="0" * 64,
        template="1",
        by=by,
        at=timezone.now(),
    )


def make_jobs(count: int) -> list[RenderJob]:
    agreement = make_agreement()
    return [jobs.enqueue(make_version(agreement, number)) for number in range(1, count + 1)]


def printed(content: Any) -> Rendered:
    """Stands in for the real printer, which takes seconds; the same content gives the same bytes."""
    line = json.dumps(content, sort_keys=True).encode()
    pdf = (line * (SIZE // len(line) + 1))[:SIZE]
    return Rendered(pdf, hashlib.sha256(pdf).hexdigest(), "printer of the tests", 1)


def printed_slowly(content: Any) -> Rendered:
    time.sleep(float(os.environ.get("PRINTING_SECONDS", "0.5")))
    return printed(content)


def assert_made_once(made: list[RenderJob]) -> None:
    """Every job is ready, with one document, whose file is what its checksum says and what the version says."""
    for job in made:
        job.refresh_from_db()
        assert job.state == "ready", f"job {job.pk}: {job.state}, {job.attempts} tries, {job.error}"
        document = Document.objects.get(version=job.version_id, media=job.media)
        assert document.sha256 == printed(job.version.content).sha256
        with document.file.open() as file:
            assert hashlib.sha256(file.read()).hexdigest() == document.sha256
    assert Document.objects.count() == len(made)


def until(condition: Callable[[], Any], seconds: float, what: str) -> Any:
    """Looks again and again; the deadline only bounds a failure."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"after {seconds} seconds still not: {what}"
        time.sleep(0.02)
    return found


def environment(**values: Any) -> dict[str, str]:
    """Of a process of the product beside the test: the same rows and files, and nothing else of ours."""
    from django.conf import settings

    database = SimpleNamespace(**{key.lower(): value for key, value in connection.settings_dict.items()})
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database.name}"
    else:
        url = (
            f"postgres://{database.user}:{database.password}@{database.host}:{database.port}/{database.name}"
        )
    return {
        **{key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR") if key in os.environ},
        "DJANGO_SETTINGS_MODULE": "samenspel.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
        "SITE_URL": "https://samenspel.example",
        "DATABASE_URL": url,
        "DATA_DIR": str(settings.DATA_DIR),
        **{key: str(value) for key, value in values.items()},
    }
