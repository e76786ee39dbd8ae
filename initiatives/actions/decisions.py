"""What happens when a decision is proposed, a key turns, or a party leaves?"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Organisation, Person
from initiatives.actions.effects import codes_of, take_effect
from initiatives.course.phases import NO_RESULT, lacks_result, why_reason_is_asked
from initiatives.deciding import gates, keys
from initiatives.deciding.hats import worn
from initiatives.history import timeline
from initiatives.models import Collaboration, DecisionKey, JointDecision, Milestone, Participation
from initiatives.terms import DecisionKind, DecisionState, EndKind, EventKind, KeyVerdict, Phase, Status
from samenspel.errors import DomainError
from samenspel.frozen import Column, Moment
from samenspel.models import Row


@transaction.atomic
def propose_phase_step(
    collaboration: Collaboration,
    *,
    to: Phase,
    reason: str,
    result: Milestone | None = None,
    partners: Collection[Participation] = (),
    hat: str = "",
    by: Person,
    seat: Participation,
    own_key: bool,
) -> JointDecision:
    """`own_key`: the proposer may decide for her side, so its key turns at once; a coach's proposal turns none.

    result: what the phase yielded. Without one the step needs a reason, and nothing more.
    partners: who decides along. Each gets a key, and reads this proposal and nothing else of the file.
    """
    must_be(collaboration, Status.ACTIVE)
    current = Phase(collaboration.phase)
    if to == current:
        raise DomainError(_("Jullie zijn al in deze fase. Kies een andere fase."), field="to")
    gate = gates.gate(collaboration, to)
    no_result = lacks_result(current, result)
    why = why_reason_is_asked(current, to, open_goals=gate.open_goals, no_result=no_result)
    if why and not reason.strip():
        raise DomainError(why, field="reason")
    return open_decision(
        collaboration,
        DecisionKind.PHASE_STEP,
        payload={
            "from": current,
            "to": to,
            "open_goals": gate.open_goals,
            "result": str(result.uuid) if result else NO_RESULT,
        },
        reason=reason,
        hat=hat,
        by=by,
        seat=seat,
        own_key=own_key,
        named=partners,
    )


@transaction.atomic
def pause(collaboration: Collaboration, *, reason: str, by: Person, seat: Participation) -> JointDecision:
    must_be(collaboration, Status.ACTIVE)
    return _one_sided(collaboration, DecisionKind.PAUSE, {}, reason, by, seat)


@transaction.atomic
def resume(collaboration: Collaboration, *, reason: str, by: Person, seat: Participation) -> JointDecision:
    must_be(collaboration, Status.PAUSED)
    return _one_sided(collaboration, DecisionKind.RESUME, {}, reason, by, seat)


@transaction.atomic
def end(
    collaboration: Collaboration,
    *,
    end_kind: EndKind,
    reason: str,
    thanks: str = "",
    by: Person,
    seat: Participation,
) -> JointDecision:
    """Leaving needs nobody's permission: the other side is told and can add its own reading."""
    must_run(collaboration)
    return _one_sided(
        collaboration, DecisionKind.END, {"end_kind": end_kind}, reason, by, seat, remark=thanks
    )


@transaction.atomic
def turn_key(
    decision: JointDecision,
    *,
    seat: Participation,
    by: Person,
    verdict: KeyVerdict,
    remark: str = "",
    hat: str = "",
) -> JointDecision:
    """One side says yes, or gives back with a reason. With the last key the decision takes effect, here.

    hat: in which of its roles the gemeente decides; it stands in the event.
    """
    if verdict == KeyVerdict.RETURN and not remark.strip():
        raise DomainError(_("Schrijf op wat er nodig is. De ander leest dit precies zo."), field="remark")
    lock(decision)
    if decision.keys.filter(by=by).exclude(verdict="").exists():
        raise DomainError(_("Je hebt in dit besluit al voor een kant beslist. Vraag een collega."))
    return turn(
        decision, seat, told_by=(by, seat), also=worn(hat, seat.side), verdict=verdict, by=by, remark=remark
    )


@transaction.atomic
def withdraw(decision: JointDecision, *, by: Person, seat: Participation) -> JointDecision:
    """Who proposed may take it back while it lies open."""
    if decision.by_organisation_id != seat.organisation_id:
        raise DomainError(_("Alleen wie het voorstelde kan het intrekken."))
    lock(decision)
    return _close(decision, DecisionState.WITHDRAWN, by=by, organisation=seat.organisation)


def close_without_effect(collaboration: Collaboration, kind: DecisionKind, subject: str) -> None:
    """What it was about is over: an open proposal of this kind closes, and asks nobody any more."""
    for decision in collaboration.decisions.open().filter(kind=kind, subject=subject):
        _close(decision, DecisionState.WITHDRAWN, by=None, organisation=None)


# --- the mechanism ------------------------------------------------------------------------------------


