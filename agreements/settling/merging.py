"""What do several proposals for one table make together? The rows of now with every change; where two change the same row,
both of theirs stand there, to choose from."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from agreements.formats.typed import Json

Row = Mapping[str, Json]


def merged(now: Sequence[Row], proposed: Iterable[Sequence[Row]]) -> list[Row]:
    changes = [_Changes(now, rows) for rows in proposed]
    together: list[Row] = []
    for number in range(len(now) + 1):
        together += _once(row for change in changes for row in change.before.get(number, ()))
        if number < len(now):
            instead = [change.instead[number] for change in changes if number in change.instead]
            together += _once(row for rows in instead for row in rows) if instead else [now[number]]
    return together


class _Changes:
    """`instead`: by number of a row of now, what one proposal has in its place (nothing: it goes); `before`: what comes
    before that row."""

    def __init__(self, now: Sequence[Row], rows: Sequence[Row]) -> None:
        self.instead: dict[int, list[Row]] = {}
        self.before: dict[int, list[Row]] = {}
        matcher = SequenceMatcher(None, _keys(now), _keys(rows), autojunk=False)
        for verb, start, end, new_start, new_end in matcher.get_opcodes():
            if verb == "equal":
                continue
            for number, row in zip_longest(range(start, end), rows[new_start:new_end]):
                if number is None:
                    self.before.setdefault(end, []).append(row)
                else:
                    self.instead[number] = [] if row is None else [row]


def _keys(rows: Sequence[Row]) -> list[str]:
    return [str(sorted(row.items())) for row in rows]


def _once(rows: Iterable[Row]) -> list[Row]:
    found: list[Row] = []
    for row in rows:
        if row not in found:
            found.append(row)
    return found
