"""How does a version of a format read with invented values?

The values are those of the file that every installation starts with; a field that came later gets one of its type.
"""

import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.formats import kinds
from agreements.formats.clauses import parse
from agreements.formats.published import SharedFormat
from agreements.formats.typed import Refused, is_empty
from agreements.formats.variables import Variable
from agreements.paper import content
from agreements.settling import standing
from agreements.terms import Length, VersionStatus
from agreements.text import prose
from agreements.text.summary import summary_of
from agreements.text.tables import Party

FILE = settings.BASE_DIR / "fixtures" / "formats-1.json"
SIGNED_LATER = {"berekend", "bij tekenen"}


@lru_cache(maxsize=1)
def _known() -> tuple[dict[str, Any], dict[str, Any], tuple[Party, ...]]:
    """By name, by type, and the parties."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    rows = [row for clause in data["clauses"] for row in clause["variables"]]
    by_type = {"months": 3} | {row["type"].partition(":")[0]: row["sample"] for row in reversed(rows)}
    parties = tuple(Party(**row) for row in data["sample_parties"])
    return {row["name"]: row["sample"] for row in rows}, by_type, parties


def values(fields: dict[str, Variable]) -> dict[str, Any]:
    """For each field that is filled in before signing."""
    asked = {name: field for name, field in fields.items() if not field.at_signing}
    found = {name: _value(field) for name, field in asked.items() if field.filled_from not in SIGNED_LATER}
    return {name: value for name, value in found.items() if not is_empty(value)}


def _value(field: Variable) -> Any:
    by_name, by_type, _parties = _known()
    if field.type == "choice" and field.name not in by_name:
        return field.options[0] if field.options else None
    if field.type in ("text", "longtext", "function") and field.name not in by_name:
        return _("voorbeeld van %(what)s") % {"what": field.blank_label}
    try:
        return field.clean(by_name.get(field.name, by_type.get(field.type)))
    except Refused:
        return field.options[0] if field.options else None


def as_document(spec: SharedFormat, length: Length) -> content.Content:
    """What a version of an agreement would freeze, with everything filled in."""
    parties = {party.key: party for party in _known()[2]}
    filled = values(spec.variables)
    keys = spec.opening(length)
    numbers = {key: (number, spec.clauses[key].title) for number, key in enumerate(keys, 1)}
    parts = [
        {
            "letter": letter,
            "title": title,
            "articles": [_article(spec, key, filled, parties, numbers) for key in under],
        }
        for letter, title, under in spec.under_parts(keys)
    ]
    named = [content.party_of(party) for party in parties.values()]
    covered, still_open = kinds.topics_covered(spec.topics, keys)
    return {
        "schema": 1,
        "kind": str(spec.kind),
        "kind_title": spec.kind.label,
        "length": str(length),
        "title": _("Voorbeeld"),
        "subtitle": _("Met verzonnen gegevens. Dit is geen afspraak."),
        "status": str(VersionStatus.DRAFT),
        "number": spec.number,
        "date": timezone.localdate().isoformat(),
        "language": "nl",
        "text_hash": content.text_hash(named, parts),
        "parties": named,
        "summary": summary_of(spec, filled, numbers),
        "parts": parts,
        "missing": [],
        "not_agreed": [],
        "annexes": filled.get("bijlagen") or [],
        "topics": {
            "covered": [str(kinds.TOPICS[t]) for t in covered],
            "open": [str(kinds.TOPICS[t]) for t in still_open],
        },
    }


def _article(
    spec: SharedFormat, key: str, filled: dict[str, Any], parties: dict[str, Party], numbers: Any
) -> dict[str, Any]:
    clause = spec.clauses[key]
    composed = prose.compose(clause.parsed, clause.fields, filled, parties=parties, numbers=numbers)
    return {
        "number": numbers[key][0],
        "key": key,
        "anchor": f"a-{key}",
        "title": clause.title,
        "state": standing.OPEN,
        "note": "",
        "blocks": composed.blocks,
    }


def paragraphs(text: str, fields: dict[str, Variable]) -> list[dict[str, Any]]:
    """One article that is being written, with invented values; it must be readable."""
    parties = {party.key: party for party in _known()[2]}
    return prose.compose(parse(text), fields, values(fields), parties=parties).blocks
