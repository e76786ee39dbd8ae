"""At which layer of a side does it lie now, since when, and when is an answer expected?"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import Side
from initiatives.models import Fact
from initiatives.terms import Layer
from samenspel import dutch

FACT = "layer"
OF_SIDE: Mapping[str, tuple[Layer, ...]] = {
    Side.MUNICIPALITY: (Layer.OFFICIALS, Layer.EXECUTIVE, Layer.COUNCIL),
    Side.INITIATIVE: (Layer.CORE_TEAM, Layer.BOARD, Layer.MEMBERS),
}
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
    """Where it lies at one side. Without a layer: nowhere any more, from that day on."""

    side: str
    layer: str
    what: str
    since: date
    expected_on: date | None = None

    @property
    def name(self) -> str:
        return str(NAMES[Layer(self.layer)]) if self.layer else ""

    @property
    def words(self) -> str:
        """*Ligt bij de raad, sinds 3 maart. Verwacht op 14 april.*"""
        said = _("Ligt bij %(who)s, %(since)s.") % {"who": self.name, "since": dutch.since(self.since)}
        if self.expected_on:
            said += " " + _("Verwacht op %(day)s.") % {"day": dutch.short_date(self.expected_on)}
        return said

    @property
    def question(self) -> str:
        """For when the expected day has passed."""
        day = dutch.short_date(self.expected_on) if self.expected_on else ""
        return _("%(who)s zou op %(day)s beslissen. Is het gebeurd?") % {
            "who": capfirst(self.name),
            "day": day,
        }


def told(fact: Fact) -> Lies:
    """A fact, whose participation was read along, as what it says."""
    return _of_value(fact.participation.side if fact.participation else "", fact.value)


def _of_value(side: str, value: Mapping[str, Any]) -> Lies:
    return Lies(
        side,
        value.get("layer", ""),
        value.get("what", ""),
        date.fromisoformat(value["since"]),
        date.fromisoformat(value["expected_on"]) if value.get("expected_on") else None,
    )


def said_in(collaborations: Collection[int]) -> QuerySet[Fact]:
    """All that was ever said of it in these files, oldest first."""
    facts = Fact.objects.filter(collaboration__in=collaborations, name=FACT, participation__isnull=False)
    return facts.select_related("participation").order_by("pk")


def known_of_file() -> dict[str, Subquery]:
    """Annotations that `read_in` reads: per side what was last said, for rows of a file, along in their own query."""
    said = Fact.objects.filter(collaboration=OuterRef("collaboration"), name=FACT).order_by("-pk")
    return {
        f"lies_{side}": Subquery(said.filter(participation__side=side).values("value")[:1])
        for side in OF_SIDE
    }


def read_in(row: Any, side: str) -> Lies | None:
    """What a row annotated by `known_of_file` says of this side today."""
    value = getattr(row, f"lies_{side}", None)
    return _of_value(side, value) if value and value.get("layer") else None


def now(facts: Iterable[Fact]) -> dict[tuple[int, str], Lies]:
    """The newest of each side, unless it says that it lies nowhere. `facts`: oldest first."""
    newest = {
        (fact.collaboration_id, fact.participation.side): told(fact) for fact in facts if fact.participation
    }
    return {key: lies for key, lies in newest.items() if lies.layer}
