"""What asks for this user today, and why? One table of rules, each over all her files at once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.models import Agreement
from agreements.terms import Stage
from contacts.models import Access, Function, Side
from initiatives import layers
from initiatives.file_page import address
from initiatives.models import ContactMoment, DecisionKey, GoalView, JointDecision, PlanItem
from initiatives.names import known_as, party_name
from initiatives.policy import Ability
from initiatives.sentences import decision_words
from initiatives.terms import Actor, DecisionKind, DecisionState, ItemState, Verdict
from insights.desk import Desk, DeskFile
from samenspel import dutch

SHOWN = 10
QUIET_WEEKS = 4
SOON = timedelta(days=7)
# How much it weighs: who waits on you first, then what failed or differs, then what fades.
DECIDE, FAILED, ASK, OVERDUE, DIFFER, MISSING, DUE, UNPUBLISHED, SILENT = 90, 80, 70, 60, 55, 50, 45, 40, 30


@dataclass(frozen=True)
class WorkItem:
    """One thing that asks for you, as `_work_item.html` shows it."""

    file: DeskFile
    weight: int
    reason: str
    since: date
    action: str
    action_url: str
    meta_end: str = ""
    kind: str = "signal"  # or turn: somebody waits on you

    @property
    def title(self) -> str:
        return self.file.collaboration.title

    @property
    def url(self) -> str:
        return address("insights:overview", self.file.collaboration.uuid)

    @property
    def meta(self) -> str:
        collaboration = self.file.collaboration
        parts = [
            collaboration.municipality.organisation.name,
            str(collaboration.get_phase_display()),
            self.meta_end or dutch.since(self.since),
        ]
        return " · ".join(parts)


@dataclass(frozen=True)
class Waiting:
    """Somebody else is to move."""

    file: DeskFile
    sides: list[str]
    text: str
    since: datetime
    url: str


def work_of(desk: Desk) -> list[WorkItem]:
    items = [item for rule in RULES for item in rule(desk)]
    return sorted(items, key=lambda i: (-i.weight, i.since, i.file.collaboration.pk))


# --- decisions ----------------------------------------------------------------------------------------


def _open_decisions(desk: Desk) -> Iterator[tuple[DeskFile, JointDecision, list[DecisionKey]]]:
    """Each open decision with the keys that are not turned yet."""
    by_decision: dict[int, list[DecisionKey]] = {}
    for key in desk.open_keys:
        by_decision.setdefault(key.decision_id, []).append(key)
    for keys in by_decision.values():
        decision = keys[0].decision
        yield desk.by_id[decision.collaboration_id], decision, [k for k in keys if not k.verdict]


def _own_key(file: DeskFile, keys: Iterable[DecisionKey]) -> DecisionKey | None:
    return next((k for k in keys if k.participation.organisation_id in file.organisations), None)


def _words(decision: JointDecision) -> str:
    return decision_words({**decision.payload, "kind": decision.kind, "part": decision.subject})


def decisions_to_make(desk: Desk) -> Iterator[WorkItem]:
    for file, decision, keys in _open_decisions(desk):
        if _own_key(file, keys) and Ability.DECIDE_FOR_SIDE in file.abilities:
            yield WorkItem(
                file,
                DECIDE,
                _("%(who)s stelt %(what)s voor. Jullie sleutel ontbreekt nog.")
                % {"who": capfirst(party_name(decision.by_organisation)), "what": _words(decision)},
                dutch.local_date(decision.created_at),
                _("Bekijk het voorstel"),
                address("initiatives:decision", decision.uuid),
                kind="turn",
            )


def decisions_to_ask_for(desk: Desk) -> Iterator[WorkItem]:
    """Your side is to decide, and you may not: whom do you ask?"""
    asked = [
        (file, decision, key)
        for file, decision, keys in _open_decisions(desk)
        if (key := _own_key(file, keys))
        and Ability.PROPOSE in file.abilities
        and Ability.DECIDE_FOR_SIDE not in file.abilities
    ]
    deciders = _deciders({key.participation.organisation_id for _f, _d, key in asked})
    for file, decision, key in asked:
        who = deciders.get(key.participation.organisation_id)
        yield WorkItem(
            file,
            ASK,
            _("Jullie kant beslist nog over %(what)s. Vraag %(who)s.")
            % {"what": _words(decision), "who": who}
            if who
            else _("Jullie kant beslist nog over %(what)s. Niemand van jullie kan dat hier doen.")
            % {"what": _words(decision)},
            dutch.local_date(decision.created_at),
            _("Lees het voorstel"),
            address("initiatives:decision", decision.uuid),
        )


def steps_returned(desk: Desk) -> Iterator[WorkItem]:
    """A phase step that was given back and not proposed again: whoever proposed it reads why."""
    newest = JointDecision.objects.filter(
        collaboration=OuterRef("decision__collaboration"),
        kind=DecisionKind.PHASE_STEP,
        subject=OuterRef("decision__subject"),
    ).order_by("-pk")
    keys = (
        DecisionKey.objects.filter(
            verdict=Verdict.RETURN,
            decision=Subquery(newest.values("pk")[:1]),
            decision__state=DecisionState.RETURNED,
            decision__collaboration__in=desk.ids(lambda f: f.is_active and Ability.PROPOSE in f.abilities),
        )
        .select_related("decision", "participation__organisation")
        .order_by("pk")
    )
    for key in keys:
        decision, file = key.decision, desk.by_id[key.decision.collaboration_id]
        still_there = decision.subject or decision.payload.get("from") == file.collaboration.phase
        if still_there and decision.by_organisation_id in file.organisations:
            yield WorkItem(
                file,
                ASK,
                _("%(who)s gaf %(what)s terug. Lees wat er nog nodig is.")
                % {"who": capfirst(party_name(key.participation.organisation)), "what": _words(decision)},
                dutch.local_date(key.at or decision.created_at),
                _("Lees de reden"),
                address("initiatives:decision", decision.uuid),
            )


def _deciders(organisations: set[int]) -> dict[int, str]:
    """Who may decide, per organisation: at most two names."""
    if not organisations:
        return {}
    functions = (
        Function.objects.in_force()
        .filter(
            organisation__in=organisations,
            access__in=Access.at_least(Access.DECIDE),
            person__user__is_active=True,
        )
        .select_related("person")
        .order_by("pk")
    )
    names: dict[int, list[str]] = {}
    for function in functions:
        names.setdefault(function.organisation_id, []).append(known_as(function.person, function))
    return {organisation: _(" of ").join(found[:2]) for organisation, found in names.items()}


def waiting_for_others(desk: Desk) -> list[Waiting]:
    """Open decisions of which the next move is not this user's."""
    found = []
    for file, decision, keys in _open_decisions(desk):
        if _own_key(file, keys) and Ability.PROPOSE in file.abilities:
            continue
        sides = [key.participation.side for key in keys]
        found.append(
            Waiting(
                file,
                sides,
                _who_looks(sides) % {"what": _words(decision)},
                decision.created_at,
                address("initiatives:decision", decision.uuid),
            )
        )
    return sorted(found, key=lambda w: w.since)


