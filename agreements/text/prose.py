"""How does a clause with its values read: which paragraphs, lists and tables, and what is still missing?

Gives the blocks that preview and PDF print. What people typed enters here as a value and is never parsed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation

from agreements.formats import printing
from agreements.formats.clauses import Clause, Value
from agreements.formats.kinds import printed_option
from agreements.formats.typed import Json, is_empty
from agreements.formats.variables import BUILTIN_PARTIES, PARTY_FIELDS, Variable
from agreements.text import tables
from agreements.text.lines import DEFAULT_SHORT, Context, OpenChoice, Piece, complete, lines_of, sound
from agreements.text.tables import Block, Party, Span
from agreements.text.wording import (
    Missing,
    clean_own_text,
    missing_of,
    own_text,
    paragraphs,
    plain_text,
    structured,
    text_of,
)

__all__ = [
    "Block",
    "Composition",
    "Missing",
    "Party",
    "Span",
    "clean_own_text",
    "compose",
    "missing_of",
    "own_text",
    "plain_text",
    "structured",
]

PARTY_FIELD_LABELS = {
    "name": "naam van {party}",
    "short": "korte naam van {party}",
    "legal_form": "rechtsvorm van {party}",
    "place": "vestigingsplaats van {party}",
    "kvk": "KVK-nummer van {party}",
    "representative": "functie van wie tekent voor {party}",
}
_ANNEXES = Variable("bijlagen", "document_list")
_DEFAULT_NAMES = re.compile(r"\b(?:([Dd])e gemeente|([Hh])et initiatief)\b")
REFERENCE = re.compile(r'[Hh]et artikel "([^"\n]+)"')
_ENDED = re.compile(r"[.!?…][\"”’]?$")
_STARTS_SENTENCE = re.compile(r"\s*$|\.|\s+[\"“(]?[A-Z]")


@dataclass(frozen=True)
class Composition:
    blocks: list[Block]
    missing: list[Missing]


def compose(
    clause: Clause,
    variables: Mapping[str, Variable],
    values: Mapping[str, Json],
    *,
    parties: Mapping[str, Party],
    numbers: Mapping[str, tuple[int, str]] | None = None,
    states: Mapping[str, str] | None = None,
    annexes: Sequence[Mapping[str, Any]] | None = None,
) -> Composition:
    """The article as blocks, with what is missing.

    `numbers` gives number and title of each article of the document. An article whose state is "dropped" is
    not referred to. `annexes` are the rows of the list of annexes, if not those in `values`.
    """
    numbers = {k: v for k, v in (numbers or {}).items() if (states or {}).get(k) != "dropped"}
    annexes = sound(_ANNEXES, values.get("bijlagen")) or [] if annexes is None else annexes
    with translation.override("nl"):
        printed = complete(clause.variables(), variables, values, parties)
        context = Context(variables, printed, parties, numbers, annexes)
        blocks = _Page(context).filled(lines_of(clause.nodes, context))
    return Composition(blocks, missing_of(blocks))


@dataclass
class _Page:
    context: Context
    blocks: list[Block] = field(default_factory=list)
    sentence: list[Span] = field(default_factory=list)
    bullets: list[list[Span]] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    stop_dropped: bool = False

    def filled(self, lines: list[list[Piece]]) -> list[Block]:
        for line in lines:
            first = line[0]
            if isinstance(first, str) and (first == "-" or first.startswith("- ")):
                self.line([first[1:].lstrip(), *line[1:]], in_bullet=True)
                if self.sentence:
                    self.bullets.append(_with_bold_lead(self.sentence))
                self.sentence = []
            else:
                self.end_bullets()
                self.line(line, in_bullet=False)
                self.end_paragraph()
        self.end_bullets()
        return self.blocks

    def line(self, line: list[Piece], in_bullet: bool) -> None:
        for place, piece in enumerate(line):
            if isinstance(piece, str):
                self.text(piece)
            elif isinstance(piece, OpenChoice):
                self.blank(piece.name, self.context.variable(piece.name).blank_label)
            elif self.context.is_party(piece):
                self.party(piece)
            else:
                self.value(piece, alone=len(line) == 1, after=_text_after(line, place), in_bullet=in_bullet)

    # -- text of the format

    def text(self, text: str) -> None:
        if self.stop_dropped or (self.ends_with_value() and _ENDED.search(text_of(self.sentence[-1]))):
            text = text.removeprefix(".")
        self.stop_dropped = False
        text = _DEFAULT_NAMES.sub(self.short_name, text)
        position = 0
        for match in REFERENCE.finditer(text):
            reference = self.reference_to(match[1])
            if reference is not None:
                self.words(text[position : match.start()])
                self.add(reference)
                position = match.end()
        self.words(text[position:])

    def words(self, text: str) -> None:
        if not self.sentence:
            text = printing.capitalised(text.lstrip())
        if text and self.sentence and set(self.sentence[-1]) == {"t"}:
            self.sentence[-1] = {"t": self.sentence[-1]["t"] + text}
        elif text:
            self.sentence.append({"t": text})

    def short_name(self, match: re.Match[str]) -> str:
        name = "gemeente" if match[1] else "initiatief"
        short = self.context.short(name)
        if short == DEFAULT_SHORT[name]:
            return match[0]
        return printing.capitalised(short) if (match[1] or match[2]).isupper() else short

    def reference_to(self, title: str) -> Span | None:
        for key, (number, known) in self.context.numbers.items():
            if known == title:
                return {"ref": f"a-{key}", "t": printing.clause_reference(number, known)}
        return None

    # -- values

    def party(self, node: Value) -> None:
        text = self.context.party_text(node)
        attribute = PARTY_FIELDS.get(node.field, "name")
        if not text:
            who = DEFAULT_SHORT.get(node.name) or self.context.variable(node.name).blank_label
            if self.context.party(node.name) is None and node.name not in BUILTIN_PARTIES:
                self.blank(node.name, who)
            else:
                label = PARTY_FIELD_LABELS[attribute].format(party=who)
                part = node.field or "naam"
                self.blank(f"{node.name}.{part}", label, f"v-{node.name}-{part}")
        elif node.name in BUILTIN_PARTIES:
            starts = self.sentence and re.search(r"[.!?] $", text_of(self.sentence[-1]))
            self.words(printing.capitalised(text) if starts else text)
        else:
            self.add({"v": text, "name": node.name})

    def value(self, node: Value, *, alone: bool, after: str | None, in_bullet: bool) -> None:
        context, variable = self.context, self.context.variable(node.name)
        value = context.value(node.name)
        if variable.at_signing:
            self.add({"line": variable.name, "label": variable.blank_label})
        elif is_empty(value):
            self.blank(variable.name, variable.blank_label)
        elif variable.type == "longtext":
            self.longtext(variable, value, in_bullet)
        elif not variable.is_block:
            self.add(self.inline(variable, value))
        elif in_bullet or not (alone or self.leads_in(after) or _only_below(variable)):
            self.spans(tables.inline(variable, value, context.parties, context.numbers))
        else:
            self.end_paragraph()
            self.blocks += tables.blocks(variable, value, context.parties, context.numbers)
            self.stop_dropped = True

    def inline(self, variable: Variable, value: Json) -> Span:
        if variable.type == "document":
            return tables.annex_reference(variable, value, self.context.annexes)
        text = printed_option(value) if variable.type == "choice" else variable.printed(value)
        if variable.filled_from == "berekend" and variable.name == "totaal":
            text += " (inclusief btw)"
        return {"v": text, "name": variable.name}

    def longtext(self, variable: Variable, value: str, in_bullet: bool) -> None:
        """Its first paragraph goes on in the sentence, its last one is gone on with."""
        if in_bullet:
            text = " ".join(re.sub(r"^[-•*] ", "", line) for line in value.split("\n") if line)
            self.add({"v": text, "name": variable.name})
            return
        for number, block in enumerate(paragraphs(value)):
            if number or block["type"] == "list":
                self.end_paragraph()
            if block["type"] == "list":
                items = [
                    [{"v": text_of(span), "name": variable.name} for span in item] for item in block["items"]
                ]
                self.blocks.append(block | {"items": items})
                self.stop_dropped = True
            else:
                self.add({"v": text_of(block["spans"][0]), "name": variable.name})

    # -- small steps

    def spans(self, spans: list[Span]) -> None:
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        self.stop_dropped = False
        if not self.sentence:
            key = "v" if "v" in span else "t"
            span = span | {key: printing.capitalised(span[key])} if key in span else span
        self.sentence.append(span)

    def blank(self, name: str, label: str, anchor: str = "") -> None:
        count = self.anchors[name] = self.anchors.get(name, 0) + 1
        span = {"blank": name, "label": label}
        if anchor or count > 1:
            span["anchor"] = (anchor or f"v-{name}") + (f"-{count}" if count > 1 else "")
        self.add(span)

    def ends_with_value(self) -> bool:
        return bool(self.sentence) and "v" in self.sentence[-1]

    def leads_in(self, after: str | None) -> bool:
        """A list goes below a sentence that ends in a colon."""
        before = text_of(self.sentence[-1]).rstrip() if self.sentence else ""
        return before.endswith(":") and after is not None and bool(_STARTS_SENTENCE.match(after))

    def end_paragraph(self) -> None:
        if self.sentence and "t" in self.sentence[-1]:
            self.sentence[-1] = self.sentence[-1] | {"t": self.sentence[-1]["t"].rstrip()}
        if any(text_of(span) or "blank" in span or "line" in span for span in self.sentence):
            self.blocks.append({"type": "p", "spans": self.sentence})
        self.sentence = []

    def end_bullets(self) -> None:
        if self.bullets:
            self.blocks.append({"type": "list", "ordered": False, "items": self.bullets})
        self.bullets = []


def _only_below(variable: Variable) -> bool:
    """A table is never set inside a sentence, whatever its text says."""
    return variable.table is not None and not tables.reads_as_list(variable)


def _text_after(line: list[Piece], place: int) -> str | None:
    """The text right behind a value; None when another value follows."""
    if place + 1 == len(line):
        return ""
    following = line[place + 1]
    return following if isinstance(following, str) else None


def _with_bold_lead(spans: list[Span]) -> list[Span]:
    """The words before the colon of a bullet: "De gemeente:"."""
    first = spans[0] if spans else {}
    head, colon, rest = str(first.get("t", "")).partition(":")
    if set(first) != {"t"} or not colon or len(head) > 60 or not (rest or spans[1:]):
        return spans
    return [{"t": f"{head}:", "b": True}, *([{"t": rest}] if rest else []), *spans[1:]]
