"""After `restore` everything is what it was at the `backup`; whatever goes wrong changes nothing and says what to do."""

import io
import json
import shutil
import stat
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test import Client

from initiatives.models import Collaboration, Event
from samenspel.backups import archive, database
from tests import factories
from tests.needs import need

pytestmark = [pytest.mark.slow, pytest.mark.engine, pytest.mark.django_db(transaction=True)]

PDF = b"%PDF " + bytes(range(256)) * 9000  # more than is read at once


def told(command: str, *arguments: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command(command, *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def every_row() -> bytes:
    """All that the database holds, in one form whatever the order in which it lies there."""
    rows: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names()) - set(database.left_out())):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows[table] = sorted(json.dumps(row, default=str) for row in cursor.fetchall())
    return json.dumps(rows).encode()


def every_file() -> dict[str, bytes]:
    files = Path(default_storage.path(""))
    return {str(path.relative_to(files)): path.read_bytes() for path in files.rglob("*") if path.is_file()}


@pytest.fixture(autouse=True)
def programs() -> None:
    if connection.vendor == "postgresql":
        need("pg_dump", shutil.which("pg_dump") and shutil.which("psql") and shutil.which("pg_restore"))


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    (tmp_path / "copies").mkdir()
    return tmp_path / "copies"


@pytest.fixture
def copy(cast: SimpleNamespace, copies: Path) -> Path:
    """A copy of one initiative with two files, made while somebody is signed in."""
    default_storage.save("uploads/kaart.png", ContentFile(b"een kaart"))
    default_storage.save("documents/stuk.pdf", ContentFile(PDF))
    Client().force_login(factories.user_of(cast.coach), backend="django.contrib.auth.backends.ModelBackend")
    made = copies / "copy.tar"
    told("backup", made)
    return made


