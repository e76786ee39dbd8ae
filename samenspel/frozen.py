"""What does a row that never changes say, as one hash?

An event names the hash of the rows it tells of, so the chain of a file holds those rows as well. A row that no event
tells of keeps its own. `frozen` of a model names its columns; words that are blanked for an erased person stay out.
What is fixed only later, as the end of a publication, an event holds when it happens: `frozen_when` names those columns.
A column that came after rows were held counts where it says something: `frozen_if_filled`. Older rows keep their hash.
"""

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models.fields.files import FieldFile


class Moment(NamedTuple):
    """A row as it is from a moment of its life on: `Moment(publication, "ended")`."""

    row: Any
    name: str


def name_of(held: Any) -> str:
    """How an event points at a row, or at a moment of it: `version:<uuid>`, `publication.ended:<uuid>`."""
    row, moment = held if isinstance(held, Moment) else (held, "")
    return f"{'.'.join(filter(None, (row._meta.model_name, moment)))}:{row.uuid}"


def digest(held: Any) -> str:
    row, columns = (
        (held.row, held.row.frozen_when[held.name]) if isinstance(held, Moment) else (held, _columns(held))
    )
    said = {name: _plain(getattr(row, name)) for name in columns}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{name_of(held)}\n{text}".encode()).hexdigest()


def _columns(row: Any) -> list[str]:
    return [*row.frozen, *(name for name in getattr(row, "frozen_if_filled", ()) if getattr(row, name))]


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.name if isinstance(value, FieldFile) else value
