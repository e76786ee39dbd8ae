"""Which phase step speaks for itself, and what is still open when someone proposes one?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from initiatives.terms import Phase

# What the stappenplan names as the result of a phase; any of them may stand for it, and none is a lock.
RESULTS: dict[Phase, tuple[str, ...]] = {
    Phase.STARTUP: ("letter_of_intent", "commission", "grant_agreement"),
    Phase.ELABORATION: ("collaboration_agreement", "letter_of_intent", "project_plan"),
    Phase.DEVELOPMENT: ("implementation_plan",),
    Phase.IMPLEMENTATION: (),
    Phase.OPERATION: (),
}
NO_RESULT = "none"  # what a proposal names when it rests on no result
# The fact when a day of a period is corrected: of which period, the day it said before, and why.
CORRECTED = {"starts_on": "period.start", "ends_on": "period.end"}


def lacks_result(current: Phase, result: Any) -> bool:
    """The stappenplan names a result of this phase, and the proposal has none."""
    return bool(RESULTS[current]) and result is None


def why_reason_is_asked(current: Phase, to: Phase, *, open_goals: int = 0, no_result: bool = False) -> str:
    """The sentence beside the reason field; nothing when the step speaks for itself.

    Any other phase may be proposed; only the next one, with a result and nothing open, speaks for itself.
    """
    if current.next != to:
        return _("Dit is niet de volgende fase. Schrijf op waarom jullie deze stap willen zetten.")
    if open_goals:
        return _("Er staan nog doelen open. Schrijf op waarom jullie toch door willen.")
    if no_result:
        return _("Er is nog geen resultaat van deze fase. Schrijf op waarom jullie toch door willen.")
    return ""


@dataclass(frozen=True)
class Gate:
    """What a phase step looks at. It advises; people decide."""

    current: Phase
    to: Phase
    shared: int = 0
    differing: list[str] = field(default_factory=list)  # titles of goals on which the sides differ
    open: list[str] = field(default_factory=list)  # titles of goals not reached for both
    results: Iterable[str] = ()  # milestones that stand for the phase's result; read when they are shown

    @property
    def open_goals(self) -> int:
        return len(self.differing) + len(self.open)
