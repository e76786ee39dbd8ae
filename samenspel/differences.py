"""Which words changed between two texts?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

WORDS = re.compile(r"\s+|\S+")


@dataclass(frozen=True)
class Span:
    """A run of words: `same`, `gone` (only in the old text) or `new` (only in the new one)."""

    kind: str
    text: str


def spans(old: str, new: str) -> list[Span]:
    """Both texts as one: word by word, what stayed, what went and what came."""
    return list(_merged(list(_runs(WORDS.findall(old), WORDS.findall(new)))))


def _runs(old: list[str], new: list[str]) -> Iterator[Span]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for verb, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if verb == "equal":
            yield Span("same", "".join(old[old_from:old_to]))
            continue
        yield Span("gone", "".join(old[old_from:old_to]))
        yield Span("new", "".join(new[new_from:new_to]))


def _merged(runs: list[Span]) -> Iterator[Span]:
    """A space, or a lone word amid replaced ones, reads better as part of the change than as something that stayed."""
    gone = new = ""
    for run, following in pairwise([*runs, Span("same", "")]):
        if run.kind == "same" and following.kind != "same" and _is_amid(run.text, gone, new):
            gone, new = gone + run.text, new + run.text
        elif run.kind == "same":
            yield from _changed(gone, new)
            gone = new = ""
            yield run
        elif run.kind == "gone":
            gone += run.text
        else:
            new += run.text
    yield from _changed(gone, new)


def _is_amid(text: str, gone: str, new: str) -> bool:
    return bool((gone or new) and not text.strip()) or bool(gone and new and len(text.split()) == 1)


def _changed(gone: str, new: str) -> Iterator[Span]:
    if gone:
        yield Span("gone", gone)
    if new:
        yield Span("new", new)
