"""Which bodies of a party can decide on an agreement, who still does, and when?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agreements.models import BodyDecision, Party
from agreements.terms import Outcome
from initiatives.layers import NAMES, OF_SIDE
from initiatives.terms import Layer


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
        return self.said.outcome != Outcome.APPROVED


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


def said_by(decision: BodyDecision) -> Body:
    return Body(Layer(decision.layer), decision)


def late(body: Body, today: date) -> bool:
    """It should have been there by now."""
    said = body.said
    return bool(said.outcome == Outcome.AWAITED and said.expected_on and said.expected_on < today)
