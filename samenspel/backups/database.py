"""How is the whole database copied into one file, and put back in one go?

PostgreSQL does it with its own programs, SQLite with its own backup: both copy one moment while people work on. Who is
signed in, and what the cache holds, stays out: a copy must not sign anybody in.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, cast

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

# A database that someone else is writing to is waited for this long, and no longer.
PATIENCE = 10
# What stands now makes room in the same transaction in which the copy comes; without COMMIT nothing happened.
MAKE_ROOM = f"""BEGIN;
SET LOCAL lock_timeout = '{PATIENCE}s';
DROP SCHEMA public CASCADE;
CREATE SCHEMA public AUTHORIZATION pg_database_owner;
"""


class CopyError(Exception):
    """The database did not do it; the text is what it said."""


def left_out() -> list[str]:
    """Tables that come along without their rows."""
    cache = settings.CACHES["default"]
    in_database = cache["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    return [Session._meta.db_table, *([cache["LOCATION"]] if in_database else [])]


def is_empty() -> bool:
    return not connection.introspection.table_names()


def copy_to(path: Path) -> None:
    {"postgresql": _dump, "sqlite": _copy_sqlite}[connection.vendor](path)


def put_back(path: Path) -> None:
    """All of it or nothing: when this fails the database is what it was."""
    connection.close()  # what it holds open would wait for itself
    {"postgresql": _load, "sqlite": _load_sqlite}[connection.vendor](path)


# --- PostgreSQL -----------------------------------------------------------------------------------------


def _dump(path: Path) -> None:
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--file={path}"]
    with _listened_to() as said:
        dump = _start(["pg_dump", *options, *(f"--exclude-table-data={name}" for name in left_out())], said)
        if dump.wait():
            raise CopyError(_end_of(said))


def _load(path: Path) -> None:
    restore = [_program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(path)]
    into = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
    with _listened_to() as said:
        with _start(into, said, stdin=subprocess.PIPE) as session:
            script = cast(IO[bytes], session.stdin)
            try:
                script.write(MAKE_ROOM.encode())
                subprocess.run(restore, stdin=subprocess.DEVNULL, stdout=script, stderr=said, check=True)
                script.write(b"COMMIT;\n")
            except (BrokenPipeError, subprocess.CalledProcessError) as wrong:
                raise CopyError(_end_of(said)) from wrong
        if session.returncode:
            raise CopyError(_end_of(said))


def _start(command: list[str], said: IO[bytes], stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """A program that signs in as Samenspel does. The password goes through its environment, where nobody can list it."""
    (_psql, *where), with_password = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    return subprocess.Popen(
        [_program(command[0]), *command[1:], *where],
        env={**os.environ, **(with_password or {})},
        bufsize=0,
        stdin=stdin,
        stdout=subprocess.DEVNULL,
        stderr=said,
    )


def _program(name: str) -> str:
    if found := shutil.which(name):
        return found
    raise CopyError(
        f"Het programma {name} is er niet. Installeer de client van PostgreSQL, van dezelfde hoofdversie als de database."
    )


@contextmanager
def _listened_to() -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as said:
        yield said


def _end_of(said: IO[bytes]) -> str:
    said.seek(max(0, said.seek(0, os.SEEK_END) - 2000))
    return said.read().decode(errors="replace").strip() or "De database zei niet waarom."


# --- SQLite ---------------------------------------------------------------------------------------------


def _copy_sqlite(path: Path) -> None:
    with _sqlite_says_why():
        live = Path(connection.settings_dict["NAME"]).resolve().as_uri()
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            with closing(sqlite3.connect(f"{live}?mode=ro", uri=True)) as source:
                source.backup(copy, progress=_patient())
            copy.execute("PRAGMA journal_mode=DELETE")
            for table in left_out():
                copy.execute(f'DELETE FROM "{table}"')  # noqa: S608  # our own name
            copy.execute("VACUUM")  # or the rows would still stand between the others


def _load_sqlite(path: Path) -> None:
    with (
        _sqlite_says_why(),
        closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as live,
    ):
        source.backup(live, progress=_patient())


def _patient() -> Callable[[int, int, int], None]:
    """Without this a copy waits for ever for somebody who writes."""
    tries = iter(range(PATIENCE * 4))  # four a second

    def progress(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and next(tries, None) is None:
            raise CopyError("De database is bezet.")

    return progress


@contextmanager
def _sqlite_says_why() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as wrong:
        raise CopyError(str(wrong)) from wrong
