"""What does an addendum say of the agreement that it changes, and which articles can it bring along?

Its first article is written here, from the text that was signed: nobody types which text it changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from agreements import hashes
from agreements.models import Agreement, Article
from agreements.terms import ALWAYS_THERE, ArticleState, Relation, VersionStatus
from samenspel.dutch import full_date

KEY, TITLE, PART = "addendum", "Waar dit bij hoort", "A"


@dataclass(frozen=True)
class Base:
    """The signed text that an addendum changes; `articles`: number and title by key."""

    called: str
    title: str
    number: int
    on: date
    text_hash: str
    articles: Mapping[str, tuple[int, str]]


def base_of(agreement: Agreement) -> Base | None:
    """Of an addendum: the text that was signed of the agreement it belongs to."""
    if agreement.relation != Relation.AMENDS or agreement.predecessor is None:
        return None
    original = agreement.predecessor
    version = original.versions.filter(status=VersionStatus.SIGNED).first()
    if version is None:
        return None
    return Base(
        original.called,
        original.title,
        version.number,
        timezone.localdate(version.at),
        version.text_hash,
        numbered(version.content),
    )


def numbered(content: Mapping[str, Any]) -> dict[str, tuple[int, str]]:
    """Number and title of each article of a frozen text, by its key."""
    return {a["key"]: (a["number"], a["title"]) for part in content["parts"] for a in part["articles"]}


def words(base: Base, articles: Iterable[Article]) -> str:
    """The first article, in the document's own language: which text, and which of its articles."""
    own = [a for a in articles if a.clause_key not in (KEY, *ALWAYS_THERE)]
    changed = [(base.articles[a.clause_key][0], a.title) for a in own if a.clause_key in base.articles]
    added = [a.title for a in own if a.clause_key not in base.articles]
    lines = [
        f"Dit is een addendum bij de volgende tekst: {base.called} “{base.title}”, versie {base.number}"
        f" van {full_date(base.on)}, kenmerk {hashes.printed_mark(base.text_hash)}."
    ]
    if changed:
        lines += ["Deze artikelen komen in de plaats van:"]
        lines += [f"- artikel {number}, {title}" for number, title in changed]
    if added:
        lines += ["Deze artikelen komen erbij:", *(f"- {title}" for title in added)]
    return "\n".join([*lines, "Alles wat hier niet staat, blijft gelden zoals het er staat."])


def as_it_reads(original: Agreement, addenda: Iterable[Agreement]) -> list[Article]:
    """Each article once, in the words of who spoke last, without those that stand in every document."""
    chain = {row.pk: number for number, row in enumerate([original, *addenda])}
    rows = Article.objects.filter(agreement__in=chain, state=ArticleState.ACTIVE)
    rows = rows.exclude(clause_key__in=[KEY, *ALWAYS_THERE])
    found: dict[str, Article] = {}
    for article in sorted(rows, key=lambda row: (chain[row.agreement_id], row.order, row.pk)):
        found[article.clause_key] = article
    return sorted(found.values(), key=lambda row: (row.order, row.pk))


def own_articles(addendum: Agreement) -> list[Article]:
    """What it changes or adds, without what stands in every document."""
    rows = addendum.articles.filter(state=ArticleState.ACTIVE)
    return list(rows.exclude(clause_key__in=[KEY, *ALWAYS_THERE]))


def changed_by(addenda: Iterable[Agreement]) -> dict[str, Agreement]:
    """Key of an article -> the addendum in force that spoke last of it."""
    by_pk = {row.pk: row for row in addenda}
    order = {pk: number for number, pk in enumerate(by_pk)}
    rows = Article.objects.filter(agreement__in=by_pk, state=ArticleState.ACTIVE)
    rows = rows.exclude(clause_key__in=[KEY, *ALWAYS_THERE])
    return {
        row.clause_key: by_pk[row.agreement_id] for row in sorted(rows, key=lambda r: order[r.agreement_id])
    }
