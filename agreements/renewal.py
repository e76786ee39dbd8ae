"""What does a newer version of its format ask of a draft that follows an earlier one?

An article that would read the same follows by itself. Of every other one people choose: take it over, or leave it as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agreements import comparing
from agreements.draft import Draft
from agreements.formats import published
from agreements.formats.kinds import DocumentKind
from agreements.formats.published import ClauseSpec, SharedFormat
from agreements.models import Agreement, Article, Format
from agreements.settling.rows import hash_of
from agreements.terms import Length, Relation, Stage
from agreements.text.prose import Composition
from samenspel.differences import Span


@dataclass(frozen=True)
class News:
    """One article to choose about. `article`: as the draft has it; `clause`: as the new version says it."""

    key: str
    title: str
    article: Article | None
    clause: ClauseSpec | None
    spans: list[Span]
    chooses: bool = True  # what comes or goes in a text that all parties read, they propose to each other

    @property
    def kind(self) -> str:
        return "added" if self.article is None else "dropped" if self.clause is None else "changed"

    @property
    def own_text(self) -> bool:
        return bool(self.article and self.article.own_text)

    @property
    def revision(self) -> int:
        return self.article.revision if self.article else 0


@dataclass(frozen=True)
class Renewal:
    format: Format
    news: list[News] = field(default_factory=list)

    @property
    def open(self) -> list[News]:
        return [news for news in self.news if news.chooses]

    def about(self, key: str) -> News | None:
        return next((news for news in self.open if news.key == key), None)


def newest_for(agreement: Agreement) -> Format | None:
    """The newest version of the format that this draft follows, when it follows an earlier one."""
    followed = agreement.format
    if followed is None:
        return None
    newest = published.newest(DocumentKind(followed.document_kind), followed.owner_org_id)
    return newest if newest and newest.number > followed.number else None


def renewal_of(draft: Draft, newest: Format) -> Renewal:
    """Everything between a draft and one version, in the order of the document; what comes stands last."""
    before, now = published.by_id(draft.agreement.format_id), published.by_id(newest.pk)
    alone = draft.agreement.stage == Stage.PREPARING
    found = []
    for article in draft.articles:
        if article.looked_at_id != newest.pk and (news := _news(draft, article, before, now, alone)):
            found.append(news)
    known = {article.clause_key for article in (*draft.articles, *draft.dropped)}
    whole = (
        draft.agreement.relation != Relation.AMENDS
    )  # an addendum holds only what changes, and lacks nothing
    for key in now.opening(Length(draft.agreement.length)) if whole else ():
        if key not in known and key not in before.clauses:
            clause = now.clauses[key]
            spans = _between(None, draft.as_says(clause))
            found.append(News(key, clause.title, None, clause, spans, chooses=alone))
    return Renewal(newest, found)


def _news(
    draft: Draft, article: Article, before: SharedFormat, now: SharedFormat, alone: bool
) -> News | None:
    key = article.clause_key
    old, new = before.clauses.get(key), now.clauses.get(key)
    if new is None:
        # Without `old` it stands outside the format, or people left it in when an earlier version dropped it.
        gone = old is not None
        return News(key, article.title, article, None, [], chooses=alone) if gone else None
    if old is not None and (_same(old, new) or _reads_alike(draft, article, new)):
        return None
    spans = _between(draft.composed(article), draft.as_says(new))
    title = f"{article.title} → {new.title}" if article.title != new.title else article.title
    return News(key, title, article, new, spans)


def _same(old: ClauseSpec, new: ClauseSpec) -> bool:
    names = old.variables | new.variables
    fields: list[Mapping[str, Any]] = [
        {name: spec.fields[name] for name in names if name in spec.fields} for spec in (old, new)
    ]
    return (old.title, old.parsed, fields[0]) == (new.title, new.parsed, fields[1])


def _reads_alike(draft: Draft, article: Article, new: ClauseSpec) -> bool:
    """Nobody who agreed to it agreed to other words."""
    if article.own_text and not _same_words(draft.clause(article), new):
        return False
    then = Article(clause_key=article.clause_key, title=new.title)
    words = draft.reading_of(new, article.own_text)
    return hash_of(then, words) == hash_of(article, draft.composed(article))


def _same_words(old: ClauseSpec, new: ClauseSpec) -> bool:
    return (old.title, old.parsed) == (new.title, new.parsed)


def _between(old: Composition | None, new: Composition) -> list[Span]:
    return comparing.line_by_line(_text(old) if old else "", _text(new))


def _text(composition: Composition) -> str:
    return comparing.text_of({"blocks": composition.blocks})
