"""What is different between two versions of a format, article by article and word by word?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from agreements.formats.kinds import PARTS
from agreements.formats.printing import joined
from agreements.formats.tables import COLUMNS
from agreements.formats.typed import is_empty
from agreements.maintaining.words import source_word, type_word
from agreements.models import Clause, Format, Variable
from agreements.terms import Need
from samenspel.differences import Span, spans

# What a writer sees of each, and so what may not have changed under her.
SEEN = {Clause: ("title", "text", "need", "in_short", "part", "why"), Variable: COLUMNS}
OF_CLAUSE = ("title", "text", "need", "in_short", "part", "why")
OF_FIELD = ("label", "short", "help", "caption", "type", "required", "default", "filled_from", "at_signing")


@dataclass(frozen=True)
class Change:
    """One article or field that came, went or reads differently."""

    key: str
    old: Clause | Variable | None
    new: Clause | Variable | None

    @property
    def kind(self) -> str:
        return "added" if self.old is None else "dropped" if self.new is None else "changed"

    @property
    def row(self) -> Any:
        """As it stands now, or as it stood last."""
        return self.new or self.old

    @property
    def details(self) -> list[tuple[str, list[Span]]]:
        """What is different, word by word, each with its name."""
        if not self.old or not self.new:
            return []
        names = OF_CLAUSE if isinstance(self.row, Clause) else OF_FIELD
        said = [(name, in_words(self.old, name), in_words(self.new, name)) for name in names]
        return [(label(name), spans(before, after)) for name, before, after in said if before != after]


@dataclass(frozen=True)
class Differences:
    clauses: list[Change]
    fields: list[Change]
    moved: bool

    def __bool__(self) -> bool:
        return bool(self.clauses or self.fields or self.moved)

    @property
    def count(self) -> int:
        return len(self.clauses) + len(self.fields)


def differences(old: Format, new: Format) -> Differences:
    before, after = list(old.clauses.all()), list(new.clauses.all())
    return Differences(
        _changes(_by(before, "key"), _by(after, "key")),
        _changes(_by(old.variables.all(), "name"), _by(new.variables.all(), "name")),
        _moved(before, after),
    )


def _by(rows: Iterable[Any], name: str) -> dict[str, Any]:
    return {getattr(row, name): row for row in rows}


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    found = [Change(key, before.get(key), row) for key, row in after.items()]
    found += [Change(key, row, None) for key, row in before.items() if key not in after]
    return [change for change in found if change.kind != "changed" or change.details]


def _moved(before: Iterable[Clause], after: Iterable[Clause]) -> bool:
    """Whether what stayed in its part stands there in another order."""
    places = [{row.key: (row.part, row.order) for row in rows} for rows in (before, after)]
    both = [key for key in places[0] if key in places[1] and places[0][key][0] == places[1][key][0]]
    return sorted(both, key=places[0].__getitem__) != sorted(both, key=places[1].__getitem__)


def stamp(row: Clause | Variable) -> str:
    """Which text a writer saw."""
    return sha256(repr([getattr(row, name) for name in SEEN[type(row)]]).encode()).hexdigest()[:24]


def label(name: str) -> str:
    return {
        "title": _("Titel"),
        "text": _("Tekst"),
        "need": _("Hoort het erin?"),
        "in_short": _("In het korte stuk"),
        "part": _("Deel"),
        "why": _("Waarom"),
        "label": _("Vraag"),
        "short": _("Korte naam"),
        "help": _("Hulp"),
        "caption": _("Boven de tabel"),
        "type": _("Soort"),
        "required": _("Nodig"),
        "default": _("Voorstel"),
        "filled_from": _("Komt uit"),
        "at_signing": _("Pas bij het tekenen"),
    }[name]


def in_words(row: Any, name: str) -> str:
    value = getattr(row, name)
    if name == "need":
        return str(Need(value).label)
    if name == "part":
        return next((part.title for part in PARTS if part.letter == value), value)
    if name == "type":
        kind, _colon, options = value.partition(":")
        return f"{type_word(kind)}: {joined(options.split('|'))}" if options else type_word(kind)
    if name == "filled_from":
        return source_word(value)
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return "" if is_empty(value) else str(value)
