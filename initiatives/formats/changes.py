"""What is different between two versions of the stappenplan?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from initiatives.models import FormatItem, PlanFormat
from initiatives.plan.crosswalk import own_words
from initiatives.plan.variants import in_words
from initiatives.terms import Actor, Group, ItemKind, Phase, Track
from samenspel.differences import Span, spans

WORDING = ("title", "text")
PLACE = ("phase", "track", "actor")
REST = ("group", "serves", "applies", "url", "source", "words")  # changes the plan of nobody by itself


@dataclass(frozen=True)
class Change:
    """One item that came, went or reads differently."""

    old: FormatItem | None
    new: FormatItem | None

    @property
    def kind(self) -> str:
        return "added" if self.old is None else "dropped" if self.new is None else "changed"

    @property
    def item(self) -> FormatItem:
        """As it stands now, or as it stood last."""
        return self.new or self.old  # type: ignore[return-value]

    @property
    def details(self) -> list[tuple[str, list[Span]]]:
        """What is different, word by word, each with its name."""
        return differing(self.old, self.new, WORDING + PLACE + REST) if self.old and self.new else []


def changes(old: Iterable[FormatItem], new: Iterable[FormatItem]) -> list[Change]:
    """In the order of the stappenplan; an item is the same one when its key is."""
    before, after = {item.key: item for item in old}, {item.key: item for item in new}
    found = [Change(before.get(key), item) for key, item in after.items()]
    found += [Change(item, None) for key, item in before.items() if key not in after]
    found = [change for change in found if change.kind != "changed" or change.details]
    return sorted(found, key=lambda change: place_of(change.item))


def moved(old: Iterable[FormatItem], new: Iterable[FormatItem]) -> list[str]:
    """Where what stayed stands in another order: *Opstarten: activiteit*."""
    before, after = list(old), list(new)
    both = {item.key for item in before} & {item.key for item in after}
    rows = [_rows(items, both) for items in (before, after)]
    return [
        f"{Phase(phase).label}: {ItemKind(kind).label}"
        for phase, kind in sorted(rows[1], key=lambda place: _place(*place))
        if rows[0].get((phase, kind), []) != rows[1][phase, kind]
        and set(rows[0].get((phase, kind), [])) == set(rows[1][phase, kind])
    ]


def changed_intros(old: PlanFormat, new: PlanFormat) -> list[tuple[str, list[Span]]]:
    """The phases that are introduced in other words: *Opstarten*, and what differs."""
    said = [(phase.label, old.intro(phase), new.intro(phase)) for phase in Phase]
    return [(str(label), spans(before, after)) for label, before, after in said if before != after]


def _rows(items: Iterable[FormatItem], keys: set[str]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for item in sorted(items, key=lambda item: item.order):
        if item.key in keys:
            found.setdefault((item.phase, item.kind), []).append(item.key)
    return found


def place_of(item: FormatItem) -> tuple[int, int, int]:
    return (*_place(item.phase, item.kind), item.order)


def _place(phase: str, kind: str) -> tuple[int, int]:
    return list(Phase.values).index(phase), list(ItemKind.values).index(kind)


def differing(old: Any, new: Any, names: Iterable[str]) -> list[tuple[str, list[Span]]]:
    """These parts of two items, as far as they differ."""
    said = [(name, _in_words(old, name), _in_words(new, name)) for name in names]
    return [(_label(name), spans(before, after)) for name, before, after in said if before != after]


def _label(name: str) -> str:
    return {
        "title": _("Naam"),
        "text": _("Uitleg"),
        "phase": _("Fase"),
        "track": _("Spoor"),
        "actor": _("Wie pakt het op"),
        "group": _("Over wie"),
        "serves": _("Helpt bij"),
        "applies": _("Voor wie"),
        "url": _("Adres"),
        "source": _("Bron"),
        "words": _("In de kruistabel"),
    }[name]


def _in_words(item: Any, name: str) -> str:
    value = getattr(item, name)
    choices: Any = {"phase": Phase, "track": Track, "actor": Actor, "group": Group}.get(name)
    if choices:
        return str(choices(value).label) if value else ""
    if name == "applies":
        return in_words(value) or _("Voor iedereen")
    if name == "words":
        return ", ".join(own_words(value))
    return ", ".join(value) if name == "serves" else str(value)
