"""How are documents made, and letters sent, on one machine without a broker?

One process beside the web server, started by `serve`, runs the tasks of the Celery worker one after another.
It leaves when its parent does, and may be killed at any moment: the rows tell the next one what to do.
"""

import faulthandler
import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from agreements import jobs, tasks
from initiatives.tasks import send_letters
from samenspel import memory

logger = logging.getLogger(__name__)

PAUSE_WHEN_EMPTY = 0.1  # seconds: what somebody who publishes waits for at most, beside the work itself
PAUSE_AFTER_TROUBLE = 2.0


class TookTooLong(BaseException):
    """Passes every `except Exception` on its way out of a render."""


class Command(BaseCommand):
    help = "Maakt de documenten op deze computer. Wordt gestart door serve en stopt samen daarmee."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        threading.Thread(target=_stop_with_the_parent, args=(stop,), daemon=True).start()
        memory.limit()
        work(stop)


def work(stop: threading.Event) -> None:
    """Until told to stop, or until it has made enough: a fresh process then gives the memory back."""
    next_sweep, made = time.monotonic(), 0
    while not stop.is_set() and made < settings.CELERY_WORKER_MAX_TASKS_PER_CHILD:
        try:
            if time.monotonic() >= next_sweep:
                tasks.sweep.apply(throw=True)
                send_letters.apply(throw=True)
                next_sweep = time.monotonic() + settings.RENDER_SWEEP_SECONDS
            job = jobs.waiting().first()
            if job is None:
                stop.wait(PAUSE_WHEN_EMPTY)
                continue
            with _time_limits():
                tasks.render.apply(args=[job.pk], throw=True)
            made += 1
        except (Exception, TookTooLong):  # the database is away, or the limit struck beside the render
            logger.exception("The document runner met trouble; it goes on.")
            connections.close_all()
            stop.wait(PAUSE_AFTER_TROUBLE)


@contextmanager
def _time_limits() -> Iterator[None]:
    """As in a Celery worker: first an exception, and when that cannot get through, the end of this process."""

    def interrupt(*_: object) -> None:
        raise TookTooLong

    faulthandler.dump_traceback_later(settings.CELERY_TASK_TIME_LIMIT, exit=True)
    if has_alarm := hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, interrupt)
        signal.setitimer(signal.ITIMER_REAL, settings.CELERY_TASK_SOFT_TIME_LIMIT)
    try:
        yield
    finally:
        if has_alarm:
            signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()


def _stop_with_the_parent(stop: threading.Event) -> None:
    """The parent holds the other end of our standard input; it closes when the parent ends, however it ends."""
    with suppress(OSError):
        while os.read(0, 1024):
            pass
    stop.set()
