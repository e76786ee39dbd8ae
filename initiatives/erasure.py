"""What of a person's own words is blanked when she is erased? The rows, their dates and the chain stay."""

from django.db.models import Q

from contacts.models import Person
from initiatives.coaching import steps as coach_steps
from initiatives.course.phases import CORRECTED
from initiatives.deciding import layers
from initiatives.models import (
    ContactMoment,
    DecisionKey,
    DecisionNote,
    Event,
    Evidence,
    Fact,
    GoalView,
    JointDecision,
    Letter,
    PhasePeriod,
    SelfCheck,
)
from initiatives.room import stances as room
from initiatives.terms import EventKind

BLANK = "(gewist)"
TAKEN_AWAY = "(weggehaald)"  # the name of a file that its owner took away


def blank_words_of(person: Person) -> None:
    """Free text this person wrote. Called within the transaction that erases her."""
    GoalView.objects.filter(by=person).exclude(remark="").update(remark=BLANK)
    ContactMoment.objects.filter(by=person).update(summary=BLANK)
    Evidence.objects.filter(by=person).update(title=BLANK)
    Evidence.objects.filter(by=person).exclude(quote="").update(quote=BLANK)
    JointDecision.objects.filter(by=person).exclude(reason="").update(reason=BLANK)
    DecisionNote.objects.filter(by=person).update(text=BLANK)
    opened = Event.objects.filter(kind=EventKind.OPENED, actor=person).values("collaboration")
    reasons = PhasePeriod.objects.exclude(reason="")  # of the proposal, or of a late start
    reasons.filter(decision__by=person).update(reason=BLANK)
    reasons.filter(decision=None, collaboration__in=opened).update(reason=BLANK)
    _blank_layers(person)
    DecisionKey.objects.filter(by=person).exclude(remark="").update(remark=BLANK)
    DecisionKey.objects.filter(recorded_by=person).exclude(remark="").update(remark=BLANK)
    DecisionKey.objects.filter(contested_by=person).update(contest_remark=BLANK)
    Letter.objects.filter(person=person).delete()
    SelfCheck.objects.filter(by=person).exclude(remark="").update(remark=BLANK)
    _blank_answers_of(person)
    if person.name:
        DecisionKey.objects.filter(by_name__iexact=person.name).update(by_name=BLANK)
        GoalView.objects.filter(told_by__iexact=person.name).update(told_by=BLANK)


def _blank_answers_of(person: Person) -> None:
    """What she wrote at the five steps, about roles and room, and with another day; what was chosen stays."""
    named = Q(name__startswith=coach_steps.PREFIX) | Q(name__startswith=room.PREFIX)
    named |= Q(name__in=CORRECTED.values())
    for fact in Fact.objects.filter(named, by=person):
        if words := fact.value.get("words"):
            fact.value["words"] = dict.fromkeys(words, BLANK)
            fact.save(update_fields=["value"])


def _blank_layers(person: Person) -> None:
    """Of where it lay and since when nothing is lost; what it was about goes."""
    for fact in Fact.objects.filter(by=person, name=layers.FACT):
        if fact.value.get("what"):
            fact.value["what"] = BLANK
            fact.save(update_fields=["value"])
