"""What changed between two frozen versions, article by article? Without rows: two contents in, changes out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.text import blocks
from samenspel import differences
from samenspel.differences import GONE, NEW, SAME, Span

Content = Mapping[str, Any]
CELL = " | "  # between the cells of a row


class Kind(Enum):
    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"
    MOVED = "moved"


WORDS = {
    Kind.ADDED: gettext_lazy("nieuw"),
    Kind.GONE: gettext_lazy("eruit"),
    Kind.CHANGED: gettext_lazy("andere tekst"),
    Kind.MOVED: gettext_lazy("andere plek"),
}


@dataclass(frozen=True)
class Change:
    """One article that is not what it was; both kinds hold for one that moved and got other words."""

    key: str
    title: str
    kinds: tuple[Kind, ...]
    old_number: int | None
    new_number: int | None
    spans: tuple[Span, ...]

    @property
    def before(self) -> list[Span]:
        return [span for span in self.spans if span.kind != NEW]

    @property
    def after(self) -> list[Span]:
        return [span for span in self.spans if span.kind != GONE]

    @property
    def words(self) -> list[str]:
        return [str(WORDS[kind]) for kind in self.kinds]

    @property
    def only_moved(self) -> bool:
        return self.kinds == (Kind.MOVED,)


def changes(old: Content, new: Content) -> list[Change]:
    """In the order of the new text; what went stands where it stood, after the article before it."""
    before, after = _articles(old), _articles(new)
    moved = _moved(list(before), list(after))
    found = [
        _change(key, before.get(key), after.get(key), moved=key in moved) for key in _order(before, after)
    ]
    return [change for change in found if change.kinds]


def text_of(article: Mapping[str, Any]) -> str:
    """All that an article says, a line for each paragraph, item and row of a table; its number is no part of it."""
    units = blocks.Preparer().units(article["blocks"], None)
    return "\n".join(line for unit in units for line in _lines(unit["block"]))


def _articles(content: Content) -> dict[str, Mapping[str, Any]]:
    return {article["key"]: article for part in content["parts"] for article in part["articles"]}


def _order(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    order = list(after)
    place = 0
    for key in before:
        if key in after:
            place = order.index(key) + 1
        else:
            order.insert(place, key)
            place += 1
    return order


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Of those in both: who stands out of the longest order that stayed. Coming and going moves nobody."""
    stayed = [key for key in before if key in set(after)]
    now = [key for key in after if key in set(before)]
    matching = SequenceMatcher(None, stayed, now, autojunk=False).get_matching_blocks()
    return set(now) - {key for match in matching for key in stayed[match.a : match.a + match.size]}


def _change(key: str, old: Any, new: Any, *, moved: bool) -> Change:
    named = bool(old and new and old["title"] != new["title"])  # its name stands above it already
    said_before, says_now = (_said_by(article, named=named) for article in (old, new))
    if old is None:
        kinds: tuple[Kind, ...] = (Kind.ADDED,)
    elif new is None:
        kinds = (Kind.GONE,)
    else:
        same = said_before == says_now
        kinds = (*(() if same else (Kind.CHANGED,)), *((Kind.MOVED,) if moved else ()))
    spans = [] if kinds in ((), (Kind.MOVED,)) else line_by_line(said_before, says_now)
    return Change(
        key=key,
        title=(new or old)["title"],
        kinds=kinds,
        old_number=old["number"] if old else None,
        new_number=new["number"] if new else None,
        spans=tuple(spans),
    )


def _said_by(article: Any, *, named: bool) -> str:
    if article is None:
        return ""
    return f"{article['title']}\n{text_of(article)}" if named else text_of(article)


def line_by_line(old: str, new: str) -> list[Span]:
    """Line by line where lines stayed, so that a long article stays quick; word by word where they did not."""
    was, now = old.split("\n"), new.split("\n")
    found: list[Span] = []
    for verb, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, was, now, autojunk=False
    ).get_opcodes():
        gone, come = "\n".join(was[old_from:old_to]), "\n".join(now[new_from:new_to])
        if found and not found[-1].text.endswith("\n"):
            found.append(Span(SAME, "\n"))
        found += [Span(SAME, come)] if verb == "equal" else differences.spans(gone, come)
    return found


def _lines(block: Mapping[str, Any]) -> Iterator[str]:
    match block["type"]:
        case "p":
            yield _said(block["spans"])
        case "list":
            yield from (f"– {_said(item)}" for item in block["items"])
        case "table":
            yield from filter(None, [block["caption"]])
            yield CELL.join(column["label"] for column in block["columns"])
            yield from (CELL.join(_said(cell["spans"]) for cell in row) for row in block["rows"])
            yield from (CELL.join([total["label"], total["amount"]]) for total in block["totals"])
        case "steps":
            yield from (f"{_said(step['who'])} {step['within']}".strip() for step in block["items"])
        case "parties":
            yield from (", ".join(filter(None, party.values())) for party in block["items"])
        case "annexes":
            for item in block["items"]:
                name = _("Bijlage %(number)s %(title)s") % item
                yield ", ".join(filter(None, [name, item["version"], item["rest"]]))
                if item["picture"]:
                    yield _("afbeelding %(mark)s: %(words)s") % {
                        "mark": item["picture"][:8],
                        "words": item["alt"],
                    }
                for inner in item["blocks"]:
                    yield from _lines(inner)
        case "signatures":
            for row in block["rows"]:
                yield from (", ".join(filter(None, [card["party"], card["function"]])) for card in row)


def _said(spans: list[dict[str, Any]]) -> str:
    blank = _("nog invullen:")
    return "".join(f"[{blank} {s['text']}]" if s.get("kind") == "blank" else s["text"] for s in spans)
