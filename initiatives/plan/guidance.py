"""Does the coach lead or coach in each step, and when do both sides go on without her?

It lies in the file as facts of the coach's own side, written at the five steps; everyone in the file reads it, also
beside what both sides say of the begeleider (*Rollen en ruimte*).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatives.coaching import steps as coach_steps
from initiatives.coaching.steps import PREFIX
from initiatives.models import Collaboration, Fact

STANCE = ".stance"
HAND_BACK = f"{PREFIX}guidance.hand_back"


class Stance(models.TextChoices):  # sturen of coachen
    LEAD = "lead", _("sturen: ik neem het voortouw")
    COACH = "coach", _("coachen: jullie doen het, ik denk mee")
    AWAY = "away", _("loslaten: jullie kunnen dit zelf")

    @property
    def told(self) -> str:
        """To everyone in the file."""
        return str(TOLD[self])


TOLD = {
    Stance.LEAD: _("De begeleider neemt hier het voortouw."),
    Stance.COACH: _("De begeleider denkt hier mee, jullie doen het."),
    Stance.AWAY: _("Dit doen jullie zonder de begeleider."),
}


@dataclass(frozen=True)
class Guidance:
    stances: Mapping[str, Stance]  # key of the step -> how
    hand_back: date | None

    def __bool__(self) -> bool:
        return bool(self.stances or self.hand_back)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """*3 Arrangeer het gesprek*, *De begeleider denkt hier mee, jullie doen het.*: only what was said."""
        steps = coach_steps.steps()
        return [
            (f"{step.number} {step.title}", self.stances[step.key].told)
            for step in steps
            if step.key in self.stances
        ]


def fact_of(step: str) -> str:
    return f"{PREFIX}{step}{STANCE}"


def guidance_of(collaboration: Collaboration) -> Guidance:
    """What the begeleider of this file says of her help: one query."""
    said = Q(name=HAND_BACK) | Q(name__startswith=PREFIX, name__endswith=STANCE)
    facts = Fact.objects.filter(said, collaboration=collaboration).order_by("pk")
    return guidance_in({fact.name: fact for fact in facts}, [step.key for step in coach_steps.steps()])


def guidance_in(facts: Mapping[str, Fact], steps: list[str]) -> Guidance:
    stances = {step: Stance(code) for step in steps if (code := _code(facts, fact_of(step), "stance"))}
    day = _code(facts, HAND_BACK, "on")
    return Guidance(stances, date.fromisoformat(day) if day else None)


def _code(facts: Mapping[str, Fact], name: str, code: str) -> Any:
    fact = facts.get(name)
    return fact.value.get("codes", {}).get(code) if fact else None
