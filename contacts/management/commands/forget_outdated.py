"""What of people is past its term, and can it go?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from contacts.actions import forget_outdated
from contacts.outdated import outdated


class Command(BaseCommand):
    help = "Telt wat langer dan een jaar na iemands laatste functie is bewaard. Met --apply gaat het weg."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="haal het nu weg")

    def handle(self, *args: Any, apply: bool, **options: Any) -> None:
        counts = forget_outdated() if apply else outdated().counts()
        said = _(
            "accounts: %(accounts)s, telefoonnummers: %(phones)s, adressen van uitnodigingen: %(invitations)s"
        )
        first = _("Weggehaald") if apply else _("Over de termijn, en nog niet weggehaald")
        self.stdout.write(f"{first}. {said % counts}.")
