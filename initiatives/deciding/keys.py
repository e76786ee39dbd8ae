"""When does a joint decision count? The one table of sides and keys, for everything that needs a yes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from contacts.models import BOTH_SIDES, Side
from initiatives.terms import DecisionKind, DecisionState, KeyVerdict

P = TypeVar("P", bound=Any)  # whoever takes part, with a side
LIES_LONG = timedelta(weeks=3)
BOTH = frozenset(BOTH_SIDES)


@dataclass(frozen=True)
class Rule:
    """sides: who holds a key. every: all keys must turn; otherwise the first one does it, the other is told.

    partners: a partner that is named when the decision opens holds a key as well.
    """

    sides: frozenset[Side]
    every: bool = True
    partners: bool = False


RULES: Mapping[DecisionKind, Rule] = {
    DecisionKind.PHASE_STEP: Rule(BOTH, partners=True),
    DecisionKind.PAUSE: Rule(BOTH, every=False),
    DecisionKind.RESUME: Rule(BOTH, every=False),
    DecisionKind.END: Rule(BOTH, every=False),
    DecisionKind.REOPEN: Rule(BOTH),
    DecisionKind.AGREEMENT_END: Rule(BOTH, partners=True),
    DecisionKind.PUBLICATION: Rule(BOTH, partners=True),
    DecisionKind.MINUTES: Rule(BOTH, partners=True),
}

DECIDED_TOGETHER = [kind for kind, rule in RULES.items() if rule.every]

SAYS: Mapping[str, bool | None] = {KeyVerdict.ACCEPT: True, KeyVerdict.RETURN: False, "": None}


def holders(kind: DecisionKind, taking_part: Iterable[P], named: Collection[P] = ()) -> list[P]:
    """Who gets a key when a decision of this kind opens, of those who take part; `named`: partners."""
    rule = RULES[kind]
    return [
        party
        for party in taking_part
        if party.side in rule.sides or (rule.partners and party.side == Side.PARTNER and party in named)
    ]


def lies_long(opened: date, today: date) -> bool:
    """A decision never expires; after three weeks everyone at the table reads how long it lies there."""
    return today - opened >= LIES_LONG


def together(answers: Iterable[bool | None], *, every: bool = True) -> DecisionState:
    """What those who were asked say together: yes (True), back with a reason (False), or nothing yet (None).

    For keys, for parties of an article and for who signs: one no is enough to go back, nobody asked decides nothing.
    """
    given = list(answers)
    if False in given:
        return DecisionState.RETURNED
    enough = all(given) if every else any(given)
    return DecisionState.ACCEPTED if given and enough else DecisionState.OPEN


def outcome(kind: DecisionKind, verdicts: Iterable[str]) -> DecisionState:
    """What the keys together say: returned by one, accepted by all who must, or still open."""
    return together((SAYS[verdict] for verdict in verdicts), every=RULES[kind].every)


def state_of_key(verdict: str) -> str:
    """The word the key's drawing knows: open, turned or returned."""
    return {"": "open", KeyVerdict.ACCEPT: "turned", KeyVerdict.RETURN: "returned"}[verdict]
