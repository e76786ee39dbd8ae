"""What of a person's own words is blanked when she is erased? The rows, their dates and the chain stay."""

from django.db.models import Q

from contacts.models import Person
from initiatives import coach_steps, room
from initiatives.models import (
    ContactMoment,
    DecisionKey,
    DecisionNote,
    Evidence,
    Fact,
    GoalView,
    JointDecision,
    Letter,
    SelfCheck,
)

BLANK = "(gewist)"


def blank_words_of(person: Person) -> None:
    """Free text this person wrote. Called within the transaction that erases her."""
    GoalView.objects.filter(by=person).exclude(remark="").update(remark=BLANK)
    ContactMoment.objects.filter(by=person).update(summary=BLANK)
    Evidence.objects.filter(by=person).exclude(quote="").update(quote=BLANK)
    JointDecision.objects.filter(by=person).exclude(reason="").update(reason=BLANK)
    DecisionNote.objects.filter(by=person).update(text=BLANK)
    DecisionKey.objects.filter(by=person).exclude(remark="").update(remark=BLANK)
    DecisionKey.objects.filter(recorded_by=person).exclude(remark="").update(remark=BLANK)
    DecisionKey.objects.filter(contested_by=person).update(contest_remark=BLANK)
    Letter.objects.filter(person=person).delete()
    SelfCheck.objects.filter(by=person).exclude(remark="").update(remark=BLANK)
    _blank_answers_of(person)
    if person.name:
        DecisionKey.objects.filter(by_name__iexact=person.name).update(by_name=BLANK)


def _blank_answers_of(person: Person) -> None:
    """What she wrote at the five steps and about roles and room; what was chosen from a list stays."""
    named = Q(name__startswith=coach_steps.PREFIX) | Q(name__startswith=room.PREFIX)
    for fact in Fact.objects.filter(named, by=person):
        if words := fact.value.get("words"):
            fact.value["words"] = dict.fromkeys(words, BLANK)
            fact.save(update_fields=["value"])
