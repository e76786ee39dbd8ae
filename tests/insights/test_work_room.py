"""Does the work list tell the gemeente of unanswered requests, and the side that is to move of lasting differences?"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from initiatives.actions import ladders as climbing
from initiatives.actions import room
from initiatives.models import Fact, PlanItem
from initiatives.room import ladders, topics
from insights import work
from insights.desk import Desk
from tests import factories

pytestmark = pytest.mark.django_db


def reasons_of(who: Any) -> str:
    return "\n".join(item.reason for item in work.work_of(Desk(factories.user_of(who))))


# --- requests ----------------------------------------------------------------------------------------------


@pytest.fixture
def request_(cast: Any, as_party: Any) -> PlanItem:
    return climbing.add(cast.file, ladders.REQUEST, title="Een zaal", **as_party(cast.member))


def step(item: PlanItem, stage: str, who: dict[str, Any], reason: str = "") -> None:
    item.refresh_from_db()
    climbing.step(item, stage, revision=item.revision, reason=reason, **who)


def test_a_request_asks_whoever_works_at_the_gemeente_until_it_is_answered(
    cast: Any, as_party: Any, request_: PlanItem
) -> None:
    for who in (cast.official, cast.clerk):
        assert "Het initiatief vraagt hulp: “Een zaal”" in reasons_of(who)
    for who in (cast.chair, cast.member, cast.coach, cast.reader):
        assert "Een zaal" not in reasons_of(who), "it is the gemeente that is to move"
    step(request_, "looked_at", as_party(cast.clerk))
    assert "Het initiatief wacht op antwoord." in reasons_of(cast.official)
    step(request_, "promised", as_party(cast.clerk))
    assert reasons_of(cast.official) == ""


def test_a_refusal_is_an_answer_too(cast: Any, as_party: Any, request_: PlanItem) -> None:
    step(request_, "declined", as_party(cast.official), reason="Er is geen zaal vrij.")
    assert reasons_of(cast.official) == ""


def test_a_promise_for_a_day_that_passed_is_asked_about(cast: Any, as_party: Any, request_: PlanItem) -> None:
    step(request_, "looked_at", as_party(cast.clerk))
    step(request_, "promised", as_party(cast.clerk))
    yesterday = timezone.localdate() - timedelta(days=1)
    PlanItem.objects.filter(pk=request_.pk).update(due_on=yesterday)
    assert "Is het geleverd?" in reasons_of(cast.official)
    assert reasons_of(cast.chair) == ""


# --- topics ------------------------------------------------------------------------------------------------


def answer(who: Any, codes: dict[str, str], as_party: Any, cast: Any, topic: Any = topics.DECISIONS) -> None:
    mine = as_party(who)
    own = room.newest_of(cast.file, topic, mine["seat"].side)
    room.state(cast.file, topic, codes, seen=str(own.uuid) if own else "", **mine)


def age(days: int) -> None:
    Fact.objects.update(created_at=timezone.now() - timedelta(days=days))


def test_who_has_not_answered_the_other_is_told_after_three_weeks_and_so_is_the_coach(
    cast: Any, as_party: Any
) -> None:
    answer(cast.official, {"technique": "council"}, as_party, cast)
    answer(cast.chair, {"technique": "together"}, as_party, cast)
    assert "verschillend" not in reasons_of(cast.official) + reasons_of(cast.coach), "they only just said so"
    age(22)
    assert "Over “Wie beslist waarover?” denken jullie al lang verschillend." in reasons_of(cast.official)
    assert "denken beide kanten al lang verschillend" in reasons_of(cast.coach)
    assert "verschillend" not in reasons_of(cast.chair), "they spoke last"
    answer(cast.official, {"technique": "together"}, as_party, cast)
    age(22)
    assert "verschillend" not in reasons_of(cast.official) + reasons_of(cast.coach)


def test_several_topics_of_one_file_are_one_thing_to_do(cast: Any, as_party: Any) -> None:
    for topic, field in (
        (topics.DECISIONS, ("technique", "council", "together")),
        (topics.PARTICIPATION, ("startup", "informed", "decides")),
    ):
        answer(cast.official, {field[0]: field[1]}, as_party, cast, topic)
        answer(cast.chair, {field[0]: field[2]}, as_party, cast, topic)
    age(30)
    assert "Net als over nog één onderwerp." in reasons_of(cast.official)
    assert reasons_of(cast.official).count("verschillend") == 1
