"""Which words come and which go between two texts? Without rows and without HTML: a template sets the signs."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, ADDED, GONE = "same", "added", "gone"
LONG = 1000  # words; above this the commonest words are no longer matched, which keeps it quick

# A line end, a word (1.250 and mede-eigenaar are one) or a sign; a word has the space before it.
_WORDS = re.compile(r"\n|[^\S\n]*(?:\w+(?:[.,’'/-]\w+)*|[^\w\s])")


class Piece(NamedTuple):
    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """In reading order; what goes stands before what comes in its place."""
    return list(_changes(_WORDS.findall(before), _WORDS.findall(after)))


def _changes(old: list[str], new: list[str]) -> Iterator[Piece]:
    bare, new_bare = ([word.strip(" \t\u00a0") for word in words] for words in (old, new))
    matcher = SequenceMatcher(None, bare, new_bare, autojunk=min(len(old), len(new)) > LONG)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(SAME, _space(old[start], new[new_start]) + "".join(new[new_start:new_end]))
            continue
        if end > start:
            yield Piece(GONE, "".join(old[start:end]))
        if new_end > new_start:
            yield Piece(ADDED, "".join(new[new_start:new_end]))


def _space(old: str, new: str) -> str:
    """What stays may have opened the new text or a line of it; what goes before it still needs the space between."""
    return " " if old[:1] in " \t\u00a0" and new == new.lstrip() and new != "\n" else ""
