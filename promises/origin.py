"""In which words that stand in the file was something promised: what do they say, and what of it can be filled in already?

A conversation, or an article that people worded themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from agreements.models import Agreement
from agreements.terms import HELD, ArticleState
from contacts.models import Organisation
from initiatives.models import Collaboration, ContactMoment
from initiatives.policy import Viewer
from promises.taking import LONGEST, own_articles
from promises.told import Told, names_of, told_in
from samenspel.access import is_uuid

SHOWN = 12  # sentences to choose from


@dataclass(frozen=True)
class Origin:
    """`code`: how the form names it as the place where it was promised."""

    code: str
    text: str
    on: date
    told: list[Told]
    chosen: Told | None
    contact: ContactMoment | None = None
    agreement: Agreement | None = None
    clause_key: str = ""
    number: int = 0
    title: str = ""


def asked_for(
    collaboration: Collaboration,
    viewer: Viewer,
    parties: Iterable[Organisation],
    query: Any,
) -> Origin | None:
    """`gesprek` names a contact moment; `stuk` and `artikel` an article; `zin` one of its sentences."""
    if found := _contact(collaboration, viewer, query.get("gesprek", "")):
        said = {"code": f"contact:{found.uuid}", "text": found.summary, "on": found.on, "contact": found}
        return _with_sentences(said, parties, query.get("zin", ""))
    if said := _article(collaboration, viewer, query.get("stuk", ""), query.get("artikel", "")):
        return _with_sentences(said, parties, query.get("zin", ""))
    return None


def _with_sentences(said: dict[str, Any], parties: Iterable[Organisation], chosen: str) -> Origin:
    told = [
        row
        for row in told_in(said["text"], names_of(parties), since=said["on"])
        if len(row.sentence) <= LONGEST
    ][:SHOWN]
    only = 1 if len(told) == 1 else 0
    number = int(chosen) if chosen.isascii() and chosen.isdecimal() else only
    return Origin(**said, told=told, chosen=told[number - 1] if 0 < number <= len(told) else None)


def _contact(collaboration: Collaboration, viewer: Viewer, named: str) -> ContactMoment | None:
    if not is_uuid(named):
        return None
    return collaboration.contact_moments.readable_by(viewer).filter(uuid=named).first()


def _article(collaboration: Collaboration, viewer: Viewer, named: str, key: str) -> dict[str, Any]:
    held = Agreement.objects.filter(collaboration=collaboration, stage__in=HELD).exclude(format=None)
    agreement = held.readable_by(viewer).filter(uuid=named).first() if is_uuid(named) else None
    if agreement is None:
        return {}
    articles = agreement.articles.exclude(state=ArticleState.DROPPED)
    article = next((row for row in own_articles(articles) if row.key == key), None)
    if article is None:
        return {}
    return {
        "code": f"article:{agreement.uuid}",
        "text": article.text,
        "on": agreement.starts_on or timezone.localdate(),
        "agreement": agreement,
        "clause_key": article.key,
        "number": article.number,
        "title": article.title,
    }
