"""Which clauses and fields does this format have? Published formats never change, so they are read once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from agreements.formats import clauses, kinds
from agreements.formats.kinds import DocumentKind
from agreements.formats.tables import COLUMNS
from agreements.formats.variables import Variable
from agreements.models import Agreement, Article, Format
from agreements.terms import Form, Length, Need

# Which document kind is drafted for which form of agreement; the other forms are only registered.
KIND_OF_FORM: dict[Form, DocumentKind] = {
    Form.LETTER_OF_INTENT: DocumentKind.LETTER_OF_INTENT,
    Form.COLLABORATION_AGREEMENT: DocumentKind.COLLABORATION_AGREEMENT,
    Form.COMMISSION: DocumentKind.COMMISSION,
    Form.GRANT_AGREEMENT: DocumentKind.GRANT_AGREEMENT,
    Form.IMPLEMENTATION_PLAN: DocumentKind.IMPLEMENTATION_PLAN,
    Form.PROJECT_PLAN: DocumentKind.PROJECT_PLAN,
}


@dataclass(frozen=True)
class ClauseSpec:
    key: str
    title: str
    need: str
    in_short: bool
    why: str
    topics: tuple[str, ...]
    parsed: clauses.Clause
    order: int
    part: str = ""
    fields: Mapping[str, Variable] = field(default_factory=dict)  # of the version it stands in

    @classmethod
    def outside(cls, key: str, title: str) -> "ClauseSpec":
        """What the parties added themselves: no fields, no text but their own."""
        return cls(key, title, "", False, "", (), clauses.parse(""), 0)

    @property
    def variables(self) -> set[str]:
        return self.parsed.variables()


@dataclass(frozen=True)
class SharedFormat:
    pk: int
    kind: DocumentKind
    number: int
    clauses: dict[str, ClauseSpec]
    variables: dict[str, Variable]

    @property
    def needs(self) -> dict[str, str]:
        return {key: clause.need for key, clause in self.clauses.items()}

    @property
    def topics(self) -> dict[str, tuple[str, ...]]:
        return {key: clause.topics for key, clause in self.clauses.items()}

    def in_order(self, keys: Collection[str]) -> list[str]:
        known = [clause for key, clause in self.clauses.items() if key in keys]
        return [clause.key for clause in sorted(known, key=lambda clause: (clause.part, clause.order))]

    def opening(self, length: Length) -> list[str]:
        """The articles a new document starts with."""
        return self.in_order(self.clauses) if length == Length.LONG else self.expected(length)

    def expected(self, length: Length) -> list[str]:
        """The articles whose absence is named: those of the short form, or all that is asked or advised."""
        if length == Length.SHORT:
            return self.in_order([key for key, clause in self.clauses.items() if clause.in_short])
        return self.in_order([key for key, need in self.needs.items() if need != Need.OPTIONAL])

    def offered(self, present: Collection[str]) -> list[str]:
        """What may still be added to a document that already holds `present`."""
        return [key for key in self.in_order(self.clauses) if key not in present]

    def under_parts(self, keys: Collection[str]) -> list[tuple[str, str, list[str]]]:
        return kinds.under_parts(self.in_order(keys), lambda key: self.clauses[key].part)

    def fields_of(self, clause_key: str) -> list[Variable]:
        """The fields that an article asks, in the order of its text; what is computed or signed asks nothing."""
        if clause_key not in self.clauses:
            return []
        clause = self.clauses[clause_key]
        asked = (clause.fields[name] for name in names_in_order(clause.parsed) if name in clause.fields)
        return [v for v in asked if self.asks(v)]

    def asks(self, variable: Variable) -> bool:
        given = variable.at_signing or variable.type == "document_list"  # the annexes list themselves
        return variable.filled_from not in NOT_ASKED and not given

    def following(self, others: Mapping[str, "SharedFormat"]) -> "SharedFormat":
        """This format, with some of its articles read as another version says them, fields and all."""
        read = dict(self.clauses) | {
            key: other.clauses[key] for key, other in others.items() if key in other.clauses
        }
        names = {
            name: read[key].fields[name]
            for key in others
            if key in read
            for name in read[key].variables & read[key].fields.keys()
        }
        return replace(self, clauses=read, variables=self.variables | names)


NOT_ASKED = {"berekend", "samenwerking.partijen", "partijen", "bij tekenen"}


def names_in_order(parsed: clauses.Clause) -> list[str]:
    names: list[str] = []
    for node in parsed.walk():
        name = node.name if isinstance(node, clauses.Value | clauses.Condition) else ""
        if name and name not in names:
            names.append(name)
    return names


def of(agreement: Agreement, articles: Iterable[Article] | None = None) -> SharedFormat:
    """Its format, and each article that follows another version as that one says it."""
    rows = agreement.articles.exclude(format=None) if articles is None else articles
    return with_versions(agreement.format_id, {row.clause_key: row.format_id for row in rows})


def with_versions(format_id: Any, format_of: Mapping[str, int | None]) -> SharedFormat:
    """`format_of`: per article the version it follows, when that is another one."""
    whole = by_id(format_id)
    others = {key: by_id(other) for key, other in format_of.items() if other and other != format_id}
    return whole.following(others) if others else whole


def newest(kind: DocumentKind, owner_id: int | None = None) -> Format | None:
    """The version with which new drafts begin: the shared one, or that of a gemeente."""
    rows = Format.objects.filter(document_kind=kind, owner_org=owner_id, published_at__isnull=False)
    return rows.order_by("-number").first()


def own_newest(owner_id: int) -> list[Format]:
    """Of each kind for which a gemeente has its own format: the version with which new drafts begin."""
    rows = Format.objects.filter(owner_org=owner_id, published_at__isnull=False)
    return list({row.document_kind: row for row in rows.order_by("document_kind", "number")}.values())


_KEPT: dict[int, SharedFormat] = {}
MOST = 128  # versions


def by_id(format_id: Any) -> SharedFormat:
    """Of a published format: a draft still changes, and is read with `read`."""
    return by_ids([format_id])[format_id]


def by_ids(format_ids: Iterable[int]) -> dict[int, SharedFormat]:
    """Several at once; what was read before is not read again."""
    asked = set(format_ids)
    if new := asked - _KEPT.keys():
        rows = Format.objects.filter(pk__in=new).prefetch_related("clauses", "variables")
        if len(_KEPT) + len(new) > MOST:
            kept = {pk: _KEPT[pk] for pk in asked & _KEPT.keys()}
            _KEPT.clear()
            _KEPT.update(kept)
        _KEPT.update({row.pk: read(row) for row in rows})
    return {pk: _KEPT[pk] for pk in asked}


def read(row: Format) -> SharedFormat:
    fields = fields_of_rows(row.variables.all())
    return SharedFormat(
        pk=row.pk,
        kind=DocumentKind(row.document_kind),
        number=row.number,
        clauses={
            clause.key: ClauseSpec(
                key=clause.key,
                title=clause.title,
                need=clause.need,
                in_short=clause.in_short,
                why=clause.why,
                topics=tuple(clause.topics),
                parsed=clauses.parse(clause.text),
                order=clause.order,
                part=clause.part,
                fields=fields,
            )
            for clause in row.clauses.all()
        },
        variables=fields,
    )


def fields_of_rows(rows: Iterable[Any]) -> dict[str, Variable]:
    return {row.name: Variable.from_row({name: getattr(row, name) for name in COLUMNS}) for row in rows}


def forget() -> None:
    """After tests emptied the tables."""
    _KEPT.clear()
