"""How do the blocks of an article become numbered paragraphs, lists and tables that a template can print?

The same preparation serves the PDF, the print page and the preview in the editor, so numbers and blanks agree.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements import hashes
from agreements.text.typography import NBSP, typeset
from samenspel.dutch import MONTHS, full_date

Block = dict[str, Any]
Span = dict[str, Any]

# A sentence that leads in one of these is not numbered: it belongs to what stands below it.
_STANDS_ALONE = {"table", "parties", "steps", "annexes", "signatures"}
_YEAR = re.compile(rf"({'|'.join(MONTHS)}){NBSP}(?=\d{{4}})")


def anchor(value: object) -> str:
    """A name that can stand in an id and behind a #, whatever was given."""
    return re.sub(r"[^\w-]", "", str(value), flags=re.ASCII)[:80]


def blank_anchor(span: Span) -> str:
    return anchor(span.get("anchor") or f"v-{span['blank']}")


def spans_of(block: Block) -> Iterator[list[Span]]:
    """Every span list of a block, in reading order."""
    match block.get("type"):
        case "p":
            yield block.get("spans", [])
        case "list":
            yield from block.get("items", [])
        case "table":
            for row in block.get("rows", []):
                yield from row
        case "steps":
            for item in block.get("items", []):
                yield item.get("who", [])
        case "annexes":
            for item in block.get("items", []):
                for inner in item.get("blocks", []):
                    yield from spans_of(inner)


def blanks_of(blocks: list[Block]) -> Iterator[Span]:
    """What is still to be filled in, in reading order, each field once."""
    seen = set()
    for block in blocks:
        for spans in spans_of(block):
            for span in spans:
                if "blank" in span and blank_anchor(span) not in seen:
                    seen.add(blank_anchor(span))
                    yield span


