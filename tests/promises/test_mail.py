"""Who hears that a promise moved, was kept or lapsed, or that its day has passed: once, and never of an own act?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.mail import post
from initiatives.models import Event, Letter
from initiatives.terms import Circle, EventKind, Status
from promises import clock
from promises.models import Promise
from promises.terms import Word
from tests.promises.reading import mailed

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
WORDS, PASSED = EventKind.PROMISE_NOTED, EventKind.PROMISE_DAY_PASSED


def test_the_other_side_hears_what_changed_and_nobody_hears_twice_or_of_an_own_act(cast, table):
    promise = table.promise(cast.member, what="De kaart sturen")
    day = TODAY() + timedelta(days=40)
    table.say(promise, cast.official, Word.MOVED, day=day, remark="De drukker is dicht.")
    (message,) = mailed(WORDS).values()
    assert mailed(WORDS).keys() == {cast.chair.person}
    assert message.title.startswith("Een toezegging van gemeente: verschoven naar")
    assert not {"drukker", "kaart"} & set(message.title.split()), "a mail quotes nobody"
    table.say(promise, cast.chair, Word.MOVED, day=day)
    assert mailed(WORDS) == {}, "a yes to that day is no news"
    table.say(promise, cast.clerk, Word.KEPT)
    ((person, message),) = mailed(WORDS).items()
    assert (person, message.title) == (cast.chair.person, "Een toezegging van gemeente: nagekomen")
    table.say(promise, cast.chair, Word.KEPT)
    assert mailed(WORDS) == {}
    table.say(promise, cast.chair, Word.OPEN, remark="De helft ontbreekt.")
    assert mailed(WORDS).keys() == {cast.official.person}, "what is seen otherwise is news"


def test_who_it_was_recorded_for_hears_it_too_and_a_promise_to_all_is_heard_by_all(cast, table):
    promise = table.promise(cast.member)
    table.say(promise, cast.coach, Word.LAPSED, of=table.gemeente, remark="Zij zien ervan af.")
    assert mailed(WORDS).keys() == {cast.chair.person, cast.official.person}
    to_all = table.promise(cast.member, giver=cast.coach.organisation, receiver=None)
    table.say(to_all, cast.coach, Word.KEPT)
    assert mailed(WORDS).keys() == {cast.chair.person, cast.official.person}
    own = table.promise(cast.member, circle=Circle.OWN)
    table.say(own, cast.member, Word.KEPT)
    assert mailed(WORDS) == {}, "who does not read it hears nothing"


def test_its_giver_is_reminded_once_of_each_day_that_passed(cast, table):
    promise = table.promise(cast.member, what="De kaart sturen", in_days=-1)
    for_coach = table.promise(
        cast.member, in_days=-2, giver=cast.coach.organisation, circle=Circle.WITH_COACH
    )
    for fields in ({"in_days": 0}, {"in_days": None}, {"in_days": -3, "circle": Circle.OWN}):
        table.promise(cast.member, **fields)
    kept = table.promise(cast.member, in_days=-5)
    table.say(kept, cast.official, Word.KEPT)
    assert clock.look() == 2
    assert mailed(PASSED).keys() == {cast.coach.person}
    Event.objects.get(kind=PASSED, subject=f"promise:{for_coach.uuid}")
    told = Letter.objects.get(event__subject=f"promise:{promise.uuid}", event__kind=PASSED)
    assert told.person == cast.official.person
    assert post.message(told).title.startswith("De dag van een toezegging van gemeente was")
    assert clock.look() == 0
    table.say(promise, cast.official, Word.MOVED, day=TODAY() + timedelta(days=3), remark="Later.")
    assert clock.look() == 0
    assert clock.look(TODAY() + timedelta(days=4)) == 2, "the new day passed as well, and that of another"
    assert clock.look(TODAY() + timedelta(days=4)) == 0


def test_nobody_is_reminded_while_a_file_pauses_or_when_another_clock_was_first(cast, table, monkeypatch):
    promise = table.promise(cast.member, in_days=-1)
    files = type(cast.file).objects.filter(pk=cast.file.pk)
    files.update(status=Status.PAUSED)
    assert clock.look() == 0
    files.update(status=Status.ACTIVE)
    read = list(clock._passed(TODAY()))
    assert clock.look() == 1
    monkeypatch.setattr(clock, "_passed", lambda _today: read)
    assert clock.look() == 0
    assert Promise.objects.get(pk=promise.pk).reminded_of == promise.due_on
