"""Is the history still what it was: every event's chain, every row that an event holds, every version, file and promise?"""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements import verifying
from initiatives.history import held, marks, timeline
from initiatives.models import Collaboration
from promises.models import Promise
from promises.rows import is_mirrored


class Command(BaseCommand):
    help = "Controleert tijdlijnen, versies, handtekeningen, bestanden en toezeggingen. Meldt elke rij die niet klopt."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(problems())
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"{len(found)} dingen kloppen niet.")
        self.stdout.write("Alles klopt: tijdlijnen, versies, handtekeningen, bestanden en toezeggingen.")


def problems() -> Iterator[str]:
    for collaboration in Collaboration.objects.order_by("pk").iterator(chunk_size=200):
        for problem in timeline.broken_links(collaboration):
            yield f"dossier {collaboration.uuid}: {problem}"
    yield from held.changed_rows()
    yield from marks.changed_columns()
    yield from held.changed_uploads()
    yield from held.changed_plans()
    yield from verifying.problems()
    for promise in Promise.objects.order_by("pk").prefetch_related("words").iterator(chunk_size=200):
        if not is_mirrored(promise):
            yield f"toezegging {promise.uuid}: de stand volgt niet uit wat beide kanten zeiden"
