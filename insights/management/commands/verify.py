"""Is the history still what it was: every event's chain, every version's hash, every document's file, every promise?"""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.models import Document, Version
from agreements.paper.content import content_hash
from initiatives import timeline
from initiatives.models import Collaboration
from promises.models import Promise
from promises.rows import is_mirrored


class Command(BaseCommand):
    help = "Controleert tijdlijnen, versies, documenten en toezeggingen. Meldt elke regel die niet klopt."

    def handle(self, *args: Any, **options: Any) -> None:
        problems = [*_timelines(), *_versions(), *_documents(), *_promises()]
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} dingen kloppen niet.")
        self.stdout.write("Alles klopt: tijdlijnen, versies, documenten en toezeggingen.")


def _timelines() -> Iterator[str]:
    for collaboration in Collaboration.objects.order_by("pk").iterator(chunk_size=200):
        for problem in timeline.broken_links(collaboration):
            yield f"dossier {collaboration.uuid}: {problem}"


def _versions() -> Iterator[str]:
    for version in Version.objects.order_by("pk").iterator(chunk_size=50):
        if content_hash(version.content) != version.content_hash:
            yield f"versie {version.uuid}: de inhoud past niet bij de hash"
        elif version.content.get("text_hash") != version.text_hash:
            yield f"versie {version.uuid}: het kenmerk past niet bij de tekst"


def _documents() -> Iterator[str]:
    for document in Document.objects.order_by("pk").iterator(chunk_size=50):
        try:
            with document.file.open("rb") as file:
                found = hashlib.sha256(file.read()).hexdigest()
        except FileNotFoundError:
            yield f"document {document.uuid}: het bestand is weg"
            continue
        if found != document.sha256:
            yield f"document {document.uuid}: het bestand is veranderd"


def _promises() -> Iterator[str]:
    for promise in Promise.objects.order_by("pk").prefetch_related("words").iterator(chunk_size=200):
        if not is_mirrored(promise):
            yield f"toezegging {promise.uuid}: de stand volgt niet uit wat beide kanten zeiden"