def _who_looks(sides: list[str]) -> str:
    if len(sides) > 1:
        return _("De gemeente en het initiatief bekijken %(what)s.")
    if Side.MUNICIPALITY in sides:
        return _("De gemeente bekijkt %(what)s.")
    return _("Het initiatief bekijkt %(what)s.")


# --- goals and activities -----------------------------------------------------------------------------


def differences(desk: Desk) -> Iterator[WorkItem]:
    """Goals that both sides see differently: one item a file."""
    newest = GoalView.objects.filter(item=OuterRef("pk")).order_by("-pk")
    ours = newest.filter(participation__side=Side.MUNICIPALITY)
    theirs = newest.filter(participation__side=Side.INITIATIVE)
    goals = (
        PlanItem.objects.goals()
        .kept()
        .filter(collaboration__in=desk.ids(lambda f: f.is_active and Ability.PLAN in f.abilities))
        .annotate(
            municipality=Subquery(ours.values("status")[:1]),
            initiative=Subquery(theirs.values("status")[:1]),
            municipality_at=Subquery(ours.values("created_at")[:1]),
            initiative_at=Subquery(theirs.values("created_at")[:1]),
        )
        .filter(municipality__isnull=False, initiative__isnull=False)
        .exclude(municipality=F("initiative"))
        .order_by("collaboration_id", "order", "pk")
    )
    by_file: dict[int, list[PlanItem]] = {}
    for goal in goals:
        by_file.setdefault(goal.collaboration_id, []).append(goal)
    for pk, differing in by_file.items():
        yield _difference(desk.by_id[pk], differing)


