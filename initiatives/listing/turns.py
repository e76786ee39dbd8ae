"""Whose move is it in these files, and what is it about?"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import BOTH_SIDES, Side
from initiatives.deciding.keys import lies_long, state_of_key
from initiatives.models import Collaboration, DecisionKey, PlanItem
from initiatives.querysets import at_its_phase
from initiatives.terms import Actor, DecisionKind, DecisionState, ItemKind, ItemState, Phase
from samenspel import dutch

SIDES_OF: Mapping[str, tuple[Side, ...]] = {
    Actor.MUNICIPALITY: (Side.MUNICIPALITY,),
    Actor.INITIATIVE: (Side.INITIATIVE,),
    Actor.TOGETHER: BOTH_SIDES,
    Actor.PARTNER: (Side.PARTNER,),
}


@dataclass
class OpenDecision:
    """A decision that waits, with the state of each side's key: open, turned or returned."""

    text: str
    is_step: bool
    since: date
    open_goals: int = 0
    handlers: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    waiting: set[int] = field(default_factory=set)  # the organisations whose keys are open
    others: list["OpenDecision"] = field(default_factory=list)  # of the same file, after this one

    @property
    def waits_for(self) -> tuple[Side, ...]:
        return tuple(side for side in Side if self.keys.get(side) == "open")

    @property
    def about(self) -> str:
        """*sinds 12 november, vier doelen open, Ruben kijkt ernaar*"""
        said = [lies_there(self.since) or dutch.since(self.since)]
        if self.open_goals:
            goals = ngettext("één doel open", "%(count)s doelen open", self.open_goals)
            said.append(goals % {"count": dutch.count_word(self.open_goals)})
        if self.handlers:
            who = _(" en ").join(self.handlers)
            said.append(
                ngettext("%(who)s kijkt ernaar", "%(who)s kijken ernaar", len(self.handlers)) % {"who": who}
            )
        return ", ".join(said)


@dataclass(frozen=True)
class Turn:
    """Who is to move; nobody in particular when there are no sides. `partner`: its name, when one is meant."""

    sides: tuple[Side, ...] = ()
    what: str = ""
    due_on: date | None = None
    mine: bool = False
    partner: str = ""

    @property
    def words(self) -> str:
        if len(self.sides) > 1:
            return _("Samen")
        if self.partner:
            return self.partner
        return str(self.sides[0].label).capitalize() if self.sides else ""


NOBODY = Turn()


def lies_there(opened: date | datetime) -> str:
    """*ligt al vier weken*, once a decision lies there for long; nothing before."""
    if not lies_long(dutch.local_date(opened), timezone.localdate()):
        return ""
    return _("ligt al %(time)s") % {"time": dutch.elapsed(opened)}


def open_decisions(collaborations: Collection[int]) -> dict[int, OpenDecision]:
    """The open decision of each of these files that counts most, the newest among equals: one query.

    The other open decisions of the file stand behind it, in `others`.
    """
    found: dict[int, OpenDecision] = {}
    every: dict[int, OpenDecision] = {}
    rows = (
        DecisionKey.objects.filter(
            decision__collaboration__in=collaborations, decision__state=DecisionState.OPEN
        )
        .order_by("-decision", "pk")
        .values_list(
            "decision__collaboration",
            "decision",
            "decision__kind",
            "decision__subject",
            "decision__payload",
            "decision__created_at",
            "participation__side",
            "participation__organisation",
            "verdict",
            "handler__name",
        )
    )
    for file, decision, kind, subject, payload, opened, side, organisation, verdict, handler in sorted(
        rows, key=lambda row: _rank(kind=row[2], subject=row[3])
    ):
        if decision not in every:
            is_step = kind == DecisionKind.PHASE_STEP
            goals = int(payload.get("open_goals", 0))
            every[decision] = OpenDecision(
                _text(kind, subject, payload), is_step, dutch.local_date(opened), goals
            )
            leading = found.setdefault(file, every[decision])
            if leading is not every[decision]:
                leading.others.append(every[decision])
        waiting = every[decision]
        # Several partners share a side: it waits as long as one of them does.
        if not verdict or side not in waiting.keys:
            waiting.keys[side] = state_of_key(verdict)
        if not verdict:
            waiting.waiting.add(organisation)
        if handler and not verdict:
            waiting.handlers.append(dutch.first_name(handler))
    return found


def _rank(kind: str, subject: str) -> int:
    """The step of the whole file comes before that of a part of it, and a text to publish or minutes hide nothing."""
    if kind in (DecisionKind.PUBLICATION, DecisionKind.MINUTES):
        return 2
    return int(kind != DecisionKind.PHASE_STEP or bool(subject))


def turns(
    files: Collection[Collaboration],
    decisions: Mapping[int, OpenDecision],
    organisations: Collection[int],
) -> dict[int, Turn]:
    """An open decision comes first, then the activity that is under way. `organisations`: the reader's own."""
    found = {file: _of_decision(decision, organisations) for file, decision in decisions.items()}
    rest = [file for file in files if file.pk not in found]
    for file, actor, partner, title, due_on in _under_way(rest):
        if file not in found:
            found[file] = Turn(SIDES_OF.get(actor, ()), title, due_on, partner=partner or "")
    return found


def _of_decision(decision: OpenDecision, organisations: Collection[int]) -> Turn:
    """What waits for the reader is said; when nothing does, the decision that counts most."""
    for waiting in (decision, *decision.others):
        if not waiting.waiting.isdisjoint(organisations):
            return Turn(waiting.waits_for, waiting.text, mine=True)
    return Turn(decision.waits_for, decision.text)


def _under_way(files: Collection[Collaboration]) -> Iterable[tuple[int, str, str | None, str, date | None]]:
    return (
        PlanItem.objects.filter(
            at_its_phase(files),
            kind=ItemKind.ACTIVITY,
            state=ItemState.DOING,
        )
        .order_by(F("due_on").asc(nulls_last=True), "order", "pk")
        .values_list("collaboration", "actor", "partner__organisation__name", "title", "due_on")
    )


def _text(kind: str, part: str, payload: Mapping[str, Any]) -> str:
    if part and payload.get("finish"):
        return _("Afronden van %(part)s") % {"part": part}
    if part and payload.get("to") in Phase.values:
        return _("%(part)s naar %(phase)s") % {"part": part, "phase": Phase(payload["to"]).label}
    if kind == DecisionKind.AGREEMENT_END:
        return _("Beëindigen van een overeenkomst")
    if kind == DecisionKind.PHASE_STEP and payload.get("to") in Phase.values:
        return _("Fasestap naar %(phase)s") % {"phase": Phase(payload["to"]).label}
    return str(DecisionKind(kind).label).capitalize() if kind in DecisionKind.values else ""
