"""How is plain text written by people set as an article, and what is still blank in an article?"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from agreements.formats.typed import lines, plain
from agreements.text.tables import Block, Span

MAX_OWN_TEXT = 20_000


class Missing(NamedTuple):
    name: str
    anchor: str
    label: str


def clean_own_text(raw: object) -> str:
    """The wording to keep, or a refusal when it is longer than an article can be."""
    return lines(raw, MAX_OWN_TEXT) or ""


def in_one_form(text: str) -> str:
    """Words of any length as they would be kept, to lay beside others."""
    return lines(text, len(text) * 4) or ""


def own_text(text: str, kept: Iterable[Block] = ()) -> list[Block]:
    """Paragraphs and lists of plain text; `kept` are the tables of the clause, which stay rows.

    A kept block stands below the first sentence that leads in nothing else, the rest at the end.
    """
    waiting = list(kept)
    blocks: list[Block] = []
    found = paragraphs(plain(text)[:MAX_OWN_TEXT])
    for number, block in enumerate(found):
        blocks.append(block)
        following = found[number + 1]["type"] if number + 1 < len(found) else ""
        leads_in = block["type"] == "p" and text_of(block["spans"][-1]).endswith(":")
        if waiting and leads_in and following != "list":
            blocks.append(waiting.pop(0))
    return blocks + waiting


def paragraphs(text: str) -> list[Block]:
    blocks: list[Block] = []
    for raw in text.split("\n"):
        line = raw.strip()
        item = re.match(r"[-–•*]\s+(.+)", line)
        if item and blocks and blocks[-1]["type"] == "list":
            blocks[-1]["items"].append([{"t": item[1]}])
        elif item:
            blocks.append({"type": "list", "ordered": False, "items": [[{"t": item[1]}]]})
        elif line:
            blocks.append({"type": "p", "spans": [{"t": line}]})
    return blocks


def plain_text(blocks: Iterable[Block]) -> str:
    """The wording of an article, to start from when someone writes it anew; tables are left out."""
    lines = []
    for block in blocks:
        if block["type"] == "p":
            lines.append(_words(block["spans"]))
        elif block["type"] == "list":
            lines += [f"- {_words(item)}" for item in block["items"]]
    return "\n".join(lines)


def structured(blocks: Iterable[Block]) -> list[Block]:
    """The blocks that stay rows when the wording around them is written anew."""
    return [block for block in blocks if block["type"] not in ("p", "list")]


def text_of(span: Span) -> str:
    return str(span.get("t", span.get("v", "")))


def _words(spans: Iterable[Span]) -> str:
    return "".join(text_of(span) or ("…" if "blank" in span or "line" in span else "") for span in spans)


def missing_of(blocks: Iterable[Block]) -> list[Missing]:
    """Every blank in reading order; one in a table also says in which row it is."""
    found = []
    for block in blocks:
        if block["type"] == "p":
            found += [_missing(span) for span in block["spans"] if "blank" in span]
        elif block["type"] == "table":
            for row in block["rows"]:
                found += [_missing(span, _words(row[0])) for cell in row for span in cell if "blank" in span]
        elif block["type"] == "annexes":
            for item in block["items"]:
                found += missing_of(item.get("blocks", ()))
        elif block["type"] in ("list", "steps"):
            for item in block["items"]:
                spans = item["who"] if isinstance(item, dict) else item
                found += [
                    _missing(span, _words(spans).partition("(")[0]) for span in spans if "blank" in span
                ]
    return found


def _missing(span: Span, row: str = "") -> Missing:
    row = row.strip(" …;")
    label = span["label"] + (f" bij “{row[:60]}”" if row and "anchor" in span else "")
    return Missing(span["blank"], span.get("anchor", f"v-{span['blank']}"), label)
