"""On a server Celery workers make the documents; they and the broker may stop at any moment."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction

from agreements import jobs
from agreements.models import RenderJob
from agreements.terms import JobState
from tests.agreements.documents import (
    assert_made_once,
    environment,
    make_agreement,
    make_jobs,
    make_version,
    until,
)

pytestmark = [pytest.mark.production, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]
STARTED_HERE = "a worker or clock of this test"  # as PostgreSQL knows their sessions
RECOVERY_SECONDS = 45  # what we promise after a worker or the broker is back


class Redis:
    """A broker of the test's own, that keeps nothing when it stops."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                str(self.port),
                "--save",
                "",
                "--appendonly",
                "no",
            ],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
        )
        until(self.answers, 20, "Redis answers")

    def answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1) as talk:
            talk.sendall(b"PING\r\n")
            return talk.recv(16).startswith(b"+PONG")
        return False

    def hang(self) -> None:
        assert self.process
        self.process.send_signal(signal.SIGSTOP)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait(20)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    if not shutil.which("redis-server"):
        pytest.skip("Redis is not installed")
    redis = Redis(tmp_path)
    try:
        redis.start()
        yield redis
    finally:
        redis.stop()


@pytest.fixture
def celery(redis: Redis, tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Starts a worker or the clock as production does, each with its children in a group of its own."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*words: str, **values: Any) -> "subprocess.Popen[bytes]":
        product = {
            "SECRET_KEY": "only-for-this-test-only-for-this-test-only-for-this-test",
            "ALLOWED_HOSTS": "localhost",
            "REDIS_URL": redis.url,
            "TMPDIR": str(tmp_path),
            "DATABASE_POOL": 4,
            "PGAPPNAME": STARTED_HERE,
        }
        with (tmp_path / f"{words[0]}-{len(started)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "tests.agreements.slow_worker", *words],
                env=environment(**{**product, **values}),
                cwd=django_settings.BASE_DIR,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        started.append(process)
        return process

    try:
        yield start
    finally:
        for process in started:
            kill_group(process)
        until(they_left_the_database, 60, "the killed ones left the database")


@pytest.fixture(autouse=True)
def web_process(redis: Redis, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """This test publishes as a web process on a server does."""
    from samenspel.celery import app

    settings.EMBEDDED = False
    monkeypatch.setitem(app.conf, "broker_url", redis.url)


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)


def they_left_the_database() -> bool:
    """What was killed may still wait for a lock over there: its session is ended too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name = %s",
            [STARTED_HERE],
        )
        return cursor.fetchall() == []


def in_hand() -> RenderJob | None:
    return RenderJob.objects.filter(state=JobState.RUNNING).first()


def all_ended() -> bool:
    return not RenderJob.objects.open().exists()


def hints_underway() -> list[threading.Thread]:
    return [
        thread for thread in threading.enumerate() if thread.daemon and thread.name.endswith("(send_hints)")
    ]


def kill_child(worker: "subprocess.Popen[bytes]", job: RenderJob) -> None:
    os.kill(int(job.worker.split(":")[1]), signal.SIGKILL)


def kill_parent_only(worker: "subprocess.Popen[bytes]", job: RenderJob) -> None:
    worker.kill()
    worker.wait(30)


def kill_all(worker: "subprocess.Popen[bytes]", job: RenderJob) -> None:
    kill_group(worker)


def test_a_worker_makes_a_document_as_soon_as_it_was_asked_for(celery: Any) -> None:
    celery("worker", "--concurrency=1", PRINTING_SECONDS=0)
    made = make_jobs(2)
    until(all_ended, RECOVERY_SECONDS, "the documents are made")
    assert_made_once(made)
    assert {job.attempts for job in made} == {1}


# A fifth of what is set for production, so that three kills need not wait out three leases of twenty seconds.
QUICK = {"RENDER_LEASE_SECONDS": 4, "RENDER_HEARTBEAT_SECONDS": 1, "RENDER_SWEEP_SECONDS": 2}
AS_IN_PRODUCTION: dict[str, float] = {}


@pytest.mark.drill
@pytest.mark.parametrize(
    ("kill", "timings"), [(kill_child, QUICK), (kill_parent_only, QUICK), (kill_all, AS_IN_PRODUCTION)]
)
def test_a_worker_killed_while_printing_loses_nothing_and_doubles_nothing(
    kill: Any, timings: dict[str, float], celery: Any
) -> None:
    clock = celery("beat", **timings)
    worker = celery("worker", "--concurrency=1", PRINTING_SECONDS=3, **timings)
    made = make_jobs(3)
    job = until(in_hand, 60, "a document is in hand")
    kill(worker, job)
    killed_at = time.monotonic()
    if worker.poll() is not None:
        celery("worker", "--concurrency=1", PRINTING_SECONDS=0.5, **timings)
    until(all_ended, RECOVERY_SECONDS, "everything is made")
    assert time.monotonic() - killed_at < RECOVERY_SECONDS
    assert_made_once(made)
    assert clock.poll() is None


def test_a_document_that_misbehaves_is_given_up_with_a_reason_and_the_others_are_made(celery: Any) -> None:
    celery("beat", **QUICK)
    celery("worker", "--concurrency=1", PRINTING_SECONDS=0, HARD_LIMIT=2, **QUICK)
    bad = []
    for trouble in ("eats memory", "hangs"):
        agreement = make_agreement()
        agreement.title = trouble
        bad.append(jobs.enqueue(make_version(agreement, 1)))
    good = make_jobs(2)
    until(
        lambda: not RenderJob.objects.open().filter(pk__in=[job.pk for job in good]).exists(),
        60,
        "the others",
    )
    assert_made_once(good)
    until(all_ended, 90, "everything has ended")
    for job in bad:
        job.refresh_from_db()
        assert (job.state, job.attempts) == (JobState.FAILED, 3)
        assert "niet gelukt" in job.error or "afgebroken" in job.error


@pytest.mark.parametrize("trouble", ["stop", "hang"])
def test_a_page_does_not_wait_for_a_broker_that_does_not_answer(trouble: str, redis: Redis) -> None:
    version = make_version(make_agreement(), 1)
    getattr(redis, trouble)()
    before = time.monotonic()
    with transaction.atomic():
        job = jobs.enqueue(version)
    assert time.monotonic() - before < 1.5
    assert jobs.waiting().get() == job
    until(lambda: not hints_underway(), 20, "nothing waits for the broker any more")


@pytest.mark.drill
def test_what_was_asked_for_while_the_broker_was_gone_is_made_when_it_is_back(
    redis: Redis, celery: Any
) -> None:
    celery("beat")
    worker = celery("worker", "--concurrency=1", PRINTING_SECONDS=0.5)
    first = make_jobs(1)
    until(all_ended, 60, "the worker works")
    redis.stop()
    second = make_jobs(2)
    until(lambda: not hints_underway(), 20, "the hints are lost")
    redis.start()
    until(all_ended, RECOVERY_SECONDS, "the documents are made")
    assert_made_once([*first, *second])
    assert worker.poll() is None
