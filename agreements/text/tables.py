"""How is a list, a table or a party of an agreement set below the text, and what follows from its rows?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agreements.formats import printing
from agreements.formats.columns import (
    CERTAINTY_OPEN,
    CERTAINTY_PROMISED,
    CERTAINTY_REQUESTED,
    Cell,
    Column,
    Layout,
    Table,
)
from agreements.formats.typed import Json, is_empty, who
from agreements.formats.variables import Variable
from samenspel.dutch import NBSP

Block = dict[str, Any]
Span = dict[str, Any]
Numbers = Mapping[str, tuple[int, str]]

_PARTY_KEY = re.compile(r"(?:municipality|initiative|support|partner)(?:-\d+)?")
# Words that mean a party in a cell, whatever its short name.
_PARTY_WORDS = {
    "gemeente": "municipality",
    "de gemeente": "municipality",
    "initiatief": "initiative",
    "het initiatief": "initiative",
}


@dataclass(frozen=True)
class Party:
    """A party as it stands in the document; `short` is what the text calls it."""

    key: str
    name: str
    short: str = ""
    legal_form: str = ""
    place: str = ""
    kvk: str = ""
    representative: str = ""
    side: str = ""
    # Every function that signs; without these the representative does.
    signatories: tuple[str, ...] = ()
    here: bool = True  # a text can still name a party that stopped


def taking_part(parties: Mapping[str, Party]) -> dict[str, Party]:
    return {key: party for key, party in parties.items() if party.here}


def party_named(value: Json, parties: Mapping[str, Party]) -> Party | None:
    """The party with this key, or an organisation that was only named; a key of nobody names nothing."""
    if is_empty(value):
        return None
    if found := parties.get(value) or parties.get(_PARTY_WORDS.get(str(value).lower(), "")):
        return found
    return None if _PARTY_KEY.fullmatch(value) else Party(key="", name=value, short=value)


def party_keys(cell: Json, parties: Mapping[str, Party]) -> set[str]:
    """Which parties are meant in a cell that says who."""
    names = {
        name.lower(): key
        for key, party in parties.items()
        for name in (party.name, party.short, printing.without_article(party.short))
        if name
    }
    words = {word.lower() for word in who(cell)}
    return {
        key
        for word in words
        if (key := word if word in parties else names.get(word) or _PARTY_WORDS.get(word)) is not None
    }


# --- what follows from rows


def budget_sums(rows: Sequence[Mapping[str, Json]]) -> dict[str, Decimal]:
    """Total and, per certainty, the part of it."""
    sums = dict.fromkeys(("total", CERTAINTY_PROMISED, CERTAINTY_REQUESTED, CERTAINTY_OPEN), Decimal(0))
    for row in rows:
        amount = Decimal(row.get("amount") or 0)
        sums["total"] += amount
        if row.get("certainty") in sums:
            sums[row["certainty"]] += amount
    return sums


def computed(name: str, budget: Sequence[Mapping[str, Json]], parties: Mapping[str, Party]) -> Json:
    """The value of a field that nobody fills in."""
    if name == "aantal_exemplaren":
        return len(taking_part(parties)) or None
    if not budget or name not in ("totaal", "ongedekt"):
        return None
    return f"{budget_sums(budget)['total' if name == 'totaal' else CERTAINTY_OPEN]:.2f}"


# --- in a sentence


def inline(variable: Variable, value: Json, parties: Mapping[str, Party], numbers: Numbers) -> list[Span]:
    """A list inside a sentence, joined with commas and "en"."""
    items = _item_spans(variable, value, parties, numbers)
    if variable.type == "list":
        return [{"v": printing.joined(value), "name": variable.name}]
    spans: list[Span] = []
    for number, item in enumerate(items):
        if number:
            spans.append({"t": " en " if number == len(items) - 1 else ", "})
        spans += item
    return spans


def annex_reference(variable: Variable, value: str, annexes: Sequence[Mapping[str, Any]]) -> Span:
    """ "bijlage 2" when the document is one of the annexes, otherwise its title."""
    for number, row in enumerate(annexes, 1):
        names = (row.get("key"), row.get("title"), f"bijlage {number}")
        if value.casefold() in [str(name).casefold() for name in names]:
            return {"ref": row.get("anchor") or f"bijlage-{number}", "t": f"bijlage{NBSP}{number}"}
    return {"v": value, "name": variable.name}


# --- below a sentence


def reads_as_list(variable: Variable) -> bool:
    return variable.table is None or variable.table.layout == Layout.LIST


def blocks(variable: Variable, value: Json, parties: Mapping[str, Party], numbers: Numbers) -> list[Block]:
    if variable.type == "party_list":
        return [_parties(variable, value, parties)]
    if variable.table is None or variable.table.layout == Layout.LIST:
        items = _item_spans(variable, value, parties, numbers)
        return [{"type": "list", "ordered": False, "items": items}]
    match variable.table.layout:
        case Layout.STEPS:
            return [{"type": "steps", "items": _steps(variable, value)}]
        case Layout.ANNEXES:
            return [{"type": "annexes", "items": _annexes(value)}]
        case Layout.SIGNATURES:
            cards = {"type": "signatures", "items": _signatures(value, parties)}
            return [*_unsigned(variable, value, parties), cards]
    return [_table(variable, variable.table, value, parties)]


def _item_spans(
    variable: Variable, value: Json, parties: Mapping[str, Party], numbers: Numbers
) -> list[list[Span]]:
    if variable.type == "clause_list":
        return [
            [{"ref": f"a-{key}", "t": printing.clause_reference(*numbers[key])}]
            for key in value
            if key in numbers
        ]
    if variable.type == "party_list":
        known = [party for key in value if (party := party_named(key, parties))]
        return [[{"v": party.name, "name": variable.name}] for party in known]
    if variable.table is None:
        return [[{"v": item, "name": variable.name}] for item in value]
    return [_row_item(variable, variable.table, row, number, parties) for number, row in enumerate(value)]


def _row_item(
    variable: Variable, table: Table, row: Mapping[str, Json], number: int, parties: Mapping[str, Party]
) -> list[Span]:
    """A row as one line: the first cell, and the others behind it."""
    first, *rest = table.columns
    details = "; ".join(
        f"warmtebron: {text}" if column.key == "source" else text
        for column in rest
        if (text := cell_text(column, row.get(column.key), parties))
    )
    text = cell_text(first, row.get(first.key), parties)
    if text:
        return [{"v": f"{text} ({details})" if details else text, "name": variable.name}]
    behind = [{"v": f" ({details})", "name": variable.name}] if details else []
    return [_blank(variable, first, number), *behind]


def _parties(variable: Variable, value: Json, parties: Mapping[str, Party]) -> Block:
    """With their short names only where the parties present themselves."""
    presents = variable.filled_from == "samenwerking.partijen"
    found = [party for key in value if (party := party_named(key, parties))]
    items = [
        {
            "name": party.name,
            "legal_form": party.legal_form,
            "place": party.place,
            "kvk": party.kvk,
            "representative": party.representative if presents else "",
            "short": party.short if presents else "",
        }
        for party in found
    ]
    return {"type": "parties", "items": items}


def _steps(variable: Variable, rows: Json) -> list[dict[str, Any]]:
    steps = []
    for number, row in enumerate(rows):
        words = row.get("who")
        spans = (
            [{"t": printing.capitalised(words)}] if words else [_blank(variable, variable.columns[0], number)]
        )
        within = row.get("within", "")
        steps.append({"who": spans, "within": f"{within} werkdagen" if within.isdigit() else within})
    return steps


def _annexes(rows: Json) -> list[dict[str, Any]]:
    return [
        {
            "anchor": f"bijlage-{number}",
            "title": row.get("title", ""),
            "version": row.get("version", ""),
            "date": row.get("date", ""),
            "pages": row.get("pages"),
        }
        for number, row in enumerate(rows, 1)
    ]


def _signatures(rows: Json, parties: Mapping[str, Party]) -> list[dict[str, Any]]:
    """A card per party, with every function that signs for it."""
    cards: dict[str, dict[str, Any]] = {}
    for row in rows:
        party = party_named(row.get("party"), parties)
        if party is None:
            continue
        card = cards.setdefault(party.name, {"party": party.name, "functions": [], "side": party.side})
        if row.get("function"):
            card["functions"].append(row["function"])
    return list(cards.values())


def _unsigned(variable: Variable, rows: Json, parties: Mapping[str, Party]) -> list[Block]:
    """A blank for each party of which nobody signs yet; a card has no place for one."""
    blocks = []
    for number, row in enumerate(rows):
        party = party_named(row.get("party"), parties)
        if party is not None and not row.get("function"):
            blank = _blank(variable, variable.columns[1], number)
            label = f"functie van wie tekent voor {party.short or party.name}"
            spans = [{"t": f"Voor {party.name} tekent: "}, blank | {"label": label}]
            blocks.append({"type": "p", "spans": spans})
    return blocks


def _table(variable: Variable, table: Table, rows: Json, parties: Mapping[str, Party]) -> Block:
    numbered = list(enumerate(rows))
    if table.kind == "definition_list":
        numbered.sort(key=lambda pair: str(pair[1].get("word", "")).casefold())
    cells = [
        [_cell(variable, column, row, number, parties) for column in table.columns]
        for number, row in numbered
    ]
    if table.kind == "definition_list":
        for row in cells:
            row[0] = [span | {"b": True} if "t" in span else span for span in row[0]]
    block: Block = {
        "type": "table",
        "kind": table.kind,
        "name": variable.name,
        "caption": variable.caption or str(table.caption),
        "wide": table.wide,
        "columns": [
            {"key": column.key, "label": str(column.label), "width": column.width, "align": column.align}
            for column in table.columns
        ],
        "rows": cells,
    }
    if table.kind == "budget_table":
        block["totals"] = _totals(rows)
    return block


def _totals(rows: Json) -> list[dict[str, str]]:
    sums = budget_sums(rows)
    lines = [
        ("Totaal", sums["total"], "totaal"),
        ("waarvan toegezegd", sums[CERTAINTY_PROMISED], "waarvan"),
        ("waarvan aangevraagd", sums[CERTAINTY_REQUESTED], "waarvan"),
        ("Nog niet gedekt", sums[CERTAINTY_OPEN], "ongedekt"),
    ]
    return [
        {"label": label, "amount": printing.amount(amount), "style": style}
        for label, amount, style in lines
        if amount or style == "totaal"
    ]


def _cell(
    variable: Variable, column: Column, row: Mapping[str, Json], number: int, parties: Mapping[str, Party]
) -> list[Span]:
    text = cell_text(column, row.get(column.key), parties)
    if text:
        return [{"t": text}]
    return [_blank(variable, column, number)] if column.required else []


def cell_text(column: Column, value: Json, parties: Mapping[str, Party]) -> str:
    if is_empty(value):
        return ""
    match column.type:
        case Cell.MONEY:
            return printing.amount(value)
        case Cell.INTEGER:
            return printing.integer(value)
        case Cell.WHEN:
            return printing.date(value)
        case Cell.WHO:
            return ", ".join(who_text(word, parties) for word in who(value))
    return str(value)


def who_text(word: str, parties: Mapping[str, Party]) -> str:
    party = party_named(word, parties)
    if party is None or not party.key:
        return {"municipality": "gemeente", "initiative": "initiatief"}.get(word, word)
    return printing.without_article(party.short or party.name)


def _blank(variable: Variable, column: Column, number: int) -> Span:
    label = str(column.label)
    return {
        "blank": variable.name,
        "label": label[:1].lower() + label[1:],
        "anchor": f"v-{variable.name}_{number}_{column.key}",
    }
