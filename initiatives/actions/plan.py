"""What happens when someone works on the plan: a view on a goal, an activity, an own item?"""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Person
from initiatives.history import timeline
from initiatives.models import Collaboration, GoalView, Participation, PlanItem
from initiatives.plan import doers
from initiatives.plan.goals import without_own_view
from initiatives.terms import Actor, EventKind, GoalStatus, ItemKind, ItemState, Phase, Track
from samenspel.days import must_have_come
from samenspel.errors import DomainError, StaleRevision


@transaction.atomic
def give_view(
    item: PlanItem, *, seat: Participation, status: GoalStatus, remark: str = "", by: Person
) -> GoalView:
    """One side says how it sees a goal. Earlier views stay; the newest counts."""
    if item.kind != ItemKind.GOAL:
        raise DomainError(_("Dit is een activiteit. Zet daar de stand van."))
    newest = GoalView.objects.filter(item=item, participation=seat).first()
    if newest and not newest.told_by and (newest.status, newest.remark) == (status, remark.strip()):
        return newest  # pressed twice
    view = GoalView.objects.create(item=item, participation=seat, status=status, remark=remark.strip(), by=by)
    timeline.record(
        item.collaboration,
        EventKind.GOAL_VIEWED,
        by=by,
        organisation=seat.organisation,
        subject=item,
        payload={"side": seat.side, "status": status, "view": str(view.uuid)},
    )
    return view


@transaction.atomic
def record_view(
    item: PlanItem,
    *,
    party: Participation,
    status: GoalStatus,
    remark: str = "",
    told_by: str,
    told_on: date,
    by: Person,
    seat: Participation,
) -> GoalView:
    """How a party that does not sign in sees a goal; someone else records it, and names who said so and when."""
    if item.kind != ItemKind.GOAL:
        raise DomainError(_("Dit is een activiteit. Zet daar de stand van."))
    if party.pk == seat.pk:
        raise DomainError(_("Dit is jullie eigen kant. Zeg zelf hoe jullie het zien."))
    if not without_own_view(item).filter(pk=party.pk).exists():
        raise DomainError(_("Deze partij zei zelf hoe zij dit doel ziet. Alleen zij verandert dat."))
    must_have_come(told_on, "told_on")
    view = GoalView.objects.create(
        item=item,
        participation=party,
        status=status,
        remark=remark.strip(),
        told_by=told_by.strip(),
        told_on=told_on,
        by=by,
    )
    timeline.record(
        item.collaboration,
        EventKind.GOAL_VIEWED,
        by=by,
        organisation=seat.organisation,
        on_behalf_of=party.organisation,
        subject=item,
        payload={"side": party.side, "status": status, "view": str(view.uuid), "on_paper": True},
    )
    return view


@transaction.atomic
def change_activity(
    item: PlanItem,
    *,
    revision: int,
    state: ItemState,
    actor: str = "",
    partner: Participation | None = None,
    due_on: date | None = None,
    by: Person,
    seat: Participation,
) -> PlanItem:
    """State, who and date of an activity (or an own goal's date). Skipping is its own act, with a reason."""
    if state == ItemState.SKIPPED:
        raise DomainError(_("Overslaan kan, met een reden. Gebruik daarvoor “Sla over”."), field="state")
    done_on = timezone.localdate() if state == ItemState.DONE else None
    if state == ItemState.DONE and item.state == ItemState.DONE:
        done_on = item.done_on
    update(
        item,
        revision,
        state=state,
        **doers.columns(item.collaboration, actor, partner, before=item),
        due_on=due_on,
        done_on=done_on,
        skip_reason="",
        left_out=False,
    )
    facts = {"state": state, "actor": item.actor, "due_on": str(due_on or ""), **doers.told(partner)}
    record(item, EventKind.ITEM_CHANGED, by, seat, facts)
    return item


@transaction.atomic
def skip(item: PlanItem, *, revision: int, reason: str, by: Person, seat: Participation) -> PlanItem:
    if not reason.strip():
        raise DomainError(
            _("Schrijf op waarom jullie dit overslaan. Zo begrijpt iedereen het later nog."), field="reason"
        )
    update(item, revision, state=ItemState.SKIPPED, skip_reason=reason.strip(), left_out=False)
    record(item, EventKind.ITEM_SKIPPED, by, seat, {"kind": item.kind})
    return item


