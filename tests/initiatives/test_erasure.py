"""Erasing a person blanks her own words; the history keeps its rows, dates and chain."""

import pytest

from contacts.actions import erase_person
from initiatives.actions import notes, plan
from initiatives.history import timeline
from initiatives.models import ContactMoment, GoalView
from initiatives.terms import Channel, Circle, GoalStatus
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_words_of_an_erased_person_are_gone_and_the_chain_still_holds(cast):
    seat = factories.seat(cast.file, cast.member)
    goal = cast.file.plan_items.goals().first()
    plan.give_view(
        goal, seat=seat, status=GoalStatus.PARTLY, remark="Joke vindt van wel", by=cast.member.person
    )
    notes.log_contact(
        cast.file,
        on=factories.timezone.localdate(),
        channel=Channel.PHONE,
        summary="Joke belde met Ruben",
        circle=Circle.EVERYONE,
        by=cast.member.person,
        seat=seat,
    )
    plan.record_view(
        cast.file.plan_items.goals().last(),
        party=seat,
        status=GoalStatus.REACHED,
        told_by=cast.member.person.name,
        told_on=factories.timezone.localdate(),
        by=cast.coach.person,
        seat=factories.seat(cast.file, cast.coach),
    )
    erase_person(cast.member.person, by=None)
    kept = str(list(GoalView.objects.values_list()) + list(ContactMoment.objects.values_list()))
    assert "Joke" not in kept
    assert (GoalView.objects.count(), ContactMoment.objects.count()) == (2, 1)
    assert list(timeline.broken_links(cast.file)) == []
