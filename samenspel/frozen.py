"""What does a row that never changes say, as one hash?

An event names the hash of the rows it tells of, so the chain of a file holds those rows as well. A row that no event
tells of keeps its own. `frozen` of a model names its columns.
What is fixed only later, as the end of a publication, an event holds when it happens: `frozen_when` names those columns,
and `frozen_before` those that counted when older events held it.
A column that came after rows were held counts where it says something: `frozen_if_filled`. Older rows keep their hash.
What goes when a person is erased, or is said anew later, is held apart: each column of `apart` by itself, with a salt,
until an event holds it as it says since.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models.fields.files import FieldFile


class Moment(NamedTuple):
    """A row as it is from a moment of its life on: `Moment(publication, "ended")`."""

    row: Any
    name: str


class Column(NamedTuple):
    """One column of a row, as it says from here on: `Column(sheet, "reason")`."""

    row: Any
    name: str


def name_of(held: Any) -> str:
    """How an event points at a row, a moment of it or a column: `version:<uuid>`, `publication.ended:<uuid>`."""
    row, moment = held if isinstance(held, Moment | Column) else (held, "")
    return f"{'.'.join(filter(None, (row._meta.model_name, moment)))}:{row.uuid}"


def digest(held: Any) -> str:
    row, columns = (
        (held.row, held.row.frozen_when[held.name]) if isinstance(held, Moment) else (held, _columns(held))
    )
    return _digest(held, row, columns)


def digests(held: Any) -> set[str]:
    """Also the hash that older events name, where other columns counted then."""
    found = {digest(held)}
    if isinstance(held, Moment) and (columns := getattr(held.row, "frozen_before", {}).get(held.name)):
        found.add(_digest(held, held.row, columns))
    return found


def _digest(held: Any, row: Any, columns: Iterable[str]) -> str:
    said = {name: _plain(getattr(row, name)) for name in columns}
    return hashlib.sha256(f"{name_of(held)}\n{_as_text(said)}".encode()).hexdigest()


def apart(held: Any) -> list[Column]:
    """What of this is held by itself; of a row each such column that says something."""
    if isinstance(held, Moment | Column):
        return [held] if isinstance(held, Column) else []
    columns = (Column(held, name) for name in getattr(held, "apart", ()))
    return [column for column in columns if says_something(column)]


def says_something(column: Column) -> bool:
    return getattr(*column) not in ("", None)


def salted(column: Column, salt: str) -> str:
    """Without the salt nobody finds a short sentence again by trying."""
    text = f"{salt}\n{name_of(column)}\n{_as_text(_plain(getattr(*column)))}"
    return hashlib.sha256(text.encode()).hexdigest()


def _as_text(said: Any) -> str:
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _columns(row: Any) -> list[str]:
    return [*row.frozen, *(name for name in getattr(row, "frozen_if_filled", ()) if getattr(row, name))]


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.name if isinstance(value, FieldFile) else value