class Preparer:
    """Carries through one document which anchors exist and which blanks have been named."""

    def __init__(self, known: set[str] | None = None) -> None:
        self.known = known or set()
        self.named: set[str] = set()

    def units(self, blocks: list[Block], number: int | None) -> list[dict[str, Any]]:
        """Leden where an article has more than one paragraph, and plain blocks around them.

        A sentence and the list or paragraph it leads in are one lid; a table, a ladder or a block of signatures
        stands between leden. Without a number nothing is numbered.
        """
        groups = _groups([block for block in blocks if not _is_empty(block)])
        leden = sum(numbered for numbered, _members in groups)
        units: list[dict[str, Any]] = []
        count = 0
        for numbered, members in groups:
            prepared = [self.block(member) for member in members]
            if not (numbered and number is not None and leden > 1):
                units += [{"lid": False, "block": block} for block in prepared]
                continue
            count += 1
            lid = {"number": f"{number}.{count}", "spans": prepared[0]["spans"], "below": prepared[1:]}
            if units and units[-1]["lid"]:
                units[-1]["items"].append(lid)
            else:
                units.append({"lid": True, "items": [lid]})
        return units

    def block(self, block: Block) -> dict[str, Any]:
        kind = block["type"]
        match kind:
            case "p":
                return {"type": kind, "spans": self.spans(block.get("spans", []))}
            case "list":
                items = [self.spans(item) for item in block.get("items", [])]
                return {"type": kind, "ordered": bool(block.get("ordered")), "items": items}
            case "table":
                return self._table(block)
            case "steps":
                return {"type": kind, "items": [self._step(item) for item in block.get("items", [])]}
            case "parties":
                return {"type": kind, "items": [party(item) for item in block.get("items", [])]}
            case "annexes":
                found = [self._annex(item, number) for number, item in enumerate(block.get("items", []), 1)]
                return {"type": kind, "items": found}
            case "signatures":
                return {"type": kind, "rows": signature_rows(block.get("items", []))}
        raise ValueError(f"unknown block type {kind!r}")

    def spans(self, spans: list[Span], *, narrow: bool = False) -> list[dict[str, Any]]:
        """Spans as they print; in a narrow cell the year may go to the next line."""
        prepared: list[dict[str, Any]] = []
        before = ""
        for span in spans:
            if "blank" in span:
                prepared.append(self._blank(span))
                before = "x"
            elif "line" in span:
                prepared.append({"kind": "line", "text": typeset(span.get("label", ""))})
                before = "x"
            else:
                text = typeset(span.get("v") or span.get("t") or "", before)
                text = _YEAR.sub(r"\1 ", text) if narrow else text
                before = text[-1:] or before
                prepared.append(self._text(span, text))
        return prepared

    def _text(self, span: Span, text: str) -> dict[str, Any]:
        if "ref" in span:
            target = anchor(span["ref"])
            return {"kind": "ref", "text": text, "target": target} if target in self.known else {"text": text}
        if "v" in span:
            return {"kind": "value", "text": text, "name": anchor(span.get("name", ""))}
        return {"kind": "strong" if span.get("b") else "", "text": text}

    def _blank(self, span: Span) -> dict[str, Any]:
        name = blank_anchor(span)
        first = name not in self.named
        self.named.add(name)
        return {
            "kind": "blank",
            "text": typeset(span.get("label") or span["blank"]),
            "id": name if first else "",
            "name": anchor(span["blank"]),
        }

    def _annex(self, item: dict[str, Any], number: int) -> dict[str, Any]:
        """A line of the list, and what the annex itself says where that is printed with the agreement."""
        found = annex(item) | {"number": number, "blocks": [self.block(b) for b in item.get("blocks", [])]}
        found["picture"] = item["file"]["sha256"] if "alt" in item else ""
        found["alt"] = typeset(item.get("alt") or found["title"])
        return found | {"printed": bool(found["blocks"] or found["picture"])}

    def _step(self, item: dict[str, Any]) -> dict[str, Any]:
        within = typeset(item.get("within", "")).strip()
        if within and not within.lower().startswith("binnen"):
            within = _("Binnen %(period)s") % {"period": within}
        who = self.spans(item.get("who", []))
        if who and not (
            who[-1].get("kind") != "blank" and who[-1]["text"].rstrip().endswith((".", "!", "?"))
        ):
            who.append({"kind": "", "text": "."})
        return {"who": who, "within": within[:1].upper() + within[1:].rstrip(".")}

    def _table(self, block: Block) -> dict[str, Any]:
        columns = block.get("columns", [])
        end = [column.get("align") == "end" for column in columns]
        widths = _widths(columns)
        labels = [typeset(column.get("label", "")) for column in columns]
        money = next((place for place, is_end in enumerate(end) if is_end and place), 1)
        rows = [
            [
                {"spans": self.spans(cell, narrow=True), "end": is_end, "label": label}
                for cell, is_end, label in zip(row, end, labels, strict=False)
            ]
            for row in block.get("rows", [])
        ]
        totals = [
            {
                "style": anchor(total.get("style", "")),
                "label": typeset(total["label"]),
                "amount": typeset(total["amount"]),
                "column": labels[money] if money < len(labels) else "",
                "between": range(money - 1),
                "after": range(len(columns) - money - 1),
            }
            for total in block.get("totals") or []
        ]
        return {
            "type": "table",
            "caption": typeset(block.get("caption") or ""),
            "wide": bool(block.get("wide")),
            "cards": len(columns) > 2,  # on a narrow screen
            "definitions": block.get("kind") == "definition_list",
            "whole": bool(totals) and len(rows) <= 16,
            "columns": [
                {"label": label, "width": width, "end": is_end}
                for label, width, is_end in zip(labels, widths, end, strict=True)
            ],
            "rows": rows,
            "totals": totals,
        }


