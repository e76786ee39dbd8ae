"""How does a form ask for the rows of a table, with the row editor of a draft?"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from agreements.editing import inputs
from agreements.editing.editor import Field
from agreements.formats.typed import MAX_ROWS, Json, Refused
from agreements.formats.variables import Variable
from agreements.text.tables import Party

PREFIX = "tabel-"  # a field of a format may be called as one of the form itself


class Typed(NamedTuple):
    """Rows as they were typed, and the mark of the rows that the page began with."""

    rows: list[dict[str, str]]
    mark: str


class RowsWidget(forms.Widget):
    is_group = True  # many inputs under one legend
    blank_rows = 0

    def __init__(self, variable: Variable, start: Json, parties: Mapping[str, Party]) -> None:
        super().__init__()
        self.variable = replace(variable, name=f"{PREFIX}{variable.name}")
        self.start = start
        self.parties = parties

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What nobody touched stays as it is now, also where that is something else than the page showed."""
        rows = inputs.typed(self.variable, data)
        if not inputs.was_sent(self.variable, data) or inputs.untouched(self.variable, rows, data):
            return self.start
        return Typed(rows, data[f"rev-{self.variable.name}"])

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return render_to_string("agreements/_rows_field.html", {"field": self.field(value)})

    def field(self, value: Any) -> Field:
        """The table as the row editor knows it."""
        rows, mark = value if isinstance(value, Typed) else (value, "")
        return Field(self.variable, rows, seen=mark, parties=self.parties, blank_rows=self.blank_rows)


class RowsField(forms.Field):
    widget: RowsWidget

    def __init__(self, variable: Variable, start: Json, parties: Mapping[str, Party]) -> None:
        self.variable = variable
        super().__init__(
            widget=RowsWidget(variable, start, parties),
            label=variable.label,
            help_text=variable.help,
            initial=start,
            required=False,
        )

    def clean(self, value: Any) -> Json:
        try:
            return self.variable.clean(value.rows if isinstance(value, Typed) else value)
        except Refused as refused:
            raise ValidationError(str(refused)) from refused


def asks_row(form: forms.Form, data: QueryDict) -> RowsField | None:
    """The table whose button for an empty row was pressed, rather than that of the form."""
    field = form.fields.get(str(data.get("extra-row")))
    return field if isinstance(field, RowsField) else None


def as_typed(form: forms.Form, data: QueryDict) -> dict[str, Any]:
    """Everything on the page as it is, to show it again without a judgement, with the empty row that was asked."""
    if table := asks_row(form, data):
        table.widget.blank_rows = 1
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
    }


def fresh_row(table: RowsField, data: QueryDict) -> dict[str, Any]:
    """The empty row alone, behind those that were sent; nothing when the table is full."""
    count = inputs.rows_sent(table.widget.variable, data)
    if count >= MAX_ROWS:
        return {}
    field = table.widget.field([])
    return {"field": field, "row": field.row(count, {}, fresh=True), "row_count": count + 1}
