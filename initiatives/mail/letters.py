"""Who gets a mail when something happens in a file?

What it says, and how it leaves: `initiatives/mail/post.py`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from contacts.models import BOTH_SIDES, Access, Function, Person, Side
from initiatives.course.endings import ASKED_ALONG
from initiatives.deciding.keys import DECIDED_TOGETHER
from initiatives.models import Assignment, DecisionKey, Event, Letter, Participation
from initiatives.terms import (
    Circle,
    DecisionKind,
    DecisionState,
    EventKind,
    KeyVerdict,
    NoteKind,
    PassageState,
    Role,
)
from samenspel.plugged import plugged


def write(event: Event) -> None:
    """Lays a letter ready for each person this event is news to; in the transaction of the event."""
    rule = TOLD.get(EventKind(event.kind))
    if rule is None:
        return
    people = {person for person in rule(event) if person.pk != event.actor_id and person.wants_mail}
    Letter.objects.bulk_create([Letter(event=event, person=person) for person in people])


# --- who is told ----------------------------------------------------------------------------------------


def _who_decide(event: Event) -> Iterable[Person]:
    """Where a key is asked for: who may turn it."""
    for key in _keys(event).filter(verdict="").exclude(participation__organisation=event.actor_organisation):
        yield from deciders(key.participation)


def _who_proposed(event: Event) -> Iterable[Person]:
    key = _keys(event).select_related("decision__by").first()
    return [key.decision.by] if key else []


def _who_hears_a_verdict(event: Event) -> Iterable[Person]:
    """Who proposed, and everyone who decides with another key; what comes back also who may propose it again.

    The yes of who proposed went along with the proposal, and the last yes is told as the outcome. A party in whose name
    it was recorded always hears that.
    """
    keys = list(_keys(event).select_related("decision__by"))
    if not keys:
        return
    returned = event.payload.get("verdict") == KeyVerdict.RETURN
    decision, named = keys[0].decision, event.on_behalf_of_id
    with_proposal = named is None and event.actor_id == decision.by_id
    is_news = returned or not (with_proposal or all(key.verdict for key in keys))
    if is_news:
        yield decision.by
    for key in keys:
        organisation = key.participation.organisation_id
        again = returned and organisation == decision.by_organisation_id
        elsewhere = is_news and organisation != event.actor_organisation_id
        if again or elsewhere or organisation == named:
            yield from deciders(key.participation)


def _who_hears_the_outcome(event: Event) -> Iterable[Person]:
    """Of a yes of all: who proposed and who decides, but not who gave the last one. Of what was withdrawn: who was asked.

    What came back is told with its reason, and what one side decides by itself when it does so. An agreement that is over
    today, and what closes because its file or its subject is over, are told by themselves.
    """
    state, kind = event.payload.get("state"), event.payload.get("kind")
    if state == DecisionState.WITHDRAWN and event.actor_id:
        yield from _who_proposed(event)
        yield from _who_decide_elsewhere(event)
    elif state == DecisionState.ACCEPTED and kind in DECIDED_TOGETHER and not _is_over_today(event):
        turned = event.collaboration.events.filter(kind=EventKind.KEY_TURNED, subject=event.subject)
        last = turned.order_by("seq").values_list("actor", flat=True).last()
        people = {*_who_proposed(event), *_who_decide_elsewhere(event)}
        yield from (person for person in people if person.pk != last)


def _is_over_today(event: Event) -> bool:
    ends = event.payload.get("kind") == DecisionKind.AGREEMENT_END
    return ends and event.payload.get("on", "") <= timezone.localdate().isoformat()


def _who_hears_that_it_was_not_so(event: Event) -> Iterable[Person]:
    """Who proposed, who recorded it in the name of this party, and who decided with another key."""
    yield from _who_proposed(event)
    for key in _keys(event).filter(participation__organisation=event.actor_organisation, on_paper=True):
        if key.recorded_by:
            yield key.recorded_by
    yield from _who_decide_elsewhere(event)


def _who_decide_elsewhere(event: Event) -> Iterable[Person]:
    """Who decides with each key but that of who acted here."""
    for key in _keys(event).exclude(participation__organisation=event.actor_organisation):
        yield from deciders(key.participation)


def _who_is_asked(event: Event) -> Iterable[Person]:
    """A question goes to who proposed and to the other keys; an answer to who proposed and who looks at it."""
    if event.payload.get("note") not in (NoteKind.QUESTION, NoteKind.ANSWER):
        return
    yield from _who_proposed(event)
    yield from _who_decide_elsewhere(event)


def _parties(event: Event) -> Iterable[Person]:
    """The other parties of the file, and the partners that an agreement names: there is a text to read."""
    parties = event.collaboration.participations.in_force().filter(side__in=BOTH_SIDES)
    for partners in plugged("PARTNERS_TOLD"):
        parties = parties.exclude(organisation__in=partners.stopped(event))
    yield from _who_decide_at(parties, event)
    yield from _partners(event)


def _partners(event: Event) -> Iterable[Person]:
    """The partners that are named, and read of it what is theirs."""
    for partners in plugged("PARTNERS_TOLD"):
        yield from _who_decide_at(partners.seats(event), event)


def _who_it_names(event: Event) -> Iterable[Person]:
    """Whoever it is about, in the file and beside it: the app in which it happened knows which sides those are."""
    for sides in plugged("SIDES_TOLD"):
        for seat in sides(event):
            yield from _coaching(seat) if seat.side == Side.SUPPORT else deciders(seat)


def _who_decide_at(seats: QuerySet[Participation], event: Event) -> Iterable[Person]:
    for seat in seats.exclude(organisation=event.actor_organisation):
        yield from deciders(seat)


def _who_read_it(event: Event) -> Iterable[Person]:
    """That a text stopped which only its drafter read, is no news to the others. When an addendum stops because its
    agreement is over, they heard of that."""
    by_itself = event.actor_id is None
    return _parties(event) if event.circle == Circle.EVERYONE and not by_itself else []


def _who_can_answer(event: Event) -> Iterable[Person]:
    """A yes is no news by mail; what a party needs before it can agree is."""
    return _parties(event) if event.payload.get("verdict") == "not_yet" else []


def _parties_and_coach(event: Event) -> Iterable[Person]:
    """With whom the text is made changed: also who guides it hears that."""
    yield from _parties(event)
    yield from _coaches(event)


def _who_reads_of_elsewhere(event: Event) -> Iterable[Person]:
    """Of what was agreed elsewhere the parties hear; of a doubt also the coach, who may have registered it."""
    yield from _parties(event)
    if event.payload.get("what") == "doubted":
        yield from _coaches(event)


def _initiative(event: Event) -> Iterable[Person]:
    """What the gemeente holds to has changed: the initiative has to know what it can build on."""
    for party in event.collaboration.participations.in_force().filter(side=Side.INITIATIVE):
        yield from deciders(party)


def _who_misses_a_passage(event: Event) -> Iterable[Person]:
    """Both sides and the coach hear that a passage is gone, and what a side did about it; the rest is no mail."""
    if event.payload.get("state") == PassageState.GONE or event.payload.get("answered"):
        yield from _parties(event)
        yield from _coaches(event)


def _who_got_a_role(event: Event) -> Iterable[Person]:
    uuid = event.subject.partition(":")[2]
    return Person.objects.filter(functions__assignments__uuid=uuid)


def _who_signs(event: Event) -> Iterable[Person]:
    return Person.objects.filter(functions__uuid=event.payload.get("function"))


def _who_is_asked_along(event: Event) -> Iterable[Person]:
    """Who coached here is asked for the file in which the work goes on; other facts are no news by mail."""
    if event.payload.get("name") != ASKED_ALONG:
        return []
    return _coaches(event)


def _coaches(event: Event) -> Iterable[Person]:
    return _guiding(participation__collaboration=event.collaboration_id)


def _coaching(seat: Participation) -> Iterable[Person]:
    return _guiding(participation=seat)


def _guiding(**where: Any) -> Iterable[Person]:
    guiding = Assignment.objects.in_force().filter(role__in=[Role.COACH, Role.FACILITATOR], **where)
    return Person.objects.filter(user__is_active=True, functions__assignments__in=guiding)


TOLD: Mapping[EventKind, Callable[[Event], Iterable[Person]]] = {
    EventKind.DECISION_PROPOSED: _who_decide,
    EventKind.KEY_TURNED: _who_hears_a_verdict,
    EventKind.KEY_CONTESTED: _who_hears_that_it_was_not_so,
    EventKind.DECISION_CLOSED: _who_hears_the_outcome,
    EventKind.DECISION_NOTED: _who_is_asked,
    EventKind.VERSION_PUBLISHED: _parties,
    EventKind.TEXT_PROPOSED: _parties,
    EventKind.STANCE_GIVEN: _who_can_answer,
    EventKind.ASSIGNED: _who_got_a_role,
    EventKind.SIGNABLE: _parties,
    EventKind.SIGNER_NAMED: _who_signs,
    EventKind.SHEET_ADDED: _parties,
    EventKind.SHEET_RETURNED: _parties,
    EventKind.SIGNED: _parties,
    EventKind.SIGNING_DECLINED: _parties,
    EventKind.SIGNING_TAKEN_UP: _parties,
    EventKind.SIGNING_ENDED: _parties,
    EventKind.IN_FORCE: _parties,
    EventKind.EVALUATION_DUE: _parties,
    EventKind.TERM_NEARS: _parties,
    EventKind.TERM_PASSED: _parties,
    EventKind.NOTICE_GIVEN: _parties,
    EventKind.NOTICE_TAKEN_BACK: _parties,
    EventKind.AGREEMENT_ENDED: _parties,
    EventKind.AGREEMENT_STOPPED: _who_read_it,
    EventKind.PARTY_LEFT: _parties_and_coach,
    EventKind.PARTY_BACK: _parties_and_coach,
    EventKind.PARTY_ADDED: _who_read_it,
    EventKind.SUMMARY_TAKEN_DOWN: _parties,
    EventKind.PROMISED: _partners,
    EventKind.PROMISE_NOTED: _who_it_names,
    EventKind.PROMISE_DAY_PASSED: _who_it_names,
    EventKind.PRINCIPLES_CHANGED: _initiative,
    EventKind.FACT_RECORDED: _who_is_asked_along,
    EventKind.ELSEWHERE: _who_reads_of_elsewhere,
    EventKind.IN_POLICY: _who_misses_a_passage,
}


def deciders(seat: Participation) -> list[Person]:
    """Who may decide for this side and can sign in: those with a role in this file, or else all of them."""
    held = (
        Function.objects.in_force()
        .filter(
            organisation=seat.organisation_id,
            access__in=Access.at_least(Access.DECIDE),
            person__user__is_active=True,
        )
        .select_related("person")
        .order_by("pk")
    )
    here = Assignment.objects.in_force().filter(participation=seat)
    able = list(held)
    with_role = set(here.filter(function__in=able).values_list("function_id", flat=True))
    return [function.person for function in able if not with_role or function.pk in with_role]


def _keys(event: Event) -> QuerySet[DecisionKey]:
    return DecisionKey.objects.filter(decision__uuid=event.subject.partition(":")[2]).select_related(
        "participation"
    )
