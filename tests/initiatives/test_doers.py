"""Can a partner be named on what it picks up, and is it that partner who finds it?"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts.models import Access
from initiatives.actions import people, plan, renewal
from initiatives.formats.renewal import renewal_of
from initiatives.models import PlanItem
from initiatives.terms import Actor, ItemState
from samenspel.errors import DomainError
from tests import factories
from tests.initiatives.test_plan_views import queries
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KEY = "startup-activity-involve-neighbours"


@pytest.fixture
def at(cast: SimpleNamespace) -> Any:
    """Two partners take part; the plan has something that one of them could do."""
    acting = factories.acting(cast.file, cast.chair)
    woonstee, net = (
        people.add_partner(cast.file, name=name, short_name="", place="", **acting)
        for name in ("Woonstee", "Net Oost")
    )
    return SimpleNamespace(
        woonstee=woonstee,
        net=net,
        els=factories.function("Els de Groot", woonstee.organisation, access=Access.WORK),
        piet=factories.function("Piet Draad", net.organisation, access=Access.WORK),
        item=cast.file.plan_items.get(format_item__key=KEY),
        acting=acting,
    )


def sent(item: PlanItem, actor: Any, state: str = "open") -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=3)
    return {"revision": item.revision, "state": state, "actor": actor, "due_on": day.isoformat()}


def name(cast: SimpleNamespace, item: PlanItem, actor: Any, state: str = "open") -> Any:
    url = reverse("initiatives:activity-change", args=[item.uuid])
    answer = signed_in(cast.member).post(url, sent(item, actor, state))
    item.refresh_from_db()
    return answer


def read(who: Any, page: str, *args: Any) -> str:
    response = signed_in(who).get(reverse(page, args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_a_named_partner_is_read_wherever_the_activity_stands(cast: SimpleNamespace, at: Any) -> None:
    assert name(cast, at.item, at.woonstee.uuid).status_code == 302
    assert (at.item.actor, at.item.partner) == (Actor.PARTNER, at.woonstee)
    spot = (cast.file.uuid, at.item.phase, at.item.track)
    for place in (
        ("initiatives:phase", *spot[:2]),
        ("initiatives:cell", *spot),
        ("initiatives:item", at.item.uuid),
        ("initiatives:timeline", cast.file.uuid),
    ):
        assert "Woonstee" in read(cast.official, *place), place
    grid = read(cast.coach, "initiatives:grid", cast.file.uuid)
    assert "door Woonstee" in grid
    overview = read(cast.chair, "insights:overview", cast.file.uuid)
    assert "<strong>Woonstee</strong>, volgende stap:" in overview
    assert "Een partner" not in overview
    name(cast, at.item, at.woonstee.uuid, "doing")
    assert "Woonstee" in read(cast.coach, "initiatives:list")
    newest = cast.file.events.filter(subject=f"planitem:{at.item.uuid}").first()
    assert newest.payload["partner"] == str(at.woonstee.uuid)
    assert "Woonstee" not in str(newest.payload)
    name(cast, at.item, "together")
    assert (at.item.actor, at.item.partner) == (Actor.TOGETHER, None)


def test_only_the_people_of_the_named_partner_find_it_in_their_work(cast: SimpleNamespace, at: Any) -> None:
    name(cast, at.item, at.woonstee.uuid)
    assert at.item.title in read(at.els, "insights:my-work")
    assert at.item.title not in read(at.piet, "insights:my-work")
    pages = [reverse("initiatives:partner-goals", args=[seat.uuid]) for seat in (at.woonstee, at.net)]
    assert signed_in(at.els).get(pages[0]).status_code == 404, "nobody began yet"
    name(cast, at.item, at.woonstee.uuid, "doing")
    assert at.item.title in signed_in(at.els).get(pages[0]).content.decode()
    assert signed_in(at.piet).get(pages[1]).status_code == 404
    name(cast, at.item, "partner", "doing")
    assert signed_in(at.els).get(pages[0]).status_code == 404, "which of two is not said"
    name(cast, at.item, at.woonstee.uuid, "done")
    assert at.item.title not in read(at.els, "insights:my-work")
    assert signed_in(at.els).get(pages[0]).status_code == 200


def test_a_new_activity_and_a_koppelkans_can_name_one_too(cast: SimpleNamespace, at: Any) -> None:
    member = signed_in(cast.member)
    here = {"phase": at.item.phase, "track": at.item.track, "actor": at.net.uuid}
    for kind, title in (("activity", "De kabels nalopen"), ("goal", "Een stevig net")):
        url = reverse("initiatives:item-add", args=[cast.file.uuid])
        assert member.post(url, {"kind": kind, "title": title, **here}).status_code == 302
    url = f"{reverse('initiatives:ladder-add', args=[cast.file.uuid])}?soort=koppelkans"
    assert member.post(url, {"title": "Het riool gaat open", "actor": at.net.uuid}).status_code == 302
    named = cast.file.plan_items.filter(partner=at.net).values_list("title", flat=True)
    assert set(named) == {"De kabels nalopen", "Het riool gaat open"}, "a goal is nobody's alone"
    assert "Net Oost" in read(cast.official, "initiatives:room", cast.file.uuid)
    work = read(at.piet, "insights:my-work")
    assert all(title in work for title in named)


def test_where_no_partner_takes_part_nothing_of_it_shows(cast: SimpleNamespace) -> None:
    item = cast.file.plan_items.get(format_item__key=KEY)
    seen = read(cast.member, "initiatives:item", item.uuid)
    assert '<option value="partner">partner</option>' in seen
    assert "bij naam" not in seen


def test_who_does_not_take_part_here_cannot_be_named_and_who_left_keeps_what_it_had(
    cast: SimpleNamespace, at: Any
) -> None:
    elsewhere = factories.seat(cast.other_file, cast.other_member)
    for wrong in (elsewhere.uuid, "geen-uuid", factories.seat(cast.file, cast.official).uuid):
        assert name(cast, at.item, wrong).status_code == 422
    name(cast, at.item, at.woonstee.uuid)
    type(at.woonstee).objects.filter(pk=at.woonstee.pk).update(
        starts_on=timezone.localdate() - timedelta(days=2), ends_on=timezone.localdate() - timedelta(days=1)
    )
    assert name(cast, at.item, at.woonstee.uuid, "doing").status_code == 302
    assert at.item.partner == at.woonstee
    assert at.item.title not in read(at.els, "insights:my-work")
    other = cast.file.plan_items.activities().exclude(pk=at.item.pk)[0]
    assert name(cast, other, at.woonstee.uuid).status_code == 422
    with pytest.raises(DomainError, match="doet hier niet mee"):
        plan.change_activity(
            other, revision=other.revision, state=ItemState.OPEN, partner=at.woonstee, **at.acting
        )


def test_a_newer_stappenplan_does_not_take_the_name_away(
    cast: SimpleNamespace, at: Any, tmp_path: Path
) -> None:
    for number, actor in ((2, "partner"), (3, "together")):
        newer = factories.later_format(
            tmp_path, number, changed=[{"key": KEY, "actor": actor, "text": actor}]
        )
        news = renewal_of(cast.file, newer).about(KEY)
        renewal.take_over(cast.file, news, newer, revision=news.revision, **at.acting)
        cast.file.refresh_from_db()
        item = cast.file.plan_items.get(format_item__key=KEY)
        if number == 2:
            name(cast, item, at.woonstee.uuid)
    assert (item.text, item.actor, item.partner) == ("together", "partner", at.woonstee)


def test_many_named_partners_ask_no_more_than_one(cast: SimpleNamespace, at: Any, count_queries: Any) -> None:
    spot = (cast.file.uuid, at.item.phase, at.item.track)
    places = [
        reverse(place, args=args)
        for place, args in (
            ("initiatives:phase", spot[:2]),
            ("initiatives:cell", spot),
            ("initiatives:grid", spot[:1]),
            ("initiatives:room", spot[:1]),
            ("insights:overview", spot[:1]),
            ("insights:my-work", ()),
        )
    ]
    asked = []
    for number in (1, 4):
        for n in range(number):
            for kind in ("activity", "linkage"):
                plan.add_item(
                    cast.file,
                    kind=kind,
                    phase=at.item.phase,
                    track=at.item.track,
                    title=f"{number} {n}",
                    partner=(at.net, at.woonstee)[n % 2],
                    due_on=timezone.localdate(),
                    stage="found" if kind == "linkage" else "",
                    **at.acting,
                )
        asked.append([queries(cast, url, count_queries, cast.coach) for url in places])
        asked[-1].append(queries(cast, places[-1], count_queries, at.piet))
    assert asked[0] == asked[1]