@transaction.atomic
def take_back(item: PlanItem, *, revision: int, by: Person, seat: Participation) -> PlanItem:
    """Undo of a skip: the item stands in the plan again, the history keeps both."""
    update(item, revision, state=ItemState.OPEN, skip_reason="", left_out=False)
    record(item, EventKind.ITEM_CHANGED, by, seat, {"state": ItemState.OPEN})
    return item


@transaction.atomic
def reword(
    item: PlanItem, *, revision: int, title: str, text: str, by: Person, seat: Participation
) -> PlanItem:
    update(item, revision, title=title.strip(), text=text.strip())
    record(item, EventKind.ITEM_CHANGED, by, seat, {"reworded": True})
    return item


@transaction.atomic
def move(
    item: PlanItem, *, up: bool, revision: int, track: Track | None = None, by: Person, seat: Participation
) -> PlanItem:
    """One place up or down among what stands beside it: its kind in its phase, and in its track when one is named.

    The event comes first: it takes the head of the file, so that two who move at once come one after another.
    """
    record(item, EventKind.ITEM_CHANGED, by, seat, {"moved": True})
    update(item, revision)
    standing = list(item.collaboration.plan_items.filter(kind=item.kind, phase=item.phase))
    past = _beside(item, standing, up=up, track=track)
    standing.remove(item)
    standing.insert(standing.index(past) + (0 if up else 1), item)
    moved = [row for number, row in enumerate(standing, 1) if row.order != number]
    for number, row in enumerate(standing, 1):
        row.order = number
    PlanItem.objects.bulk_update(moved, ["order"])
    return item


def _beside(item: PlanItem, standing: list[PlanItem], *, up: bool, track: Track | None) -> PlanItem:
    """What it passes: the next one that the reader sees, in her track when she looks at one."""
    seen = [row for row in standing if row.state != ItemState.SKIPPED and track in (None, row.track)]
    if item not in seen:
        raise DomainError(_("Dit slaan jullie over. Haal het eerst terug."))
    there = seen.index(item) + (-1 if up else 1)
    if there < 0:
        raise DomainError(_("Dit staat al bovenaan."))
    if there == len(seen):
        raise DomainError(_("Dit staat al onderaan."))
    return seen[there]


@transaction.atomic
def add_item(
    collaboration: Collaboration,
    *,
    kind: ItemKind,
    phase: Phase,
    track: Track,
    title: str,
    text: str = "",
    actor: Actor | str = "",
    partner: Participation | None = None,
    due_on: date | None = None,
    stage: str = "",
    help_kind: str = "",
    by: Person,
    seat: Participation,
) -> PlanItem:
    if collaboration.plan_items.filter(kind=kind, phase=phase, title__iexact=title.strip()).exists():
        raise DomainError(_("Dit staat al in deze fase. Kies een andere naam."), field="title")
    item = PlanItem.objects.create(
        collaboration=collaboration,
        kind=kind,
        phase=phase,
        track=track,
        title=title.strip(),
        text=text.strip(),
        **doers.columns(collaboration, actor, partner),
        due_on=due_on,
        stage=stage,
        help_kind=help_kind,
    )
    record(item, EventKind.ITEM_ADDED, by, seat, {"kind": kind, "phase": phase, **doers.told(partner)})
    return item


def update(item: PlanItem, revision: int, **values: Any) -> None:
    """Unless somebody else saved first."""
    changed = PlanItem.objects.filter(pk=item.pk, revision=revision).update(
        revision=F("revision") + 1, **values
    )
    if not changed:
        raise StaleRevision(
            _("Iemand anders heeft dit net veranderd. Hieronder staat wat er nu staat. Kies opnieuw."),
            current=PlanItem.objects.get(pk=item.pk),
        )
    item.refresh_from_db()


def record(item: PlanItem, kind: EventKind, by: Person, seat: Participation, payload: dict[str, Any]) -> None:
    timeline.record(
        item.collaboration, kind, by=by, organisation=seat.organisation, subject=item, payload=payload
    )
