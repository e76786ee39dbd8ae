"""What do the parties see of their summary for neighbours: what is public, what lies before them, what was written?"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Agreement, NeighbourSummary, Publication
from agreements.neighbours import reading, words
from agreements.neighbours.actions import signed_version
from agreements.terms import Stage
from initiatives.terms import DecisionState
from samenspel import dutch


def stand_of(agreement: Agreement) -> dict[str, Any]:
    summary = NeighbourSummary.objects.filter(agreement=agreement).select_related("by").first()
    rows = list(_publications(summary)) if summary else []
    live = next((row for row in rows if row.published_at and not row.ended_at), None)
    newest = rows[0] if rows else None
    lying = newest if newest and newest.decision.state == DecisionState.OPEN else None
    taken = next((row for row in rows if row.published_at), None)
    return {
        "parts": words.PARTS,
        "summary": summary,
        "may_begin": agreement.stage == Stage.IN_FORCE and signed_version(agreement) is not None,
        "live": live,
        "addresses": reading.addresses(live) if live else {},
        "lying": lying,
        "returned": newest if newest and newest.decision.state == DecisionState.RETURNED else None,
        "taken_down": taken if taken and taken.ended_by_id and not live else None,
        "is_said": bool(summary and newest and _says(newest, summary) and (lying or live == newest)),
        "gaps": [_gap(language, key) for language, key in words.missing(summary.words)] if summary else [],
        "texts": reading.texts(summary.words) if summary else [],
        "lacks_english": bool(summary) and not words.has(summary.words, words.ENGLISH),
        "address": address_of(summary, words.DUTCH) if summary else "",
    }


def _publications(summary: NeighbourSummary) -> Any:
    return Publication.objects.filter(summary=summary).select_related(
        "summary", "decision", "ended_by", "ended_for"
    )


def _says(publication: Publication, summary: NeighbourSummary) -> bool:
    """Whether what was put forward is still what stands in the draft."""
    said = {language: publication.content[language] for language in words.LANGUAGES}
    same = not words.differing(said, summary.words)
    return same and publication.content["findable"] == summary.findable


def _gap(language: str, key: str) -> str:
    return f"{words.name_of(key)} ({words.LANGUAGES[language]})"


def address_of(summary: NeighbourSummary, language: str) -> str:
    return settings.SITE_URL + reverse(reading.PAGES[language], args=[summary.slug])


def clash_of(kept: NeighbourSummary, typed: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Both texts, where they differ."""
    return {
        "who": dutch.first_name(kept.by.name) or _("Iemand"),
        "parts": [
            {
                "name": _gap(language, key),
                "theirs": kept.words.get(language, {}).get(key, ""),
                "mine": typed[language][key],
            }
            for language, key in words.differing(kept.words, typed)
        ],
    }
