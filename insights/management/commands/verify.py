"""Is the history still what it was: every event's chain, every version's hash, every document's file?"""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.annexes import pictures
from agreements.models import Document, Version
from agreements.paper.content import content_hash
from initiatives import timeline
from initiatives.models import Collaboration


class Command(BaseCommand):
    help = "Controleert tijdlijnen, versies en documenten. Meldt elke regel die niet klopt."

    def handle(self, *args: Any, **options: Any) -> None:
        problems = [*_timelines(), *_versions(), *_documents()]
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} dingen kloppen niet.")
        self.stdout.write("Alles klopt: tijdlijnen, versies en documenten.")


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
        for item in pictures.items_of(version.content):
            if "file" in item and pictures.whole(item["file"]["sha256"]) is None:
                yield f"versie {version.uuid}: het bestand van {item['anchor']} is weg of veranderd"


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
