"""What happens when a decision is proposed, a key turns, or a party leaves?"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Organisation, Person
from initiatives import gates, keys, timeline
from initiatives.actions.effects import EFFECTS, codes_of
from initiatives.actions.notes import add_upload
from initiatives.models import Collaboration, DecisionKey, JointDecision, Participation, Upload
from initiatives.phases import why_reason_is_asked
from initiatives.terms import Circle, DecisionKind, DecisionState, EndKind, EventKind, Phase, Status, Verdict
from samenspel.errors import DomainError


@transaction.atomic
def propose_phase_step(
    collaboration: Collaboration, *, to: Phase, reason: str, by: Person, seat: Participation, own_key: bool
) -> JointDecision:
    """`own_key`: the proposer may decide for her side, so its key turns at once; a coach's proposal turns none."""
    must_be(collaboration, Status.ACTIVE)
    current = Phase(collaboration.phase)
    if to == current:
        raise DomainError(_("Jullie zijn al in deze fase. Kies een andere fase."), field="to")
    gate = gates.gate(collaboration, to)
    if gate.needs_reason and not reason.strip():
        raise DomainError(why_reason_is_asked(current, to, open_goals=gate.open_goals), field="reason")
    return open_decision(
        collaboration,
        DecisionKind.PHASE_STEP,
        payload={"from": current, "to": to, "open_goals": gate.open_goals},
        reason=reason,
        by=by,
        seat=seat,
        own_key=own_key,
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
    _must_run(collaboration)
    return _one_sided(
        collaboration, DecisionKind.END, {"end_kind": end_kind}, reason, by, seat, remark=thanks
    )


@transaction.atomic
def turn_key(
    decision: JointDecision, *, seat: Participation, by: Person, verdict: Verdict, remark: str = ""
) -> JointDecision:
    """One side says yes, or gives back with a reason. With the last key the decision takes effect, here."""
    if verdict == Verdict.RETURN and not remark.strip():
        raise DomainError(_("Schrijf op wat er nodig is. De ander leest dit precies zo."), field="remark")
    _lock(decision)
    if decision.keys.filter(by=by).exclude(verdict="").exists():
        raise DomainError(_("Je hebt in dit besluit al voor een kant beslist. Vraag een collega."))
    _turn(decision, seat, verdict=verdict, by=by, remark=remark)
    timeline.record(
        decision.collaboration,
        EventKind.KEY_TURNED,
        by=by,
        organisation=seat.organisation,
        subject=decision,
        payload={"kind": decision.kind, "side": seat.side, "verdict": verdict, **codes_of(decision)},
    )
    return _settle(decision)


@transaction.atomic
def record_on_paper(
    decision: JointDecision,
    *,
    party: Participation,
    decided_by: str,
    decided_on: date,
    verdict: Verdict,
    remark: str,
    evidence: Upload,
    by: Person,
    seat: Participation,
) -> JointDecision:
    """A party decided itself, on paper; someone else records it, names who decided and shows the proof."""
    if party.pk == seat.pk:
        raise DomainError(_("Dit is jullie eigen kant. Draai de sleutel zelf om."))
    if verdict == Verdict.RETURN and not remark.strip():
        raise DomainError(_("Schrijf op waarom de partij het teruggeeft."), field="remark")
    if decided_on > timezone.localdate():
        raise DomainError(_("Deze dag moet nog komen. Kies vandaag of een eerdere dag."), field="decided_on")
    _lock(decision)
    _turn(
        decision,
        party,
        at=timezone.make_aware(datetime.combine(decided_on, time(12))),
        verdict=verdict,
        by_name=decided_by.strip(),
        remark=remark,
        on_paper=True,
        recorded_by=by,
        evidence=evidence,
    )
    timeline.record(
        decision.collaboration,
        EventKind.KEY_TURNED,
        by=by,
        organisation=seat.organisation,
        on_behalf_of=party.organisation,
        subject=decision,
        payload={
            "kind": decision.kind,
            "side": party.side,
            "verdict": verdict,
            "on_paper": True,
            "decided_on": decided_on.isoformat(),
            **codes_of(decision),
        },
    )
    return _settle(decision)


@transaction.atomic
def record_with_file(
    decision: JointDecision, *, file: UploadedFile, by: Person, seat: Participation, **what: Any
) -> JointDecision:
    """`record_on_paper` with the proof that came along; refused together, kept together."""
    _lock(decision)
    proof = add_upload(decision.collaboration, file, circle=Circle.EVERYONE, by=by, seat=seat)
    return record_on_paper(decision, evidence=proof, by=by, seat=seat, **what)


@transaction.atomic
def contest(key: DecisionKey, *, remark: str, by: Person) -> DecisionKey:
    """The party in whose name something was recorded says that it is not so. The record stays, with this beside it."""
    if not remark.strip():
        raise DomainError(_("Schrijf op wat er niet klopt."), field="remark")
    contested = DecisionKey.objects.filter(pk=key.pk, on_paper=True, contested_at=None).update(
        contested_at=timezone.now(), contested_by=by, contest_remark=remark.strip()
    )
    if not contested:
        raise DomainError(_("Hier is al op gereageerd. Ververs de pagina."))
    timeline.record(
        key.decision.collaboration,
        EventKind.KEY_CONTESTED,
        by=by,
        organisation=key.participation.organisation,
        subject=key.decision,
        payload={"kind": key.decision.kind, "side": key.participation.side},
    )
    key.refresh_from_db()
    return key


@transaction.atomic
def withdraw(decision: JointDecision, *, by: Person, seat: Participation) -> JointDecision:
    """Who proposed may take it back while it lies open."""
    if decision.by_organisation_id != seat.organisation_id:
        raise DomainError(_("Alleen wie het voorstelde kan het intrekken."))
    _lock(decision)
    return _close(decision, DecisionState.WITHDRAWN, by=by, organisation=seat.organisation)


@transaction.atomic
def add_reading(decision: JointDecision, *, seat: Participation, remark: str, by: Person) -> None:
    """The other side's own words beside a pause or an ending; they change nothing else."""
    if not remark.strip():
        raise DomainError(_("Schrijf eerst jullie eigen lezing op."), field="remark")
    added = DecisionKey.objects.filter(
        decision=decision, participation=seat, verdict="", remark="", decision__state=DecisionState.ACCEPTED
    ).update(remark=remark.strip(), by=by, at=timezone.now())
    if not added:
        raise DomainError(_("Jullie lezing staat er al. Ververs de pagina."))
    timeline.record(
        decision.collaboration,
        EventKind.READING_ADDED,
        by=by,
        organisation=seat.organisation,
        subject=decision,
        payload={"kind": decision.kind, "side": seat.side},
    )


# --- the mechanism ------------------------------------------------------------------------------------


def open_decision(
    collaboration: Collaboration,
    kind: DecisionKind,
    *,
    payload: Mapping[str, Any],
    reason: str,
    by: Person,
    seat: Participation,
    own_key: bool,
    subject: str = "",
    remark: str = "",
) -> JointDecision:
    """`subject`: what it is about, when a file can have several of its kind open: a part of the neighbourhood."""
    parties = list(
        collaboration.participations.in_force()
        .filter(side__in=keys.RULES[kind].sides)
        .select_related("organisation")
    )
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
    DecisionKey.objects.bulk_create(DecisionKey(decision=decision, participation=party) for party in parties)
    timeline.record(
        collaboration,
        EventKind.DECISION_PROPOSED,
        by=by,
        organisation=seat.organisation,
        subject=decision,
        payload={"kind": kind, **codes_of(decision)},
    )
    if own_key:
        return turn_key(decision, seat=seat, by=by, verdict=Verdict.ACCEPT, remark=remark)
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


def _lock(decision: JointDecision) -> None:
    """Takes the decision's row, so that its keys turn one after another.

    The file comes first, as everywhere: ending a file closes its open decisions, and two who take the same rows in
    another order would wait for each other.
    """
    _hold(decision.collaboration)
    if not JointDecision.objects.filter(pk=decision.pk, state=DecisionState.OPEN).update(
        state=DecisionState.OPEN
    ):
        raise DomainError(_("Dit besluit is al gesloten. Ververs de pagina."))


def _turn(decision: JointDecision, seat: Participation, **values: Any) -> None:
    values["remark"] = values.get("remark", "").strip()
    values.setdefault("at", timezone.now())
    turned = DecisionKey.objects.filter(decision=decision, participation=seat, verdict="").update(**values)
    if not turned:
        raise DomainError(_("Deze kant heeft al beslist. Ververs de pagina."))


def _settle(decision: JointDecision) -> JointDecision:
    verdicts = decision.keys.values_list("verdict", flat=True)
    state = keys.outcome(DecisionKind(decision.kind), verdicts)
    if state == DecisionState.OPEN:
        return decision
    if state == DecisionState.ACCEPTED:
        EFFECTS[DecisionKind(decision.kind)](decision)
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
    )
    return decision


def _hold(collaboration: Collaboration) -> None:
    """Takes the file's row until the end of the transaction: what was read of it now stays true."""
    Collaboration.objects.filter(pk=collaboration.pk).update(last_seq=F("last_seq"))


def must_be(collaboration: Collaboration, status: Status) -> None:
    _hold(collaboration)
    collaboration.refresh_from_db(fields=["status", "phase"])
    if collaboration.status != status:
        raise DomainError(
            _("Deze samenwerking staat op “%(status)s”. Ververs de pagina.")
            % {"status": collaboration.get_status_display()}
        )


def _must_run(collaboration: Collaboration) -> None:
    _hold(collaboration)
    collaboration.refresh_from_db(fields=["status", "phase"])
    if collaboration.status == Status.ENDED:
        raise DomainError(_("Deze samenwerking is al gestopt."))
