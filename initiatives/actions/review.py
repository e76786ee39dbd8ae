"""What happens when someone looks at a decision: asks, answers, takes it up, or adds its own reading?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Person
from initiatives.actions.decisions import lock, tell, turn_key
from initiatives.deciding.asked import rests_on_result
from initiatives.models import DecisionKey, DecisionNote, JointDecision, Participation, PlanItem
from initiatives.terms import DecisionKind, DecisionState, EventKind, KeyVerdict, NoteKind, Status
from samenspel import dutch
from samenspel.errors import DomainError
from samenspel.frozen import Column


@dataclass(frozen=True)
class ItemNote:
    """What is good or needed at one item of the plan, or at the result of the phase: then `item` is None."""

    item: PlanItem | None
    kind: NoteKind
    text: str


@transaction.atomic
def give_back(
    decision: JointDecision,
    *,
    notes: Iterable[ItemNote] = (),
    remark: str,
    hat: str = "",
    by: Person,
    seat: Participation,
) -> JointDecision:
    """Returns the decision with a remark, and with what is good and what is needed at each item."""
    said = [note for note in notes if note.text.strip()]
    if any(note.item and note.item.collaboration_id != decision.collaboration_id for note in said):
        raise DomainError(_("Dit doel staat niet in dit dossier. Ververs de pagina."))
    if any(note.item is None for note in said) and not rests_on_result(decision):
        raise DomainError(_("Bij dit voorstel hoort geen resultaat. Ververs de pagina."))
    lock(decision)
    DecisionNote.objects.bulk_create(
        DecisionNote(
            decision=decision,
            item=note.item,
            kind=note.kind,
            text=note.text.strip(),
            participation=seat,
            by=by,
        )
        for kind in (NoteKind.GOOD, NoteKind.NEEDED)
        for note in said
        if note.kind == kind
    )
    return turn_key(decision, seat=seat, by=by, verdict=KeyVerdict.RETURN, remark=remark, hat=hat)


@transaction.atomic
def ask(
    decision: JointDecision, *, text: str, item: PlanItem | None = None, by: Person, seat: Participation
) -> DecisionNote:
    """A question while the decision lies open; it decides nothing, and it stays readable."""
    if not text.strip():
        raise DomainError(_("Schrijf je vraag op."), field="text")
    if item is not None and item.collaboration_id != decision.collaboration_id:
        raise DomainError(_("Dit doel staat niet in dit dossier. Ververs de pagina."), field="item")
    lock(decision)
    return say(decision, NoteKind.QUESTION, text, by, seat, item=item)


@transaction.atomic
def answer(question: DecisionNote, *, text: str, by: Person, seat: Participation) -> DecisionNote:
    """Someone of another side answers, also after the decision closed; while the file runs, or may open again."""
    if not text.strip():
        raise DomainError(_("Schrijf je antwoord op."), field="text")
    if question.kind != NoteKind.QUESTION:
        raise DomainError(_("Hier is niets gevraagd. Ververs de pagina."))
    if question.participation_id == seat.pk:
        raise DomainError(_("Jullie stelden deze vraag zelf. Wacht op het antwoord van de ander."))
    decision = question.decision
    decision.collaboration.refresh_from_db(fields=["status"])
    may_reopen = decision.kind == DecisionKind.REOPEN and decision.state == DecisionState.OPEN
    if decision.collaboration.status == Status.ENDED and not may_reopen:
        raise DomainError(_("Deze samenwerking is gestopt. Er verandert niets meer."))
    return say(decision, NoteKind.ANSWER, text, by, seat, item=question.item, answers=question)


def say(
    decision: JointDecision,
    kind: NoteKind,
    text: str,
    by: Person,
    seat: Participation,
    *,
    item: PlanItem | None,
    answers: DecisionNote | None = None,
) -> DecisionNote:
    note = DecisionNote.objects.create(
        decision=decision,
        kind=kind,
        text=text.strip(),
        by=by,
        item=item,
        answers=answers,
        participation=seat,
    )
    tell(
        decision,
        EventKind.DECISION_NOTED,
        by=by,
        seat=seat,
        codes={"note": kind, "said": str(note.uuid)},
        holds=[note],
    )
    return note


@transaction.atomic
def take(key: DecisionKey, *, instead_of: Person | None, by: Person, seat: Participation) -> DecisionKey:
    """“Ik bekijk dit voor ons”: one of this side prepares its answer. `instead_of`: whom she saw there, nobody or a colleague.

    Taken only from whom it was seen with, so that of two who take it at once one is told who was first.
    """
    if key.participation_id != seat.pk:
        raise DomainError(_("Dit is de sleutel van een andere kant."))
    lock(key.decision)
    taken = DecisionKey.objects.filter(pk=key.pk, verdict="", handler=instead_of).update(handler=by)
    key.refresh_from_db()
    if not taken and key.verdict:
        raise DomainError(_("Deze kant heeft al beslist. Ververs de pagina."))
    if not taken and key.handler != by:
        who = dutch.first_name(key.handler.name) if key.handler else _("Niemand")
        raise DomainError(
            _("%(who)s kijkt hier net naar. Overleg even, of neem het daarna over.") % {"who": who}
        )
    if taken and instead_of != by:
        handler = Column(key, "handler_id")
        tell(
            key.decision, EventKind.KEY_HANDLED, by=by, seat=seat, codes={"side": seat.side}, holds=[handler]
        )
    return key


@transaction.atomic
def add_reading(decision: JointDecision, *, seat: Participation, remark: str, by: Person) -> None:
    """The other side's own words beside a pause or an ending; they change nothing else."""
    if not remark.strip():
        raise DomainError(_("Schrijf eerst jullie eigen lezing op."), field="remark")
    mine = DecisionKey.objects.filter(decision=decision, participation=seat)
    added = mine.filter(verdict="", remark="", decision__state=DecisionState.ACCEPTED)
    if not added.update(remark=remark.strip(), by=by, at=timezone.now()):
        raise DomainError(_("Jullie lezing staat er al. Ververs de pagina."))
    said = Column(mine.get(), "remark")
    tell(decision, EventKind.READING_ADDED, by=by, seat=seat, codes={"side": seat.side}, holds=[said])
