"""On one machine a process beside the web server makes the documents, and may be killed at any moment."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

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

pytestmark = [pytest.mark.sqlite_only, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PRINTING_SECONDS = 0.5
KILLS = 50

Runner = subprocess.Popen[bytes]
StartRunner = Callable[..., Runner]


def started_with(*arguments: str, **values: Any) -> Runner:
    """A runner with a short lease; we hold the other end of its pipe."""
    short = {"RENDER_LEASE_SECONDS": 2, "RENDER_HEARTBEAT_SECONDS": 0.25, "RENDER_SWEEP_SECONDS": 0.5}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.agreements.slow_runner", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if arguments else None,
        stderr=subprocess.DEVNULL,
        env=environment(EMBEDDED=1, **{**short, "PRINTING_SECONDS": PRINTING_SECONDS, **values}),
        cwd=django_settings.BASE_DIR,
    )


@pytest.fixture
def start_runner() -> Iterator[StartRunner]:
    """Starts a runner as `serve` does."""
    started: list[Runner] = []

    def start(**values: Any) -> Runner:
        started.append(runner := started_with(**values))
        return runner

    try:
        yield start
    finally:
        for runner in started:
            end(runner)


def end(runner: Runner) -> None:
    if runner.poll() is None:
        runner.kill()
    runner.wait(30)
    assert runner.stdin
    runner.stdin.close()


@pytest.fixture
def fork_runner() -> Iterator[Callable[[], int]]:
    """Forks a runner, and gives its number."""
    source = started_with("--many")

    def fork() -> int:
        assert source.stdin
        assert source.stdout
        source.stdin.write(b"\n")
        source.stdin.flush()
        return int(source.stdout.readline())

    try:
        yield fork
    finally:
        end(source)  # and its runners read that it is gone


def is_there(number: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(number, 0)
        return True
    return False


def job_of(number: int) -> RenderJob | None:
    return RenderJob.objects.filter(state=JobState.RUNNING, worker__contains=f":{number}:").first()


def all_ended(made: list[RenderJob]) -> bool:
    return not RenderJob.objects.open().filter(pk__in=[job.pk for job in made]).exists()


def job_for(title: str) -> RenderJob:
    agreement = make_agreement()
    agreement.title = title
    return jobs.enqueue(make_version(agreement, 1))


# --- coming and going ---------------------------------------------------------------------------------
def test_the_runner_makes_what_is_in_line_and_what_comes_later(start_runner: StartRunner) -> None:
    early = make_jobs(2)
    start_runner(PRINTING_SECONDS=0)
    until(lambda: all_ended(early), 60, "the first documents are made")
    late = make_jobs(1)
    until(lambda: all_ended(late), 60, "the next document is made")
    assert_made_once([*early, *late])


def test_the_runner_finishes_its_document_and_leaves_when_its_parent_is_gone(
    start_runner: StartRunner,
) -> None:
    in_hand, next_one = make_jobs(2)
    runner = start_runner(PRINTING_SECONDS=2)
    until(lambda: job_of(runner.pid), 60, "the first document is in hand")
    assert runner.stdin
    runner.stdin.close()
    assert runner.wait(60) == 0
    assert_made_once([in_hand])
    next_one.refresh_from_db()
    assert next_one.state == JobState.QUEUED


def test_the_runner_finishes_its_document_and_leaves_when_it_is_asked_to(start_runner: StartRunner) -> None:
    in_hand, next_one = make_jobs(2)
    runner = start_runner(PRINTING_SECONDS=2)
    until(lambda: job_of(runner.pid), 60, "the first document is in hand")
    runner.terminate()
    assert runner.wait(60) == 0
    assert_made_once([in_hand])
    next_one.refresh_from_db()
    assert next_one.state == JobState.QUEUED


# --- a document that misbehaves -----------------------------------------------------------------------
@pytest.mark.parametrize(("trouble", "limit"), [("hangs", 1), ("eats memory", 60)])
def test_a_document_that_misbehaves_is_stopped_and_the_others_are_made(
    trouble: str, limit: int, start_runner: StartRunner
) -> None:
    bad = job_for(trouble)
    good = make_jobs(2)
    runner = start_runner(SOFT_LIMIT=limit, PRINTING_SECONDS=0)
    until(lambda: all_ended([bad, *good]), 90, "everything has ended")
    assert_made_once(good)
    bad.refresh_from_db()
    assert (bad.state, bad.attempts) == (JobState.FAILED, 3)
    assert "niet gelukt" in bad.error
    assert runner.poll() is None


def test_a_document_that_cannot_be_interrupted_ends_the_runner_and_the_next_one_goes_on(
    start_runner: StartRunner,
) -> None:
    bad = job_for("hangs and hears nothing")
    good = make_jobs(1)
    limits = {"SOFT_LIMIT": 0.5, "HARD_LIMIT": 1, "PRINTING_SECONDS": 0, "RENDER_LEASE_SECONDS": 1}
    assert start_runner(**limits).wait(60) != 0
    start_runner(**limits)
    until(lambda: all_ended(good), 60, "the other document is made")
    assert_made_once(good)
    bad.refresh_from_db()
    assert bad.attempts < 3


# --- killed, and killed again -------------------------------------------------------------------------
@pytest.mark.drill
def test_a_runner_that_slept_past_its_lease_does_not_make_a_second_document(
    start_runner: StartRunner,
) -> None:
    """A laptop that was closed."""
    made = make_jobs(1)
    sleeper = start_runner()
    until(lambda: job_of(sleeper.pid), 60, "the document is in hand")
    sleeper.send_signal(signal.SIGSTOP)
    start_runner()
    until(lambda: all_ended(made), 60, "another runner made it")
    sleeper.send_signal(signal.SIGCONT)
    sleeper.terminate()
    assert sleeper.wait(60) == 0
    assert_made_once(made)
    assert made[0].attempts == 2


@pytest.mark.drill
@pytest.mark.timeout(300)
def test_fifty_times_killed_every_document_comes_exactly_once(fork_runner: Callable[[], int]) -> None:
    """Three runners, killed at any moment of a first or second try: the third one is the last there is."""
    chance = random.Random(22)  # noqa: S311
    agreement = make_agreement()
    made: list[RenderJob] = []
    runners = [fork_runner() for _ in range(3)]
    killed: Counter[int] = Counter()

    while killed.total() < KILLS:
        while jobs.waiting().filter(attempts__lt=2).count() < 6:
            made.append(jobs.enqueue(make_version(agreement, len(made) + 1)))
        place = chance.randrange(3)
        moment = timedelta(seconds=chance.uniform(0, 1.1 * PRINTING_SECONDS))
        victim = runners[place]
        seen = until(
            lambda victim=victim: job_of(victim) or not is_there(victim), 60, "a runner takes a document"
        )
        if seen is True:  # it made as many as one process may, and ended by itself
            runners[place] = fork_runner()
            continue
        until(
            lambda seen=seen, moment=moment: timezone.now() >= seen.started_at + moment,
            10,
            "the moment is there",
        )
        # Held still first, so that what is in its hands is what we kill.
        os.kill(victim, signal.SIGSTOP)
        job = job_of(victim)
        if job is None or job.attempts > 2:
            os.kill(victim, signal.SIGCONT)
            continue
        os.kill(victim, signal.SIGKILL)
        killed[job.pk] += 1
        runners[place] = fork_runner()

    until(lambda: all_ended(made), 90, "everything has ended")
    assert max(killed.values()) == 2
    assert_made_once(made)
    assert os.listdir(django_settings.DATA_DIR / "files" / "documents")
