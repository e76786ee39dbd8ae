"""What must every instance know before its first user: gemeenten, stappenplan and shared format."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from agreements.formats.loading import load_formats
from initiatives.formats.loading import load_plan_format

STAPPENPLANNEN = (1, 2, 3)
FORMATS = (1, 2, 3)


class Command(BaseCommand):
    help = "Laadt gemeenten, stappenplan en het gedeelde format. Twee keer draaien kan geen kwaad."

    def handle(self, *args: Any, **options: Any) -> None:
        fixtures = settings.BASE_DIR / "fixtures"
        call_command("load_municipalities", stdout=self.stdout)
        for number in STAPPENPLANNEN:
            plan, new = load_plan_format(fixtures / f"stappenplan-{number}.json")
            self.stdout.write(f"{plan}: {'geladen' if new else 'stond er al'}.")
        for number in FORMATS:
            added = load_formats(fixtures / f"formats-{number}.json")
            what = f"{added} soorten geladen" if added else "stond er al"
            self.stdout.write(f"Gedeeld format {number}: {what}.")
