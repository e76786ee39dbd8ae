"""Two sides see a goal differently: what could they ask each other, and since when do they agree again?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import Side
from initiatives.terms import GoalStatus
from samenspel.signs import duo_state


@dataclass(frozen=True)
class Question:
    """For one side, or for both when `side` is empty."""

    text: str
    side: str = ""

    @property
    def whom(self) -> str:
        """*Initiatief*, *Gemeente*, *Samen*"""
        return str(Side(self.side).label).capitalize() if self.side else _("Samen")


# (how the one sees it that is behind, how the other sees it): what to ask the one ahead, the one behind, and both.
ASKED: Mapping[tuple[str, str], tuple[Any, Any, Any]] = {
    (GoalStatus.PARTLY, GoalStatus.REACHED): (
        gettext_lazy("Waaraan zien jullie dat dit bereikt is?"),
        gettext_lazy("Wat ontbreekt er volgens jullie nog?"),
        gettext_lazy("Wie doet wat er nog nodig is, en wanneer kijken jullie opnieuw?"),
    ),
    (GoalStatus.OPEN, GoalStatus.REACHED): (
        gettext_lazy("Wat is er gebeurd waardoor dit bereikt is?"),
        gettext_lazy("Wat hebben jullie daarvan gezien of gehoord?"),
        gettext_lazy("Bedoelen jullie met dit doel hetzelfde?"),
    ),
    (GoalStatus.OPEN, GoalStatus.PARTLY): (
        gettext_lazy("Waar zijn jullie nu mee bezig?"),
        gettext_lazy("Wat is er nodig om te kunnen beginnen?"),
        gettext_lazy("Welke eerste stap kunnen jullie samen zetten?"),
    ),
}


def questions(municipality: str, initiative: str) -> list[Question]:
    """Three questions that open the conversation; none while the two do not differ."""
    if duo_state(municipality, initiative) != "differ":
        return []
    order = list(GoalStatus.values)
    behind, ahead = Side.MUNICIPALITY, Side.INITIATIVE
    if order.index(municipality) > order.index(initiative):
        behind, ahead = ahead, behind
    to_ahead, to_behind, to_both = ASKED[
        min(municipality, initiative, key=order.index), max(municipality, initiative, key=order.index)
    ]
    return [Question(str(to_ahead), ahead), Question(str(to_behind), behind), Question(str(to_both))]


def questions_of_partners(names: Iterable[str]) -> list[Question]:
    """Both sides find it reached, and these partners do not: one question to each of them."""
    words = _("Wat ontbreekt er volgens %(who)s nog?")
    return [Question(words % {"who": name}) for name in names]


def agreed_since(said: Iterable[tuple[str, str, datetime]]) -> datetime | None:
    """When the two came to see it the same after they had differed. `said`: side, status, moment; oldest first."""
    now: dict[str, str] = {}
    differed, since = False, None
    for side, status, at in said:
        now[side] = status
        if duo_state(now.get(Side.MUNICIPALITY, ""), now.get(Side.INITIATIVE, "")) == "differ":
            differed, since = True, None
        elif differed and since is None:
            since = at
    return since
