"""Do goals and activities go up and down one place, and does nobody's work get lost when two do it at once?"""

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from initiatives.actions import plan
from initiatives.history import timeline
from initiatives.models import PlanItem
from initiatives.terms import EventKind, ItemKind, ItemState, Phase, Track
from samenspel.errors import DomainError, StaleRevision
from tests import factories
from tests.factories import seat
from tests.initiatives.test_plan_views import page, phase_url, post
from tests.pages import signed_in
from tests.test_security import at_once

pytestmark = pytest.mark.engine


def standing(cast: SimpleNamespace, kind: ItemKind = ItemKind.ACTIVITY) -> list[PlanItem]:
    return list(cast.file.plan_items.kept().filter(kind=kind, phase=Phase.STARTUP))


def titles(cast: SimpleNamespace, kind: ItemKind = ItemKind.ACTIVITY) -> list[str]:
    return [item.title for item in standing(cast, kind)]


def move(cast: SimpleNamespace, item: PlanItem, *, up: bool, who: Any = None, **how: Any) -> PlanItem:
    who = who or cast.chair
    revision = how.pop("revision", item.revision)
    return plan.move(item, up=up, revision=revision, by=who.person, seat=seat(cast.file, who), **how)


def test_an_item_goes_up_and_down_one_place_and_the_timeline_says_so(cast: SimpleNamespace) -> None:
    first, second, third, *rest = titles(cast)
    move(cast, standing(cast)[1], up=True)
    assert titles(cast) == [second, first, third, *rest]
    move(cast, standing(cast)[1], up=False)
    assert titles(cast) == [second, third, first, *rest]
    event = cast.file.events.first()
    assert (event.kind, event.payload) == (EventKind.ITEM_CHANGED, {"moved": True})
    told = signed_in(cast.coach).get(reverse("initiatives:timeline", args=[cast.file.uuid])).content.decode()
    assert f"“{first}” kreeg een andere plek in de lijst" in told


def test_goals_and_activities_of_other_phases_stay_where_they_are(cast: SimpleNamespace) -> None:
    def others() -> list[tuple[int, int]]:
        rest = cast.file.plan_items.exclude(phase=Phase.STARTUP, kind=ItemKind.ACTIVITY)
        return list(rest.order_by("pk").values_list("pk", "order"))

    before = others()
    move(cast, standing(cast)[3], up=True)
    assert others() == before


def test_own_items_that_stood_on_one_number_get_places_of_their_own(cast: SimpleNamespace) -> None:
    own = {"by": cast.chair.person, "seat": seat(cast.file, cast.chair)}
    for name in ("Een", "Twee", "Drie"):
        plan.add_item(cast.file, kind=ItemKind.GOAL, phase=Phase.STARTUP, track=Track.PLAN, title=name, **own)
    assert titles(cast, ItemKind.GOAL)[-3:] == ["Een", "Twee", "Drie"]
    move(cast, standing(cast, ItemKind.GOAL)[-1], up=True)
    assert titles(cast, ItemKind.GOAL)[-3:] == ["Een", "Drie", "Twee"]


def test_what_is_skipped_is_passed_in_one_step_and_keeps_its_place(cast: SimpleNamespace) -> None:
    first, second, third = standing(cast)[:3]
    plan.skip(second, revision=1, reason="Niet hier", by=cast.chair.person, seat=seat(cast.file, cast.chair))
    move(cast, third, up=True)
    assert titles(cast)[:2] == [third.title, first.title]
    with pytest.raises(DomainError, match="Haal het eerst terug"):
        move(cast, second, up=True)


def test_within_a_cell_an_item_passes_its_neighbour_there(cast: SimpleNamespace) -> None:
    alike = [item for item in standing(cast) if item.track == Track.MUNICIPAL_ALIGNMENT]
    before = [item.pk for item in standing(cast) if item.track != Track.MUNICIPAL_ALIGNMENT]
    move(cast, alike[-1], up=True, track=Track.MUNICIPAL_ALIGNMENT)
    now = [item for item in standing(cast) if item.track == Track.MUNICIPAL_ALIGNMENT]
    assert now == [*alike[:-2], alike[-1], alike[-2]]
    assert [item.pk for item in standing(cast) if item.track != Track.MUNICIPAL_ALIGNMENT] == before


