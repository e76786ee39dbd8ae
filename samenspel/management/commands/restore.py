"""How does everything come back from one file?

First the copy is held against its manifest. Then come the files: one too many does no harm. The database is last, and
comes in one transaction. Whatever stops this, nothing that the database names is gone.
"""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader

from samenspel.backups import archive, database


class Command(BaseCommand):
    help = "Zet een reservekopie terug: de database en de bestanden. Stop eerst de site en de worker."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("copy", metavar="BESTAND", help="Wat backup maakte.")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="Ook als de database niet leeg is: wat er nu staat, gaat weg.",
        )

    def handle(self, *, copy: str, replace: bool, **options: Any) -> None:
        files = Path(default_storage.path(""))
        with ExitStack() as until_done:
            try:
                source = archive.opened(until_done.enter_context(Path(copy).open("rb")))
                _check(source.manifest, replace=replace)
                files.mkdir(parents=True, exist_ok=True)
                folder = Path(until_done.enter_context(TemporaryDirectory(prefix=".restore-", dir=files)))
                source.unpack(folder)
            except (OSError, Error, archive.ArchiveError) as wrong:
                raise CommandError(f"{wrong}\nEr is niets teruggezet, en niets veranderd.") from wrong
            try:
                _move(folder / archive.FILES, files, source.manifest.files)
                database.put_back(folder / archive.DATABASE)
            except (OSError, database.CopyError) as wrong:
                raise CommandError(
                    f"De database is niet teruggezet en is wat zij was: {wrong}\n"
                    "Bestanden uit de kopie staan al naast wat er was. Dat doet geen kwaad.\n"
                    "Staan de site en de worker stil? Verhelp wat hierboven staat, en draai restore opnieuw."
                ) from wrong
        self._tell(source.manifest, _clear(files, source.manifest.files) if replace else 0)

    def _tell(self, manifest: archive.Manifest, gone: int) -> None:
        self.stdout.write(
            f"Teruggezet: de database en de bestanden ({len(manifest.files)}), van {manifest.made_at}."
        )
        if gone:
            self.stdout.write(f"Weggehaald: bestanden die niet in de kopie staan ({gone}).")
        self.stdout.write("Iedereen meldt zich opnieuw aan.")
        self.stdout.write(
            "Draai nu migrate en verify. Wis daarna opnieuw wie na de dag van de kopie is gewist."
        )


def _check(manifest: archive.Manifest, *, replace: bool) -> None:
    if manifest.engine != connection.vendor:
        raise archive.ArchiveError(
            f"Deze kopie is van {manifest.engine}, en hier draait {connection.vendor}. Zet haar terug waar zij vandaan komt."
        )
    if set(manifest.migrations) - _known_migrations():
        raise archive.ArchiveError(
            f"Deze kopie komt uit een nieuwere Samenspel ({manifest.version}). Zet eerst die versie neer."
        )
    if not replace and not database.is_empty():
        raise archive.ArchiveError(
            "De database is niet leeg. Moet wat er nu staat weg? Maak er eerst een kopie van, en draai restore met --replace."
        )


def _known_migrations() -> set[str]:
    """Also those that were taken together since."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update(migration.replaces)
    return {".".join(key) for key in known}


def _move(unpacked: Path, files: Path, names: set[str]) -> None:
    mode = getattr(default_storage, "file_permissions_mode", None)
    for name in sorted(names):
        path = files / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if mode is not None:
            (unpacked / name).chmod(mode)
        (unpacked / name).replace(path)


def _clear(files: Path, names: set[str]) -> int:
    """What came after the copy: the database no longer names it, and nobody could find it to erase it."""
    gone = [path for path in archive.stored(files) if path.relative_to(files).as_posix() not in names]
    for path in gone:
        path.unlink()
    return len(gone)
