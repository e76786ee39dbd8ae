"""How is the text that people agree on turned into one short, stable mark?"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any


def canonical_json(value: Any) -> str:
    """The same value always gives the same characters, whatever the order of its keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(value: Any) -> str:
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def text_hash(parties: Sequence[Mapping[str, Any]], articles: Sequence[Mapping[str, Any]]) -> str:
    """The mark of what is agreed: parties and articles, not their status, date or version number."""
    return digest({"parties": list(parties), "articles": list(articles)})


def printed_mark(text_hash: str) -> str:
    """The kenmerk on paper: eight digits in two groups."""
    return f"{text_hash[:4]} {text_hash[4:8]}"
