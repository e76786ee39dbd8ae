"""What lies before a party that decides about a summary for neighbours, and what happens with the last yes?"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from agreements import hashes
from agreements.models import Publication
from agreements.neighbours import actions, words
from agreements.neighbours.reading import texts
from initiatives.deciding.matters import Matter
from initiatives.models import JointDecision
from initiatives.terms import DecisionKind
from samenspel import differences


def _shown(decision: JointDecision) -> Mapping[str, Any]:
    publication = Publication.objects.select_related("summary__agreement").get(decision=decision)
    before = publication.summary.publications.filter(
        published_at__isnull=False, pk__lt=publication.pk
    ).first()
    return {
        "template": "agreements/neighbours/_proposal.html",
        "why": _("Dan leest ook de buurt wat jullie hebben afgesproken."),
        "publication": publication,
        "agreement": publication.summary.agreement,
        "texts": texts(publication.content),
        "mark": hashes.printed_mark(publication.text_hash),
        "changes": _changes(before.content, publication.content) if before else [],
    }


def _changes(before: words.Content, now: words.Content) -> list[tuple[str, Any]]:
    """What the neighbours will read otherwise, word by word."""
    return [
        (
            f"{words.name_of(key)} ({words.LANGUAGES[language]})",
            differences.spans(before[language].get(key, ""), now[language].get(key, "")),
        )
        for language, key in words.differing(before, now)
    ]


MATTER = Matter(DecisionKind.PUBLICATION, take_effect=actions.publish, shown=_shown)
