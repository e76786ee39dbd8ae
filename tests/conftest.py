"""The cast everyone knows: one initiative, Zeebuurt, and the people around it."""

import gc
import os
from collections.abc import Iterator
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# How fast a busy machine makes examples is no property of ours.
hypothesis.settings.register_profile(
    "ours", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("ours")


def stands_on_kept_cast(item: Any) -> bool:
    """Whether a test takes the cast as it lies ready: its own transaction is undone, so the cast stays as it was."""
    asked = set(item.fixturenames)
    mark = item.get_closest_marker("django_db")
    commits = asked & {"transactional_db", "live_server"} or (mark and mark.kwargs.get("transaction"))
    return "cast" in asked and not commits


def takes_long(item: Any) -> bool:
    """These go first: a long test that begins last keeps everybody waiting for one worker."""
    return any(item.get_closest_marker(mark) for mark in ("browser", "drill", "production"))


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Marks what touches the database. Then what takes long goes first, and what stands on the cast last: tests that
    expect an empty database, or empty it, come before.

    What must not run beside each other is held together by xdist; whoever breaks that hears it here."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or asked & {"db", "transactional_db"}:
            item.add_marker("database")
    yield
    for item in items:
        lost = config.getoption("loadgroup", False) and item.get_closest_marker("xdist_group")
        if lost and "@" not in item.nodeid:
            raise pytest.UsageError(
                f"{item.nodeid} would not stay with its group: pytest and xdist disagree."
            )
    items.sort(key=lambda item: (not takes_long(item), stands_on_kept_cast(item)))
    for item in items:
        kept = isinstance(item, pytest.Function) and stands_on_kept_cast(item)
        if kept and "kept_cast" not in item.fixturenames:
            item.fixturenames.insert(0, "kept_cast")  # before the test's own transaction


def pytest_collection_finish() -> None:
    """What is loaded by now stays. Looking through it for rubbish again and again costs a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: Any
) -> None:
    """SQLite in a file, so that threads, workers and a live server see the same rows."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("db") / "test.sqlite3")
        connection.settings_dict["TEST"]["NAME"] = database["TEST"]["NAME"]


@pytest.fixture(scope="session", autouse=True)
def history_can_be_flushed_between_tests() -> None:
    """On SQLite a flush is a DELETE, which the append-only triggers refuse: lift them for that moment."""
    from django.db.backends.sqlite3.base import DatabaseOperations

    flush = DatabaseOperations.execute_sql_flush

    def lifted(self: Any, sql_list: list[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type='trigger' AND name LIKE 'append_only_%'"
            )
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
        flush(self, sql_list)
        with self.connection.cursor() as cursor:
            for _name, sql in triggers:
                cursor.execute(sql)

    DatabaseOperations.execute_sql_flush = lifted  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def own_surroundings(settings: Any, tmp_path: Any) -> None:
    """Files and mail of one test stay with that test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            **settings.STORAGES["default"],
            "OPTIONS": {**settings.STORAGES["default"]["OPTIONS"], "location": str(tmp_path / "files")},
        },
    }
    from initiatives.actions import notes

    settings.DATA_DIR = tmp_path
    cache.clear()
    notes._note_opening.cache_clear()


@pytest.fixture(scope="session")
def kept_cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """The cast and the shared format, made once, in a transaction around all tests that stand on them."""
    from agreements.formats.loading import load_formats
    from tests import factories

    with django_db_blocker.unblock(), transaction.atomic():
        load_formats(factories.FIXTURES / "formats-1.json")
        yield factories.make_cast()
        transaction.set_rollback(True)


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> SimpleNamespace:
    """coach, official, chair, member, alderman-less gemeente Eskerveen, and the people who must see nothing."""
    if stands_on_kept_cast(request.node):
        return deepcopy(request.getfixturevalue("kept_cast"))
    from tests import factories

    return factories.make_cast()


@pytest.fixture
def count_queries() -> type[CaptureQueriesContext]:
    assert connection.features.supports_json_field  # SQLite is asked once a process, by whoever comes first
    return lambda: CaptureQueriesContext(connection)  # type: ignore[return-value]
