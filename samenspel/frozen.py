"""What does a row that never changes say, as one hash?

An event names the hash of the rows it tells of, so the chain of a file holds those rows as well. A row that no event
tells of keeps its own. `frozen` of a model names its columns; words that are blanked for an erased person stay out.
"""

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models.fields.files import FieldFile


def digest(row: Any) -> str:
    said = {name: _plain(getattr(row, name)) for name in row.frozen}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{row._meta.model_name}:{row.uuid}\n{text}".encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.name if isinstance(value, FieldFile) else value
