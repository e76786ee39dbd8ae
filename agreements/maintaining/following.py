"""What is new in the shared format for a gemeente that keeps its own, and what did it say of that?

Three readings of an article decide: the shared one that the gemeente knew, the shared one now, and its own. It is news
when the shared one changed and its own reads otherwise. What only the gemeente itself changed is no news.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from agreements.formats import published
from agreements.formats.published import SharedFormat
from agreements.maintaining.changes import Change, stamp
from agreements.models import Clause, Format, Variable


@dataclass(frozen=True)
class Left:
    """What was not taken over: of which shared version, since when, and who said so."""

    shared_id: int
    number: int
    at: datetime
    who: str


@dataclass(frozen=True)
class News:
    """One article that reads otherwise in the shared format. `seen`: which own text is chosen about."""

    key: str
    own: Clause | None
    shared: Clause | None
    fields: tuple[Change, ...] = ()
    left: Left | None = None
    own_words: bool = False  # the gemeente had changed it itself

    @property
    def kind(self) -> str:
        return "added" if self.own is None else "dropped" if self.shared is None else "changed"

    @property
    def title(self) -> str:
        row = self.shared or self.own
        return row.title if row else ""

    @property
    def seen(self) -> str:
        return stamp(self.own) if self.own else ""

    @property
    def details(self) -> list[tuple[str, list[Any]]]:
        return Change(self.key, self.own, self.shared).details


@dataclass(frozen=True)
class Following:
    """An own format beside the shared versions: the one with which it began, and all that came after."""

    format: Format
    draft: Format | None
    own: SharedFormat
    shared: list[Format]
    readings: Mapping[int, SharedFormat]  # of what is published
    left: Mapping[str, Left]

    @property
    def newest(self) -> Format:
        return self.shared[-1]

    @property
    def now(self) -> SharedFormat:
        return self.readings[self.newest.pk]

    @cached_property
    def differing(self) -> list[str]:
        """Every article that reads otherwise, but for what only the gemeente ever had."""
        known = [key for row in reversed(self.shared) for key in self.readings[row.pk].clauses]
        there = self.now.clauses.keys() | self.own.clauses.keys()
        return [key for key in dict.fromkeys(known) if key in there and not self._same(key)]

    @cached_property
    def news(self) -> list[str]:
        """What nobody chose about yet."""
        return [key for key in self.differing if self._is_news(key)]

    @property
    def set_aside(self) -> list[str]:
        return [key for key in self.differing if key in self.left and key not in self.news]

    @property
    def otherwise(self) -> list[str]:
        """Where the gemeente itself chose other words, and the shared format did not change since."""
        rest = [key for key in self.differing if key not in self.news and key not in self.left]
        return [key for key in rest if key in self.now.clauses]

    @property
    def taken(self) -> list[str]:
        """Titles of what its draft took over already, and what its last version does not say yet."""
        base = self.readings.get(self.format.based_on_id or 0)
        if self.format.published_at or base is None:
            return []
        keys = [*self.now.clauses, *(key for key in base.clauses if key not in self.now.clauses)]
        found = [key for key in keys if self._same(key) and said(base, key) != said(self.own, key)]
        return [(self.now.clauses.get(key) or base.clauses[key]).title for key in found]

    @property
    def waits(self) -> bool:
        """Whether everything was chosen about, and the draft that says so lies to be published."""
        return bool(self.taken and not self.news)

    def read(self, keys: Collection[str]) -> list[News]:
        """These articles as both versions have them, with the fields that would come along."""
        both = (self.format.pk, self.newest.pk)
        clauses = {
            (row.format_id, row.key): row
            for row in Clause.objects.filter(format__in=both, key__in=keys).select_related("format")
        }
        fields = {(row.format_id, row.name): row for row in Variable.objects.filter(format__in=both)}
        return [self._news(key, both, clauses, fields) for key in keys]

    def _news(self, key: str, both: tuple[int, int], clauses: Mapping[Any, Clause], fields: Any) -> News:
        own, now = both
        clause = self.now.clauses.get(key)
        asked = sorted(clause.variables & clause.fields.keys()) if clause else []
        changes = (Change(name, fields.get((own, name)), fields[now, name]) for name in asked)
        return News(
            key,
            clauses.get((own, key)),
            clauses.get((now, key)),
            tuple(change for change in changes if change.kind == "added" or change.details),
            self.left.get(key),
            own_words=said(self.own, key) != said(self.readings[self._known(key).pk], key),
        )

    def _same(self, key: str) -> bool:
        return bool(said(self.own, key) == said(self.now, key))

    def _known(self, key: str) -> Format:
        """The shared version of which the gemeente chose last: the one it set aside, or began with."""
        left = self.left.get(key)
        return next((row for row in self.shared if left and row.pk == left.shared_id), self.shared[0])

    def _is_news(self, key: str) -> bool:
        known = self._known(key)
        before = said(self.readings[known.pk], key)
        if before is not None and key not in self.own.clauses:
            return False  # it left this article out before
        later = self.shared[self.shared.index(known) + 1 :]
        return any(said(self.readings[row.pk], key) != before for row in later)


def said(version: SharedFormat, key: str) -> Any:
    """All that counts of an article, with the fields that it asks; nothing when it is not there."""
    clause = version.clauses.get(key)
    if clause is None:
        return None
    fields = [clause.fields[name] for name in sorted(clause.variables & clause.fields.keys())]
    return (clause.title, clause.parsed, clause.need, clause.in_short, clause.part, clause.why, fields)


def in_force(owners: Collection[int]) -> list[Following]:
    """Of each own format that these gemeenten published, when a newer shared version came: beside that version.

    One query, once what is published was read before.
    """
    return _all(owners, drafts=False)


def in_writing(owners: Collection[int]) -> list[Following]:
    """The same for who maintains them: beside the draft, where there is one."""
    return _all(owners, drafts=True)


def of(row: Format) -> Following | None:
    """The own format that this is a version of, when the shared one went on since."""
    found = _all([row.owner_org_id] if row.owner_org_id else [], drafts=True, known=row)
    return next((one for one in found if one.format.document_kind == row.document_kind), None)


def _all(owners: Collection[int], *, drafts: bool, known: Format | None = None) -> list[Following]:
    """`known`: a version that was loaded already, maybe with its articles."""
    if not owners:
        return []
    rows = list(_rows(owners))
    by_id = {row.pk: row for row in (*rows, *([known] if known else []))}
    versions: dict[tuple[int, str], list[Format]] = {}
    for row in by_id.values():
        if row.owner_org_id:
            versions.setdefault((row.owner_org_id, row.document_kind), []).append(row)
    behind = []
    for own in versions.values():
        draft = next((row for row in own if row.published_at is None), None)
        chosen = [row for row in own if row.published_at or drafts]
        if chosen and len(shared := _since(own[0], by_id)) > 1:
            behind.append((chosen[-1], draft, shared))
    readings = published.by_ids(
        pk
        for own, _draft, shared in behind
        for pk in (own.pk if own.published_at else own.based_on_id, *(row.pk for row in shared))
        if pk
    )
    return [
        Following(
            own,
            draft,
            readings[own.pk] if own.published_at else published.read(own),
            shared,
            readings,
            _left(rows, own),
        )
        for own, draft, shared in behind
    ]


def _rows(owners: Collection[int]) -> QuerySet[Any]:
    """Their versions and the shared ones; a shared one once for each article of it that they set aside."""
    theirs = FilteredRelation("set_aside", condition=Q(set_aside__owner_org__in=owners))
    own = Q(owner_org__in=owners, owner_org__municipality__valid_until=None)
    wanted = own | Q(owner_org=None, published_at__isnull=False)
    return (
        Format.objects.filter(wanted)
        .annotate(
            aside=theirs,
            left_key=F("aside__clause_key"),
            left_owner=F("aside__owner_org"),
            left_at=F("aside__created_at"),
            left_by=F("aside__by__name"),
        )
        .select_related("owner_org")
        .order_by("number", "pk")
    )


def _since(first: Format, by_id: Mapping[int, Format]) -> list[Format]:
    """The shared version with which an own format began, and those that came after."""
    began = by_id.get(first.based_on_id or 0)
    if began is None or began.owner_org_id:
        return []
    same = [
        row for row in by_id.values() if not row.owner_org_id and row.document_kind == first.document_kind
    ]
    return [row for row in same if row.number >= began.number]


def _left(rows: Iterable[Any], own: Format) -> dict[str, Left]:
    """The last that was said about each article."""
    said_of = [
        row
        for row in rows
        if row.document_kind == own.document_kind and row.left_key and row.left_owner == own.owner_org_id
    ]
    return {row.left_key: Left(row.pk, row.number, row.left_at, row.left_by) for row in said_of}
