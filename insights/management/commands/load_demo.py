"""How do the people and files of the demonstration come into the database?"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from insights import demo


class Command(BaseCommand):
    help = "Maakt de voorbeelddossiers, één keer. Alleen met DEMO=1."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Voorbeelddossiers horen niet in een echte omgeving. Zet DEMO=1 om te proberen."
            )
        made = demo.load()
        self.stdout.write(
            f"Voorbeelddossiers: {made} gemaakt." if made else "Voorbeelddossiers: stonden er al."
        )
