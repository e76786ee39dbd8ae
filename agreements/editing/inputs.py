"""Which input does a type of field have on the page, and what came back: what was typed, over which text?

Nothing is judged here; that is for `Variable.clean`.
"""

import re
from collections.abc import Mapping

from django.http import QueryDict

from agreements import hashes
from agreements.editing.cells import typed_cell
from agreements.formats.typed import MAX_ROWS, Json
from agreements.formats.variables import Variable

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
    "document": "annex",
    "duration": "duration",
    "period": "period",
    "integer": "number",
    "months": "number",
    "year": "number",
    "percent": "number",
    "money": "money",
}


def widget_of(variable: Variable) -> str:
    return "table" if variable.table else WIDGETS.get(variable.type, "text")


def was_sent(variable: Variable, data: QueryDict) -> bool:
    """Every field on the page sends its mark, so that an emptied field is told from one that was not there."""
    return f"rev-{variable.name}" in data


def revision_sent(variable: Variable, data: QueryDict) -> int:
    return _number(data.get(f"rev-{variable.name}", "").partition("-")[0])


def revision_chosen(variable: Variable, data: QueryDict) -> int:
    """Which text of someone else was on the page when one's own was chosen over it."""
    return _number(data.get(f"seen-{variable.name}", ""))


def untouched(variable: Variable, raw: Json, data: QueryDict) -> bool:
    """Whether the field still holds what the page showed, whatever others did to it meanwhile."""
    return data.get(f"rev-{variable.name}", "").partition("-")[2] == digest(raw)


def typed(variable: Variable, data: QueryDict) -> Json:
    """What was typed, in the shape that `Variable.clean` reads."""
    name = variable.name
    widget = widget_of(variable)
    if widget == "table":
        return _typed_rows(variable, data)
    if widget == "articles":
        return [key for key in data.getlist(name) if key]
    if widget == "duration":
        return {"number": data.get(f"{name}-number", ""), "unit": data.get(f"{name}-unit", "")}
    if widget == "period":
        return {"from": data.get(f"{name}-from", ""), "to": data.get(f"{name}-to", "")}
    return data.get(name, "")


def _typed_rows(variable: Variable, data: QueryDict) -> list[dict[str, str]]:
    """A row that goes away stays as an empty one, so that the others keep their number."""
    rows = []
    for number in range(rows_sent(variable, data)):
        gone = data.get(f"{variable.name}-{number}-remove")
        cells = {
            column.key: typed_cell(f"{variable.name}-{number}-{column.key}", column, data)
            for column in variable.columns
        }
        rows.append({} if gone else cells)
    return rows


def rows_sent(variable: Variable, data: QueryDict) -> int:
    return min(_number(data.get(f"{variable.name}-rows", "")), MAX_ROWS + 1)


def half_a_period(variable: Variable, data: QueryDict) -> bool:
    """Whether one date of two is there: then the other is still to come."""
    dates = [data.get(f"{variable.name}-{end}", "").strip() for end in ("from", "to")]
    return variable.type == "period" and dates.count("") == 1


def _number(sent: str) -> int:
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def _normal(raw: Json) -> Json:
    """As browsers may change it under way: line ends, spaces around it, the order of boxes, empty rows."""
    if isinstance(raw, Mapping):
        return {key: _normal(value) for key, value in raw.items()}
    if isinstance(raw, list):
        parts = [_normal(part) for part in raw]
        if all(isinstance(part, str) for part in parts):
            return sorted(parts)
        return [part for part in parts if any(part.values())]
    return re.sub(r"\r\n?", "\n", str(raw)).strip()


def digest(raw: Json) -> str:
    """A short mark of what is typed, the same however a browser sends it."""
    return hashes.digest(_normal(raw))[:10]
