"""Which words come and which go between two texts? Without rows and without HTML: a template sets the signs."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, ADDED, GONE = "same", "added", "gone"
LONG = 1000  # words; above this the commonest words are no longer matched, which keeps it quick

_WORDS = re.compile(r"\n|[^\S\n]*\S+")  # a word with the space before it, or a line end


class Piece(NamedTuple):
    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """In reading order; what goes stands before what comes in its place."""
    return list(_changes(_WORDS.findall(before), _WORDS.findall(after)))


def _changes(old: list[str], new: list[str]) -> Iterator[Piece]:
    keys = [[word.strip(" \t") for word in words] for words in (old, new)]
    matcher = SequenceMatcher(None, *keys, autojunk=min(len(old), len(new)) > LONG)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(SAME, "".join(new[new_start:new_end]))
            continue
        if end > start:
            yield Piece(GONE, "".join(old[start:end]))
        if new_end > new_start:
            yield Piece(ADDED, "".join(new[new_start:new_end]))
