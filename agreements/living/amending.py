"""What does an addendum say of the agreement that it changes, and which articles can it bring along?

Its first article is written here, from the text that was signed: nobody types which text it changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from agreements import hashes
from agreements.models import Agreement, Article, Version
from agreements.terms import ALWAYS_THERE, HELD, ArticleState, Relation, VersionStatus
from samenspel.dutch import full_date

KEY, TITLE, PART = "addendum", "Waar dit bij hoort", "A"


@dataclass(frozen=True)
class Signed:
    """A text that was signed, as another text names it."""

    title: str
    number: int
    at: datetime
    text_hash: str

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)

    def __str__(self) -> str:
        mark = hashes.printed_mark(self.text_hash)
        return f"“{self.title}”, versie {self.number} van {full_date(self.on)}, kenmerk {mark}"


@dataclass(frozen=True)
class Base:
    """The signed text that an addendum changes; `articles`: number and title by key; `spoke_last`: by key the
    addendum in force from which an article is read now."""

    called: str
    signed: Signed
    articles: Mapping[str, tuple[int, str]]
    spoke_last: Mapping[str, Signed]


def base_of(agreement: Agreement) -> Base | None:
    """Of an addendum: the text that was signed of the agreement it belongs to, and what already changed it."""
    if agreement.relation != Relation.AMENDS:
        return None
    signed_texts = Version.objects.filter(agreement=agreement.predecessor_id, status=VersionStatus.SIGNED)
    version = signed_texts.select_related("agreement").first()
    if version is None:
        return None
    original = version.agreement
    signed = _signed(original, version)
    return Base(original.called, signed, numbered(version.content), _spoke_before(agreement, original))


def _signed(agreement: Agreement, version: Version) -> Signed:
    return Signed(agreement.title, version.number, version.at, version.text_hash)


def _spoke_before(addendum: Agreement, original: Agreement) -> dict[str, Signed]:
    """By key of an article the addendum that holds and spoke of it last, before this one."""
    others = original.later.filter(relation=Relation.AMENDS, stage__in=HELD).exclude(pk=addendum.pk)
    if addendum.stage in HELD:
        others = others.filter(
            Q(starts_on__lt=addendum.starts_on) | Q(starts_on=addendum.starts_on, pk__lt=addendum.pk)
        )
    spoke = changed_by(others.order_by("starts_on", "pk"))
    rows = Version.objects.filter(agreement__in=set(spoke.values()), status=VersionStatus.SIGNED).defer(
        "content"
    )
    signed = {row.agreement_id: row for row in rows}
    return {key: _signed(row, signed[row.pk]) for key, row in spoke.items() if row.pk in signed}


def numbered(content: Mapping[str, Any]) -> dict[str, tuple[int, str]]:
    """Number and title of each article of a frozen text, by its key."""
    return {a["key"]: (a["number"], a["title"]) for part in content["parts"] for a in part["articles"]}


def words(base: Base, articles: Iterable[Article]) -> str:
    """The first article, in the document's own language: which text, and which of its articles."""
    own = [a for a in articles if a.clause_key not in (KEY, *ALWAYS_THERE)]
    known = {*base.articles, *base.spoke_last}
    changed = [_named(base, a) for a in own if a.clause_key in known]
    added = [a.title for a in own if a.clause_key not in known]
    lines = [f"Dit is een addendum bij de volgende tekst: {base.called} {base.signed}."]
    if changed:
        lines += ["Deze artikelen komen in de plaats van:", *(f"- {name}" for name in changed)]
    if added:
        lines += ["Deze artikelen komen erbij:", *(f"- {title}" for title in added)]
    return "\n".join([*lines, "Alles wat hier niet staat, blijft gelden zoals het er staat."])


def _named(base: Base, article: Article) -> str:
    """An article that was there, and from which addendum it is read now."""
    key = article.clause_key
    name = f"artikel {base.articles[key][0]}, {article.title}" if key in base.articles else article.title
    earlier = base.spoke_last.get(key)
    return f"{name}, zoals het staat in het addendum {earlier}" if earlier else name


def overtaken(base: Base, articles: Iterable[Article], began: datetime) -> list[str]:
    """Articles that another addendum changed since this one was begun with their earlier words."""
    later = {key for key, signed in base.spoke_last.items() if signed.at > began}
    return [article.title for article in articles if article.clause_key in later]


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
