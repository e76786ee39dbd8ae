"""What does this version say? Everything the document needs, frozen as plain JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements import hashes
from agreements.draft import Draft
from agreements.formats import kinds
from agreements.models import Agreement
from agreements.settling import standing
from agreements.settling.rows import Settled, settle
from agreements.terms import ON_THE_TABLE, Length, Relation, VersionStatus
from agreements.text.summary import summary_of
from agreements.text.tables import Party as PartyInText
from samenspel.dutch import joined, local_date

Content = dict[str, Any]


def build(agreement: Agreement, *, status: VersionStatus, number: int, on: date) -> Content:
    """The whole of Version.content; rendering reads nothing else."""
    draft = Draft(agreement)
    parts = _parts(draft, settle(draft))
    parties = [party_of(party) for party in draft.parties.values()]
    present = [article.clause_key for article in draft.articles]
    covered, open_topics = kinds.topics_covered(draft.format.topics, present)
    return {
        "schema": 1,
        "kind": str(draft.format.kind),
        "kind_title": _kind_title(draft),
        "length": str(agreement.length),
        "title": agreement.title,
        "subtitle": subtitle(draft),
        "status": str(status),
        "number": number,
        "date": on.isoformat(),
        "language": "nl",
        "text_hash": text_hash(parties, parts),
        "parties": parties,
        **_stopped(draft, status),
        "summary": [] if _fits_one_page(draft) else summary_of(draft.format, draft.said, draft.numbers),
        "parts": parts,
        "missing": [{k: m[k] for k in ("anchor", "label", "article")} for m in draft.missing()],
        "not_agreed": draft.not_agreed(),
        "annexes": draft.values.get("bijlagen") or [],
        "topics": {
            "covered": [str(kinds.TOPICS[t]) for t in covered],
            "open": [str(kinds.TOPICS[t]) for t in open_topics],
        },
    }


def _stopped(draft: Draft, status: VersionStatus) -> Content:
    """Who stopped while the text is on the table, with the day; what is signed names who signs."""
    gone = [
        {"name": draft.named[party.key].name, "on": local_date(party.left_at).isoformat()}
        for party in draft.stopped
    ]
    return {"stopped": gone} if gone and status in ON_THE_TABLE else {}


def _kind_title(draft: Draft) -> str:
    """An addendum and a second declaration are called what they are; the rest by the kind of its format."""
    named = (Relation.AMENDS, Relation.RENEWS)
    return capfirst(draft.agreement.called) if draft.agreement.relation in named else draft.format.kind.label


def _fits_one_page(draft: Draft) -> bool:
    """A short letter of intent needs no summary of itself."""
    return draft.format.kind == kinds.DocumentKind.LETTER_OF_INTENT and draft.agreement.length == Length.SHORT


def text_hash(parties: list[dict[str, Any]], parts: list[dict[str, Any]]) -> str:
    """Over what is agreed: parties and articles; not status, number or date."""
    articles = [
        {"key": a["key"], "title": a["title"], "blocks": a["blocks"]}
        for part in parts
        for a in part["articles"]
    ]
    return hashes.text_hash(parties, articles)


def content_hash(content: Mapping[str, Any]) -> str:
    """Over everything that is printed, but for the version's own number and date: the same again is no new version."""
    return hashes.digest({key: value for key, value in content.items() if key not in ("number", "date")})


def subtitle(draft: Draft) -> str:
    area = draft.values.get("gebied_naam") or draft.agreement.collaboration.area_name
    parties = joined([p.name for p in draft.parties.values()])
    if draft.format.kind in kinds.PLANS:
        return f"Plan voor {area}, van {parties}."
    return f"Afspraken over {area}, tussen {parties}."


def party_of(party: PartyInText) -> dict[str, Any]:
    fields = ("name", "short", "legal_form", "place", "kvk", "representative", "side")
    return {field: getattr(party, field) for field in fields}


def _parts(draft: Draft, settled: Mapping[int, Settled]) -> list[dict[str, Any]]:
    return [
        {
            "letter": letter,
            "title": title,
            "articles": [_article(draft, settled[article.pk]) for article in articles],
        }
        for letter, title, articles in draft.parts()
    ]


def _article(draft: Draft, settled: Settled) -> dict[str, Any]:
    article = settled.article
    return {
        "number": draft.numbers[article.clause_key][0],
        "key": article.clause_key,
        "anchor": f"a-{article.clause_key}",
        "title": article.title,
        "state": settled.state,
        "note": _note(settled),
        "blocks": draft.composed(article).blocks,
    }


def _note(settled: Settled) -> str:
    """What is still said of an article, under it on paper."""
    if settled.state == standing.PARKED:
        return settled.article.park_reason
    if settled.offers:
        return _("Hier ligt nog een ander voorstel.")
    return ""
