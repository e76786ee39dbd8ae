"""What can a joint decision be about beside the course of the file: what lies before who decides, and what does it change?

The keys are turned here, whatever it is about. What brings it is named in `settings.DECISION_MATTERS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from initiatives.models import JointDecision
from initiatives.terms import DecisionKind
from samenspel.plugged import plugged


@dataclass(frozen=True)
class Matter:
    """take_effect: in the transaction of the last key. shown: a template, and what it shows on the decision's page."""

    kind: DecisionKind
    take_effect: Callable[[JointDecision], None]
    shown: Callable[[JointDecision], Mapping[str, Any]]


def matter_of(decision: JointDecision) -> Matter | None:
    """Nothing for what this app itself decides about: phases, pauses, endings."""
    return next((matter for matter in plugged("DECISION_MATTERS") if matter.kind == decision.kind), None)


def shown(decision: JointDecision) -> Mapping[str, Any]:
    """What the page of this decision shows of it, for everybody who holds a key."""
    matter = matter_of(decision)
    return matter.shown(decision) if matter else {}
