"""What the page of one cell shows, and how one gets back to the very place one came from."""

import gzip
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from initiatives.actions import notes, plan
from initiatives.models import PlanItem
from initiatives.terms import ItemState, Phase, Track
from tests.factories import seat
from tests.initiatives.test_plan_views import HTMX, add_items, phase_url, post, queries, view
from tests.pages import signed_in

HERE = (Phase.STARTUP, Track.PLAN)
CODE = "opstarten/plan"


def cell_url(cast: SimpleNamespace, phase: Phase = HERE[0], track: Track = HERE[1]) -> str:
    return reverse("initiatives:cell", args=[cast.file.uuid, phase, track])


def grid_url(cast: SimpleNamespace) -> str:
    return reverse("initiatives:grid", args=[cast.file.uuid])


def cell(cast: SimpleNamespace, who: Any, *where: Any) -> str:
    response = signed_in(who).get(cell_url(cast, *where))
    assert response.status_code == 200
    return response.content.decode()


def goal(cast: SimpleNamespace) -> PlanItem:
    return cast.file.plan_items.goals().filter(phase=HERE[0], track=HERE[1])[0]


def activity(cast: SimpleNamespace) -> PlanItem:
    return cast.file.plan_items.activities().filter(phase=HERE[0], track=HERE[1])[0]


def differ(cast: SimpleNamespace) -> PlanItem:
    item = goal(cast)
    view(cast, item, cast.official, "partly", "Wie spreekt de huurders?")
    view(cast, item, cast.chair, "reached", "Wij spraken iedereen.")
    return item


# --- the grid ------------------------------------------------------------------------------------------------


def test_a_link_of_the_grid_says_in_words_what_its_signs_say(cast: SimpleNamespace) -> None:
    differ(cast)
    item = activity(cast)
    plan.change_activity(
        item,
        revision=1,
        state=ItemState.DONE,
        actor="together",
        by=cast.chair.person,
        seat=seat(cast.file, cast.chair),
    )
    seen = signed_in(cast.coach).get(grid_url(cast)).content.decode()
    assert (
        'aria-label="Opstarten, Plan uitwerken: verschil, 0 van 1 gedeeld, 1 activiteit, 1 gedaan, door gemeente en'
        ' initiatief. Gemeente: bezig. Initiatief: bereikt."' in seen
    )
    assert 'aria-label="Beheren, Ambitie bepalen: geen doelen"' in seen
    assert 'aria-label="Uitvoeren, Wijk betrekken: geen doelen, 1 activiteit' in seen


def test_a_partner_is_seen_where_a_partner_does_something(cast: SimpleNamespace) -> None:
    plain = signed_in(cast.coach).get(grid_url(cast)).content.decode()
    plan.change_activity(
        activity(cast),
        revision=1,
        state=ItemState.OPEN,
        actor="partner",
        by=cast.chair.person,
        seat=seat(cast.file, cast.chair),
    )
    seen = signed_in(cast.coach).get(grid_url(cast)).content.decode()
    assert "Opstarten, Plan uitwerken: nog niets gezegd, 0 van 1 gedeeld, 1 activiteit, door partner" in seen
    assert seen.count("#partner") == plain.count("#partner") + 1


def test_a_volunteer_can_follow_a_link_to_the_grid_but_is_not_sent_there(cast: SimpleNamespace) -> None:
    assert signed_in(cast.reader).get(grid_url(cast)).status_code == 200
    assert grid_url(cast) not in signed_in(cast.member).get(phase_url(cast)).content.decode()
    assert grid_url(cast) in signed_in(cast.official).get(phase_url(cast)).content.decode()


# --- the page of a cell --------------------------------------------------------------------------------------


def test_both_sides_and_the_coach_read_what_each_side_wrote_and_what_to_ask(cast: SimpleNamespace) -> None:
    differ(cast)
    for who in (cast.coach, cast.official, cast.chair, cast.reader):
        seen = cell(cast, who)
        for words in ("Wie spreekt de huurders?", "Wij spraken iedereen.", "Bereid het gesprek voor"):
            assert words in seen
        assert "Waaraan zien jullie dat dit bereikt is?" in seen
    log = f"{reverse('initiatives:contact-log', args=[cast.file.uuid])}?terug={CODE}"
    assert log in cell(cast, cast.coach)
    assert log not in cell(cast, cast.reader)


def test_after_both_agree_the_questions_make_way_for_one_quiet_line(cast: SimpleNamespace) -> None:
    view(cast, differ(cast), cast.official, "reached")
    seen = cell(cast, cast.coach)
    assert "Jullie zien dit nu hetzelfde, sinds" in seen
    assert "Bereid het gesprek voor" not in seen


def test_who_never_differed_is_told_nothing(cast: SimpleNamespace) -> None:
    for who in (cast.official, cast.chair):
        view(cast, goal(cast), who, "partly")
    assert "nu hetzelfde" not in cell(cast, cast.coach)


def test_an_empty_cell_is_calm(cast: SimpleNamespace) -> None:
    seen = cell(cast, cast.official, Phase.OPERATION, Track.AMBITION)
    assert "Op dit spoor staat in deze fase geen doel." in seen
    assert "Uitleg van de tekens" not in seen


def test_a_cell_leads_to_its_neighbours_and_to_its_own_place_in_the_grid(cast: SimpleNamespace) -> None:
    seen = cell(cast, cast.coach, Phase.ELABORATION, Track.PLAN)
    for phase, track in (
        (Phase.STARTUP, Track.PLAN),
        (Phase.DEVELOPMENT, Track.PLAN),
        (Phase.ELABORATION, Track.COLLABORATION),
        (Phase.ELABORATION, Track.MUNICIPAL_ALIGNMENT),
    ):
        assert f'href="{cell_url(cast, phase, track)}"' in seen
    assert f'href="{grid_url(cast)}#vak-elaboration-plan"' in seen
    assert 'id="vak-elaboration-plan"' in signed_in(cast.coach).get(grid_url(cast)).content.decode()
    corner = cell(cast, cast.coach, Phase.STARTUP, Track.AMBITION)
    assert corner.count("Vorig") == 0


