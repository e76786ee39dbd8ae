"""Which gemeenten does this instance know? Loads a year's list; a second time it changes nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from municipalities import files, loading
from samenspel.errors import DomainError

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


def newest_list() -> Path:
    """The list of the last year that comes with the project."""
    return max(FIXTURES.glob("municipalities-[0-9][0-9][0-9][0-9].csv"))


class Command(BaseCommand):
    help = "Laadt de gemeenten met hun inwonertal en andere namen. Nog een keer laden mag altijd."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--file", type=Path, help="lijst van gemeenten (CSV); anders de nieuwste van Samenspel"
        )
        parser.add_argument(
            "--aliases", type=Path, default=FIXTURES / "municipality-aliases.csv", help="andere namen (CSV)"
        )
        parser.add_argument(
            "--year", type=int, help="het jaar waarvoor de lijst geldt; anders het jaar van de cijfers"
        )
        parser.add_argument("--changes", type=Path, help="wat waarin opging (CSV: old_code,new_code,date)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            summary = loading.load(
                files.read_municipalities(options["file"] or newest_list()),
                aliases=files.read_aliases(options["aliases"]),
                changes=files.read_changes(options["changes"]) if options["changes"] else (),
                year=options["year"],
            )
        except DomainError as refusal:
            raise CommandError(refusal.message) from refusal
        if options["verbosity"]:
            self.stdout.write(str(summary))
