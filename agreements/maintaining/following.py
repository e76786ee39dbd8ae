"""What is new in the shared format for a gemeente that keeps its own, and what did it say of that?

Three readings of an article decide: the shared one that the gemeente knew, the shared one now, and its own. It is news
when the shared one changed and its own reads otherwise. What only the gemeente itself changed is no news.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, prefetch_related_objects

from agreements.formats.clauses import names
from agreements.formats.kinds import DocumentKind
from agreements.maintaining.changes import OF_CLAUSE, OF_FIELD, Change, stamp
from agreements.models import Clause, Format, SetAside, Variable


class Reading:
    """One version, with its articles and fields by name."""

    def __init__(self, row: Format) -> None:
        self.row = row
        self.clauses: dict[str, Clause] = {clause.key: clause for clause in row.clauses.all()}
        self.fields: dict[str, Variable] = {field.name: field for field in row.variables.all()}

    def says(self, key: str) -> Any:
        """All that counts of an article, with the fields that it asks; nothing when it is not there."""
        clause = self.clauses.get(key)
        if clause is None:
            return None
        asked = [self.fields[name] for name in self.asks(key)]
        return [_of(clause, OF_CLAUSE), *(_of(field, OF_FIELD) for field in asked)]

    def asks(self, key: str) -> list[str]:
        """The fields that its text names."""
        clause = self.clauses.get(key)
        return sorted(names(clause.text) & self.fields.keys()) if clause else []


def _of(row: Clause | Variable, columns: Iterable[str]) -> list[Any]:
    return [getattr(row, column) for column in columns]


@dataclass(frozen=True)
class News:
    """One article that reads otherwise in the shared format. `left`: not taken over, by whom and when."""

    key: str
    own: Clause | None
    shared: Clause | None
    fields: tuple[Change, ...] = ()
    left: SetAside | None = None
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
        """Which own text is chosen about."""
        return stamp(self.own) if self.own else ""

    @property
    def details(self) -> list[tuple[str, list[Any]]]:
        return Change(self.key, self.own, self.shared).details


class Following:
    """An own format beside the newest shared one. `own`: the draft, or else the newest version."""

    def __init__(
        self, own: Reading, base: Reading | None, shared: list[Reading], left: Mapping[str, SetAside]
    ) -> None:
        self.own, self.base, self.shared, self.left = own, base, shared, left

    @property
    def format(self) -> Format:
        return self.own.row

    @property
    def newest(self) -> Format:
        return self.shared[-1].row

    @property
    def draft(self) -> Format | None:
        return None if self.format.published_at else self.format

    @cached_property
    def differing(self) -> list[News]:
        """Every article that reads otherwise, but for what only the gemeente ever had."""
        now = self.shared[-1]
        shared = dict.fromkeys(key for reading in reversed(self.shared) for key in reading.clauses)
        keys = [key for key in shared if key in now.clauses or key in self.own.clauses]
        return [self._news(key) for key in keys if self.own.says(key) != now.says(key)]

    @property
    def news(self) -> list[News]:
        """What nobody chose about yet."""
        return [news for news in self.differing if self._is_news(news.key)]

    @property
    def set_aside(self) -> list[News]:
        return [news for news in self.differing if news.left and not self._is_news(news.key)]

    @property
    def otherwise(self) -> list[News]:
        """Where the gemeente itself chose other words, and the shared format did not change since."""
        return [
            news for news in self.differing if news.shared and not news.left and not self._is_news(news.key)
        ]

    @cached_property
    def taken(self) -> list[str]:
        """Titles of what its draft took over already, and what no version of it says yet."""
        now, base = self.shared[-1], self.base
        if self.draft is None or base is None:
            return []
        keys = [*now.clauses, *(key for key in base.clauses if key not in now.clauses)]
        found = [k for k in keys if self.own.says(k) == now.says(k) != base.says(k)]
        return [(now.clauses.get(key) or base.clauses[key]).title for key in found]

    @property
    def waits(self) -> bool:
        """Whether everything was chosen about, and the draft that says so lies to be published."""
        return bool(self.taken and not self.news)

    def about(self, key: str) -> News | None:
        return next((news for news in self.differing if news.key == key), None)

    def _news(self, key: str) -> News:
        now, known = self.shared[-1], self._known(key)
        fields = [Change(name, self.own.fields.get(name), now.fields[name]) for name in now.asks(key)]
        return News(
            key,
            self.own.clauses.get(key),
            now.clauses.get(key),
            tuple(field for field in fields if field.kind == "added" or field.details),
            self.left.get(key),
            own_words=self.own.says(key) != known.says(key),
        )

    def _known(self, key: str) -> Reading:
        """The shared version of which the gemeente chose last: the one it set aside, or began with."""
        left = self.left.get(key)
        return next((r for r in self.shared if left and r.row.pk == left.shared_id), self.shared[0])

    def _is_news(self, key: str) -> bool:
        known = self._known(key)
        if key not in self.own.clauses and key in known.clauses:
            return False  # it left this article out before
        later = self.shared[self.shared.index(known) + 1 :]
        return any(reading.says(key) != known.says(key) for reading in later)


def of_owners(owners: Collection[int]) -> list[Following]:
    """Of each own format of these gemeenten that grew from an earlier shared version than the newest."""
    rows = Format.objects.filter(Q(owner_org__in=owners) | Q(owner_org=None, published_at__isnull=False))
    return list(_read(list(rows.select_related("owner_org").order_by("number")))) if owners else []


def of(row: Format) -> Following | None:
    """The own format that this is a version of, when the shared one went on since."""
    if row.owner_org_id is None:
        return None
    found = of_owners([row.owner_org_id])
    return next((f for f in found if f.format.document_kind == row.document_kind), None)


def _read(rows: list[Format]) -> Iterator[Following]:
    by_id = {row.pk: row for row in rows}
    newest: dict[tuple[int, str], Format] = {}
    for row in rows:
        if row.owner_org_id:  # a draft has the highest number
            newest[row.owner_org_id, row.document_kind] = row
    behind = [(own, later) for own in newest.values() if len(later := _since(own, by_id)) > 1]
    if not behind:
        return
    asked = {row.pk: row for own, later in behind for row in (own, *later)}
    asked |= {own.based_on_id: by_id[own.based_on_id] for own, _later in behind if own.based_on_id in by_id}
    prefetch_related_objects(list(asked.values()), "clauses", "variables")
    readings = {pk: Reading(row) for pk, row in asked.items()}
    left = _left({own.owner_org_id for own, _later in behind if own.owner_org_id})
    for own, later in behind:
        kept = left.get((own.owner_org_id, own.document_kind), {})
        base = readings.get(own.based_on_id or 0)
        yield Following(readings[own.pk], base, [readings[row.pk] for row in later], kept)


def _since(own: Format, by_id: Mapping[int, Format]) -> list[Format]:
    """The shared version with which it all began, and those that came after."""
    first = own
    while first.owner_org_id and first.based_on_id and first.based_on_id in by_id:
        first = by_id[first.based_on_id]
    same = [row for row in by_id.values() if not row.owner_org_id and row.document_kind == own.document_kind]
    return [row for row in same if row.number >= first.number] if not first.owner_org_id else []


def _left(owners: Collection[int]) -> dict[tuple[Any, str], dict[str, SetAside]]:
    """Per own format, the last that was said about each article."""
    rows = SetAside.objects.filter(owner_org__in=owners).select_related("by", "shared")
    found: dict[tuple[Any, str], dict[str, SetAside]] = {}
    for row in rows.order_by("shared__number", "pk"):
        kind = DocumentKind(row.shared.document_kind)
        found.setdefault((row.owner_org_id, kind), {})[row.clause_key] = row
    return found