def test_at_either_end_nothing_moves_and_nothing_is_told(cast: SimpleNamespace) -> None:
    before, events = titles(cast), cast.file.events.count()
    with pytest.raises(DomainError, match="bovenaan"):
        move(cast, standing(cast)[0], up=True)
    with pytest.raises(DomainError, match="onderaan"):
        move(cast, standing(cast)[-1], up=False)
    assert (titles(cast), cast.file.events.count()) == (before, events)


def test_who_saw_an_older_list_moves_nothing(cast: SimpleNamespace) -> None:
    item = standing(cast)[2]
    move(cast, item, up=True)
    before, events = titles(cast), cast.file.events.count()
    with pytest.raises(StaleRevision):
        move(cast, item, up=True, revision=1)
    assert (titles(cast), cast.file.events.count()) == (before, events)


def test_the_buttons_work_without_javascript_and_come_back_to_the_same_line(cast: SimpleNamespace) -> None:
    item = standing(cast)[1]
    seen = page(cast, cast.member)
    address = reverse("initiatives:item-move", args=[item.uuid])
    assert f'formaction="{address}" name="hoger" value="1"' in seen
    answer = post(cast.member, "item-move", item.uuid, hoger=1)
    assert answer.url == f"{phase_url(cast)}?volgorde#plek-{item.uuid}"
    assert standing(cast)[0] == item
    opened = signed_in(cast.member).get(answer.url).content.decode()
    assert '<details class="sam-card sam-card--flat" id="volgorde" open>' in opened
    assert f'id="plek-{item.uuid}"' in opened
    assert f'formaction="{address}" name="hoger"' not in opened
    again = post(cast.member, "item-move", item.uuid, lager=1, terug="opstarten/ambitie")
    assert again.url == (
        f"/initiatieven/{cast.file.uuid}/rooster/opstarten/ambitie/?volgorde#plek-{item.uuid}"
    )
    assert standing(cast)[0] == item  # the list she saw was older, so nothing moved


@pytest.mark.parametrize("data", [{}, {"hoger": "x"}, {"hoger": 1, "lager": 1}])
def test_a_form_without_a_way_moves_nothing(cast: SimpleNamespace, data: dict[str, Any]) -> None:
    before = titles(cast)
    assert post(cast.member, "item-move", standing(cast)[1].uuid, **data).status_code == 302
    assert titles(cast) == before


def test_who_reads_along_gets_no_buttons(cast: SimpleNamespace) -> None:
    assert "Verander de volgorde" not in page(cast, cast.reader)
    assert post(cast.reader, "item-move", standing(cast)[1].uuid, hoger=1).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_who_move_at_once_lose_nothing() -> None:
    cast = factories.make_cast()
    before = standing(cast)

    def moving(who: Any, item: PlanItem, up: bool) -> Any:
        return lambda: move(cast, PlanItem.objects.get(pk=item.pk), up=up, who=who)

    given = at_once(
        moving(cast.chair, before[2], True),
        moving(cast.official, before[3], True),
        moving(cast.coach, before[4], False),
        moving(cast.member, before[3], True),
    )
    assert all(isinstance(one, PlanItem | StaleRevision) for one in given), given
    now = standing(cast)
    assert sorted(item.pk for item in now) == sorted(item.pk for item in before)
    assert [item.order for item in now] == list(range(1, len(now) + 1))
    assert all(item.state != ItemState.SKIPPED for item in now)
    moved = sum(isinstance(one, PlanItem) for one in given)
    assert cast.file.events.filter(kind=EventKind.ITEM_CHANGED).count() == moved
    assert not list(timeline.broken_links(cast.file))
