"""What of a summary for neighbours goes when a person is erased who stood in it? The rest stays, without her."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from agreements.models import NeighbourSummary, Publication
from agreements.neighbours import private, words
from contacts.models import Person
from initiatives.erasure import BLANK


def blank_words_for_neighbours(person: Person) -> None:
    """A text that named her is no longer what parties said yes to, so it does not stay public either."""
    Publication.objects.filter(ended_by=person).update(ended_reason=BLANK)
    for summary in NeighbourSummary.objects.iterator():
        without = _without(person, summary.words)
        if without != summary.words:
            NeighbourSummary.objects.filter(pk=summary.pk).update(
                words=without, revision=summary.revision + 1
            )
    for publication in Publication.objects.iterator():
        without = _without(person, publication.content)
        if without != publication.content:
            rows = Publication.objects.filter(pk=publication.pk)
            rows.update(content=without)
            rows.live().update(ended_at=timezone.now())


def _without(person: Person, content: Mapping[str, Any]) -> dict[str, Any]:
    blanked = {
        language: {
            key: private.blanked(person, text, BLANK) for key, text in content.get(language, {}).items()
        }
        for language in words.LANGUAGES
    }
    return {**content, **blanked}
