"""How does an administrator make one file from which everything comes back?

It is written beside its place and gets its name when it is whole: what carries the name of a copy is one.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from samenspel import __version__
from samenspel.backups import archive, database


class Command(BaseCommand):
    help = "Maakt een reservekopie in één bestand: de database, de bestanden en een inhoudsopgave."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "to", metavar="MAP_OF_BESTAND", help="Een map, of een bestand dat er nog niet is."
        )

    def handle(self, *, to: str, **options: Any) -> None:
        target = _target(Path(to))
        try:
            with _only_for_us():
                manifest = _made(target)
        except (OSError, Error, database.CopyError) as wrong:
            raise CommandError(
                f"Er is geen kopie gemaakt: {wrong}\nEr is niets veranderd. Verhelp dit, en draai backup opnieuw."
            ) from wrong
        self.stdout.write(f"De kopie staat in {target}")
        self.stdout.write(
            f"Erin: de database, bestanden ({len(manifest.files)}) en een inhoudsopgave, samen {target.stat().st_size} bytes."
        )
        self.stdout.write(
            "Er staan persoonsgegevens in: versleutel haar, en bewaar haar op een andere machine."
        )


def _target(to: Path) -> Path:
    target = to / f"samenspel-{timezone.localtime():%Y-%m-%d-%H%M%S}.tar" if to.is_dir() else to
    if not target.parent.is_dir():
        raise CommandError(f"De map {target.parent} is er niet. Maak haar eerst, of kies een andere.")
    if target.exists():
        raise CommandError(f"{target} bestaat al en blijft zoals het is. Kies een andere naam.")
    return target


def _made(target: Path) -> archive.Manifest:
    migrations = sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())
    if not migrations:
        raise database.CopyError("de database is leeg.")
    manifest = archive.Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        version=__version__,
        engine=connection.vendor,
        migrations=migrations,
        left_out=database.left_out(),
    )
    with tempfile.TemporaryDirectory(prefix=".samenspel-", dir=target.parent) as folder:
        copied, whole = Path(folder, archive.DATABASE), Path(folder, "whole")
        # The database first: files are only added, so all that it names is there when they are read.
        database.copy_to(copied)
        with whole.open("wb") as file:
            archive.write(file, manifest, copied, Path(default_storage.path("")))
            file.flush()
            os.fsync(file.fileno())
        whole.rename(target)
    return manifest


@contextmanager
def _only_for_us() -> Iterator[None]:
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
