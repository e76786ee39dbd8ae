"""A document that was asked for comes, once, whatever happens to who makes it."""

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from agreements import jobs, tasks
from agreements.models import Document, RenderJob
from agreements.paper import pdf
from agreements.terms import JobState
from tests.agreements.documents import assert_made_once, make_agreement, make_jobs, make_version, printed

pytestmark = pytest.mark.engine

GENERAL = "niet gelukt"
INTERRUPTED = "drie keer afgebroken"


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def let_leases_run_out(self) -> None:
        self.at += timedelta(seconds=django_settings.RENDER_LEASE_SECONDS + 1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets what happens when the next documents are printed."""

    def set_to(render: Callable[[Any], Any]) -> None:
        monkeypatch.setattr(pdf, "render", render)

    set_to(printed)
    return set_to


@pytest.fixture
def job(db: None) -> RenderJob:
    return make_jobs(1)[0]


def raising(trouble: BaseException) -> Callable[[Any], Any]:
    def render(content: Any) -> None:
        raise trouble

    return render


# --- one at a time ------------------------------------------------------------------------------------
def test_asking_twice_for_the_same_document_makes_one_job(job: RenderJob) -> None:
    assert jobs.enqueue(job.version) == job
    assert RenderJob.objects.count() == 1


def test_a_document_is_made_by_one_worker_at_a_time(job: RenderJob) -> None:
    assert jobs.claim(job.pk, "first")
    assert not jobs.claim(job.pk, "second")


def test_a_worker_that_shows_a_heartbeat_keeps_its_lease(job: RenderJob, clock: Clock) -> None:
    jobs.claim(job.pk, "first")
    for _ in range(5):
        clock.at += timedelta(seconds=django_settings.RENDER_LEASE_SECONDS - 1)
        assert jobs.extend(job, "first")
        assert not jobs.claim(job.pk, "second")


def test_another_worker_takes_over_when_the_lease_ran_out(job: RenderJob, clock: Clock) -> None:
    jobs.claim(job.pk, "first")
    clock.let_leases_run_out()
    assert jobs.claim(job.pk, "second")
    assert not jobs.extend(job, "first")


def test_a_worker_that_comes_back_late_changes_nothing(job: RenderJob, clock: Clock) -> None:
    jobs.claim(job.pk, "first")
    clock.let_leases_run_out()
    jobs.claim(job.pk, "second")
    assert not jobs.finish(job, "first", printed(job.version.content))
    assert not jobs.fail(job, "first", "Te laat.")
    assert not jobs.release(job, "first")
    job.refresh_from_db()
    assert (job.state, job.worker) == (JobState.RUNNING, "second")
    assert jobs.finish(job, "second", printed(job.version.content))
    assert_made_once([job])


def test_a_worker_that_comes_back_late_may_finish_when_nobody_took_over(job: RenderJob, clock: Clock) -> None:
    jobs.claim(job.pk, "first")
    clock.let_leases_run_out()
    assert jobs.finish(job, "first", printed(job.version.content))
    assert_made_once([job])


def test_a_finished_document_is_not_made_again(
    job: RenderJob, clock: Clock, printer: Callable[..., None]
) -> None:
    tasks.render(job.pk)
    clock.let_leases_run_out()
    printer(raising(AssertionError("made again")))
    tasks.render(job.pk)
    tasks.sweep()
    assert not jobs.waiting().exists()
    assert_made_once([job])


def test_ready_and_the_document_come_together_or_not_at_all(
    job: RenderJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs.claim(job.pk, "first")
    monkeypatch.setattr(Document, "save", raising_keywords(DatabaseError("the disk is full")))
    with pytest.raises(DatabaseError):
        jobs.finish(job, "first", printed(job.version.content))
    job.refresh_from_db()
    assert job.state == JobState.RUNNING
    assert not Document.objects.exists()


def raising_keywords(trouble: BaseException) -> Callable[..., Any]:
    def refuse(*row: Any, **values: Any) -> None:
        raise trouble

    return refuse


# --- the file -----------------------------------------------------------------------------------------
def test_a_file_left_by_a_killed_try_is_used_again(job: RenderJob) -> None:
    rendered = printed(job.version.content)
    left = default_storage.save(f"documents/{rendered.sha256}.pdf", ContentFile(rendered.body))
    jobs.claim(job.pk, "second")
    jobs.finish(job, "second", rendered)
    assert Document.objects.get().file.name == left
    assert_made_once([job])


def test_half_a_file_left_by_a_killed_try_does_no_harm(job: RenderJob) -> None:
    rendered = printed(job.version.content)
    default_storage.save(f"documents/{rendered.sha256}.pdf", ContentFile(rendered.body[:1000]))
    jobs.claim(job.pk, "second")
    jobs.finish(job, "second", rendered)
    assert rendered.sha256 in Document.objects.get().file.name
    assert_made_once([job])


# --- what goes wrong ----------------------------------------------------------------------------------
def test_a_text_that_cannot_be_printed_fails_at_once_and_says_why(
    job: RenderJob, printer: Callable[..., None]
) -> None:
    printer(raising(pdf.RenderRefused("De tekst is te lang voor één document.")))
    tasks.render(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 1)
    assert job.error == "De tekst is te lang voor één document."


@pytest.mark.parametrize(
    "trouble", [RuntimeError("unexpected"), MemoryError(), BaseException("like a refused file")]
)
def test_unexpected_trouble_is_tried_three_times_and_then_told(
    trouble: BaseException, job: RenderJob, printer: Callable[..., None]
) -> None:
    printer(raising(trouble))
    for attempt in (1, 2):
        tasks.render(job.pk)
        job.refresh_from_db()
        assert (job.state, job.attempts, job.lease_until) == (JobState.QUEUED, attempt, None)
    tasks.render(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert GENERAL in job.error
    assert "unexpected" not in job.error


def test_a_document_whose_second_try_works_is_made(job: RenderJob, printer: Callable[..., None]) -> None:
    printer(raising(OSError("the disk is full")))
    tasks.render(job.pk)
    printer(printed)
    tasks.render(job.pk)
    assert_made_once([job])


def test_a_worker_that_is_told_to_stop_gives_its_document_back(
    job: RenderJob, printer: Callable[..., None]
) -> None:
    printer(raising(SystemExit()))
    with pytest.raises(SystemExit):
        tasks.render(job.pk)
    printer(printed)
    tasks.render(job.pk)
    assert_made_once([job])


def test_a_document_whose_worker_dies_three_times_says_so(job: RenderJob, clock: Clock) -> None:
    for attempt in (1, 2, 3):
        tasks.sweep()
        assert jobs.claim(job.pk, f"worker {attempt}")
        clock.let_leases_run_out()
    assert not jobs.claim(job.pk, "worker 4")
    tasks.sweep()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert INTERRUPTED in job.error


def test_the_sweep_leaves_a_last_try_alone_while_it_is_under_way(job: RenderJob, clock: Clock) -> None:
    for attempt in (1, 2, 3):
        clock.let_leases_run_out()
        jobs.claim(job.pk, f"worker {attempt}")
    tasks.sweep()
    assert jobs.finish(job, "worker 3", printed(job.version.content))


def test_a_person_may_ask_for_three_new_tries(job: RenderJob, printer: Callable[..., None]) -> None:
    printer(raising(RuntimeError("unexpected")))
    for _ in range(3):
        tasks.render(job.pk)
    assert jobs.retry(job)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (JobState.QUEUED, 0, "")
    printer(printed)
    tasks.render(job.pk)
    assert_made_once([job])


def test_asking_again_changes_nothing_unless_it_failed(job: RenderJob) -> None:
    assert not jobs.retry(job)
    jobs.claim(job.pk, "first")
    assert not jobs.retry(job)
    jobs.finish(job, "first", printed(job.version.content))
    assert not jobs.retry(job)
    assert_made_once([job])


def test_a_document_that_keeps_failing_does_not_delay_the_others(
    db: None, printer: Callable[..., None]
) -> None:
    bad, *good = make_jobs(3)
    printer(raising(RuntimeError("unexpected")))
    tasks.render(bad.pk)
    assert list(jobs.waiting()) == [*good, bad]


# --- the hint to the broker ---------------------------------------------------------------------------
class Broker:
    """What was told, and a broker that may be gone."""

    def __init__(self) -> None:
        self.told: list[int] = []
        self.reachable = True

    def connection_for_write(self, **options: Any) -> "Broker":
        if not self.reachable:
            raise ConnectionRefusedError
        return self

    def __enter__(self) -> "Broker":
        return self

    def __exit__(self, *exc_info: object) -> None:
        pass

    def send_task(self, name: str, args: list[int], connection: "Broker") -> None:
        assert name == tasks.render.name
        self.told += args


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Broker]:
    from samenspel import celery

    settings.EMBEDDED = False
    broker = Broker()
    monkeypatch.setattr(celery, "app", broker)
    before = set(threading.enumerate())

    def everything_said() -> list[int]:
        for thread in set(threading.enumerate()) - before:
            thread.join(5)
        return broker.told

    broker.everything_said = everything_said  # type: ignore[attr-defined]
    yield broker
    everything_said()


def test_a_worker_is_told_once_the_request_is_written(
    db: None, broker: Any, django_capture_on_commit_callbacks: Any
) -> None:
    version = make_version(make_agreement(), 1)
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue(version)
        assert broker.everything_said() == []
    assert broker.everything_said() == [job.pk]


def test_without_a_broker_the_document_stays_in_line(
    db: None, broker: Any, django_capture_on_commit_callbacks: Any
) -> None:
    broker.reachable = False
    with django_capture_on_commit_callbacks(execute=True):
        [job] = make_jobs(1)
    assert broker.everything_said() == []
    assert jobs.waiting().get() == job
    broker.reachable = True
    tasks.sweep()
    assert broker.told == [job.pk]


def test_the_sweep_tells_again_of_what_nobody_works_on_and_of_nothing_else(
    db: None, broker: Broker, clock: Clock
) -> None:
    left, busy, done, queued = make_jobs(4)
    jobs.claim(left.pk, "gone")
    jobs.claim(done.pk, "quick")
    jobs.finish(done, "quick", printed(done.version.content))
    clock.let_leases_run_out()
    jobs.claim(busy.pk, "at it")
    tasks.sweep()
    assert sorted(broker.told) == [left.pk, queued.pk]


def test_on_one_machine_no_broker_is_touched(
    db: None, broker: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMBEDDED = True
    with django_capture_on_commit_callbacks(execute=True):
        make_jobs(1)
    tasks.sweep()
    assert broker.everything_said() == []


# --- at the same moment -------------------------------------------------------------------------------
def at_once(work: Callable[[int], Any], how_many: int = 8) -> list[Any]:
    """Every thread starts at the same moment, with a connection of its own."""
    start, results, lock = threading.Barrier(how_many), [], threading.Lock()

    def run(number: int) -> None:
        try:
            start.wait(30)
            outcome = work(number)
        except Exception as trouble:
            outcome = trouble
        finally:
            connections.close_all()
        with lock:
            results.append(outcome)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(how_many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_at_once_exactly_one_gets_the_job() -> None:
    for job in make_jobs(5):
        results = at_once(lambda number, job=job: jobs.claim(job.pk, f"worker {number}"))
        assert sorted(results) == [False] * 7 + [True]


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_ask_for_one_document() -> None:
    version = make_version(make_agreement(), 1)
    results = at_once(lambda number: jobs.enqueue(version).pk)
    assert set(results) == {RenderJob.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_eight_messages_at_once_make_one_document(printer: Callable[..., None]) -> None:
    made = make_jobs(3)
    for job in made:
        assert at_once(lambda number, job=job: tasks.render(job.pk)) == [None] * 8
    assert_made_once(made)
    assert {job.attempts for job in made} == {1}


@pytest.mark.django_db(transaction=True)
def test_the_lease_is_kept_while_a_document_takes_long(printer: Callable[..., None], settings: Any) -> None:
    settings.RENDER_HEARTBEAT_SECONDS = 0.05
    [job] = make_jobs(1)

    def until_the_lease_was_extended_twice(content: Any) -> Any:
        seen, deadline = set(), time.monotonic() + 30
        while len(seen) < 3 and time.monotonic() < deadline:
            seen.add(RenderJob.objects.get().lease_until)
        assert len(seen) == 3
        return printed(content)

    printer(until_the_lease_was_extended_twice)
    tasks.render(job.pk)
    assert_made_once([job])


# --- in any order -------------------------------------------------------------------------------------
class Lifetimes(RuleBasedStateMachine):
    """Workers come, hang, die and return; the clock runs; people press the button; the sweep passes."""

    clock: Clock

    @initialize(count=st.integers(1, 3))
    def ask_for_documents(self, count: int) -> None:
        self.step_back = transaction.atomic()
        self.step_back.__enter__()
        self.made = make_jobs(count)
        self.claims: list[tuple[RenderJob, str]] = []
        self.live: dict[int, datetime] = {}

    @rule(data=st.data())
    def a_worker_claims(self, data: st.DataObject) -> None:
        job = data.draw(st.sampled_from(self.made))
        worker = f"worker {len(self.claims)}"
        if jobs.claim(job.pk, worker):
            held_until = self.live.get(job.pk)
            assert held_until is None or held_until <= self.clock.at, "claimed under a live lease"
            self.live[job.pk] = self.clock.at + timedelta(seconds=django_settings.RENDER_LEASE_SECONDS)
            self.claims.append((job, worker))

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), verb=st.sampled_from(["extend", "finish", "fail", "release"]))
    def a_worker_old_or_new_reports(self, data: st.DataObject, verb: str) -> None:
        job, worker = data.draw(st.sampled_from(self.claims))
        outcome = {
            "extend": lambda: jobs.extend(job, worker),
            "finish": lambda: jobs.finish(job, worker, printed(job.version.content)),
            "fail": lambda: jobs.fail(job, worker, "De tekst is te lang."),
            "release": lambda: jobs.release(job, worker),
        }[verb]()
        newest = [name for claimed, name in self.claims if claimed == job][-1]
        assert not outcome or worker == newest, "a worker changed what another holds"
        if outcome and verb == "extend":
            self.live[job.pk] = self.clock.at + timedelta(seconds=django_settings.RENDER_LEASE_SECONDS)
        elif outcome:
            self.live.pop(job.pk, None)

    @rule(part=st.sampled_from([0.3, 0.7, 1.1]))
    def time_passes(self, part: float) -> None:
        self.clock.at += timedelta(seconds=part * django_settings.RENDER_LEASE_SECONDS)

    @rule()
    def the_sweep_passes(self) -> None:
        tasks.sweep()

    @rule(data=st.data())
    def someone_presses_again(self, data: st.DataObject) -> None:
        job = data.draw(st.sampled_from(self.made))
        failed = RenderJob.objects.filter(pk=job.pk, state=JobState.FAILED).exists()
        assert jobs.retry(job) == failed

    @invariant()
    def ready_means_one_document(self) -> None:
        for job in RenderJob.objects.filter(pk__in=[job.pk for job in getattr(self, "made", [])]):
            documents = Document.objects.filter(version=job.version_id).count()
            assert documents == (1 if job.state == JobState.READY else 0)
            assert job.attempts <= django_settings.RENDER_MAX_ATTEMPTS
            assert (job.lease_until is not None) == (job.state == JobState.RUNNING) == bool(job.worker)
            assert bool(job.error) == (job.state == JobState.FAILED)

    def teardown(self) -> None:
        """Nothing is lost: with a worker that lives, everything ends, and what failed can be asked for again."""
        if not hasattr(self, "made"):
            return
        try:
            for _round in range(2):
                self.clock.let_leases_run_out()
                tasks.sweep()
                for job in jobs.waiting():
                    tasks.render(job.pk)
                for job in self.made:
                    jobs.retry(job)
            assert_made_once(self.made)
        finally:
            transaction.set_rollback(True)
            self.step_back.__exit__(None, None, None)


@pytest.mark.slow
def test_no_order_of_events_loses_or_doubles_a_document(
    db: None, clock: Clock, printer: Callable[..., None]
) -> None:
    Lifetimes.clock = clock
    run_state_machine_as_test(
        Lifetimes,
        settings=settings(
            max_examples=60,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
        ),
    )


def test_the_checksum_in_the_row_is_that_of_the_file(job: RenderJob, printer: Callable[..., None]) -> None:
    tasks.render(job.pk)
    document = Document.objects.get()
    with document.file.open() as file:
        content = file.read()
    assert (document.sha256, document.size) == (hashlib.sha256(content).hexdigest(), len(content))
