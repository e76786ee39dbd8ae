"""What asks for this user today, and why? One table of rules, each over all her files at once."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.models import Agreement
from agreements.terms import Stage
from contacts.models import BOTH_SIDES, Side
from initiatives.file_page import address
from initiatives.models import ContactMoment, PlanItem
from initiatives.policy import Ability
from initiatives.terms import TO_DO, Actor, ItemKind
from insights.desk import Desk, DeskFile
from insights.work_contests import contests
from insights.work_decisions import (
    decisions_lying,
    decisions_to_ask_for,
    decisions_to_make,
    questions_to_answer,
    steps_returned,
)
from insights.work_elsewhere import doubted
from insights.work_formats import shared_formats
from insights.work_item import (
    ASK,
    DIFFER,
    DUE,
    FAILED,
    MISSING,
    OVERDUE,
    SHOWN,
    SILENT,
    UNPUBLISHED,
    WorkItem,
)
from insights.work_living import living
from insights.work_policy import passages
from insights.work_promises import promises_due
from insights.work_room import requests_to_answer, topics_differing
from insights.work_settling import settling
from insights.work_signing import signing
from samenspel import dutch

QUIET_WEEKS = 4
SOON = timedelta(days=7)


def work_of(desk: Desk) -> list[WorkItem]:
    items = [item for rule in RULES for item in rule(desk)]
    return sorted(items, key=lambda i: (-i.weight, i.since, i.collaboration.pk if i.collaboration else 0))


# --- goals and activities -----------------------------------------------------------------------------


def differences(desk: Desk) -> Iterator[WorkItem]:
    """Goals that both sides see differently: one item a file."""
    goals = (
        PlanItem.objects.goals()
        .kept()
        .filter(collaboration__in=desk.ids(lambda f: f.is_active and Ability.PLAN in f.abilities))
        .with_statuses()
        .filter(municipality__isnull=False, initiative__isnull=False)
        .exclude(municipality=F("initiative"))
        .select_related("format_item")
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
        more = ngettext("Ook naar nog één doel.", "Ook naar nog %(count)s doelen.", others)
        reason += " " + more % {"count": dutch.count_word(others)}
    since = min(max(g.municipality_at, g.initiative_at) for g in goals)
    url = address("initiatives:item", first.uuid)
    if others:
        url = address("initiatives:phase", file.collaboration.uuid, first.phase) + "#doelen"
    return WorkItem(
        file,
        DIFFER,
        reason,
        dutch.local_date(since),
        _("Bereid het gesprek voor"),
        url,
        meta_end=_("verschil %(since)s") % {"since": dutch.since(since)},
        plan_item=first,
    )


def _works_at(side: Side, file: DeskFile) -> bool:
    return file.works and side in file.sides


def due_soon(today: date) -> Q:
    """Activities that are to be ready within a week, or were to be."""
    unfinished = Q(kind=ItemKind.ACTIVITY, state__in=TO_DO)
    return unfinished & Q(due_on__lte=today + SOON)


def activities_due(desk: Desk) -> Iterator[WorkItem]:
    """What your side does and what you do together, within a week; a coach hears of all that is late."""
    today = timezone.localdate()
    asked = Q(pk__in=[])
    for side in BOTH_SIDES:
        sitting = desk.ids(partial(_works_at, side))
        asked |= Q(collaboration__in=sitting, actor__in=[side, Actor.TOGETHER])
    coached = desk.ids(lambda f: f.works and f.is_coached)
    asked |= Q(collaboration__in=coached) & (Q(actor=Actor.TOGETHER) | Q(due_on__lt=today))
    activities = PlanItem.objects.filter(due_soon(today), asked).select_related("format_item")
    for activity in activities.order_by("due_on", "pk")[: 2 * SHOWN]:
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
            plan_item=activity,
        )


def _due_words(due_on: date, *, late: bool) -> str:
    if late:
        return _("het plan was %(day)s") % {"day": dutch.short_date(due_on)}
    return dutch.deadline(due_on)


def overdue_layers(desk: Desk) -> Iterator[WorkItem]:
    """An answer of a council or a board was expected by now: its own side and the coach say how it went."""
    today = timezone.localdate()
    for file, lies in ((f, lies) for f in desk.files if f.works for lies in f.lies):
        if lies.expected_on and lies.expected_on < today and (lies.side in file.sides or file.is_coached):
            yield WorkItem(
                file,
                ASK,
                lies.question,
                lies.expected_on,
                _("Zeg hoe het ging"),
                f"{address('initiatives:layer', file.collaboration.uuid)}?{lies.query}",
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
    name = {"title": _("%(form)s (concept)") % {"form": capfirst(agreement.called)}}
    page = address("agreements:agreement", agreement.uuid)
    since = dutch.local_date(agreement.newest_at or agreement.created_at)
    if agreement.newest_failed:
        url = address("agreements:version", agreement.newest_version)
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
    coached = desk.ids(lambda f: f.works and f.is_coached)
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
    questions_to_answer,
    requests_to_answer,
    doubted,
    passages,
    decisions_to_ask_for,
    decisions_lying,
    steps_returned,
    contests,
    differences,
    topics_differing,
    activities_due,
    promises_due,
    overdue_layers,
    drafts,
    signing,
    settling,
    living,
    shared_formats,
    silence,
)
