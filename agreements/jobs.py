"""Which document is still to be made, who is making it, and how does it become ready exactly once?

A row of RenderJob is the truth; a message to the broker is only a hint that may get lost or come twice. Who
makes a document holds a lease on its row under a name used once, and every change asks for that name.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Document, RenderJob, Seal, Version
from agreements.terms import JobState, Media
from samenspel import frozen

if TYPE_CHECKING:
    from agreements.paper.pdf import Rendered

logger = logging.getLogger(__name__)

RENDER_TASK = "agreements.tasks.render"
SWEPT_AT_ONCE = 20  # hints; more would pile up in the broker faster than one worker takes them
BROKER_PATIENCE = 2.0  # seconds; a thread beside the request waits, not the page


def enqueue(version: Version, media: Media = Media.PDF, against: int = 0) -> RenderJob:
    """The one job of this version and medium, in the caller's own transaction.

    against: of a comparison, the number of the earlier version.
    """
    job, added = RenderJob.objects.get_or_create(version=version, media=media, against=against)
    if added:
        transaction.on_commit(lambda: publish_hint(job.pk), robust=True)
    return job


def retry(job: RenderJob) -> bool:
    """A person asks for three new tries; says no when somebody was first and it is under way again."""
    again = RenderJob.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.QUEUED,
        attempts=0,
        error="",
        worker="",
        lease_until=None,
        started_at=None,
        finished_at=None,
    )
    if again:
        transaction.on_commit(lambda: publish_hint(job.pk), robust=True)
    return bool(again)


# --- who may work on what -----------------------------------------------------------------------------
def stalled() -> models.QuerySet[RenderJob]:
    """Whoever was making these has stopped: the lease ran out."""
    return RenderJob.objects.filter(state=JobState.RUNNING, lease_until__lte=timezone.now())


def waiting() -> models.QuerySet[RenderJob]:
    """What anybody may take now, in order: what failed before never delays a fresh document, nor a Word file a PDF."""
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lte=timezone.now())
    return RenderJob.objects.filter(free, attempts__lt=settings.RENDER_MAX_ATTEMPTS).order_by(
        "attempts", Case(When(media=Media.PDF, then=0), default=1), "pk"
    )


def claim(job_id: int, worker: str) -> bool:
    now = timezone.now()
    claimed = waiting().filter(pk=job_id).order_by()
    return bool(
        claimed.update(
            state=JobState.RUNNING,
            attempts=F("attempts") + 1,
            worker=worker,
            lease_until=now + _lease(),
            started_at=now,
            error="",
        )
    )


def extend(job: RenderJob, worker: str) -> bool:
    """Still at it. No: the lease went to another."""
    return bool(_held(job, worker).update(lease_until=timezone.now() + _lease()))


# --- how it ends --------------------------------------------------------------------------------------
def finish(job: RenderJob, worker: str, rendered: Rendered) -> bool:
    """Ready and its Document in one step; no, and nothing changes, for who no longer holds the lease."""
    name = _store(rendered, Media(job.media))
    with transaction.atomic():
        if not _close(job, worker, JobState.READY):
            return False
        document = Document(
            version_id=job.version_id,
            media=job.media,
            against=job.against,
            sha256=rendered.sha256,
            size=len(rendered.body),
            pages=rendered.pages,
            file=name,
            renderer=rendered.renderer[:80],
        )
        _keep(document)
        if rendered.seal:
            _keep(Seal(document=document, **rendered.seal))
    return True


def _keep(row: Document | Seal) -> None:
    """With the hash of what it says: no event tells of it."""
    row.row_hash = frozen.digest(row)
    row.save(force_insert=True)


def fail(job: RenderJob, worker: str, reason: str) -> bool:
    """It will never print like this; `reason` says in Dutch what helps."""
    return _close(job, worker, JobState.FAILED, error=reason[:500])


def release(job: RenderJob, worker: str) -> bool:
    """Something unexpected happened: that was one try, and the last one makes it fail."""
    again = _held(job, worker).filter(attempts__lt=settings.RENDER_MAX_ATTEMPTS)
    if again.update(state=JobState.QUEUED, worker="", lease_until=None):
        return True
    reason = _(
        "Het maken van het bestand is niet gelukt. Probeer het later opnieuw, of meld het aan de beheerder."
    )
    return fail(job, worker, reason)


def give_up() -> int:
    """Closes the rows whose worker died on the last try."""
    reason = _(
        "Het maken van het bestand is drie keer afgebroken. Probeer het later opnieuw, of print de pagina vanuit je browser."
    )
    return (
        stalled()
        .filter(attempts__gte=settings.RENDER_MAX_ATTEMPTS)
        .update(state=JobState.FAILED, error=reason, worker="", lease_until=None, finished_at=timezone.now())
    )


def _lease() -> timedelta:
    return timedelta(seconds=settings.RENDER_LEASE_SECONDS)


def _held(job: RenderJob, worker: str) -> models.QuerySet[RenderJob]:
    return RenderJob.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=worker)


def _close(job: RenderJob, worker: str, state: JobState, error: str = "") -> bool:
    now = timezone.now()
    return bool(
        _held(job, worker).update(state=state, error=error, worker="", lease_until=None, finished_at=now)
    )


def _store(rendered: Rendered, media: Media) -> str:
    """The file under its own checksum, so a second try finds what the first one wrote."""
    name = f"documents/{rendered.sha256}.{media.suffix}"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            if hashlib.sha256(file.read()).hexdigest() == rendered.sha256:
                return name
    # Half a file may stand there, from a try that was killed or one that is still writing. It is never taken
    # away: the storage then picks a free name beside it.
    return default_storage.save(name, ContentFile(rendered.body))


# --- hints to the broker ------------------------------------------------------------------------------
def publish_hint(job_id: int) -> None:
    """Tells a worker at once, beside the request: no page waits for a broker that does not answer."""
    if not settings.EMBEDDED:
        threading.Thread(target=send_hints, args=([job_id],), daemon=True).start()


def send_hints(job_ids: list[int]) -> None:
    from samenspel.celery import app

    try:
        # A connection of its own: one from the pool may have died with the broker, and nobody tries twice here.
        patience = {"socket_connect_timeout": BROKER_PATIENCE, "socket_timeout": BROKER_PATIENCE}
        with app.connection_for_write(transport_options=patience) as connection:
            for job_id in job_ids:
                app.send_task(RENDER_TASK, [job_id], connection=connection)
    except Exception as gone:
        logger.warning("The broker does not answer (%s); the sweep will tell it again.", type(gone).__name__)
