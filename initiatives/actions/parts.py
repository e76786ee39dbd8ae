"""What happens when a part of the neighbourhood runs ahead, steps on, or is done?"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.models import Person
from initiatives.actions.decisions import must_be, open_decision
from initiatives.course.phases import NO_RESULT, lacks_result, why_reason_is_asked
from initiatives.models import Collaboration, JointDecision, Milestone, Participation, PhasePeriod
from initiatives.terms import DecisionKind, Phase, Status
from samenspel.days import must_have_come
from samenspel.errors import DomainError


@transaction.atomic
def propose_part_step(
    collaboration: Collaboration,
    *,
    part: str,
    to: Phase | None,
    reason: str,
    on: date | None = None,
    result: Milestone | None = None,
    hat: str = "",
    by: Person,
    seat: Participation,
    own_key: bool,
) -> JointDecision:
    """A step of one part; `to` is None when the part is done. `on`: the day it began, when that was earlier.

    It leaves its own phase, or that of the whole neighbourhood; `result`: what that yielded.
    """
    must_be(collaboration, Status.ACTIVE)
    now = part_now(collaboration, part)
    name = now.part if now else part.strip()
    _refuse_what_makes_no_step(name, now, to, reason, on, result)
    payload: dict[str, object] = {
        "from": now.phase if now else "",
        "leaves": now.phase if now else collaboration.phase,
        "to": to or (now.phase if now else ""),
        "result": str(result.uuid) if result else NO_RESULT,
    }
    if to is None:
        payload["finish"] = True
    if on:
        payload["on"] = on.isoformat()
    return open_decision(
        collaboration,
        DecisionKind.PHASE_STEP,
        subject=name,
        payload=payload,
        reason=reason,
        hat=hat,
        by=by,
        seat=seat,
        own_key=own_key,
    )


def part_now(collaboration: Collaboration, part: str) -> PhasePeriod | None:
    """The open period of this part, by its name in whatever case."""
    return collaboration.periods.filter(leading=False, ends_on=None, part__iexact=part.strip()).first()


def _refuse_what_makes_no_step(
    name: str,
    now: PhasePeriod | None,
    to: Phase | None,
    reason: str,
    on: date | None,
    result: Milestone | None,
) -> None:
    if not name:
        raise DomainError(_("Geef het deel een naam, bijvoorbeeld Blok Noord."), field="part")
    if to is None and now is None:
        raise DomainError(_("Dit deel is nog niet begonnen. Kies een fase."), field="to")
    if to and now and now.phase == to:
        raise DomainError(_("Dit deel is al in deze fase. Kies een andere."), field="to")
    if on:
        must_have_come(on, "on")
    if reason.strip():
        return
    own = Phase(now.phase) if now else None
    if not own or not to or why_reason_is_asked(own, to):
        why = _("Schrijf op waarom dit deel zijn eigen tempo heeft. Beide kanten lezen dit.")
        raise DomainError(why, field="reason")
    if why := why_reason_is_asked(own, to, no_result=lacks_result(own, result)):
        raise DomainError(why, field="reason")
