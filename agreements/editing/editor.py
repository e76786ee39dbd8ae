"""Which inputs does a field have on the page, and how does its value read?

One editor for all types: a field is a single input, a list with an item per line, or rows of a table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agreements.editing.cells import Cellbox, cellbox
from agreements.editing.inputs import digest, widget_of
from agreements.formats.typed import MAX_ROWS, Json, Refused, is_empty
from agreements.formats.variables import Variable
from agreements.models import FieldValue
from agreements.terms import Origin
from agreements.text import tables
from agreements.text.tables import Party
from samenspel.fields import DAY_HELP

# An option that is only letters to someone who does not make these papers daily.
CHOICE_LABELS = {"sok": _("Samenwerkingsovereenkomst")}
UNIT_CHOICES = (("weeks", _("weken")), ("months", _("maanden")), ("years", _("jaren")))


@dataclass
class Row:
    """One row of a table; `number` is what people call it, also in the sentence that refuses a cell."""

    number: int
    boxes: list[Cellbox]
    fresh: bool = False  # asked for just now: the place to go on typing


@dataclass
class Clash:
    """What someone else kept meanwhile, beside what was typed here."""

    who: str
    theirs: str
    mine: str
    revision: int


@dataclass
class Field:
    """A variable on the page: its value as typed or kept, and what is wrong with it."""

    variable: Variable
    value: Json
    revision: int = 0
    origin: str = ""
    error: str = ""
    waits: str = ""  # what is still to be typed before this can be kept
    clash: Clash | None = None
    seen: str = ""  # the mark of the text that the page showed, when that is another than this one
    file_value: str = ""  # what the file says now, when that differs
    blank_rows: int = 0
    parties: Mapping[str, Party] = field(default_factory=dict)
    articles: Iterable[tuple[str, str]] = ()
    annexes: Iterable[tuple[str, str]] = ()
    by_itself: str = ""  # the annex that this field means as long as nobody chooses one

    @property
    def name(self) -> str:
        return self.variable.name

    @property
    def widget(self) -> str:
        return widget_of(self.variable)

    @property
    def day_help(self) -> str:
        """The one sentence about picking a day, where this field is one."""
        return str(DAY_HELP) if self.widget in ("date", "period") else ""

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
            offered = self.parties.items()
            named = [(key, party.name) for key, party in offered if party.here or key == self.value]
            if self.value and self.value not in self.parties:
                named.append((str(self.value), str(self.value)))
            return [(key, name, key == self.value) for key, name in named]
        if self.widget == "annex":
            others = [(self.value, self.value)] if self.value and self.value not in dict(self.annexes) else []
            return [(key, label, key == self.value) for key, label in [*self.annexes, *others]]
        if self.widget == "articles":
            kept = self.value or []
            return [(key, title, key in kept) for key, title in self.articles]
        return [(option, _choice_label(option), option == self.value) for option in self.variable.options]

    @property
    def may_be_undone(self) -> bool:
        """A radio cannot be put out again, so a choice that may stay open is one of the options."""
        return self.widget in ("choice", "boolean") and not self.variable.required

    @property
    def chosen(self) -> str:
        return next((key for key, _label, chosen in self.options if chosen), "")

    @property
    def parts(self) -> dict[str, str]:
        """The parts of a duration or period."""
        value = self.value if isinstance(self.value, Mapping) else {}
        found = {key: str(value.get(key) or "") for key in ("number", "unit", "from", "to")}
        return found | {"unit": found["unit"] or "months"}

    @property
    def helps(self) -> list[tuple[str, str]]:
        """What may stand in the columns of a table that need a word of help."""
        found: dict[str, list[str]] = {}
        for column in self.variable.columns:
            if column.help:
                found.setdefault(str(column.help), []).append(str(column.label))
        return [(", ".join(labels), text) for text, labels in found.items()]

    @property
    def mark(self) -> str:
        """Sent back with the field: which text the page showed, so that an untouched field changes nothing."""
        return self.seen or f"{self.revision}-{digest(self.as_typed)}"

    @property
    def as_typed(self) -> Json:
        """What the browser sends when nobody touches the field."""
        match self.widget:
            case "table":
                return [{box.column.key: box.as_typed for box in row.boxes} for row in self.rows]
            case "choice" | "boolean" | "party" | "annex":
                return self.chosen
            case "articles":
                return [key for key, _label, chosen in self.options if chosen]
            case "duration" | "period":
                keys = ("number", "unit") if self.widget == "duration" else ("from", "to")
                return {key: self.parts[key] for key in keys}
        return self.text

    @property
    def units(self) -> tuple[tuple[str, Any], ...]:
        return UNIT_CHOICES

    @property
    def rows(self) -> list[Row]:
        """Kept rows and the empty ones to go on with; one when there is none."""
        kept = [row for row in (self.value or []) if isinstance(row, Mapping)]
        count = min(len(kept) + max(self.blank_rows, 0 if kept else 1), MAX_ROWS)
        padded = kept + [{}] * (count - len(kept))
        return [
            self.row(number, row, fresh=number >= len(kept) and self.blank_rows > 0)
            for number, row in enumerate(padded)
        ]

    def row(self, number: int, cells: Mapping[str, Json], *, fresh: bool = False) -> Row:
        boxes = [
            cellbox(f"{self.name}-{number}-{column.key}", column, cells.get(column.key), self.parties)
            for column in self.variable.columns
        ]
        return Row(number + 1, boxes, fresh)

    @property
    def row_count(self) -> int:
        return len(self.rows)


def _choice_label(option: str) -> str:
    return str(CHOICE_LABELS.get(option, capfirst(option)))


def field_of(
    variable: Variable,
    kept: FieldValue | None,
    *,
    parties: Mapping[str, Party],
    articles: Iterable[tuple[str, str]] = (),
    annexes: Iterable[tuple[str, str]] = (),
    by_itself: str = "",
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
        annexes=annexes,
        by_itself=by_itself,
        blank_rows=blank_rows,
    )


def in_words(variable: Variable, value: Json, parties: Mapping[str, Party]) -> str:
    """A value as plain text, for showing two of them beside each other."""
    if is_empty(value):
        return ""
    if variable.table:
        return "\n".join(_row_in_words(variable, row, parties) for row in value)
    if variable.type == "party":
        return parties[value].name if value in parties else str(value)
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return variable.printed(value)


def _row_in_words(variable: Variable, row: Mapping[str, Json], parties: Mapping[str, Party]) -> str:
    cells = (tables.cell_text(column, row.get(column.key), parties) for column in variable.columns)
    return " · ".join(cell for cell in cells if cell)


def typed_in_words(variable: Variable, raw: Json, parties: Mapping[str, Party]) -> str:
    """What was typed, also where it cannot be kept yet."""
    try:
        return in_words(variable, variable.clean(raw), parties)
    except Refused:
        return str(raw)
