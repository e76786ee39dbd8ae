"""The world of tests/world.py, built once for a module, and a browser for each role in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, override_settings

from tests import factories, world
from tests.world import World

# What reading may write: the session, and who opened which file.
WRITES_OF_READING = ("django_session", "initiatives_opening")


@pytest.fixture(scope="module")
def files_dir(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return tmp_path_factory.mktemp("world")


@pytest.fixture(scope="module")
def the_world(django_db_setup: None, django_db_blocker: Any, files_dir: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        assert (
            connection.features.supports_json_field
        )  # SQLite is asked once a process, by whoever comes first
        # Not a bare patch: whoever used the storage before keeps his own folder until the change is announced.
        with override_settings(STORAGES=storages(files_dir)):
            made = world.build()
        made.sessions = {role: session_of(who) for role, who in made.people.items()}
        made.client = Client(raise_request_exception=False)
        yield made
        transaction.set_rollback(True)


def storages(place: Any) -> dict[str, Any]:
    default = django_settings.STORAGES["default"]
    options = {**default["OPTIONS"], "location": str(place / "files")}
    return {**django_settings.STORAGES, "default": {**default, "OPTIONS": options}}


def session_of(who: Any) -> str:
    client = Client()
    client.force_login(factories.user_of(who), backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def here(the_world: World, own_surroundings: None, settings: Any, files_dir: Any) -> World:
    settings.STORAGES = storages(files_dir)
    return the_world


class Answer:
    """The answer to one request, and what it wrote; everything is undone."""

    def __init__(
        self,
        made: World,
        role: str,
        method: str,
        address: str,
        *,
        htmx: bool = False,
        data: dict[str, Any] | None = None,
    ) -> None:
        client = made.client
        client.cookies.clear()
        if role != "anonymous":
            client.cookies[django_settings.SESSION_COOKIE_NAME] = made.sessions[role]
        headers = {"HX-Request": "true"} if htmx else {}
        self.writes: list[str] = []
        with transaction.atomic(), connection.execute_wrapper(self._note):
            if data is None:
                response = client.generic(method, address, headers=headers)
            else:
                response = client.post(address, data, headers=headers)
            streamed = getattr(response, "streaming_content", None)
            self.body = b"".join(streamed) if streamed is not None else response.content
            transaction.set_rollback(True)
        cache.clear()
        self.status = response.status_code
        self.headers = dict(response.headers)
        self.to = self.headers.get("Location", "")
        # A part of a page that leads to the sign-in page says so in htmx's own way.
        self.whole_page_to_sign_in = self.status == 401 and "HX-Redirect" in self.headers
        self.anonymous = role == "anonymous"

    def _note(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        verb = sql.split(maxsplit=1)[0]
        if verb in ("INSERT", "UPDATE", "DELETE") and not any(t in sql for t in WRITES_OF_READING):
            self.writes.append(sql[:80])
        return execute(sql, params, many, context)

    @property
    def kind(self) -> str:
        if self.whole_page_to_sign_in:  # after signing out, too
            return "sign in" if self.anonymous else "open"
        if self.status == 302 and "next=" in self.to:
            return "sign in"
        return {403: "forbidden", 404: "unseen", 405: "no such method"}.get(
            self.status, "open" if self.status in (200, 302, 304, 422) else f"trouble ({self.status})"
        )
