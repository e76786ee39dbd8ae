"""What does one page cost: queries, time, processor time of the application and of the database, and bytes?"""

import gzip
import io
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections, connection
from django.test import Client

from accounts.models import User

SECONDS = 1.2  # of measuring per page
FEWEST, MOST = 5, 25
WARM_UP = 2


@dataclass
class Cost:
    """Of a number of requests for one page; times in milliseconds."""

    queries: int = 0
    size: int = 0
    gzipped: int = 0
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)  # waiting for the database
    database_cpu: float = 0.0  # per request; PostgreSQL on the same Linux machine only

    @property
    def p50(self) -> float:
        return statistics.median(self.wall)

    @property
    def p95(self) -> float:
        return sorted(self.wall)[min(len(self.wall) - 1, int(len(self.wall) * 0.95))]

    @property
    def cpu50(self) -> float:
        return statistics.median(self.cpu)

    @property
    def database50(self) -> float:
        return statistics.median(self.database)


class Site:
    """The application behind its own WSGI door: no test client, no instruments in between."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()
        self.cookies: dict[int, str] = {}

    def sign_in(self, user: int) -> None:
        client = Client()
        client.force_login(User.objects.get(pk=user), backend="django.contrib.auth.backends.ModelBackend")
        self.cookies[user] = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())

    def get(self, address: str, user: int) -> bytes:
        path, _mark, query = address.partition("?")
        said: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "testserver",
            "HTTP_COOKIE": self.cookies[user],
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        }
        response = self.handler(environ, lambda status, _headers: said.append(status))
        body = b"".join(response)
        response.close()
        if not said[0].startswith("200"):
            raise AssertionError(f"{address}: {said[0]}")
        return body


@contextmanager
def kept_connection() -> Iterator[None]:
    """As behind a pool: a request does not open a connection of its own."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (signals.request_started, signals.request_finished):
            signal.connect(close_old_connections)


class Clock:
    """Around every query: how many, and how long."""

    def __init__(self) -> None:
        self.queries, self.spent = 0, 0.0

    def __call__(self, execute: Any, *args: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*args)
        finally:
            self.queries += 1
            self.spent += time.perf_counter() - began


def database_cpu() -> float:
    """Milliseconds that the server process of this connection used so far; zero when nobody can tell."""
    if connection.vendor != "postgresql":
        return 0.0
    place = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    try:
        return int(place.read_text().split()[0]) / 1e6
    except (OSError, ValueError):
        return 0.0


def once(site: Site, address: str, user: int, cost: Cost) -> None:
    clock = Clock()
    database = database_cpu()
    began, cpu = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(clock):
        body = site.get(address, user)
    cost.wall.append((time.perf_counter() - began) * 1e3)
    cost.cpu.append((time.process_time() - cpu) * 1e3)
    cost.database.append(clock.spent * 1e3)
    cost.database_cpu += database_cpu() - database
    cost.queries, cost.size = clock.queries, len(body)


def together(site: Site, addresses: list[str], user: int) -> list[Cost]:
    """In turns, so that a busy machine is equally busy for each of them."""
    began = time.perf_counter()
    for address in addresses:
        for _ in range(WARM_UP):
            once(site, address, user, Cost())
    lap = (time.perf_counter() - began) / WARM_UP
    laps = min(MOST, max(FEWEST, int(SECONDS / lap)))
    costs = [Cost() for _ in addresses]
    for _ in range(laps):
        for address, cost in zip(addresses, costs, strict=True):
            once(site, address, user, cost)
    for address, cost in zip(addresses, costs, strict=True):
        cost.database_cpu /= laps
        cost.gzipped = len(gzip.compress(site.get(address, user), 6))
    return costs
