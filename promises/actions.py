"""What happens when a promise is recorded, taken over from an agreement, spoken of, or withdrawn?"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.terms import HELD
from contacts.models import Organisation, Person
from initiatives.circles import circles_about
from initiatives.deciding.hats import worn
from initiatives.history import timeline
from initiatives.models import Collaboration, ContactMoment, JointDecision, Participation
from initiatives.plan.sources import must_be_a_source
from initiatives.terms import Circle, EventKind, Phase
from promises import taking
from promises.models import Promise, PromiseWord
from promises.policy import is_side
from promises.rows import in_own_words, said_of, standing_of
from promises.standing import needs_a_reason, words_of
from promises.terms import Source, Word
from samenspel.days import must_have_come
from samenspel.errors import DomainError, StaleRevision
from samenspel.frozen import Column


@transaction.atomic
def record(
    collaboration: Collaboration,
    *,
    what: str,
    giver: Organisation,
    receiver: Organisation | None,
    due_on: date | None = None,
    due_phase: str = "",
    source: Source = Source.TALK,
    said_on: date,
    contact: ContactMoment | None = None,
    decision: JointDecision | None = None,
    agreement: Agreement | None = None,
    clause_key: str = "",
    circle: Circle = Circle.EVERYONE,
    hat: str = "",
    by: Person,
    seat: Participation,
) -> Promise:
    """A conversation, a decision or an article that was given decides where it was promised.

    `hat`: in which of its roles the gemeente promises, when it records its own promise.
    """
    _must_fit(collaboration, giver, receiver, said_on, due_on, due_phase)
    must_be_a_source(collaboration, contact, decision)
    _must_be_held(collaboration, agreement)
    if contact is not None and circle not in circles_about(contact, seat.organisation):
        raise DomainError(_("Niet iedereen leest dat gesprek. Kies minder lezers."), field="circle")
    promise = Promise.objects.create(
        collaboration=collaboration,
        what=" ".join(what.split()),
        giver=giver,
        receiver=receiver,
        first_due_on=due_on,
        due_on=due_on,
        due_phase=due_phase,
        source=_place(source, contact, decision, agreement),
        said_on=said_on,
        contact=contact,
        decision=decision,
        agreement=agreement,
        clause_key=clause_key,
        owner=seat.organisation,
        circle=circle,
        by=by,
    )
    own = worn(hat, seat.side) if giver == seat.organisation else {}
    _tell(promise, EventKind.PROMISED, by, seat, None, holds=[promise], giver=giver.kind, **own)
    return promise


def _must_be_held(collaboration: Collaboration, agreement: Agreement | None) -> None:
    if agreement and (agreement.collaboration_id != collaboration.pk or agreement.stage not in HELD):
        raise DomainError(_("Kies een overeenkomst van dit dossier die geldt."), field="source")


def _place(source: Source, contact: Any, decision: Any, agreement: Any) -> Source:
    named = ((contact, Source.CONTACT), (decision, Source.DECISION), (agreement, Source.ARTICLE))
    return next((place for row, place in named if row), source)


def _must_fit(
    collaboration: Collaboration,
    giver: Organisation,
    receiver: Organisation | None,
    said_on: date,
    due_on: date | None,
    due_phase: str,
) -> None:
    taking_part = set(collaboration.participations.values_list("organisation", flat=True))
    if not {side.pk for side in (giver, receiver) if side} <= taking_part:
        raise DomainError(_("Kies iemand die aan deze samenwerking meedoet."), field="direction")
    if giver == receiver:
        raise DomainError(_("Kies aan wie dit is toegezegd: een ander."), field="direction")
    must_have_come(said_on, "said_on")
    if due_on and due_phase:
        raise DomainError(_("Kies een dag of een fase, niet allebei."), field="due_phase")
    if due_on and due_on < said_on:
        raise DomainError(_("Deze dag ligt voor de dag van de toezegging. Kies een latere."), field="due_on")
    if due_phase and due_phase not in Phase.values:
        raise DomainError(_("Kies een fase uit de lijst."), field="due_phase")


@transaction.atomic
def take_over(
    agreement: Agreement, keys: Collection[str], *, by: Person, seat: Participation
) -> Sequence[Promise]:
    """The chosen promises of an agreement that holds; one that stands in the register already is not taken twice."""
    Agreement.objects.filter(pk=agreement.pk).update(revision=F("revision"))  # one after another
    offers = taking.offered(agreement).offers
    known = taking.taken(agreement, offers)
    chosen = [offer for offer in offers if offer.key in keys]
    made = [
        Promise.objects.create(
            collaboration=agreement.collaboration,
            what=offer.what,
            giver=offer.giver,
            receiver=offer.receiver,
            first_due_on=offer.due_on,
            due_on=offer.due_on,
            source=Source.ARTICLE,
            said_on=agreement.starts_on or timezone.localdate(),
            agreement=agreement,
            clause_key=offer.clause_key,
            source_key=offer.key,
            owner=seat.organisation,
            by=by,
        )
        for offer in chosen
        if offer.key not in known
    ]
    if made:
        timeline.record(
            agreement.collaboration,
            EventKind.PROMISED,
            by=by,
            organisation=seat.organisation,
            subject=agreement,
            payload={"count": len(made)},
            holds=made,
        )
    return made


@transaction.atomic
def say(
    promise: Promise,
    word: Word,
    *,
    of: Organisation,
    day: date | None = None,
    remark: str = "",
    revision: int | None = None,
    by: Person,
    seat: Participation,
) -> Promise:
    """How a side sees it now. `of`: whose word it is; `revision`: what the speaker had read, when she read it whole."""
    promise = _held(promise)
    earlier = list(promise.words.all())
    remark = " ".join(remark.split())
    new = PromiseWord(
        promise=promise,
        organisation=of,
        word=word,
        day=day if word == Word.MOVED else None,
        remark=remark,
        by=by,
        recorded=of.pk != seat.organisation_id,
    )
    if earlier and _same(earlier[-1], new):
        return promise  # pressed twice
    if revision is not None and revision != promise.revision:
        raise StaleRevision(_("Intussen is hier iets bij gezegd. Lees dat eerst."), current=promise)
    _may_be_said(promise, new, said_of(promise, earlier))
    new.save()
    _mirror(promise, [*earlier, new])
    promise.refresh_from_db(fields=["state", "differs", "due_on", "moved", "revision"])
    facts = {"said": str(new.uuid), "word": word, "giver": promise.giver.kind} | (
        {"day": str(new.day)} if new.day else {}
    )
    behalf = of if new.recorded else None
    _tell(promise, EventKind.PROMISE_NOTED, by, seat, on_behalf_of=behalf, holds=[new], **facts)
    return promise


def _mirror(promise: Promise, words: Sequence[PromiseWord]) -> None:
    now = standing_of(promise, words)
    Promise.objects.filter(pk=promise.pk).update(
        state=now.state, differs=now.differs, due_on=now.due_on, moved=now.moved, revision=F("revision") + 1
    )


def replace(addendum: Agreement, *, by: Person, organisation: Organisation) -> None:
    """An agreement came into force, in the transaction of its last signature: what was taken over from an article
    that it words anew, and does not stand there as it did, is marked as replaced."""
    replaced = list(taking.replaced_by(addendum))
    for promise in replaced:
        Promise.objects.filter(pk=promise.pk).update(replaced_by=addendum)
        promise.replaced_by = addendum
        _mirror(promise, list(promise.words.all()))  # read once the row is held
    if replaced:
        timeline.record(
            addendum.collaboration,
            EventKind.PROMISE_REPLACED,
            by=by,
            organisation=organisation,
            subject=addendum,
            payload={"count": len(replaced)},
            holds=[Column(promise, "replaced_by_id") for promise in replaced],
        )


def _may_be_said(promise: Promise, new: PromiseWord, earlier: list[Any]) -> None:
    by_giver = new.organisation_id == promise.giver_id
    if not is_side(promise, new.organisation_id):
        raise DomainError(_("Hier spreken alleen wie het toezegde en aan wie het is toegezegd."))
    allowed = words_of(earlier, by_giver=by_giver, own_words=in_own_words(promise))
    if new.word not in allowed:
        raise DomainError(_("Dat staat er al, of het past nu niet. Kies iets anders."), field="word")
    if new.word == Word.MOVED and new.day is None:
        raise DomainError(_("Kies de nieuwe dag."), field="day")
    if new.day and new.day < timezone.localdate():
        raise DomainError(_("Kies vandaag of een latere dag."), field="day")
    if new.day and by_giver and new.day == promise.due_on:
        raise DomainError(_("Deze dag stond er al. Kies een andere."), field="day")
    if needs_a_reason(Word(new.word), by_giver=by_giver) and not new.remark:
        raise DomainError(_("Schrijf op waarom. De ander leest dit precies zo."), field="remark")


@transaction.atomic
def withdraw(promise: Promise, *, by: Person, seat: Participation) -> Promise:
    """A slip of whoever recorded it, as long as no other spoke of it."""
    promise = _held(promise)
    if promise.owner_id != seat.organisation_id:
        raise DomainError(_("Alleen wie dit vastlegde, haalt het weg. Zeg erbij wat er niet klopt."))
    if promise.words.exclude(organisation=promise.owner_id).exists():
        raise DomainError(_("Een ander zei hier al iets over. Kies daarom “vervallen”, met de reden."))
    Promise.objects.filter(pk=promise.pk).update(withdrawn_at=timezone.now(), revision=F("revision") + 1)
    promise.refresh_from_db(fields=["withdrawn_at", "revision"])
    _tell(promise, EventKind.PROMISE_WITHDRAWN, by, seat, holds=[Column(promise, "withdrawn_at")])
    return promise


def _held(promise: Promise) -> Promise:
    """Takes the row, so that two people speak one after another, and reads it anew."""
    if not Promise.objects.standing().filter(pk=promise.pk).update(revision=F("revision")):
        raise DomainError(_("Deze toezegging is weggehaald. Leg haar zo nodig opnieuw vast."))
    return Promise.objects.select_related("collaboration", "owner", "giver").get(pk=promise.pk)


def _same(one: PromiseWord, other: PromiseWord) -> bool:
    fields = ("organisation_id", "word", "day", "remark", "by_id")
    return all(getattr(one, field) == getattr(other, field) for field in fields)


def _tell(
    promise: Promise,
    kind: EventKind,
    by: Person,
    seat: Participation,
    on_behalf_of: Organisation | None = None,
    *,
    holds: Iterable[Any] = (),
    **facts: str,
) -> None:
    """Who reads the promise reads what happened to it."""
    timeline.record(
        promise.collaboration,
        kind,
        by=by,
        organisation=seat.organisation,
        on_behalf_of=on_behalf_of,
        subject=promise,
        payload=facts,
        holds=holds,
        owner=promise.owner,
        circle=Circle(promise.circle),
    )
