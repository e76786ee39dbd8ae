"""What happens when someone adds a department, a koppelkans or a request, or takes it a step further?"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.models import Person
from initiatives.actions import plan
from initiatives.deciding.hats import worn
from initiatives.models import Collaboration, Participation, PlanItem
from initiatives.plan import doers
from initiatives.room import ladders
from initiatives.room.ladders import Ladder
from initiatives.terms import EventKind, ItemKind, Phase
from samenspel.errors import DomainError


@transaction.atomic
def add(
    collaboration: Collaboration,
    ladder: Ladder,
    *,
    title: str,
    text: str = "",
    actor: str = "",
    partner: Participation | None = None,
    due_on: date | None = None,
    help_kind: str = "",
    by: Person,
    seat: Participation,
) -> PlanItem:
    if seat.side not in ladder.added_by:
        raise DomainError(_("Dit voegt de andere kant toe. Vraag het hun."))
    return plan.add_item(
        collaboration,
        kind=ladder.kind,
        phase=Phase(collaboration.phase),
        track=ladder.track,
        title=title,
        text=text,
        actor=actor or ladder.actor,
        partner=partner,
        due_on=due_on,
        stage=ladder.rungs[0].code,
        help_kind=help_kind,
        by=by,
        seat=seat,
    )


@transaction.atomic
def step(
    item: PlanItem,
    stage: str,
    *,
    revision: int,
    reason: str = "",
    hat: str = "",
    owner: str = "",
    by: Person,
    seat: Participation,
) -> PlanItem:
    """One rung up or back, or a no with its reason. `hat`: in which of its roles the gemeente answers; `owner`: whose it
    is from here on, where the rung asks it.
    """
    ladder = ladder_of(item)
    if item.stage == stage:
        return item  # pressed twice
    if not ladder.may_reach(stage, item.stage, {seat.side}):
        raise DomainError(_("Deze stap kan nu niet, of is aan de andere kant. Kijk wat er nu staat."))
    is_no = bool(ladder.no and stage == ladder.no.code)
    if is_no and not reason.strip():
        raise DomainError(
            _("Schrijf op waarom. Dan weet het initiatief waar het aan toe is."), field="reason"
        )
    owner = owner.strip() or item.owner
    if ladder.asks_owner(stage, item.stage) and not owner:
        raise DomainError(str(ladders.WHOSE), field="owner")
    values = {"stage": stage, "state": ladder.state_at(stage), "owner": owner}
    plan.update(item, revision, **values, skip_reason=reason.strip() if is_no else "")
    payload = {"kind": item.kind, "stage": stage} | worn(hat, seat.side)
    plan.record(item, EventKind.ITEM_CHANGED, by, seat, payload)
    return item


@transaction.atomic
def change(
    item: PlanItem,
    *,
    revision: int,
    title: str,
    text: str,
    actor: str,
    partner: Participation | None = None,
    due_on: date | None,
    help_kind: str = "",
    owner: str | None = None,
    by: Person,
    seat: Participation,
) -> PlanItem:
    if seat.side not in ladder_of(item).kept_by:
        raise DomainError(_("Dit werkt de andere kant bij. Vraag het hun."))
    values: dict[str, Any] = {"title": title.strip(), "text": text.strip(), "due_on": due_on}
    values |= doers.columns(item.collaboration, actor, partner, before=item)
    if item.kind == ItemKind.REQUEST:
        values["help_kind"] = help_kind
    if owner is not None:
        values["owner"] = owner.strip() or item.owner  # from here on it has one
    plan.update(item, revision, **values)
    facts = {"kind": item.kind, "due_on": str(due_on or ""), **doers.told(partner)}
    plan.record(item, EventKind.ITEM_CHANGED, by, seat, facts)
    return item


def ladder_of(item: PlanItem) -> Ladder:
    ladder = ladders.of_kind(item.kind)
    if ladder is None:
        raise DomainError(_("Dit is een doel of activiteit. Werk het bij in het stappenplan."))
    return ladder
