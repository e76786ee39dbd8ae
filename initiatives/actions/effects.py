"""What does a joint decision change, the moment it counts? Each effect once, in the transaction of the last key."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.deciding.matters import matter_of
from initiatives.history import timeline
from initiatives.models import Collaboration, JointDecision, PhasePeriod
from initiatives.terms import DecisionKind, EventKind, Phase, Status
from samenspel.errors import DomainError

CODES = ("from", "to", "finish", "end_kind", "form", "relation", "on", "text_hash")


def codes_of(decision: JointDecision) -> dict[str, Any]:
    """What an event may tell of a decision: codes, never what people wrote."""
    codes = {key: decision.payload[key] for key in CODES if key in decision.payload}
    in_part = decision.kind == DecisionKind.PHASE_STEP and decision.subject
    return codes | {"in_part": True} if in_part else codes


def take_effect(decision: JointDecision) -> None:
    """Of a decision that is about something of a later app, that app knows the effect."""
    matter = matter_of(decision)
    effect = matter.take_effect if matter else EFFECTS[DecisionKind(decision.kind)]
    effect(decision)


def _step(decision: JointDecision) -> None:
    if decision.subject:
        _step_part(decision)
    else:
        _enter_phase(decision)


def _enter_phase(decision: JointDecision) -> None:
    collaboration, today = decision.collaboration, timezone.localdate()
    to = Phase(decision.payload["to"])
    entered = Collaboration.objects.filter(
        pk=collaboration.pk, status=Status.ACTIVE, phase=decision.payload["from"]
    ).update(phase=to, revision=F("revision") + 1)
    if not entered:
        raise _changed_meanwhile(collaboration)
    collaboration.periods.filter(leading=True, ends_on=None).update(ends_on=today)
    PhasePeriod.objects.create(
        collaboration=collaboration, phase=to, starts_on=today, decision=decision, reason=decision.reason
    )
    collaboration.phase = to
    timeline.record(
        collaboration, EventKind.PHASE_ENTERED, by=None, subject=decision, payload=codes_of(decision)
    )


def _step_part(decision: JointDecision) -> None:
    """A part of the neighbourhood starts, steps or is done; the phase that leads stays as it is."""
    collaboration, today = decision.collaboration, timezone.localdate()
    active = Collaboration.objects.filter(pk=collaboration.pk, status=Status.ACTIVE)
    now = collaboration.periods.filter(leading=False, part=decision.subject, ends_on=None)
    was = decision.payload["from"]
    fits = now.filter(phase=was).update(ends_on=today) if was else not now.exists()
    if not fits or not active.update(revision=F("revision") + 1):
        raise _changed_meanwhile(collaboration)
    kind = EventKind.PART_FINISHED if decision.payload.get("finish") else EventKind.PART_STARTED
    if kind == EventKind.PART_STARTED:
        began = decision.payload.get("on")
        PhasePeriod.objects.create(
            collaboration=collaboration,
            part=decision.subject,
            phase=decision.payload["to"],
            leading=False,
            starts_on=date.fromisoformat(began) if began else today,
            decision=decision,
            reason=decision.reason,
        )
    timeline.record(collaboration, kind, by=None, subject=decision, payload=codes_of(decision))


def _changed_meanwhile(collaboration: Collaboration) -> DomainError:
    if Collaboration.objects.filter(pk=collaboration.pk, status=Status.PAUSED).exists():
        return DomainError(_("Deze samenwerking is gepauzeerd. Ga eerst weer verder, en zet dan de stap."))
    return DomainError(_("De samenwerking is intussen veranderd. Trek dit voorstel in en doe een nieuw."))


def _change_status(
    decision: JointDecision, before: list[Status], after: Status, kind: EventKind, **values: Any
) -> None:
    changed = Collaboration.objects.filter(pk=decision.collaboration_id, status__in=before).update(
        status=after, revision=F("revision") + 1, **values
    )
    if not changed:
        raise DomainError(_("De samenwerking is intussen veranderd. Ververs de pagina."))
    decision.collaboration.refresh_from_db()
    timeline.record(decision.collaboration, kind, by=None, subject=decision, payload=codes_of(decision))


def _pause(decision: JointDecision) -> None:
    _change_status(decision, [Status.ACTIVE], Status.PAUSED, EventKind.PAUSED)


def _resume(decision: JointDecision) -> None:
    _change_status(decision, [Status.PAUSED], Status.ACTIVE, EventKind.RESUMED)


def _end(decision: JointDecision) -> None:
    today = timezone.localdate()
    _change_status(
        decision,
        [Status.ACTIVE, Status.PAUSED],
        Status.ENDED,
        EventKind.ENDED,
        ended_on=today,
        end_kind=decision.payload["end_kind"],
    )
    decision.collaboration.periods.filter(ends_on=None).update(ends_on=today)


def _reopen(decision: JointDecision) -> None:
    """The file runs again, in the phase it had. How it ended stays in the decision of that time."""
    try:
        with transaction.atomic():
            _change_status(
                decision, [Status.ENDED], Status.ACTIVE, EventKind.REOPENED, ended_on=None, end_kind=""
            )
    except IntegrityError as clash:
        raise another_runs_here() from clash
    PhasePeriod.objects.create(
        collaboration=decision.collaboration,
        phase=decision.collaboration.phase,
        starts_on=timezone.localdate(),
        decision=decision,
        reason=decision.reason,
    )


def another_runs_here() -> DomainError:
    """One initiative has one running file in an area."""
    return DomainError(
        _("In deze buurt loopt al een ander dossier van dit initiatief. Ga daarin verder, of stop dat eerst.")
    )


EFFECTS: Mapping[DecisionKind, Callable[[JointDecision], None]] = {
    DecisionKind.PHASE_STEP: _step,
    DecisionKind.PAUSE: _pause,
    DecisionKind.RESUME: _resume,
    DecisionKind.END: _end,
    DecisionKind.REOPEN: _reopen,
}