def _difference(file: DeskFile, goals: list[Any]) -> WorkItem:
    first = goals[0]
    others = len(goals) - 1
    reason = _("De gemeente en het initiatief kijken anders naar “%(goal)s”.") % {"goal": first.title}
    if others:
        more = ngettext("Net als naar nog één doel.", "Net als naar nog %(count)s doelen.", others)
        reason += " " + more % {"count": dutch.count_word(others)}
    since = min(max(g.municipality_at, g.initiative_at) for g in goals)
    url = address("initiatives:item", first.uuid)
    if others:
        url = address("initiatives:phase", file.collaboration.uuid, first.phase)
    return WorkItem(
        file,
        DIFFER,
        reason,
        dutch.local_date(since),
        _("Bereid het gesprek voor"),
        url,
        meta_end=_("verschil %(since)s") % {"since": dutch.since(since)},
    )


def _works_at(side: Side, file: DeskFile) -> bool:
    return _works(file) and side in file.sides


def activities_due(desk: Desk) -> Iterator[WorkItem]:
    """What your side does and what you do together, within a week; a coach hears of all that is late."""
    today = timezone.localdate()
    asked = Q(pk__in=[])
    for side in (Side.MUNICIPALITY, Side.INITIATIVE):
        sitting = desk.ids(partial(_works_at, side))
        asked |= Q(collaboration__in=sitting, actor__in=[side, Actor.TOGETHER])
    coached = desk.ids(lambda f: _works(f) and f.is_coached)
    asked |= Q(collaboration__in=coached) & (Q(actor=Actor.TOGETHER) | Q(due_on__lt=today))
    activities = (
        PlanItem.objects.activities()
        .filter(asked, state__in=[ItemState.OPEN, ItemState.DOING], due_on__lte=today + SOON)
        .order_by("due_on", "pk")[: 2 * SHOWN]
    )
    for activity in activities:
        file = desk.by_id[activity.collaboration_id]
        late = activity.due_on < today
        words = _("“%(title)s” is nog niet klaar.") if late else _("“%(title)s” moet bijna klaar zijn.")
        yield WorkItem(
            file,
            OVERDUE if late else DUE,
            words % {"title": activity.title},
            activity.due_on,
            _("Werk de activiteit bij"),
            address("initiatives:item", activity.uuid),
            meta_end=_due_words(activity.due_on, late=late),
        )


def _works(file: DeskFile) -> bool:
    return file.is_active and Ability.PLAN in file.abilities


def _due_words(due_on: date, *, late: bool) -> str:
    if late:
        return _("het plan was %(day)s") % {"day": dutch.short_date(due_on)}
    return dutch.deadline(due_on)


