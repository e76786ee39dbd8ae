"""Does the timeline show everything this reader may read, a page at a time, and nothing else?"""

import re
from typing import Any

import pytest
from django.utils import timezone

from initiatives.actions import decisions, notes, plan
from initiatives.history.story import GROUPS
from initiatives.models import Collaboration
from initiatives.terms import Channel, Circle, GoalStatus, Phase
from tests import factories

pytestmark = pytest.mark.django_db


def signed_in(client: Any, who: Any) -> Any:
    client.force_login(factories.user_of(who), backend="django.contrib.auth.backends.ModelBackend")
    return client


def url_of(cast: Any) -> str:
    return f"/initiatieven/{cast.file.uuid}/tijdlijn/"


def give_views(cast: Any, count: int) -> None:
    goals = list(cast.file.plan_items.goals())
    for number in range(count):
        plan.give_view(
            goals[number % len(goals)],
            status=GoalStatus.OPEN if number % 2 else GoalStatus.PARTLY,
            remark=f"Opmerking {number}.",
            by=cast.chair.person,
            seat=factories.seat(cast.file, cast.chair),
        )


def whisper(cast: Any, who: Any, times: int = 1) -> None:
    for number in range(times):
        notes.log_contact(
            cast.file,
            on=timezone.localdate(),
            channel=Channel.PHONE,
            summary=f"Onder ons {number}.",
            circle=Circle.OWN,
            by=who.person,
            seat=factories.seat(cast.file, who),
        )


def walk(client: Any, url: str) -> list[Any]:
    """All lines, page after page."""
    lines, query = [], ""
    for _page in range(10):
        response = client.get(url + query)
        lines += response.context["lines"]
        query = response.context["next_url"]
        if not query:
            return lines
    raise AssertionError("the timeline never ends")


def test_the_newest_stands_first_and_no_page_repeats_or_skips(cast: Any, client: Any) -> None:
    give_views(cast, 70)
    lines = walk(signed_in(client, cast.official), url_of(cast))
    seqs = [line.event.seq for line in lines]
    assert seqs == sorted(seqs, reverse=True)
    assert seqs == list(range(Collaboration.objects.get(pk=cast.file.pk).last_seq, 0, -1))


def test_what_another_party_noted_shows_nowhere_not_even_as_a_gap(cast: Any, client: Any) -> None:
    give_views(cast, 40)
    before = signed_in(client, cast.official).get(url_of(cast))
    whisper(cast, cast.chair, times=3)
    after = signed_in(client, cast.official).get(url_of(cast))
    assert [line.event.pk for line in after.context["lines"]] == [
        line.event.pk for line in before.context["lines"]
    ]
    assert "Onder ons" not in after.content.decode()
    assert not re.search(r"voor=\d+(?!\w|-)", after.context["next_url"])
    assert "Onder ons 2." in signed_in(client, cast.reader).get(url_of(cast)).content.decode()


def test_the_last_line_of_somebody_else_s_page_is_no_way_in(cast: Any, client: Any) -> None:
    whisper(cast, cast.chair)
    hidden = cast.file.events.get(kind="contact_logged")
    page = signed_in(client, cast.official).get(f"{url_of(cast)}?voor={hidden.uuid}")
    assert page.context["first_url"] == ""  # as if it was never there


def test_each_filter_shows_its_own_kinds(cast: Any, client: Any) -> None:
    give_views(cast, 1)
    decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Klaar.",
        own_key=True,
        by=cast.chair.person,
        seat=factories.seat(cast.file, cast.chair),
    )
    signed_in(client, cast.coach)
    for key, _label, kinds in GROUPS:
        lines = client.get(f"{url_of(cast)}?soort={key}").context["lines"]
        assert {line.event.kind for line in lines} <= kinds
    shown = client.get(f"{url_of(cast)}?soort=besluiten").context["lines"]
    assert {line.event.kind for line in shown} == {"decision_proposed", "key_turned"}


@pytest.mark.parametrize("query", ["?soort=onzin", "?voor=1", "?voor=%00", "?soort[]=x&voor=' OR 1=1"])
def test_a_strange_address_shows_the_whole_timeline(cast: Any, client: Any, query: str) -> None:
    response = signed_in(client, cast.chair).get(url_of(cast) + query)
    assert response.status_code == 200
    assert response.context["lines"]


@pytest.mark.parametrize("who", ["former", "elsewhere", "other_coach", "outsider", "administrator"])
def test_there_is_no_timeline_for_who_has_no_seat_here(cast: Any, client: Any, who: str) -> None:
    assert signed_in(client, getattr(cast, who)).get(url_of(cast)).status_code == 404


def test_text_of_people_is_shown_as_text(cast: Any, client: Any) -> None:
    plan.give_view(
        cast.file.plan_items.goals()[0],
        status=GoalStatus.OPEN,
        remark="<script>alert(1)</script>",
        by=cast.chair.person,
        seat=factories.seat(cast.file, cast.chair),
    )
    page = signed_in(client, cast.official).get(url_of(cast)).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_ten_or_fifty_events_ask_for_the_same_queries(cast: Any, client: Any, count_queries: Any) -> None:
    signed_in(client, cast.coach)
    give_views(cast, 2)

    def measure() -> int:
        client.get(url_of(cast))
        with count_queries() as seen:
            client.get(url_of(cast))
        return len(seen)

    few = measure()
    give_views(cast, 10)
    ten = measure()
    give_views(cast, 50)
    assert measure() == ten == few