def party(item: dict[str, Any]) -> dict[str, str]:
    """One party as one sentence behind its name."""
    name = typeset(item["name"])
    form = typeset(item.get("legal_form") or "")
    facts = [form] if form and form.lower() not in name.lower() else []
    if item.get("place"):
        facts.append(_("gevestigd in %(place)s") % {"place": typeset(item["place"])})
    if item.get("kvk"):
        facts.append(_("KVK-nummer %(number)s") % {"number": typeset(item["kvk"])})
    if item.get("representative"):
        facts.append(_("vertegenwoordigd door %(who)s") % {"who": typeset(item["representative"])})
    return {"name": name, "facts": ", ".join(facts), "short": typeset(item.get("short") or "")}


def annex(item: dict[str, Any]) -> dict[str, Any]:
    """One annex as a line: what it is called, and the facts by which people find the very same paper."""
    try:
        day = full_date(date.fromisoformat(str(item.get("date") or "")))
    except ValueError:
        day = str(item.get("date") or "")
    pages = item.get("pages") or 0
    count = ngettext("%(count)s pagina", "%(count)s pagina’s", pages) % {"count": pages} if pages else ""
    name = anchor(item.get("anchor", ""))
    return {
        "anchor": name,
        "key": name.removeprefix("bijlage-"),
        "opens": "file" in item or "of" in item,
        "title": typeset(item["title"]).rstrip("."),
        "version": typeset(item.get("version") or ""),
        "rest": typeset(", ".join(filter(None, [day, count, item.get("place"), *_proof(item)]))),
    }


def _proof(item: dict[str, Any]) -> Iterator[str]:
    """By which mark a loose paper is known: the kenmerk of a version, the fingerprint of a file."""
    if "of" in item:
        yield _("kenmerk %(mark)s") % {"mark": hashes.printed_mark(item["of"]["text_hash"])}
    elif "file" in item and "alt" not in item:
        sha256 = item["file"]["sha256"]
        groups = " ".join(sha256[start : start + 8] for start in range(0, len(sha256), 8))
        yield _("los bestand met vingerafdruk (sha-256) %(groups)s") % {"groups": groups}


def signature_rows(items: list[dict[str, Any]]) -> list[list[dict[str, str]]]:
    """A card for every person who signs, two beside each other."""
    cards = [
        {
            "party": typeset(item["party"]),
            "function": typeset(function),
            "signed": typeset(item.get("signed", {}).get(function, "")),
        }
        for item in items
        for function in item.get("functions") or [""]
    ]
    return [cards[start : start + 2] for start in range(0, len(cards), 2)]


def _is_empty(block: Block) -> bool:
    return block["type"] != "p" and not (block.get("items") or block.get("rows"))


def _groups(blocks: list[Block]) -> list[tuple[bool, list[Block]]]:
    """What belongs together: (is it a lid, its blocks)."""
    groups: list[tuple[bool, list[Block]]] = []
    waiting: Block | None = None  # a sentence that ends in a colon leads in what follows
    for block in blocks:
        kind = block["type"]
        if waiting and kind not in _STANDS_ALONE:
            groups[-1][1].append(block)
            waiting = block if kind == "p" and _leads_in(block) else None
        elif kind == "p":
            groups.append((True, [block]))
            waiting = block if _leads_in(block) else None
        elif kind in _STANDS_ALONE:
            if groups and groups[-1][0] and groups[-1][1][-1]["type"] == "p":
                groups[-1] = (False, [*groups[-1][1], block])
            else:
                groups.append((False, [block]))
            waiting = None
        elif groups and groups[-1][0]:
            groups[-1][1].append(block)
        else:
            groups.append((False, [block]))
    return groups


def _leads_in(block: Block) -> bool:
    last = block.get("spans", [{}])[-1] if block.get("spans") else {}
    return str(last.get("t", last.get("v", ""))).rstrip().endswith(":")


def _widths(columns: list[dict[str, Any]]) -> list[int]:
    """Whole percentages that make a hundred; a column without one shares what is left."""
    given = [max(0, min(100, int(column.get("width") or 0))) for column in columns]
    unset = given.count(0)
    if unset:
        share = max(100 - sum(given), 6 * unset) // unset
        given = [width or share for width in given]
    total = sum(given) or 1
    return [max(4, width * 100 // total) for width in given] if total != 100 else given
