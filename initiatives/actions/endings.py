"""What happens when a file ends well, when words are added afterwards, and when it opens again?"""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.models import Person
from initiatives.actions import decisions, review
from initiatives.actions.effects import another_runs_here
from initiatives.history import timeline
from initiatives.models import Collaboration, DecisionNote, JointDecision, Participation
from initiatives.terms import DecisionKind, DecisionState, EndKind, EventKind, NoteKind, Status
from samenspel.errors import DomainError


@transaction.atomic
def end_well(
    collaboration: Collaboration,
    *,
    end_kind: EndKind,
    reason: str,
    thanks: str = "",
    lessons: Iterable[str] = (),
    aftercare: str = "",
    by: Person,
    seat: Participation,
) -> JointDecision:
    """Ending, together with what was learned and who remains to be called."""
    decision = decisions.end(collaboration, end_kind=end_kind, reason=reason, thanks=thanks, by=by, seat=seat)
    _note(decision, NoteKind.LESSON, lessons, by=by, seat=seat)
    _note(decision, NoteKind.AFTERCARE, [aftercare], by=by, seat=seat)
    return decision


@transaction.atomic
def add_afterwords(
    decision: JointDecision,
    *,
    reading: str = "",
    thanks: str = "",
    lessons: Iterable[str] = (),
    aftercare: str = "",
    by: Person,
    seat: Participation,
) -> None:
    """Either side, as often as it likes, once the file has ended; its reading once."""
    if (decision.kind, decision.state) != (DecisionKind.END, DecisionState.ACCEPTED):
        raise DomainError(_("Een nawoord hoort bij een dossier dat gestopt is."))
    if reading.strip():
        review.add_reading(decision, seat=seat, remark=reading, by=by)
    said = _note(decision, NoteKind.THANKS, [thanks], by=by, seat=seat)
    said += _note(decision, NoteKind.LESSON, lessons, by=by, seat=seat)
    said += _note(decision, NoteKind.AFTERCARE, [aftercare], by=by, seat=seat)
    if not said and not reading.strip():
        raise DomainError(_("Schrijf eerst iets op. Eén veld is genoeg."))


@transaction.atomic
def propose_reopening(
    collaboration: Collaboration, *, reason: str, by: Person, seat: Participation, own_key: bool
) -> JointDecision:
    """Both keys; a coach proposes and turns none. Nothing else in the file changes until then."""
    decisions.must_be(collaboration, Status.ENDED)
    if not reason.strip():
        raise DomainError(
            _("Schrijf op waarom jullie weer verder willen. Beide kanten lezen dit."), field="reason"
        )
    running = Collaboration.objects.running().filter(
        initiative=collaboration.initiative_id,
        municipality=collaboration.municipality_id,
        area_name__iexact=collaboration.area_name,
    )
    if running.exists():
        raise another_runs_here()
    return decisions.open_decision(
        collaboration,
        DecisionKind.REOPEN,
        payload={"to": collaboration.phase, "ended_on": str(collaboration.ended_on)},
        reason=reason,
        by=by,
        seat=seat,
        own_key=own_key,
    )


def _note(
    decision: JointDecision, kind: NoteKind, texts: Iterable[str], *, by: Person, seat: Participation
) -> int:
    written = [text.strip() for text in texts if text.strip()]
    for text in written:
        note = DecisionNote.objects.create(decision=decision, kind=kind, participation=seat, by=by, text=text)
        timeline.record(
            decision.collaboration,
            EventKind.DECISION_NOTED,
            by=by,
            organisation=seat.organisation,
            subject=decision,
            payload={"kind": decision.kind, "note": kind, "row": str(note.uuid)},
            holds=[note],
        )
    return len(written)
