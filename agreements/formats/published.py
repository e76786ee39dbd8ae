"""Which clauses and fields does this format have? Published formats never change, so they are read once."""

from dataclasses import dataclass
from functools import lru_cache

from agreements.formats import clauses
from agreements.formats.kinds import DocumentKind
from agreements.formats.variables import Variable
from agreements.models import Agreement, Format
from agreements.terms import Form

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

    def fields_of(self, clause_key: str) -> list[Variable]:
        """The fields that an article asks, in the order of its text; what is computed or signed asks nothing."""
        if clause_key not in self.clauses:
            return []
        clause = self.clauses[clause_key]
        mentioned = [name for name in _in_order(clause.parsed) if name in self.variables]
        asked = (self.variables[name] for name in mentioned)
        return [v for v in asked if self.asks(v)]

    def asks(self, variable: Variable) -> bool:
        given = variable.at_signing or variable.type == "document_list"  # the annexes list themselves
        return variable.filled_from not in NOT_ASKED and not given


NOT_ASKED = {"berekend", "samenwerking.partijen", "partijen", "bij tekenen"}


def _in_order(parsed: clauses.Clause) -> list[str]:
    names: list[str] = []
    for node in parsed.walk():
        name = node.name if isinstance(node, clauses.Value | clauses.Condition) else ""
        if name and name not in names:
            names.append(name)
    return names


def of(agreement: Agreement) -> SharedFormat:
    return _read(agreement.format_id)


def newest(kind: DocumentKind) -> Format | None:
    return (
        Format.objects.filter(document_kind=kind, owner_org=None, published_at__isnull=False)
        .order_by("-number")
        .first()
    )


@lru_cache(maxsize=64)
def _read(format_id: int) -> SharedFormat:
    row = Format.objects.get(pk=format_id)
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
            )
            for clause in row.clauses.all()
        },
        variables={
            variable.name: Variable.from_row(
                {
                    "name": variable.name,
                    "type": variable.type,
                    "label": variable.label,
                    "short": variable.short,
                    "caption": variable.caption,
                    "help": variable.help,
                    "required": variable.required,
                    "default": variable.default,
                    "filled_from": variable.filled_from,
                    "at_signing": variable.at_signing,
                }
            )
            for variable in row.variables.all()
        },
    )


def forget() -> None:
    """After tests emptied the tables."""
    _read.cache_clear()
