"""What of a person's own words is blanked when she is erased? The rows, their dates and the chain stay."""

from typing import Any

from django.db.models import Q, QuerySet

from contacts.models import Person
from initiatives.coaching import steps as coach_steps
from initiatives.course.phases import CORRECTED
from initiatives.deciding import layers
from initiatives.history import timeline
from initiatives.models import (
    Collaboration,
    ContactMoment,
    DecisionKey,
    DecisionNote,
    Event,
    Evidence,
    Fact,
    GoalView,
    JointDecision,
    Letter,
    Mark,
    PhasePeriod,
    SelfCheck,
)
from initiatives.room import stances as room
from initiatives.terms import EventKind
from samenspel.frozen import Column, name_of
from samenspel.plugged import plugged

Held = tuple[QuerySet[Any], str]  # rows, and which of their words an event holds
BLANK = "(gewist)"
TAKEN_AWAY = "(weggehaald)"  # the name of a file that its owner took away


def blank_words_of(person: Person) -> None:
    """Free text this person wrote. Called within the transaction that erases her."""
    GoalView.objects.filter(by=person).exclude(remark="").update(remark=BLANK)
    ContactMoment.objects.filter(by=person).update(summary=BLANK)
    Evidence.objects.filter(by=person).update(title=BLANK)
    Evidence.objects.filter(by=person).exclude(quote="").update(quote=BLANK)
    opened = Event.objects.filter(kind=EventKind.OPENED, actor=person).values("collaboration")
    reasons = PhasePeriod.objects.exclude(reason="")  # of the proposal, or of a late start
    reasons.filter(decision__by=person).update(reason=BLANK)
    reasons.filter(decision=None, collaboration__in=opened).update(reason=BLANK)
    _blank_layers(person)
    Letter.objects.filter(person=person).delete()
    SelfCheck.objects.filter(by=person).exclude(remark="").update(remark=BLANK)
    _blank_answers_of(person)
    blank_what_is_held(
        *(held for words_held_of in plugged("WORDS_HELD") for held in words_held_of(person)),
        (JointDecision.objects.filter(by=person), "reason"),
        (DecisionNote.objects.filter(by=person), "text"),
        (DecisionKey.objects.filter(Q(by=person) | Q(recorded_by=person)), "remark"),
        (DecisionKey.objects.filter(contested_by=person), "contest_remark"),
        (DecisionKey.objects.filter(by_name__iexact=person.name), "by_name"),
    )
    if person.name:
        GoalView.objects.filter(told_by__iexact=person.name).update(told_by=BLANK)


def blank_what_is_held(*words: Held) -> None:
    """Also of apps to the right. The chain holds from here on that they are gone, and nothing by which they can be guessed."""
    gone = [column for rows, name in words for column in _blanked(rows, name)]
    columns = {name_of(column): column for column in gone}
    of_file: dict[Collaboration, list[Column]] = {}
    marks = Mark.objects.filter(name__in=columns).select_related("collaboration")
    for mark in marks.order_by("collaboration", "pk"):
        of_file.setdefault(mark.collaboration, []).append(columns[mark.name])
    for file, held in of_file.items():
        timeline.record(file, EventKind.WORDS_BLANKED, by=None, holds=held)


def _blanked(rows: QuerySet[Any], name: str) -> list[Column]:
    found = list(rows.exclude(**{name: ""}).exclude(**{name: BLANK}))
    for row in found:
        setattr(row, name, BLANK)
        row.save(update_fields=[name])
    return [Column(row, name) for row in found]


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