@pytest.fixture
def elsewhere(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another server, with nothing on it yet."""
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    connection.close()
    shutil.rmtree(default_storage.path(""))
    with monkeypatch.context() as patched:
        patched.setitem(connection.settings_dict, "NAME", name)
        yield
        connection.close()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {connection.ops.quote_name(name)}")


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every word of every program that was started: what others on the machine can list."""
    words: list[str] = []

    class Listed(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, args: list[str], *more: Any, **options: Any) -> None:
            words.extend(args)
            super().__init__(args, *more, **options)

    monkeypatch.setattr(subprocess, "Popen", Listed)
    return words


def rewritten(copy: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with tarfile.open(copy) as tar:
        members = {info.name: tar.extractfile(info).read() for info in tar}  # type: ignore[union-attr]
    change(members)
    other = copy.with_name("rewritten.tar")
    with tarfile.open(other, "w") as tar:
        for name, body in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            tar.addfile(info, io.BytesIO(body))
    return other


def with_manifest(**said: Any) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        members[archive.MANIFEST] = json.dumps({**json.loads(members[archive.MANIFEST]), **said}).encode()

    return change


def test_on_an_empty_server_every_row_and_file_comes_back_and_nobody_is_signed_in(
    cast: SimpleNamespace,
    request: pytest.FixtureRequest,
    commands: list[str],
) -> None:
    copy: Path = request.getfixturevalue("copy")
    rows, files = every_row(), every_file()
    assert Session.objects.exists()
    request.getfixturevalue("elsewhere")
    said = told("restore", copy)
    assert "de database en de bestanden (2)" in said
    assert every_row() == rows
    assert every_file() == files
    assert not Session.objects.exists()
    told("verify")
    with pytest.raises(DatabaseError, match="append-only"):
        Event.objects.update(kind="iets anders")
    factories.collaboration(cast.coach, cast.municipality, name="Nieuw", area_name="Wijk")  # numbers go on
    assert not {settings.SECRET_KEY, connection.settings_dict.get("PASSWORD") or "-"} & set(commands)
    assert all("PASSWORD" not in word for word in commands)


def test_what_came_after_the_copy_goes_only_when_asked(copy: Path) -> None:
    rows, files = every_row(), every_file()
    Collaboration.objects.update(area_name="Later")
    default_storage.save("uploads/later.png", ContentFile(b"later"))
    Path(default_storage.path("uploads/kaart.png")).write_bytes(b"beschadigd")
    now = every_row(), every_file()
    with pytest.raises(CommandError, match="niet leeg.*--replace") as refused:
        told("restore", copy)
    assert "niets veranderd" in str(refused.value)
    assert (every_row(), every_file()) == now
    assert "Weggehaald: bestanden die niet in de kopie staan (1)" in told("restore", copy, replace=True)
    assert (every_row(), every_file()) == (rows, files)


def test_a_copy_is_for_its_maker_alone_and_holds_no_secret(copy: Path, copies: Path) -> None:
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert list(copies.iterdir()) == [copy]
    assert settings.SECRET_KEY.encode() not in copy.read_bytes()
    with tarfile.open(copy) as tar:
        assert tar.getnames() == [
            "database",
            "files/documents/stuk.pdf",
            "files/uploads/kaart.png",
            "manifest.json",
        ]
        if connection.vendor == "sqlite":  # the other is packed: there the restore looked
            body = tar.extractfile("database").read()  # type: ignore[union-attr]
            assert Session.objects.get().session_key.encode() not in body


def test_a_copy_never_takes_the_place_of_another(copy: Path) -> None:
    was = copy.read_bytes()
    with pytest.raises(CommandError, match="bestaat al"):
        told("backup", copy)
    assert copy.read_bytes() == was


def full(*_arguments: Any) -> None:
    raise OSError(28, "No space left on device")


def test_a_copy_that_cannot_be_finished_leaves_nothing_behind(
    cast: SimpleNamespace, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "write", full)
    with pytest.raises(CommandError, match="geen kopie gemaakt.*No space"):
        told("backup", copies)
    assert not list(copies.iterdir())


WRONG: dict[str, tuple[Callable[[dict[str, bytes]], Any], str]] = {
    "a byte of a file": (lambda of: of.update({"files/uploads/kaart.png": b"een kaars"}), "beschadigd"),
    "a byte of the database": (lambda of: of.update(database=of["database"][:-1] + b"?"), "beschadigd"),
    "a file too few": (lambda of: of.pop("files/uploads/kaart.png"), "andere bestanden"),
    "a file too many": (lambda of: of.update({"files/uploads/extra": b""}), "andere bestanden"),
    "a way out": (lambda of: of.update({"files/../../secret_key": b""}), "niet hoort"),
    "no manifest": (lambda of: of.pop("manifest.json"), "halverwege"),
    "no sense": (lambda of: of.update({"manifest.json": b"[]"}), "niet te lezen"),
    "another form": (with_manifest(format=2), "vorm die deze versie"),
    "another database": (with_manifest(engine="oracle"), "van oracle"),
    "a newer version": (with_manifest(migrations=["initiatives.9999_later"]), "nieuwere Samenspel"),
}


def test_a_copy_that_is_not_whole_or_not_from_here_or_finds_no_room_changes_nothing(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = every_row(), every_file()
    for what, (change, why) in WRONG.items():
        with pytest.raises(CommandError, match="niets veranderd") as refused:
            told("restore", rewritten(copy, change), replace=True)
        assert why in str(refused.value), what
    with monkeypatch.context() as disk:
        disk.setattr(archive.Hashing, "write", full)
        with pytest.raises(CommandError, match=r"No space.*\n.*niets veranderd"):
            told("restore", copy, replace=True)
    copy.write_bytes(copy.read_bytes()[:-20_000])
    with pytest.raises(CommandError, match="niets veranderd"):
        told("restore", copy, replace=True)
    assert (every_row(), every_file()) == now


def test_when_the_database_refuses_the_copy_it_is_what_it_was(copy: Path) -> None:
    def spoilt(members: dict[str, bytes]) -> None:
        members["database"] = members["database"][: len(members["database"]) // 2]
        manifest = json.loads(members[archive.MANIFEST])
        hashing = archive.Hashing(io.BytesIO(members["database"]))
        hashing.read()
        manifest["members"]["database"] = vars(hashing.member())
        members[archive.MANIFEST] = json.dumps(manifest).encode()

    rows, files = every_row(), every_file()
    with pytest.raises(CommandError, match="database is niet teruggezet en is wat zij was"):
        told("restore", rewritten(copy, spoilt), replace=True)
    assert (every_row(), every_file()) == (rows, files)