def open_decision(
    collaboration: Collaboration,
    kind: DecisionKind,
    *,
    payload: Mapping[str, Any],
    reason: str,
    hat: str = "",
    by: Person,
    seat: Participation,
    own_key: bool,
    subject: str = "",
    remark: str = "",
    named: Collection[Participation] = (),
    makes: Callable[[JointDecision], Row] | None = None,
) -> JointDecision:
    """`subject`: what it is about, when a file can have several of its kind open: a part of the neighbourhood.

    `named`: the partners that decide along, where the kind of decision allows it. `hat`: in which of its roles the
    gemeente proposes, and turns its key along with it. `makes`: the row that is proposed, held along with the question.
    """
    try:
        with transaction.atomic():
            decision = JointDecision.objects.create(
                collaboration=collaboration,
                kind=kind,
                subject=subject,
                payload=dict(payload),
                reason=reason.strip(),
                by=by,
                by_organisation=seat.organisation,
            )
    except IntegrityError as clash:
        raise DomainError(_("Er ligt al een voorstel. Bekijk dat eerst.")) from clash
    holders = keys.holders(kind, collaboration.participations.in_force(), named)
    DecisionKey.objects.bulk_create(DecisionKey(decision=decision, participation=party) for party in holders)
    timeline.record(
        collaboration,
        EventKind.DECISION_PROPOSED,
        by=by,
        organisation=seat.organisation,
        subject=decision,
        payload={"kind": kind, **worn(hat, seat.side), **codes_of(decision)},
        holds=[Column(decision, "reason"), *([makes(decision)] if makes else [])],
    )
    if own_key:
        return turn_key(decision, seat=seat, by=by, verdict=KeyVerdict.ACCEPT, remark=remark, hat=hat)
    return decision


def _one_sided(
    collaboration: Collaboration,
    kind: DecisionKind,
    payload: Mapping[str, Any],
    reason: str,
    by: Person,
    seat: Participation,
    remark: str = "",
) -> JointDecision:
    if not reason.strip():
        raise DomainError(_("Schrijf op waarom. De ander leest dit, en het blijft bewaard."), field="reason")
    return open_decision(
        collaboration, kind, payload=payload, reason=reason, by=by, seat=seat, own_key=True, remark=remark
    )


def lock(decision: JointDecision) -> None:
    """Takes the decision's row, so that its keys turn one after another.

    The file comes first, as everywhere: ending a file closes its open decisions, and two who take the same rows in
    another order would wait for each other.
    """
    hold(decision.collaboration)
    if not JointDecision.objects.filter(pk=decision.pk, state=DecisionState.OPEN).update(
        state=DecisionState.OPEN
    ):
        raise DomainError(_("Dit besluit is al gesloten. Ververs de pagina."))


def turn(
    decision: JointDecision,
    side: Participation,
    *,
    told_by: tuple[Person, Participation],
    also: Mapping[str, Any] | None = None,
    **values: Any,
) -> JointDecision:
    """Turns the key of this side once, tells who did it from which seat, and closes when it can; after `lock`."""
    by, seat = told_by
    values["remark"] = values.get("remark", "").strip()
    values.setdefault("at", timezone.now())
    mine = DecisionKey.objects.filter(decision=decision, participation=side)
    if not mine.filter(verdict="").update(**values):
        raise DomainError(_("Deze kant heeft al beslist. Ververs de pagina."))
    tell(
        decision,
        EventKind.KEY_TURNED,
        by=by,
        seat=seat,
        on_behalf_of=side.organisation if side.pk != seat.pk else None,
        codes={"side": side.side, "verdict": values["verdict"], **(also or {})},
        holds=[Moment(key := mine.get(), "turned"), Column(key, "remark"), Column(key, "by_name")],
    )
    return _settle(decision)


def tell(
    decision: JointDecision,
    kind: EventKind,
    *,
    by: Person,
    seat: Participation,
    codes: Mapping[str, Any],
    on_behalf_of: Organisation | None = None,
    holds: Iterable[Any] = (),
) -> None:
    """An event about this decision, by someone at the table."""
    timeline.record(
        decision.collaboration,
        kind,
        by=by,
        organisation=seat.organisation,
        on_behalf_of=on_behalf_of,
        subject=decision,
        payload={"kind": decision.kind, **codes, **codes_of(decision)},
        holds=holds,
    )


def _settle(decision: JointDecision) -> JointDecision:
    verdicts = decision.keys.values_list("verdict", flat=True)
    state = keys.outcome(DecisionKind(decision.kind), verdicts)
    if state == DecisionState.OPEN:
        return decision
    if state == DecisionState.ACCEPTED:
        take_effect(decision)
        if decision.kind == DecisionKind.END:
            for other in decision.collaboration.decisions.open().exclude(pk=decision.pk):
                _close(other, DecisionState.WITHDRAWN, by=None, organisation=None)
    return _close(decision, state, by=None, organisation=None)


def _close(
    decision: JointDecision, state: DecisionState, *, by: Person | None, organisation: Organisation | None
) -> JointDecision:
    decision.state, decision.closed_at = state, timezone.now()
    decision.save(update_fields=["state", "closed_at"])
    timeline.record(
        decision.collaboration,
        EventKind.DECISION_CLOSED,
        by=by,
        organisation=organisation,
        subject=decision,
        payload={"kind": decision.kind, "state": state, **codes_of(decision)},
        holds=[Moment(JointDecision.objects.get(pk=decision.pk), "closed")],
    )
    return decision


def hold(collaboration: Collaboration) -> None:
    """Takes the file's row until the end of the transaction: what was read of it now stays true."""
    Collaboration.objects.filter(pk=collaboration.pk).update(last_seq=F("last_seq"))


def must_be(collaboration: Collaboration, status: Status) -> None:
    hold(collaboration)
    collaboration.refresh_from_db(fields=["status", "phase"])
    if collaboration.status != status:
        raise DomainError(
            _("Deze samenwerking staat op “%(status)s”. Ververs de pagina.")
            % {"status": collaboration.get_status_display()}
        )


def must_run(collaboration: Collaboration) -> None:
    hold(collaboration)
    collaboration.refresh_from_db(fields=["status", "phase"])
    if collaboration.status == Status.ENDED:
        raise DomainError(_("Deze samenwerking is al gestopt."))
