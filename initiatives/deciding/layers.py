"""What lies at which layer of a side now, since when, and when is an answer expected?

A side says it of one matter at a time: of each matter the newest word counts, and several can lie somewhere at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KT
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import Side
from initiatives.models import Collaboration, Fact
from initiatives.policy import Viewer
from initiatives.terms import Layer
from samenspel import dutch
from samenspel.plugged import plugged
from samenspel.rows_along import every_row

FACT = "layer"
SAID = ("layer", "what", "since", "expected_on", "matter")
OF_SIDE: Mapping[str, tuple[Layer, ...]] = {
    Side.MUNICIPALITY: (Layer.OFFICIALS, Layer.EXECUTIVE, Layer.COUNCIL),
    Side.INITIATIVE: (Layer.CORE_TEAM, Layer.BOARD, Layer.MEMBERS),
}
ORDER_OF_SIDES = [*OF_SIDE, Side.PARTNER]  # who hold keys; a coach holds none
NAMES: Mapping[Layer, Any] = {
    Layer.OFFICIALS: gettext_lazy("de ambtenaren"),
    Layer.EXECUTIVE: gettext_lazy("het college"),
    Layer.COUNCIL: gettext_lazy("de raad"),
    Layer.CORE_TEAM: gettext_lazy("het kernteam"),
    Layer.BOARD: gettext_lazy("het bestuur"),
    Layer.MEMBERS: gettext_lazy("de ledenvergadering"),
}

# How a side stands in an address.
DUTCH: Mapping[str, str] = {Side.MUNICIPALITY: "gemeente", Side.INITIATIVE: "initiatief"}


@dataclass(frozen=True)
class Lies:
    """Where one matter lies at one side. Without a layer: nowhere any more, from that day on.

    Without a first day it comes there later: that layer decides about a text that is still being made.
    """

    side: str
    layer: str
    what: str
    since: date | None
    expected_on: date | None = None
    matter: str = ""  # what all that was said of it has in common
    url: str = ""  # where it is decided, when that is a page of its own
    whose: str = ""  # a partner by its name: several share that side

    @property
    def name(self) -> str:
        if not self.layer:
            return ""
        name = str(NAMES[Layer(self.layer)])
        return _("%(layer)s van %(whose)s") % {"layer": name, "whose": self.whose} if self.whose else name

    @property
    def words(self) -> str:
        """*Ligt bij de raad, sinds 3 maart. Verwacht op 14 april.*"""
        if not self.layer:
            return _("Ligt nu nergens meer.")
        if self.since:
            said = _("Ligt bij %(who)s, %(since)s.") % {"who": self.name, "since": dutch.since(self.since)}
        else:
            said = _("%(who)s besluit hierover.") % {"who": capfirst(self.name)}
        if self.expected_on:
            said += " " + _("Verwacht op %(day)s.") % {"day": dutch.short_date(self.expected_on)}
        return said

    @property
    def query(self) -> str:
        """Which matter of which side, on the page where somebody says how it went."""
        return urlencode({"kant": DUTCH[self.side], "over": self.matter})

    @property
    def question(self) -> str:
        """For when the expected day has passed."""
        day = dutch.short_date(self.expected_on) if self.expected_on else ""
        return _("%(who)s zou op %(day)s beslissen over “%(what)s”. Is het gebeurd?") % {
            "who": capfirst(self.name),
            "day": day,
            "what": self.what,
        }


def told(fact: Fact) -> Lies:
    """A fact, whose participation was read along, as what it says."""
    return _of_value(fact.participation.side if fact.participation else "", fact.value)


def _of_value(side: str, value: Mapping[str, Any]) -> Lies:
    return Lies(
        side,
        value["layer"],
        value["what"],
        date.fromisoformat(value["since"]),
        date.fromisoformat(value["expected_on"]) if value["expected_on"] else None,
        value["matter"],
    )


def said_in(collaboration: Collaboration) -> list[Lies]:
    """All that was ever said of it in this file, oldest first."""
    facts = Fact.objects.filter(collaboration=collaboration, name=FACT, participation__isnull=False)
    return [told(fact) for fact in facts.select_related("participation").order_by("pk")]


def newest(said: Iterable[Lies]) -> list[Lies]:
    """The last word about each matter, where it ended as well. `said`: oldest first."""
    return list({lies.matter: lies for lies in said}.values())


def now(said: Iterable[Lies]) -> list[Lies]:
    """What lies somewhere, by side; first what is expected first."""
    return in_order(lies for lies in newest(said) if lies.layer)


def of_side(said: Iterable[Lies], side: str, matter: str) -> tuple[Lies | None, list[Lies]]:
    """What was said last of this matter, where it ended as well, and what else lies at that side."""
    last = [lies for lies in newest(said) if lies.side == side]
    this = next((lies for lies in last if matter and lies.matter == matter), None)
    return this, [lies for lies in now(last) if lies != this]


def in_order(lying: Iterable[Lies]) -> list[Lies]:
    return sorted(lying, key=lambda one: (ORDER_OF_SIDES.index(Side(one.side)), one.expected_on or date.max))


def elsewhere(collaboration: Collaboration, viewer: Viewer) -> list[Lies]:
    """All that an app to the right knows to have lain at a layer, as far as this reader may know. Of a matter oldest first."""
    return [lies for known in plugged("LIES_AT_LAYERS") for lies in known(collaboration, viewer)]


def known_of_file() -> dict[str, Subquery]:
    """An annotation that `read_in` reads: all that was said, for rows of a file, along in their own query."""
    said = Fact.objects.filter(collaboration=OuterRef("collaboration"), name=FACT)
    value = {name: KT(f"value__{name}") for name in SAID}
    return {"lies_here": every_row(said, pk="pk", side="participation__side", **value)}


def read_in(row: Any) -> list[Lies]:
    """What lies somewhere today, of a row annotated by `known_of_file`."""
    said = sorted(row.lies_here or (), key=lambda value: value["pk"])
    return now(_of_value(value["side"], value) for value in said)
