"""Which fields can an agreement have, of which type, and how does a value of each type read?

Values are plain JSON: dates and amounts are strings ("2027-03-07", "1250.00"), tables are lists of rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from agreements.formats import printing
from agreements.formats.columns import TABLES, Column, Table
from agreements.formats.typed import (
    NO,
    YES,
    Json,
    Refused,
    clean_boolean,
    clean_choice,
    clean_date,
    clean_duration,
    clean_integer,
    clean_list,
    clean_money,
    clean_percent,
    clean_period,
    clean_table,
    clean_year,
    is_empty,
    lines,
    one_line,
)

__all__ = ["BUILTIN_PARTIES", "PARTY_FIELDS", "TYPES", "Json", "Refused", "ValueType", "Variable", "is_empty"]

BUILTIN_PARTIES = {"gemeente": "municipality", "initiatief": "initiative"}
# Field in a clause -> attribute of a party.
PARTY_FIELDS = {
    "naam": "name",
    "kort": "short",
    "rechtsvorm": "legal_form",
    "plaats": "place",
    "kvk": "kvk",
    "vertegenwoordiger_functie": "representative",
}


@dataclass(frozen=True)
class Variable:
    """One field of an agreement: `label` asks for it, `short` names it in a sentence or a blank."""

    name: str
    type: str
    label: str = ""
    short: str = ""
    required: bool = False
    default: Json = None
    filled_from: str = "vragen"
    at_signing: bool = False
    help: str = ""
    options: tuple[str, ...] = ()
    caption: str = ""
    sample: Json = None

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "Variable":
        kind, _colon, options = str(row["type"]).partition(":")
        known = {key: row[key] for key in row if key in cls.__dataclass_fields__}
        chosen = tuple(row.get("options") or (options.split("|") if options else ()))
        if kind == "boolean":
            chosen = (YES, NO)
        return cls(**(known | {"type": kind, "options": chosen}))

    @property
    def table(self) -> Table | None:
        return TABLES.get(self.type)

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.table.columns if self.table else ()

    @property
    def is_block(self) -> bool:
        """Set below a sentence rather than in it."""
        return self.table is not None or self.type in ("list", "party_list", "clause_list")

    @property
    def blank_label(self) -> str:
        return self.short or self.label or self.name.replace("_", " ")

    def default_for(self, kind: str) -> Json:
        """A default may differ per kind of document."""
        if isinstance(self.default, Mapping) and "per_kind" in self.default:
            return self.default["per_kind"].get(kind)
        return self.default

    def clean(self, raw: Any) -> Json:
        """The value to keep, None or an empty list when nothing was typed; raises Refused."""
        return TYPES[self.type].clean(raw, self)

    def printed(self, value: Json) -> str:
        """The value as it reads in a sentence; blocks are set by `prose`."""
        return TYPES[self.type].printed(value)


@dataclass(frozen=True)
class ValueType:
    clean: Callable[[Any, Variable], Json]
    printed: Callable[[Any], str] = str


def _simple(clean: Callable[[Any], Json]) -> Callable[[Any, Variable], Json]:
    return lambda raw, _variable: clean(raw)


def _table(raw: Any, variable: Variable) -> Json:
    return clean_table(raw, TABLES[variable.type])


TYPES: dict[str, ValueType] = {
    "text": ValueType(_simple(one_line)),
    "longtext": ValueType(_simple(lines)),
    "function": ValueType(_simple(one_line)),
    "party": ValueType(_simple(one_line)),
    "document": ValueType(_simple(one_line)),
    "list": ValueType(_simple(clean_list), printing.joined),
    "party_list": ValueType(_simple(clean_list), printing.joined),
    "clause_list": ValueType(_simple(clean_list), printing.joined),
    "date": ValueType(_simple(clean_date), printing.date),
    "year": ValueType(_simple(clean_year)),
    "integer": ValueType(_simple(clean_integer), printing.integer),
    "months": ValueType(_simple(clean_integer), printing.months),
    "money": ValueType(_simple(clean_money), printing.money),
    "percent": ValueType(_simple(clean_percent), printing.percent),
    "duration": ValueType(_simple(clean_duration), lambda value: printing.duration(**value)),
    "period": ValueType(_simple(clean_period), lambda value: printing.period(value["from"], value["to"])),
    "boolean": ValueType(_simple(clean_boolean), lambda value: YES if value else NO),
    "choice": ValueType(lambda raw, variable: clean_choice(raw, variable.options), str),
    **{kind: ValueType(_table) for kind in TABLES},
}
