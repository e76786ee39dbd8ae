"""What is the next step of each side in this file, and who is to move now?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import Side
from initiatives.file_page import address
from initiatives.history.sentences.deciding import decision_words
from initiatives.models import Collaboration, DecisionKey, PlanItem
from initiatives.plan.goals import Goal, with_statuses
from initiatives.plan.suggestions import suggestions
from initiatives.terms import TO_DO, Actor, DecisionKind, ItemKind, ItemState, Phase, Status
from samenspel import dutch

SIDES = (Side.MUNICIPALITY, Side.SUPPORT, Side.INITIATIVE)
NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Step:
    """turn: you (amber), now, or next. `chip`: the words on it."""

    turn: str
    chip: str
    text: str
    url: str = ""
    until: date | None = None
    who: str = ""  # a partner by its name: several share that side
    plan_item: PlanItem | None = None  # the goal or activity that it names

    @property
    def verb(self) -> str:
        """The same words on a button."""
        return self.text.removesuffix(".")


@dataclass(frozen=True)
class Standing:
    """What the rules look at, of one file in its current phase."""

    collaboration: Collaboration
    open_keys: list[DecisionKey]  # of the open decisions, turned or not
    goals: list[Goal]
    activities: list[PlanItem]
    own_sides: set[str]  # where the reader sits


def steps(standing: Standing) -> Mapping[str, Step | None]:
    """Per side the first rule that has something to say; a paused or ended file asks nothing."""
    if standing.collaboration.status != Status.ACTIVE:
        return dict.fromkeys(SIDES)
    return {side: next((step for rule in RULES if (step := rule(standing, side))), None) for side in SIDES}


def steps_of_partners(standing: Standing) -> list[Step]:
    """Of each partner that is named: what it is to finish, or else to begin."""
    if standing.collaboration.status != Status.ACTIVE:
        return []
    by_name: dict[str, list[PlanItem]] = {}
    for activity in standing.activities:
        if activity.partner_id and activity.state in TO_DO:
            by_name.setdefault(activity.who, []).append(activity)
    found = [(name, _ending(own) or _beginning(own)) for name, own in sorted(by_name.items())]
    return [replace(step, who=name) for name, step in found if step]


def _decide(standing: Standing, side: str) -> Step | None:
    """A key of this side is asked for."""
    for key in standing.open_keys:
        if key.participation.side == side and not key.verdict:
            return asked_by(key, side in standing.own_sides)
    return None


def turn(own: bool, text: str, url: str, since: Any) -> Step:
    chip = _("Jullie zijn aan zet") if own else _("Aan zet %(since)s") % {"since": dutch.since(since)}
    return Step("you" if own else "now", chip, text, url)


def asked_by(key: DecisionKey, own: bool) -> Step:
    """What a key that is not turned asks of its side."""
    decision = key.decision
    words = decision_words({**decision.payload, "kind": decision.kind, "part": decision.subject})
    url = address("initiatives:decision", decision.uuid)
    return turn(own, _("Bekijk %(what)s.") % {"what": words}, url, decision.created_at)


def _next(text: str, url: str, until: date | None = None, plan_item: PlanItem | None = None) -> Step:
    return Step("next", _("Volgende stap"), text, url, until, plan_item=plan_item)


def _at(item: PlanItem, words: str, until: date | None = None) -> Step:
    """A step that leads to one goal or activity."""
    return _next(words % {"title": item.title}, address("initiatives:item", item.uuid), until, item)


def _talk(standing: Standing, side: str) -> Step | None:
    """Where they differ, the coach brings it up and both talk."""
    goal = next((g for g in standing.goals if g.duo == "differ"), None)
    if goal is None:
        return None
    words = _("Zet “%(title)s” op de agenda.") if side == Side.SUPPORT else _("Praat samen over “%(title)s”.")
    return _at(goal.item, words)


def _finish(standing: Standing, side: str) -> Step | None:
    """What this side already began."""
    return _ending(a for a in standing.activities if _is_for(a, side))


def _ending(own: Iterable[PlanItem]) -> Step | None:
    first = _most_urgent(a for a in own if a.state == ItemState.DOING)
    if first is None:
        return None
    return _at(first, _("Rond “%(title)s” af."), first.due_on)


def _begin(standing: Standing, side: str) -> Step | None:
    """The activity that helps most."""
    own = [a for a in standing.activities if _is_for(a, side)]
    found = suggestions(own, standing.goals, {side})
    if not found:
        return None
    return _beginning([found[0].activity])


def _beginning(own: Iterable[PlanItem]) -> Step | None:
    first = _most_urgent(own)
    if first is None:
        return None
    return _at(first, _("Begin aan “%(title)s”."), first.due_on)


def _most_urgent(activities: Iterable[PlanItem]) -> PlanItem | None:
    return min(activities, key=lambda a: (a.due_on is None, a.due_on or date.max, a.order), default=None)


def _is_for(activity: PlanItem, side: str) -> bool:
    return side != Side.SUPPORT and activity.actor in (side, Actor.TOGETHER)


def _say(standing: Standing, side: str) -> Step | None:
    """Goals on which this side has said nothing yet."""
    if side == Side.SUPPORT:
        return None
    silent = sum(not goal.status_of(side) for goal in standing.goals)
    if not silent:
        return None
    text = ngettext("Zeg hoe je één doel ziet.", "Zeg hoe je %(count)s doelen ziet.", silent)
    return _next(text % {"count": dutch.count_word(silent)}, _phase_page(standing))


def _propose(standing: Standing, side: str) -> Step | None:
    """Everything here is shared: on to the next phase."""
    to = Phase(standing.collaboration.phase).next
    step = DecisionKind.PHASE_STEP
    lies_open = any(k.decision.kind == step and not k.decision.subject for k in standing.open_keys)
    if to is None or lies_open or any(goal.duo != "shared" for goal in standing.goals):
        return None
    text = _("Stel de fase %(phase)s voor.") % {"phase": to.label}
    return _next(text, address("initiatives:phase-step-propose", standing.collaboration.uuid))


def _ask_around(standing: Standing, side: str) -> Step | None:
    if side != Side.SUPPORT:
        return None
    waits = any(not key.verdict for key in standing.open_keys)
    text = _("Vraag waar het besluit op wacht.") if waits else _("Vraag hoe het gaat, en leg het kort vast.")
    return _next(text, address("initiatives:contact-log", standing.collaboration.uuid))


def _phase_page(standing: Standing) -> str:
    return address("initiatives:phase", standing.collaboration.uuid, standing.collaboration.phase)


Rule = Callable[[Standing, str], Step | None]
RULES: tuple[Rule, ...] = (_decide, _talk, _propose, _finish, _begin, _say, _ask_around)


def items_of(collaboration: Collaboration, also: Iterable[str] = (), waits: Q = NOTHING) -> list[PlanItem]:
    """What the rules look at, and along with it the items with these uuids and those that wait: one query.

    `waits` is marked on each.
    """
    wanted = Q(phase=collaboration.phase) | Q(uuid__in=also) | waits
    marked = Case(When(waits, then=Value(True)), default=Value(False))
    return list(
        collaboration.plan_items.annotate(waits=marked)
        .filter(wanted)
        .select_related("format_item")
        .with_who()
        .with_statuses()
    )


def standing_of(
    collaboration: Collaboration,
    open_keys: Iterable[DecisionKey],
    own_sides: set[str],
    items: Iterable[PlanItem] | None = None,
) -> Standing:
    found = items_of(collaboration) if items is None else items
    items = [i for i in found if i.phase == collaboration.phase and i.state != ItemState.SKIPPED]
    return Standing(
        collaboration,
        list(open_keys),
        with_statuses(item for item in items if item.kind == ItemKind.GOAL),
        [item for item in items if item.kind == ItemKind.ACTIVITY],
        own_sides,
    )
