"""Which bodies of a party can decide on an agreement, who still does, and when?

Of each body its newest word counts. A party signs when every body that it named itself is at ease; one that names
none needs none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from agreements.models import BodyDecision, Party
from agreements.terms import Outcome
from initiatives.deciding.layers import NAMES, OF_SIDE
from initiatives.terms import Layer

AT_EASE = (Outcome.APPROVED, Outcome.NOT_NEEDED)


@dataclass(frozen=True)
class Body:
    """One body in a party's route, and what it said last."""

    layer: Layer
    said: BodyDecision

    @property
    def name(self) -> str:
        return str(NAMES[self.layer])

    @property
    def waits(self) -> bool:
        return self.said.outcome not in AT_EASE


def of_party(party: Party) -> tuple[Layer, ...]:
    """The layers of its side in the file; a partner has a board."""
    return OF_SIDE.get(party.organisation.kind, (Layer.BOARD, Layer.MEMBERS))


def route_of(party: Party, decisions: Iterable[BodyDecision]) -> list[Body]:
    """The bodies a party named, in the order of its side, each with its newest word. `decisions`: oldest first."""
    newest = {row.layer: row for row in decisions}
    return [
        Body(layer, newest[layer])
        for layer in of_party(party)
        if layer in newest and newest[layer].outcome != Outcome.NOT_NEEDED
    ]


def silent(parties: Iterable[Party], decisions: Mapping[int, list[BodyDecision]]) -> list[Party]:
    """The parties of which nothing was said: no decision, no day, nor that none is needed. They can sign all the same."""
    return [party for party in parties if not decisions[party.pk]]


def newest_words() -> QuerySet[BodyDecision]:
    """The last word of each body of each party; of one that stopped none is waited for."""
    later = BodyDecision.objects.filter(
        party=OuterRef("party"), layer=OuterRef("layer"), pk__gt=OuterRef("pk")
    )
    return BodyDecision.objects.filter(~Exists(later), party__left_at=None)


def still_deciding() -> Exists:
    """For rows with a party: whether a body that the party named is not at ease yet."""
    return Exists(newest_words().filter(party=OuterRef("party")).exclude(outcome__in=AT_EASE))


def late(body: Body, today: date) -> bool:
    """It should have been there by now."""
    said = body.said
    return bool(said.outcome == Outcome.AWAITED and said.expected_on and said.expected_on < today)
