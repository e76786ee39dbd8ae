"""Which lines of a clause are printed with these values, before they become paragraphs, lists and tables?

Choices are made and empty optional pieces are left out; values stay apart from the text around them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agreements.formats.clauses import Condition, Node, Optional, Text, Value
from agreements.formats.typed import NO, YES, Json, Refused, is_empty
from agreements.formats.variables import BUILTIN_PARTIES, PARTY_FIELDS, Variable
from agreements.text import tables
from agreements.text.tables import Party

DEFAULT_SHORT = {"gemeente": "de gemeente", "initiatief": "het initiatief"}


def complete(
    names: Iterable[str],
    variables: Mapping[str, Variable],
    values: Mapping[str, Json],
    parties: Mapping[str, Party],
) -> dict[str, Json]:
    """The values this clause prints, with what follows from others: totals, and the parties themselves."""
    values_of_clause: dict[str, Json] = {}
    for name in names:
        variable = variables.get(name) or Variable(name, "text")
        value = sound(variable, values.get(name))
        if variable.filled_from == "berekend":
            budgets = [v for v in variables.values() if v.type == "budget_table"]
            rows = [row for budget in budgets for row in sound(budget, values.get(budget.name)) or []]
            value = tables.computed(name, rows, parties)
        elif variable.filled_from == "samenwerking.partijen" and is_empty(value):
            value = list(tables.taking_part(parties))
        elif variable.type == "signature_list" and is_empty(value):
            value = [
                {"party": key, "function": function}
                for key, party in tables.taking_part(parties).items()
                for function in party.signatories or (party.representative,)
            ]
        values_of_clause[name] = value
    return values_of_clause


def sound(variable: Variable, value: Json) -> Json:
    """A value that no longer fits its field, as after a change of the format, counts as missing."""
    try:
        return variable.clean(value)
    except Refused:
        return None


@dataclass
class Context:
    variables: Mapping[str, Variable]
    values: Mapping[str, Json]
    parties: Mapping[str, Party]
    numbers: Mapping[str, tuple[int, str]]
    annexes: Sequence[Mapping[str, Any]]

    def variable(self, name: str) -> Variable:
        return self.variables.get(name) or Variable(name, "text")

    def value(self, name: str) -> Json:
        value = self.values.get(name)
        if self.variable(name).type == "clause_list" and value:
            return [key for key in value if key in self.numbers]
        return value

    def party(self, name: str) -> Party | None:
        """A built-in party, one chosen by key, or an organisation that was only named."""
        if name in BUILTIN_PARTIES:
            return self.parties.get(BUILTIN_PARTIES[name])
        return tables.party_named(self.values.get(name), self.parties)

    def short(self, name: str) -> str:
        party = self.party(name)
        return (party.short if party else "") or DEFAULT_SHORT.get(name, party.name if party else "")

    def party_text(self, node: Value) -> str:
        attribute = PARTY_FIELDS.get(node.field, "name")
        if attribute == "short":
            return self.short(node.name)
        party = self.party(node.name)
        return str(getattr(party, attribute)) if party else ""

    def is_party(self, node: Value) -> bool:
        return node.name in BUILTIN_PARTIES or self.variable(node.name).type == "party"

    def is_filled(self, node: Value) -> bool:
        if self.is_party(node):
            return bool(self.party_text(node))
        return self.variable(node.name).at_signing or not is_empty(self.value(node.name))

    def holds(self, node: Condition) -> bool:
        value = self.value(node.name)
        variable = self.variable(node.name)
        if node.option is None:
            return (
                not is_empty(value)
                and value is not False
                and not (variable.type == "money" and float(value) == 0)
            )
        if variable.type == "boolean":
            return value is (node.option == YES) and node.option in (YES, NO)
        return bool(value == node.option)


@dataclass(frozen=True)
class OpenChoice:
    """A choice that is still open, where it would have decided what to print."""

    name: str


Piece = str | Value | OpenChoice


def lines_of(nodes: Sequence[Node], context: Context) -> list[list[Piece]]:
    """Lines of text and values, with choices made and empty optional pieces left out."""
    lines: list[list[Piece]] = [[]]
    # A choice that the text also prints shows its own blank there.
    asked = {node.name for node in nodes if isinstance(node, Value)}

    def put(nodes: Iterable[Node]) -> None:
        for node in nodes:
            if isinstance(node, Text):
                first, *rest = node.text.split("\n")
                lines[-1].append(first)
                lines.extend([text] for text in rest)
            elif isinstance(node, Value):
                lines[-1].append(node)
            elif isinstance(node, Optional):
                if all(context.is_filled(value) for value in node.values()):
                    put(node.nodes)
            elif context.holds(node):
                put(node.nodes)
            elif _is_open(node, context) and node.name not in asked:
                asked.add(node.name)
                lines[-1].append(OpenChoice(node.name))

    put(nodes)
    return [pieces for line in lines if (pieces := _trimmed(line))]


def _is_open(node: Condition, context: Context) -> bool:
    return context.variable(node.name).required and is_empty(context.value(node.name))


def _trimmed(line: list[Piece]) -> list[Piece]:
    """Without the blanks that a left-out piece leaves behind."""
    merged: list[Piece] = []
    for piece in line:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        else:
            merged.append(piece)
    merged = [re.sub(r"[ \t]+", " ", piece) if isinstance(piece, str) else piece for piece in merged]
    if merged and isinstance(merged[0], str):
        merged[0] = merged[0].lstrip()
    if merged and isinstance(merged[-1], str):
        merged[-1] = merged[-1].rstrip()
    return [piece for piece in merged if piece != ""]
