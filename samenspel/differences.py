"""Which words come and which go between two texts? Without rows and without HTML: a template sets the signs."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

SAME, GONE, NEW = "same", "gone", "new"
LONG = 1000  # words; above this the commonest words are no longer matched, which keeps it quick

# A line end, a word (1.250 and mede-eigenaar are one) or a sign; a word has the space before it.
_WORDS = re.compile(r"\n|[^\S\n]*(?:\[[^\[\]\n]*\]|\w+(?:[.,’'/-]\w+)*|[^\w\s])")
_WORD = re.compile(r"\w+")
_SPACE = " \t\u00a0"
_POINT = re.compile(r"[-–•*](?:\s+|$)")


class Span(NamedTuple):
    """A run of words: `same`, `gone` (only in the old text) or `new` (only in the new one)."""

    kind: str
    text: str


def spans(old: str, new: str) -> list[Span]:
    """Both texts as one, in reading order; what goes stands before what comes in its place."""
    return list(_merged(list(_runs(_WORDS.findall(old), _WORDS.findall(new)))))


class Part(NamedTuple):
    """A paragraph, or the points of a list: each a line of spans."""

    is_list: bool
    lines: list[list[Span]]


def parts(found: Iterable[Span]) -> list[Part]:
    """A difference as it is read: in paragraphs, and a list where lines begin with a dash, which is then no word."""
    set_out: list[Part] = []
    for line in _lines(found):
        is_point = _POINT.match(line[0].text) is not None
        words = [Span(kind, _POINT.sub("", text, count=1)) for kind, text in line] if is_point else line
        if not set_out or not (is_point and set_out[-1].is_list):
            set_out.append(Part(is_point, []))
        set_out[-1].lines.append([span for span in words if span.text])
    return set_out


def _lines(found: Iterable[Span]) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for kind, text in found:
        for number, words in enumerate(text.split("\n")):
            if number:
                lines.append([])
            if words:
                lines[-1].append(Span(kind, words))
    return [line for line in lines if any(span.text.strip(_SPACE) for span in line)]


def _runs(old: list[str], new: list[str]) -> Iterator[Span]:
    bare, new_bare = ([word.strip(_SPACE) for word in words] for words in (old, new))
    matcher = SequenceMatcher(None, bare, new_bare, autojunk=min(len(old), len(new)) > LONG)
    for verb, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if verb == "equal":
            yield Span(SAME, _space(old[old_from], new[new_from]) + "".join(new[new_from:new_to]))
            continue
        if old_to > old_from:
            yield Span(GONE, "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Span(NEW, "".join(new[new_from:new_to]))


def _space(old: str, new: str) -> str:
    """What stays may have opened the new text or a line of it; what goes before it still needs the space between."""
    return " " if old[:1] in _SPACE and new == new.lstrip() and new != "\n" else ""


def _merged(runs: list[Span]) -> Iterator[Span]:
    """A lone word or sign amid replaced ones reads better as part of the change than as something that stayed."""
    gone = new = ""
    for run, following in pairwise([*runs, Span(SAME, "")]):
        amid = gone and new and following.kind != SAME and len(_WORD.findall(run.text)) <= 1
        if run.kind == GONE or (run.kind == SAME and amid):
            gone += run.text
        if run.kind == NEW or (run.kind == SAME and amid):
            new += run.text
        if run.kind == SAME and not amid:
            yield from _changed(gone, new)
            gone = new = ""
            yield run
    yield from _changed(gone, new)


def _changed(gone: str, new: str) -> Iterator[Span]:
    if gone:
        yield Span(GONE, gone)
    if new:
        yield Span(NEW, new)
