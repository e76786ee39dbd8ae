"""What of a summary for neighbours goes when a person is erased who stood in it? The rest stays, without her."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from agreements.models import NeighbourSummary, Publication
from agreements.neighbours import private, words
from agreements.neighbours.actions import tell_that_words_went
from contacts.models import Person
from initiatives.erasure import BLANK


def blank_words_for_neighbours(person: Person) -> None:
    """A text that named her is no longer what parties said yes to, so it does not stay public either."""
    for summary in NeighbourSummary.objects.iterator():
        without = _without(person, summary.words)
        if without != summary.words:
            NeighbourSummary.objects.filter(pk=summary.pk).update(
                words=without, revision=summary.revision + 1
            )
    for publication in Publication.objects.select_related("summary__agreement__collaboration").iterator():
        without = _without(person, publication.content)
        if without != publication.content or publication.ended_by_id == person.pk:
            _blank(publication, without, by_her=publication.ended_by_id == person.pk)


def _blank(publication: Publication, without: dict[str, Any], *, by_her: bool) -> None:
    if by_her:
        publication.ended_reason = BLANK
    if publication.published_at and publication.ended_at is None:
        publication.ended_at = timezone.now()
    publication.content = without
    publication.save(update_fields=["content", "ended_at", "ended_reason"])
    tell_that_words_went(publication)


def _without(person: Person, content: Mapping[str, Any]) -> dict[str, Any]:
    blanked = {
        language: {
            key: private.blanked(person, text, BLANK) for key, text in content.get(language, {}).items()
        }
        for language in words.LANGUAGES
    }
    return {**content, **blanked}
