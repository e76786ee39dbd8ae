"""Which inputs does a cell of a table have, and what do they say together?

A day is picked and a party is chosen from those of the agreement. What neither can say stands beside it, in words:
“doorlopend”, “de voorzitter”.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from agreements.formats.columns import Cell, Column
from agreements.formats.typed import Json, Refused, clean_cell, clean_when, is_empty, who
from agreements.text import tables
from agreements.text.tables import Party

WIDGETS = {Cell.CHOICE: "choice", Cell.LONGTEXT: "longtext", Cell.WHO: "who", Cell.WHEN: "when"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BOTH = ("municipality", "initiative")


@dataclass
class Cellbox:
    """One cell in a row: what is picked or typed in it, and the words beside that."""

    name: str
    column: Column
    value: str = ""
    words: str = ""
    parties: Mapping[str, Party] | None = None

    @property
    def widget(self) -> str:
        return WIDGETS.get(self.column.type, "text")

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """The parties to choose from, and the two that most often do it together; who stopped only where it is chosen."""
        chosen = self.value.split(", ")
        known = (self.parties or {}).items()
        offered = {key: party for key, party in known if party.here or key in chosen}
        return [(key, label, key == self.value) for key, label in _choices(offered)]

    @property
    def as_typed(self) -> str:
        return _together(self.column, self.value, self.words)


def cellbox(name: str, column: Column, value: Json, parties: Mapping[str, Party]) -> Cellbox:
    """A kept cell, or one as it was typed, in its inputs."""
    if is_empty(value):
        return Cellbox(name, column, parties=parties)
    if column.type == Cell.WHEN:
        return Cellbox(name, column, *_day_and_words(column, str(value), parties))
    if column.type == Cell.WHO:
        return Cellbox(name, column, *_party_and_words(value, parties), parties)
    return Cellbox(name, column, _text(column, value, parties))


def typed_cell(name: str, column: Column, data: QueryDict) -> str:
    return _together(column, data.get(name, ""), data.get(f"{name}-anders", ""))


def _together(column: Column, value: str, words: str) -> str:
    separator = {Cell.WHO: ", ", Cell.WHEN: "; "}.get(column.type, "")
    return separator.join(part.strip() for part in (value, words) if part.strip()) if separator else value


def _day_and_words(column: Column, value: str, parties: Mapping[str, Party]) -> tuple[str, str]:
    day, _both, words = value.partition("; ")
    if not _DAY.fullmatch(day):
        day, words = "", value
        with suppress(Refused):  # refused while saving: it comes back as it was typed
            if (read := clean_when(value)) and _DAY.fullmatch(read):
                day, words = read, ""
    return day, _text(column, words, parties)


def _party_and_words(value: Json, parties: Mapping[str, Party]) -> tuple[str, str]:
    """What is on the list is chosen there; the rest stays words."""
    known = [(word, next(iter(tables.party_keys(word, parties)), "")) for word in who(value)]
    keys = [key for _word, key in known]
    chosen = _BOTH if set(_BOTH) <= set(keys) else keys[:1] if keys and keys[0] else ()
    rest = [word for word, key in known if key not in chosen]
    return ", ".join(chosen), ", ".join(tables.who_text(word, parties) for word in rest)


def _choices(parties: Mapping[str, Party]) -> list[tuple[str, str]]:
    found = [(key, party.short or party.name) for key, party in parties.items()]
    if set(_BOTH) <= set(parties):
        names = dict(found)
        found.append((", ".join(_BOTH), _(" en ").join(names[key] for key in _BOTH)))
    return found


def _text(column: Column, value: Json, parties: Mapping[str, Party]) -> str:
    if column.type in (Cell.MONEY, Cell.INTEGER):
        try:
            value = clean_cell(value, column)
        except Refused:  # it comes back as it was typed
            return str(value)
    return tables.cell_text(column, value, parties).replace("\u00a0", " ")
