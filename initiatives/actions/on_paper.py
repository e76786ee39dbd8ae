"""What happens when someone records what a party decided on paper, when that party contests it, and when that is settled?"""

from datetime import date, datetime, time
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Person
from initiatives.actions.decisions import hold, lock, tell, turn
from initiatives.actions.notes import add_upload
from initiatives.actions.review import say
from initiatives.models import DecisionKey, DecisionNote, JointDecision, Participation, Upload
from initiatives.terms import Circle, EventKind, KeyVerdict, NoteKind
from samenspel.days import must_be_since
from samenspel.errors import DomainError
from samenspel.frozen import Column, Moment


@transaction.atomic
def record_on_paper(
    decision: JointDecision,
    *,
    party: Participation,
    decided_by: str,
    decided_on: date,
    verdict: KeyVerdict,
    remark: str,
    evidence: Upload,
    by: Person,
    seat: Participation,
) -> JointDecision:
    """A party decided itself, on paper; someone else records it, names who decided and shows the proof."""
    if party.pk == seat.pk:
        raise DomainError(_("Dit is jullie eigen kant. Draai de sleutel zelf om."))
    if verdict == KeyVerdict.RETURN and not remark.strip():
        raise DomainError(_("Schrijf op waarom de partij het teruggeeft."), field="remark")
    must_be_since(decision.created_at, decided_on, "decided_on")
    lock(decision)
    return turn(
        decision,
        party,
        told_by=(by, seat),
        also={"on_paper": True, "decided_on": decided_on.isoformat()},
        at=timezone.make_aware(datetime.combine(decided_on, time(12))),
        verdict=verdict,
        by_name=decided_by.strip(),
        remark=remark,
        on_paper=True,
        recorded_by=by,
        evidence=evidence,
    )


@transaction.atomic
def record_with_file(
    decision: JointDecision, *, file: UploadedFile, by: Person, seat: Participation, **what: Any
) -> JointDecision:
    """`record_on_paper` with the proof that came along; refused together, kept together."""
    lock(decision)
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
    key.refresh_from_db()
    tell(
        key.decision,
        EventKind.KEY_CONTESTED,
        by=by,
        seat=key.participation,
        codes={"side": key.participation.side},
        holds=[Moment(key, "contested"), Column(key, "contest_remark")],
    )
    return key


@transaction.atomic
def settle_contest(key: DecisionKey, *, remark: str, by: Person) -> DecisionNote:
    """The party that contested it says how that was settled. Both stay."""
    if not remark.strip():
        raise DomainError(_("Schrijf op hoe het is opgelost."), field="remark")
    hold(key.decision.collaboration)  # of two colleagues the second reads what the first wrote
    key.refresh_from_db(fields=["contested_at"])
    said = key.decision.notes.filter(kind=NoteKind.SETTLED, participation=key.participation_id)
    if not key.contested_at or said.exists():
        raise DomainError(_("Hier valt niets op te lossen. Ververs de pagina."))
    return say(key.decision, NoteKind.SETTLED, remark, by, key.participation, item=None)
