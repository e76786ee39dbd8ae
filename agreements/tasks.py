"""What does a worker do: the Celery worker, and in the same words the runner on one machine?"""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from celery import shared_task
from django.conf import settings
from django.db import connections

from agreements import jobs
from agreements.models import RenderJob, Version
from agreements.paper import pdf
from agreements.terms import Media

logger = logging.getLogger(__name__)


@shared_task(name=jobs.RENDER_TASK)
def render(job_id: int) -> None:
    """Makes one document; a second message about the same one is harmless."""
    worker = _name_for_one_try()
    if not jobs.claim(job_id, worker):
        # It is done, or someone is at it. The message may go, also when that someone just died: the sweep sees
        # the lease run out and sends a new one. A message that waits would only come later than the sweep.
        return
    job = RenderJob.objects.select_related("version").get(pk=job_id)
    try:
        with _heartbeat(job, worker):
            rendered = _made(job)
            if not jobs.finish(job, worker, rendered):
                logger.warning("Render job %s was finished by another worker.", job_id)
    except pdf.RenderRefused as refused:
        jobs.fail(job, worker, refused.reason)
    except (KeyboardInterrupt, SystemExit):
        jobs.release(job, worker)
        raise
    except BaseException:  # a refused file in WeasyPrint and a time limit are no Exception
        logger.exception("Render job %s broke on try %s.", job_id, job.attempts)
        jobs.release(job, worker)


@shared_task(name="agreements.tasks.sweep")
def sweep() -> None:
    """Nothing stays behind: closes what was tried too often, and tells again of what nobody works on."""
    if given_up := jobs.give_up():
        logger.error("%s render jobs were given up: their worker stopped on every try.", given_up)
    if not settings.EMBEDDED:
        jobs.send_hints(list(jobs.waiting().values_list("pk", flat=True)[: jobs.SWEPT_AT_ONCE]))


def _made(job: RenderJob) -> pdf.Rendered:
    if job.media == Media.PDF:
        return pdf.render(job.version.content)
    if job.media == Media.SEALED:
        from agreements.sealing import making

        return making.render(job.version)
    from agreements.paper import word

    if job.media == Media.WORD:
        return word.render(job.version.content)
    before = Version.objects.get(agreement=job.version.agreement_id, number=job.against)
    printer = pdf if job.media == Media.COMPARED else word
    return printer.render_changes(before.content, job.version.content)


def _name_for_one_try() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


@contextmanager
def _heartbeat(job: RenderJob, worker: str) -> Iterator[None]:
    """Keeps the lease while the work goes on. A hanging render is ended by its time limit, and this with it."""
    over = threading.Event()

    def beat() -> None:
        try:
            while not over.wait(settings.RENDER_HEARTBEAT_SECONDS):
                try:
                    if not jobs.extend(job, worker):
                        return
                except Exception:
                    logger.exception("Render job %s could not keep its lease; trying again.", job.pk)
                    connections.close_all()
        finally:
            connections.close_all()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
