"""A real browser before a real server: the system's Chromium, signed in as one of the cast."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from agreements.formats import published
from agreements.formats.loading import load_formats
from tests import factories
from tests.needs import need

QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-sandbox",
]
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1440, "height": 900}
expect.set_options(timeout=20_000)  # milliseconds, on a busy machine


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=need("chromium"), args=QUIET)
    yield browser
    browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """open_page(cast.coach, phone=True, javascript=False): a page of her own, that fails on any console error.

    With `refused` she is shown a closed door somewhere on her way.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_for(
        who: Any = None,
        *,
        phone: bool = False,
        javascript: bool = True,
        refused: bool = False,
        **options: Any,
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            locale="nl-NL",
            reduced_motion="reduce",  # colours that are on their way belong to no state
            java_script_enabled=javascript,
            **{"viewport": PHONE if phone else LAPTOP, **options},
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        if who is not None:
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session_of(who), "url": live_server.url}]
            )
        page = context.new_page()
        expected = re.compile("status of (422|403|404)" if refused else "status of 422")
        page.on(
            "console",
            lambda message: (
                troubles.append(f"{page.url}: {message.text}")
                if message.type == "error" and not expected.search(message.text) and not _is_icon(message)
                else None
            ),
        )
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert not troubles, troubles


def _is_icon(message: Any) -> bool:
    """A page outside the site's own frame, such as the one to print, lets the browser guess for an icon."""
    return str(message.location.get("url", "")).endswith("/favicon.ico")


def session_of(who: Any) -> str:
    """A session as signing in makes it, so that each journey need not begin with a mail."""
    user = factories.user_of(who)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


@pytest.fixture
def world(transactional_db: None) -> SimpleNamespace:
    """The cast, with the shared format loaded."""
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    return factories.make_cast()


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Fails with the rules that a page breaks."""
    axe = Axe()

    def check(page: Page) -> None:
        found = axe.run(page).response["violations"]
        assert not found, [(v["id"], v["help"], [n["target"] for n in v["nodes"]][:3]) for v in found]

    return check


@pytest.fixture
def document_runner(transactional_db: None) -> Iterator[subprocess.Popen[bytes]]:
    """The embedded document runner, on the test's own database and files."""
    need("pdftotext")
    process = subprocess.Popen(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "run_documents"],
        stdin=subprocess.PIPE,
        env={**os.environ, **_environment()},
    )
    yield process
    process.stdin.close()  # type: ignore[union-attr]
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _environment() -> dict[str, str]:
    """What a child process needs to see the same rows and files."""
    return {
        "DJANGO_SETTINGS_MODULE": "samenspel.settings",
        "DATABASE_URL": database_url(),
        "EMBEDDED": "1",
        "DATA_DIR": str(settings.DATA_DIR),
        "SECRET_KEY": settings.SECRET_KEY,
    }


def database_url() -> str:
    """The database of this test, for a process beside it."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    who = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
    return f"postgres://{who}/{database['NAME']}"
