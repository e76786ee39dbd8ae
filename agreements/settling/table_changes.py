"""Which rows of a table come, go or stand elsewhere, and which cells say something else? Two lists of rows in, changes out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from agreements.formats import printing
from agreements.formats.columns import Cell, Column
from agreements.formats.typed import Json
from agreements.formats.variables import Variable
from agreements.paper.pairing import pairs, read_alike
from agreements.text import tables
from agreements.text.tables import Party
from samenspel import differences
from samenspel.differences import GONE, NEW, SAME, Span

CHANGED, MOVED = "changed", "moved"  # beside NEW and GONE
IN_WORDS = (Cell.TEXT, Cell.LONGTEXT)  # a day or an amount is replaced as a whole

Cells = tuple[str, ...]
Pair = tuple[Cells | None, Cells | None]
Rows = Sequence[Mapping[str, Json]]


class CellChange(NamedTuple):
    label: str
    spans: list[Span]  # what goes and what comes


class RowChange(NamedTuple):
    """A row that is other than it was."""

    kind: str
    cells: list[CellChange]


@dataclass(frozen=True)
class TableChange:
    caption: str
    rows: list[RowChange]
    same: int  # how many rows stay as they are
    total: list[Span]  # of what adds up, when that changes


def change_of(variable: Variable, old: Rows, new: Rows, parties: Mapping[str, Party]) -> TableChange:
    was, now = (_printed(variable, rows, parties) for rows in (old, new))
    found = list(_kinds(list(_paired(was, now))))
    rows = [RowChange(kind, _cells(variable, before, after)) for kind, before, after in found if kind != SAME]
    return TableChange(
        caption=variable.caption or str(variable.table.caption if variable.table else ""),
        rows=rows,
        same=len(found) - len(rows),
        total=_total(variable, old, new),
    )


# --- which row became which ---------------------------------------------------------------------------


def _printed(variable: Variable, rows: Rows, parties: Mapping[str, Party]) -> list[Cells]:
    """The rows as they are read; words that are explained stand in the order of the alphabet, whoever typed them last."""
    found = [
        tuple(tables.cell_text(column, row.get(column.key), parties) for column in variable.columns)
        for row in rows
    ]
    if variable.type == "definition_list":
        found.sort(key=lambda cells: cells[0].casefold())
    return found


def _paired(was: list[Cells], now: list[Cells]) -> Iterator[Pair]:
    """First what stayed, between that what is called the same, and of the rest what still reads alike."""
    for others, new_ones in _parted(was, now, lambda cells: cells):
        for old, new in _parted(others, new_ones, lambda cells: cells[0]):
            yield from pairs(old, new, _alike)


def _parted(
    was: list[Cells], now: list[Cells], key: Callable[[Cells], object]
) -> Iterator[tuple[list[Cells], list[Cells]]]:
    """In reading order: each two rows with the same key, and all that lies in between."""
    matcher = SequenceMatcher(None, [key(row) for row in was], [key(row) for row in now], autojunk=False)
    for verb, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        old, new = was[old_from:old_to], now[new_from:new_to]
        if verb == "equal":
            yield from (([before], [after]) for before, after in zip(old, new, strict=True))
        else:
            yield old, new


def _alike(was: Cells, now: Cells) -> bool:
    return was[0] == now[0] or read_alike(was[0], now[0]) or was[1:] == now[1:]


def _kinds(found: list[Pair]) -> Iterator[tuple[str, Cells, Cells]]:
    """What kind of change each is; a row that goes here and comes there only moved."""
    gone = [was for was, now in found if now is None]
    moved = [now for was, now in found if was is None and now in gone]
    for was, now in found:
        if was is not None and now is not None:
            yield (SAME if was == now else CHANGED), was, now
        elif now is not None:
            yield (MOVED, now, now) if now in moved else (NEW, (), now)
        elif was is not None and was not in moved:
            yield GONE, was, ()


# --- what it says -------------------------------------------------------------------------------------


def _cells(variable: Variable, was: Cells, now: Cells) -> list[CellChange]:
    nothing = ("",) * len(variable.columns)
    row = zip(variable.columns, was or nothing, now or nothing, strict=True)
    return [CellChange(str(column.label), _spans(column, before, after)) for column, before, after in row]


def _spans(column: Column, was: str, now: str) -> list[Span]:
    if was == now:
        return [Span(SAME, now)] if now else []
    if was and now and column.type in IN_WORDS:
        return differences.spans(was, now)
    return [span for span in (Span(GONE, was), Span(NEW, now)) if span.text]


def _total(variable: Variable, old: Rows, new: Rows) -> list[Span]:
    if variable.type != "budget_table":
        return []
    was, now = (tables.budget_sums(rows)["total"] for rows in (old, new))
    return [] if was == now else [Span(GONE, printing.money(was)), Span(NEW, printing.money(now))]
