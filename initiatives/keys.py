"""When does a joint decision count? The one table of sides and keys, for everything that needs a yes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contacts.models import Side
from initiatives.terms import DecisionKind, DecisionState, Verdict

BOTH = frozenset({Side.MUNICIPALITY, Side.INITIATIVE})


@dataclass(frozen=True)
class Rule:
    """sides: who holds a key. every: all keys must turn; otherwise the first one does it, the other is told."""

    sides: frozenset[Side]
    every: bool = True


RULES: Mapping[DecisionKind, Rule] = {
    DecisionKind.PHASE_STEP: Rule(BOTH),
    DecisionKind.PAUSE: Rule(BOTH, every=False),
    DecisionKind.RESUME: Rule(BOTH, every=False),
    DecisionKind.END: Rule(BOTH, every=False),
    DecisionKind.REOPEN: Rule(BOTH),
}


def outcome(kind: DecisionKind, verdicts: Iterable[str]) -> DecisionState:
    """What the keys together say: returned by one, accepted by all who must, or still open."""
    given = list(verdicts)
    if Verdict.RETURN in given:
        return DecisionState.RETURNED
    accepted = [verdict == Verdict.ACCEPT for verdict in given]
    enough = all(accepted) and bool(accepted) if RULES[kind].every else any(accepted)
    return DecisionState.ACCEPTED if enough else DecisionState.OPEN


def state_of_key(verdict: str) -> str:
    """The word the key's drawing knows: open, turned or returned."""
    return {"": "open", Verdict.ACCEPT: "turned", Verdict.RETURN: "returned"}[verdict]
