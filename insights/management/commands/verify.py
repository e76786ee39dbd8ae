"""Is the history still what it was: every event's chain, every row that an event holds, every version and file?"""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements import verifying
from initiatives import held, timeline
from initiatives.models import Collaboration


class Command(BaseCommand):
    help = "Controleert tijdlijnen, versies, handtekeningen en bestanden. Meldt elke rij die niet klopt."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(problems())
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"{len(found)} dingen kloppen niet.")
        self.stdout.write("Alles klopt: tijdlijnen, versies, handtekeningen en bestanden.")


def problems() -> Iterator[str]:
    for collaboration in Collaboration.objects.order_by("pk").iterator(chunk_size=200):
        for problem in timeline.broken_links(collaboration):
            yield f"dossier {collaboration.uuid}: {problem}"
    yield from held.changed_rows()
    yield from held.changed_uploads()
    yield from verifying.problems()