def test_an_unknown_phase_or_track_does_not_exist(cast: SimpleNamespace) -> None:
    for path in ("opstarten/niets", "niets/plan", "startup/plan"):
        assert signed_in(cast.coach).get(f"{grid_url(cast)}{path}/").status_code == 404


# --- from cell to item and back ------------------------------------------------------------------------------


def test_the_way_from_cell_to_item_and_back_keeps_the_place(cast: SimpleNamespace) -> None:
    item = goal(cast)
    link = f"{reverse('initiatives:item', args=[item.uuid])}?terug={CODE}"
    assert f'href="{link}"' in cell(cast, cast.chair)
    page = signed_in(cast.chair).get(link).content.decode()
    back = f"{cell_url(cast)}#doel-{item.uuid}"
    assert f'href="{back}"' in page
    answer = post(cast.chair, "goal-view", item.uuid, status="partly", van="onderdeel", terug=CODE)
    assert answer.url == link
    assert post(cast.chair, "goal-view", item.uuid, status="reached", terug=CODE).url == back
    added = signed_in(cast.chair).post(
        f"{reverse('initiatives:evidence-add', args=[item.uuid])}?terug={CODE}",
        {"title": "Verslag", "quote": "Een zin.", "circle": "everyone"},
    )
    assert added.url == link
    log = f"{reverse('initiatives:contact-log', args=[cast.file.uuid])}?terug={CODE}"
    assert cell_url(cast) in signed_in(cast.chair).get(log).content.decode()
    logged = signed_in(cast.chair).post(
        log, {"channel": "talk", "on": "2026-01-05", "summary": "Gesproken.", "circle": "everyone"}
    )
    assert logged.url == cell_url(cast)


@pytest.mark.parametrize(
    "wrong", ["https://elders.nl/", "//elders.nl", "/initiatieven/", "opstarten/niets", "uitwerken", "x\r\ny"]
)
def test_the_way_back_never_leads_anywhere_else(cast: SimpleNamespace, wrong: str) -> None:
    item = goal(cast)
    page = signed_in(cast.chair).get(reverse("initiatives:item", args=[item.uuid]), {"terug": wrong})
    assert page.status_code == 200
    assert "Terug naar" not in page.content.decode()
    assert "terug=" not in page.content.decode()
    answer = post(cast.chair, "goal-view", item.uuid, status="partly", terug=wrong)
    assert answer.url == f"{phase_url(cast)}#doel-{item.uuid}"


def test_the_way_back_of_another_file_stays_in_this_one(cast: SimpleNamespace) -> None:
    item = goal(cast)
    answer = post(cast.chair, "goal-view", item.uuid, status="partly", terug="beheren/wijk")
    assert answer.url.startswith(f"/initiatieven/{cast.file.uuid}/rooster/beheren/wijk/")


def test_one_tap_swaps_the_goal_of_the_cell_and_its_count(cast: SimpleNamespace) -> None:
    item = differ(cast)
    answer = signed_in(cast.official).post(
        reverse("initiatives:goal-view", args=[item.uuid]), {"status": "reached", "terug": CODE}, **HTMX
    )
    part = answer.content.decode()
    assert "Jullie zien dit nu hetzelfde" in part
    assert f"?terug={CODE}" in part
    assert "<h3" in part
    count = re.search(r'id="doelen-telling"[^>]*>([^<]*)<', part)
    assert count
    assert count[1].strip() == "1 gedeeld"


# --- how much it asks and weighs -----------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("who", ["coach", "official", "member"])
def test_a_cell_asks_as_much_for_sixty_items_as_for_one(
    cast: SimpleNamespace, count_queries: Any, who: str
) -> None:
    asked = []
    for number in (1, 9, 50):
        add_items(cast, number)
        asked.append(queries(cast, cell_url(cast), count_queries, getattr(cast, who)))
    assert asked[0] == asked[1] == asked[2]
    assert asked[0] <= 14


@pytest.mark.slow
def test_the_grid_asks_as_much_with_many_events_and_stays_light(
    cast: SimpleNamespace, count_queries: Any
) -> None:
    asked = []
    for number in (1, 9, 50):
        add_items(cast, number)
        for n in range(number):
            view(cast, goal(cast), cast.official, "partly", f"Zo zien wij het, keer {n} van {number}.")
        asked.append(queries(cast, grid_url(cast), count_queries, cast.coach))
    assert asked[0] == asked[1] == asked[2]
    assert asked[0] <= 20
    page = signed_in(cast.coach).get(grid_url(cast)).content
    assert len(gzip.compress(page)) <= 15_000


def test_a_cell_with_what_both_sides_wrote_stays_light(cast: SimpleNamespace) -> None:
    own = {"by": cast.chair.person, "seat": seat(cast.file, cast.chair)}
    for n in range(10):
        made = plan.add_item(cast.file, kind="goal", phase=HERE[0], track=HERE[1], title=f"Doel {n}", **own)
        view(cast, made, cast.official, "partly", f"Wij willen eerst weten hoe het met straat {n} gaat.")
        view(cast, made, cast.chair, "reached", f"In straat {n} spraken wij elk huishouden.")
        notes.add_evidence(made, title=f"Verslag {n}", quote="Een zin", **own)
    page = signed_in(cast.chair).get(cell_url(cast)).content
    assert len(gzip.compress(page)) <= 15_000