def overdue_layers(desk: Desk) -> Iterator[WorkItem]:
    """An answer of a council or a board was expected by now: its own side and the coach say how it went."""
    today, asked = timezone.localdate(), desk.ids(_works)
    for (pk, side), lies in (layers.now_in(asked) if asked else {}).items():
        file = desk.by_id[pk]
        if lies.expected_on and lies.expected_on < today and (side in file.sides or file.is_coached):
            yield WorkItem(
                file,
                ASK,
                lies.question,
                lies.expected_on,
                _("Zeg hoe het ging"),
                f"{address('initiatives:layer', file.collaboration.uuid)}?kant={layers.DUTCH[side]}",
                meta_end=_("verwacht op %(day)s") % {"day": dutch.short_date(lies.expected_on)},
            )


# --- agreements ---------------------------------------------------------------------------------------


def drafts(desk: Desk) -> Iterator[WorkItem]:
    """Concepts of your side, and of the files you guide, that are not finished or whose PDF did not come."""
    for agreement in desk.agreements:
        file = desk.by_id.get(agreement.collaboration_id)
        if file and agreement.stage in (Stage.PREPARING, Stage.SHARED) and _drafts(file, agreement):
            yield from _draft(file, agreement)


def _drafts(file: DeskFile, agreement: Agreement) -> bool:
    own = file.is_coached or agreement.drafted_by_org_id in file.organisations
    return own and Ability.DRAFT in file.abilities


def _draft(file: DeskFile, agreement: Any) -> Iterator[WorkItem]:
    name = {"title": _("%(form)s (concept)") % {"form": str(agreement.get_form_display()).capitalize()}}
    page = address("agreements:agreement", agreement.uuid)
    since = dutch.local_date(agreement.newest_at or agreement.created_at)
    if agreement.newest_failed:
        url = address("agreements:version", agreement.newest_version) or page
        reason = _("%(title)s: de PDF is niet gemaakt. De tekst is bewaard.") % name
        yield WorkItem(file, FAILED, reason, since, _("Probeer het opnieuw"), url)
    if agreement.newest_number is None:
        reason = _("%(title)s: nog niet gedeeld. De anderen zien het pas daarna.") % name
        yield WorkItem(file, UNPUBLISHED, reason, since, _("Ga verder met het concept"), page)
    elif agreement.newest_missing:
        reason = _("%(title)s: er ontbreken nog gegevens.") % name
        meta = _("concept van %(day)s") % {"day": dutch.short_date(since)}
        yield WorkItem(file, MISSING, reason, since, _("Vul het concept aan"), page, meta_end=meta)


# --- contact ------------------------------------------------------------------------------------------


def silence(desk: Desk) -> Iterator[WorkItem]:
    """Files you guide in which nobody you can read of spoke for four weeks."""
    coached = desk.ids(lambda f: _works(f) and f.is_coached)
    if not coached:
        return
    moments = ContactMoment.objects.visible_to(desk.user).filter(collaboration__in=coached).order_by()
    last = dict(moments.values_list("collaboration").annotate(Max("on")))
    border = timezone.localdate() - timedelta(weeks=QUIET_WEEKS)
    for pk in coached:
        file, spoken = desk.by_id[pk], last.get(pk)
        since = spoken or dutch.local_date(file.collaboration.created_at)
        if since > border:
            continue
        if spoken:
            reason = _("Al %(time)s geen contact.") % {"time": dutch.elapsed(since)}
            meta = _("laatste contact %(day)s") % {"day": dutch.short_date(since)}
        else:
            reason = _("Sinds het begin is nog geen contact vastgelegd.")
            meta = _("begonnen op %(day)s") % {"day": dutch.short_date(since)}
        url = address("initiatives:contact-log", file.collaboration.uuid)
        yield WorkItem(file, SILENT, reason, since, _("Leg contact vast"), url, meta_end=meta)


Rule = Callable[[Desk], Iterable[WorkItem]]
RULES: tuple[Rule, ...] = (
    decisions_to_make,
    decisions_to_ask_for,
    steps_returned,
    differences,
    activities_due,
    overdue_layers,
    drafts,
    silence,
)
