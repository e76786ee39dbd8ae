"""Which inputs does a field have on the page, and what did someone type in them?

One editor for all types: a field is a single input, a list with an item per line, or rows of a table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agreements import tables
from agreements.columns import Cell, Column
from agreements.models import FieldValue
from agreements.tables import Party
from agreements.terms import Origin
from agreements.typed import MAX_ROWS, Json, is_empty
from agreements.variables import Variable

# Type of a variable -> the inputs it has. Tables are recognised by their columns.
WIDGETS = {
    "longtext": "longtext",
    "date": "date",
    "choice": "choice",
    "boolean": "boolean",
    "list": "list",
    "party_list": "list",
    "clause_list": "articles",
    "party": "party",
    "duration": "duration",
    "period": "period",
    "integer": "number",
    "year": "number",
    "percent": "number",
    "money": "money",
}
UNIT_CHOICES = (("weeks", _("weken")), ("months", _("maanden")), ("years", _("jaren")))


@dataclass
class Cellbox:
    """One input in a row of a table."""

    name: str
    column: Column
    value: str

    @property
    def widget(self) -> str:
        return {Cell.CHOICE: "choice", Cell.LONGTEXT: "longtext"}.get(self.column.type, "text")


@dataclass
class Field:
    """A variable on the page: its value as typed or kept, and what is wrong with it."""

    variable: Variable
    value: Json
    revision: int = 0
    origin: str = ""
    error: str = ""
    conflict: str = ""  # what someone else saved meanwhile, in words
    file_value: str = ""  # what the file says now, when that differs
    blank_rows: int = 0
    parties: Mapping[str, Party] = field(default_factory=dict)
    articles: Iterable[tuple[str, str]] = ()

    @property
    def name(self) -> str:
        return self.variable.name

    @property
    def widget(self) -> str:
        return "table" if self.variable.table else WIDGETS.get(self.variable.type, "text")

    @property
    def grouped(self) -> bool:
        """Several inputs under one legend, rather than one under a label."""
        return self.widget in ("table", "boolean", "choice", "duration", "period", "articles")

    @property
    def empty(self) -> bool:
        return is_empty(self.value)

    @property
    def from_file(self) -> bool:
        return self.origin == Origin.FILE and not self.empty

    @property
    def proposed(self) -> bool:
        return self.origin == Origin.DEFAULT and not self.empty

    @property
    def text(self) -> str:
        """The value of a single input, as a person would type it."""
        if self.value is None:
            return ""
        if self.widget == "list":
            return "\n".join(self.value) if isinstance(self.value, list) else str(self.value)
        if self.widget == "money" and isinstance(self.value, str) and self.value.endswith(".00"):
            return self.value[:-3]
        return str(self.value).replace(".", ",") if self.widget == "money" else str(self.value)

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        if self.widget == "boolean":
            chosen = {True: "ja", False: "nee"}.get(self.value, str(self.value or ""))
            return [(option, option.capitalize(), option == chosen) for option in ("ja", "nee")]
        if self.widget == "party":
            named = [(key, party.name) for key, party in self.parties.items()]
            if self.value and self.value not in self.parties:
                named.append((str(self.value), str(self.value)))
            return [(key, name, key == self.value) for key, name in named]
        if self.widget == "articles":
            kept = self.value or []
            return [(key, title, key in kept) for key, title in self.articles]
        return [(option, option.capitalize(), option == self.value) for option in self.variable.options]

    @property
    def parts(self) -> dict[str, str]:
        """The parts of a duration or period."""
        value = self.value if isinstance(self.value, Mapping) else {}
        return {key: str(value.get(key) or "") for key in ("number", "unit", "from", "to")}

    @property
    def units(self) -> tuple[tuple[str, Any], ...]:
        return UNIT_CHOICES

    @property
    def rows(self) -> list[list[Cellbox]]:
        """Kept rows and one empty row to go on with."""
        kept = [row for row in (self.value or []) if isinstance(row, Mapping)]
        count = min(len(kept) + max(self.blank_rows, 0 if kept else 1), MAX_ROWS)
        padded = kept + [{}] * (count - len(kept))
        return [
            [
                Cellbox(f"{self.name}-{number}-{column.key}", column, self._cell(column, row.get(column.key)))
                for column in self.variable.columns
            ]
            for number, row in enumerate(padded)
        ]

    def _cell(self, column: Column, value: Json) -> str:
        """As a person would type it: a date in words, a party by its short name."""
        if is_empty(value):
            return ""
        return tables.cell_text(column, value, self.parties).replace("\u00a0", " ")

    @property
    def row_count(self) -> int:
        return len(self.rows)


def field_of(
    variable: Variable,
    kept: FieldValue | None,
    *,
    parties: Mapping[str, Party],
    articles: Iterable[tuple[str, str]] = (),
    file_value: Json = None,
    blank_rows: int = 0,
) -> Field:
    return Field(
        variable=variable,
        value=kept.value if kept else None,
        revision=kept.revision if kept else 0,
        origin=kept.origin if kept else "",
        file_value="" if is_empty(file_value) else in_words(variable, file_value, parties),
        parties=parties,
        articles=articles,
        blank_rows=blank_rows,
    )


def was_sent(variable: Variable, data: QueryDict) -> bool:
    """Every field on the page sends its revision, so that an emptied field is told from one that was not there."""
    return f"rev-{variable.name}" in data


def revision_sent(variable: Variable, data: QueryDict) -> int:
    sent = data.get(f"rev-{variable.name}", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def typed(variable: Variable, data: QueryDict) -> Json:
    """What was typed, in the shape that `Variable.clean` reads; nothing is judged here."""
    name = variable.name
    if variable.table:
        return _typed_rows(variable, data)
    widget = WIDGETS.get(variable.type, "text")
    if widget == "articles":
        return [key for key in data.getlist(name) if key]
    if widget == "duration":
        return {"number": data.get(f"{name}-number", ""), "unit": data.get(f"{name}-unit", "")}
    if widget == "period":
        return {"from": data.get(f"{name}-from", ""), "to": data.get(f"{name}-to", "")}
    return data.get(name, "")


def _typed_rows(variable: Variable, data: QueryDict) -> list[dict[str, str]]:
    sent = data.get(f"{variable.name}-rows", "0")
    count = min(int(sent), MAX_ROWS + 1) if sent.isdecimal() and len(sent) < 6 else 0
    rows = []
    for number in range(count):
        if data.get(f"{variable.name}-{number}-remove"):
            continue
        rows.append(
            {
                column.key: data.get(f"{variable.name}-{number}-{column.key}", "")
                for column in variable.columns
            }
        )
    return rows


def in_words(variable: Variable, value: Json, parties: Mapping[str, Party]) -> str:
    """A value as plain text, for showing two of them beside each other."""
    if is_empty(value):
        return ""
    if variable.table:
        return "\n".join(" · ".join(str(cell) for cell in row.values() if cell) for row in value)
    if variable.type == "party":
        return parties[value].name if value in parties else str(value)
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return variable.printed(value)
