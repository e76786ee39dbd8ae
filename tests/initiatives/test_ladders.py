"""Do departments, koppelkansen and requests climb step by step, taken by whom it is up to?"""

import gzip
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from contacts.models import Side
from initiatives.actions import ladders as actions
from initiatives.models import PlanItem
from initiatives.plan.goals import goals_of
from initiatives.room import ladders
from initiatives.room.ladders import DEPARTMENT, LADDERS, LINKAGE, REQUEST, Ladder
from initiatives.terms import HelpKind, ItemState
from municipalities.statements import OFFER
from samenspel.errors import DomainError, StaleRevision
from tests.factories import seat
from tests.initiatives.test_plan_views import HTMX
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def add(cast: SimpleNamespace, who: Any, ladder: Ladder, title: str = "Iets") -> PlanItem:
    return actions.add(cast.file, ladder, title=title, by=who.person, seat=seat(cast.file, who))


def step(
    cast: SimpleNamespace, who: Any, item: PlanItem, stage: str, reason: str = "", owner: str = "Riolering"
) -> PlanItem:
    own = {"by": who.person, "seat": seat(cast.file, who)}
    return actions.step(item, stage, revision=item.revision, reason=reason, owner=owner, **own)


def press(who: Any, item: PlanItem, stage: str, revision: int | None = None, **more: Any) -> Any:
    data = {"stage": stage, "revision": item.revision if revision is None else revision}
    asked = {"owner": "Riolering"} if stage == "owned" else {}
    return signed_in(who).post(reverse("initiatives:ladder-step", args=[item.uuid]), data | asked | more)


def room(cast: SimpleNamespace, who: Any) -> str:
    return signed_in(who).get(reverse("initiatives:room", args=[cast.file.uuid])).content.decode()


def page_of(who: Any, item: PlanItem) -> str:
    return signed_in(who).get(reverse("initiatives:ladder-item", args=[item.uuid])).content.decode()


# --- the rules ----------------------------------------------------------------------------------------------


def test_every_rung_has_its_own_code_that_fits() -> None:
    codes = [rung.code for ladder in LADDERS for rung in (*ladder.rungs, *filter(None, [ladder.no]))]
    assert len(codes) == len(set(codes))
    assert max(map(len, codes)) <= PlanItem._meta.get_field("stage").max_length  # type: ignore[operator]


@given(ladder=st.sampled_from(LADDERS), data=st.data())
def test_nobody_skips_a_rung_and_every_step_can_be_taken_back(ladder: Ladder, data: Any) -> None:
    """However one climbs: a step leads to a neighbour, or to a no; and from anywhere the top is in reach."""
    stage, everyone = ladder.rungs[0].code, set(Side)
    for _turn in range(data.draw(st.integers(0, 12))):
        codes = [rung.code for rung in (*ladder.rungs, *filter(None, [ladder.no]))]
        reachable = [code for code in codes if ladder.may_reach(code, stage, everyone)]
        assert reachable
        chosen = data.draw(st.sampled_from(reachable))
        if ladder.number(chosen) >= 0 and ladder.number(stage) >= 0:
            assert abs(ladder.number(chosen) - ladder.number(stage)) == 1
        assert not ladder.may_reach(chosen, stage, set())
        stage = chosen
    assert ladder.up(stage) or ladder.down(stage)


@pytest.mark.parametrize("ladder", LADDERS)
def test_the_state_of_the_item_follows_its_rung(ladder: Ladder) -> None:
    assert ladder.state_at(ladder.rungs[0].code) == ItemState.OPEN
    assert ladder.state_at(ladder.rungs[-1].code) == ItemState.DONE
    if ladder.no:
        assert ladder.state_at(ladder.no.code) == ItemState.SKIPPED


# --- climbing -----------------------------------------------------------------------------------------------


def test_a_koppelkans_climbs_from_found_to_cashed_with_one_tap_a_step(cast: SimpleNamespace) -> None:
    item = add(cast, cast.member, LINKAGE, "Het riool gaat open")
    for who, stage, word in (
        (cast.coach, "owned", "Heeft een eigenaar"),
        (cast.official, "decided", "Besloten"),
        (cast.member, "cashed", "Verzilverd"),
    ):
        assert press(who, item, stage).status_code == 302
        item.refresh_from_db()
        assert item.stage == stage
        assert word in room(cast, cast.reader)
    assert item.state == ItemState.DONE
    press(cast.member, item, "decided")
    item.refresh_from_db()
    assert (item.stage, item.state) == ("decided", ItemState.DOING)


def test_one_tap_swaps_only_the_line_and_moves_focus(cast: SimpleNamespace) -> None:
    item = add(cast, cast.member, LINKAGE)
    there = reverse("initiatives:ladder-step", args=[item.uuid])
    part = signed_in(cast.official).post(
        there, {"stage": "owned", "revision": 1, "owner": "De corporatie"}, **HTMX
    )
    text = part.content.decode()
    assert part.status_code == 200
    assert "<html" not in text
    assert "data-focus" in text
    assert "Heeft een eigenaar</strong>: De corporatie" in text


def test_a_koppelkans_has_an_owner_when_it_says_who(cast: SimpleNamespace) -> None:
    add(cast, cast.clerk, DEPARTMENT, "Beheer openbare ruimte")
    item = add(cast, cast.member, LINKAGE, "Het riool gaat open")
    for shown in (room(cast, cast.member), page_of(cast.member, item)):
        offered = re.findall(
            r'<option value="([^"]+)"', shown.split('id="eigenaren"')[1].split("</datalist>")[0]
        )
        assert {"Beheer openbare ruimte", "Zeebuurt Warm"} <= set(offered)
    there = reverse("initiatives:ladder-step", args=[item.uuid])
    for htmx in ({}, HTMX):
        refused = signed_in(cast.member).post(there, {"stage": "owned", "revision": 1, "owner": " "}, **htmx)
        assert refused.status_code == 422
        assert "Schrijf op wie de eigenaar is" in refused.content.decode()
    assert press(cast.member, item, "owned", owner="Beheer openbare ruimte").status_code == 302
    assert "Heeft een eigenaar</strong>: Beheer openbare ruimte" in room(cast, cast.reader)
    item.refresh_from_db()
    there = reverse("initiatives:ladder-item", args=[item.uuid])
    new = {"title": "Het riool", "owner": "De corporatie", "revision": item.revision}
    assert signed_in(cast.official).post(there, new).status_code == 302
    item.refresh_from_db()
    step(cast, cast.official, item, "decided", owner="")
    assert "eigenaar: De corporatie" in room(cast, cast.reader)
    assert "Heeft een eigenaar: De corporatie" in page_of(cast.reader, item)
    assert "corporatie" not in str(list(cast.file.events.values_list("payload", flat=True)))


def test_who_was_second_sees_what_stands_and_loses_nothing(cast: SimpleNamespace) -> None:
    item = add(cast, cast.member, LINKAGE)
    press(cast.official, item, "owned")
    item.refresh_from_db()
    own = {"by": cast.member.person, "seat": seat(cast.file, cast.member)}
    with pytest.raises(StaleRevision):
        actions.step(item, "found", revision=1, **own)
    part = signed_in(cast.member).post(
        reverse("initiatives:ladder-step", args=[item.uuid]), {"stage": "found", "revision": 1}, **HTMX
    )
    assert part.status_code == 422
    assert "Iemand anders zette net een stap" in part.content.decode()
    item.refresh_from_db()
    assert item.stage == "owned"


def test_pressed_twice_is_one_step(cast: SimpleNamespace) -> None:
    item = add(cast, cast.member, LINKAGE)
    press(cast.official, item, "owned")
    press(cast.official, item, "owned", revision=1)
    assert cast.file.events.filter(kind="item_changed").count() == 1


def test_a_request_is_asked_by_the_initiative_and_answered_by_the_gemeente(cast: SimpleNamespace) -> None:
    with pytest.raises(DomainError):
        add(cast, cast.official, REQUEST)
    item = add(cast, cast.member, REQUEST, "Een zaal voor de buurtavond")
    assert press(cast.member, item, "looked_at").status_code == 403
    item.refresh_from_db()
    assert item.stage == "asked", "the initiative does not answer its own request"
    assert "Wij bekijken dit" not in room(cast, cast.member)
    assert "Wij bekijken dit" in room(cast, cast.clerk)
    for stage in ("looked_at", "promised", "delivered"):
        item = step(cast, cast.clerk, item, stage)
    assert item.state == ItemState.DONE


def test_a_no_carries_its_reason_and_can_be_reconsidered(cast: SimpleNamespace) -> None:
    item = add(cast, cast.member, REQUEST, "Subsidie voor een website")
    refused = press(cast.official, item, "declined", reason=" ")
    assert refused.status_code == 422
    assert press(cast.official, item, "declined", reason="Dat betalen wij nergens.").status_code == 302
    item.refresh_from_db()
    assert (item.stage, item.state) == ("declined", ItemState.SKIPPED)
    assert "Dat betalen wij nergens." in room(cast, cast.member)
    assert "Stap terug" not in room(cast, cast.member)
    press(cast.official, item, "asked")
    item.refresh_from_db()
    assert (item.stage, item.state, item.skip_reason) == ("asked", ItemState.OPEN, "")


def test_the_gemeente_says_with_which_hat_it_answered(cast: SimpleNamespace) -> None:
    item = add(cast, cast.member, REQUEST, "Geld voor een onderzoek")
    there = reverse("initiatives:ladder-item", args=[item.uuid])
    assert "Met welke pet op?" in signed_in(cast.official).get(there).content.decode()
    assert "Met welke pet op?" not in signed_in(cast.member).get(there).content.decode()
    press(cast.official, item, "declined", reason="Te duur.", hat="funder")
    assert "afgewezen, als financier" in signed_in(cast.reader).get(there).content.decode()
    assert press(cast.official, item, "asked", revision=2, hat="paus").status_code == 302
    item.refresh_from_db()
    assert item.stage == "declined", "a made-up hat is refused"


def test_departments_are_for_the_gemeente_and_everyone_reads_how_far_they_are(cast: SimpleNamespace) -> None:
    item = add(cast, cast.clerk, DEPARTMENT, "Beheer openbare ruimte")
    for who in (cast.member, cast.coach):
        assert press(who, item, "knows").status_code == 403
        there = reverse("initiatives:ladder-add", args=[cast.file.uuid]) + "?soort=afdeling"
        assert signed_in(who).get(there).status_code == 403
        assert "Weet ervan" not in room(cast, who)
        assert "Beheer openbare ruimte" in room(cast, who)
    assert press(cast.clerk, item, "knows").status_code == 302


def test_someone_who_reads_along_takes_no_step(cast: SimpleNamespace) -> None:
    item = add(cast, cast.member, LINKAGE)
    assert press(cast.reader, item, "owned").status_code == 403
    assert press(cast.elsewhere, item, "owned").status_code == 404
    assert "Heeft een eigenaar</button" not in room(cast, cast.reader)


def test_words_owner_and_date_can_be_changed_and_two_at_once_see_both(cast: SimpleNamespace) -> None:
    item = add(cast, cast.member, LINKAGE)
    there = reverse("initiatives:ladder-item", args=[item.uuid])
    new = {"title": "Riool", "text": "", "actor": "municipality", "due_on": "2027-03-01", "revision": 1}
    assert signed_in(cast.official).post(there, new).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.actor, str(item.due_on)) == ("Riool", "municipality", "2027-03-01")
    answer = signed_in(cast.member).post(there, {**new, "title": "Het plein"})
    assert answer.status_code == 422
    assert "Iemand was je net voor" in answer.content.decode()
    mine = {**new, "title": "Het plein", "keuze": "mine"}
    assert signed_in(cast.member).post(there, mine).status_code == 302
    item.refresh_from_db()
    assert item.title == "Het plein"


# --- they count nowhere else --------------------------------------------------------------------------------


def test_they_change_no_count_and_only_a_request_asks_the_gemeente_elsewhere(cast: SimpleNamespace) -> None:
    def shown(who: Any) -> list[str]:
        names = [
            "insights:overview",
            "initiatives:plan",
            "initiatives:grid",
            "initiatives:list",
            "insights:my-work",
        ]
        pages = [reverse(n, args=[cast.file.uuid] if n not in names[3:] else []) for n in names]
        return [signed_in(who).get(page, follow=True).content.decode() for page in pages]

    for ladder, who in ((LINKAGE, cast.member), (REQUEST, cast.member), (DEPARTMENT, cast.clerk)):
        item = add(cast, who, ladder, f"Zeldzaam {ladder.slug}")
        PlanItem.objects.filter(pk=item.pk).update(due_on="2020-01-01", state=ItemState.DOING)
    assert len(goals_of(cast.file)) == 25
    for who in (cast.official, cast.coach, cast.chair):
        *pages, my_work = shown(who)[1:]
        for text in pages:
            assert "Zeldzaam" not in text
        found = re.findall(r"Zeldzaam (\w+)", my_work)
        assert found == (["vraag"] if who == cast.official else [])


def test_what_can_be_done_with_a_goal_cannot_be_done_with_a_rung(cast: SimpleNamespace) -> None:
    item = add(cast, cast.member, LINKAGE)
    for name, data in (
        ("item-skip", {"reason": "x", "revision": 1}),
        ("item-reword", {"title": "x", "revision": 1}),
        ("activity-change", {"state": "done", "revision": 1}),
    ):
        assert (
            signed_in(cast.chair).post(reverse(f"initiatives:{name}", args=[item.uuid]), data).status_code
            == 404
        )
    assert signed_in(cast.chair).post(reverse("initiatives:goal-view", args=[item.uuid])).status_code == 404
    page = signed_in(cast.chair).get(reverse("initiatives:item", args=[item.uuid]))
    assert page.url == reverse("initiatives:ladder-item", args=[item.uuid])
    goal = cast.file.plan_items.goals()[0]
    assert signed_in(cast.chair).get(reverse("initiatives:ladder-item", args=[goal.uuid])).status_code == 404


def test_evidence_rests_on_it_within_its_circle(cast: SimpleNamespace) -> None:
    from initiatives.actions import notes
    from initiatives.terms import Circle

    item = add(cast, cast.member, LINKAGE)
    own = {"by": cast.member.person, "seat": seat(cast.file, cast.member)}
    notes.add_evidence(item, title="Alleen van ons", quote="Geheim", circle=Circle.OWN, **own)
    there = reverse("initiatives:ladder-item", args=[item.uuid])
    assert "Alleen van ons" in signed_in(cast.reader).get(there).content.decode()
    for who in (cast.official, cast.coach):
        assert "Alleen van ons" not in signed_in(who).get(there).content.decode()


def test_the_timeline_says_what_was_added_and_where_it_stands(cast: SimpleNamespace) -> None:
    item = add(cast, cast.member, LINKAGE, "Het riool")
    step(cast, cast.official, item, "owned")
    told = signed_in(cast.reader).get(reverse("initiatives:timeline", args=[cast.file.uuid])).content.decode()
    assert "Koppelkans: “Het riool”" in told
    assert "“Het riool”: heeft een eigenaar" in told


# --- the gemeente over its own initiatives ------------------------------------------------------------------


def asked(cast: SimpleNamespace, who: Any) -> str:
    there = reverse("initiatives:support-requests", args=[cast.municipality.code])
    response = signed_in(who).get(there)
    assert response.status_code == 200
    return response.content.decode()


def test_a_gemeente_reads_what_was_asked_and_answered_over_its_own_initiatives(cast: SimpleNamespace) -> None:
    item = add(cast, cast.member, REQUEST, "Een zaal")
    step(cast, cast.official, item, "declined", "De zaal wordt verbouwd.")
    for who in (cast.official, cast.clerk):
        assert "De zaal wordt verbouwd." in asked(cast, who)
    for who in (cast.elsewhere, cast.other_member, cast.colleague, cast.outsider):
        assert "Een zaal" not in asked(cast, who)
    detail = reverse("municipalities:detail", args=[cast.municipality.code])
    assert "Welke hulp vroegen initiatieven" in signed_in(cast.clerk).get(detail).content.decode()
    assert "Welke hulp vroegen initiatieven" not in signed_in(cast.elsewhere).get(detail).content.decode()


def test_its_pages_ask_the_same_number_of_queries_with_many_rows(
    cast: SimpleNamespace, count_queries: Any
) -> None:
    pages = [
        reverse("initiatives:room", args=[cast.file.uuid]),
        reverse("initiatives:support-requests", args=[cast.municipality.code]),
    ]
    counts: list[tuple[int, ...]] = []
    for number in (1, 10, 50):
        for extra in range(number):
            add(cast, cast.member, REQUEST, f"Vraag {number}.{extra}")
            add(cast, cast.clerk, DEPARTMENT, f"Afdeling {number}.{extra}")
        client, found = signed_in(cast.official), []
        for page in pages:
            client.get(page)
            with count_queries() as queries:
                assert client.get(page).status_code == 200
            found.append(len(queries.captured_queries))
        counts.append(tuple(found))
    assert len(set(counts)) == 1, counts
    assert max(counts[0]) <= 14, counts  # two of them read the session and the user


def test_an_ended_file_shows_them_and_offers_no_step(cast: SimpleNamespace) -> None:
    item = add(cast, cast.member, LINKAGE, "Het riool")
    type(cast.file).objects.filter(pk=cast.file.pk).update(status="ended", ended_on="2026-01-01")
    seen = room(cast, cast.member)
    assert "Het riool" in seen
    assert "trede/" not in seen
    assert press(cast.member, item, "owned").status_code == 403
    assert ladders.of_kind("goal") is None


def test_a_full_page_stays_light_enough_for_a_phone(cast: SimpleNamespace) -> None:
    for number in range(25):
        add(cast, cast.member, REQUEST, f"Vraag {number}")
        add(cast, cast.clerk, DEPARTMENT, f"Afdeling {number}")
    assert len(gzip.compress(room(cast, cast.clerk).encode())) <= 15_000


# --- kinds of help -------------------------------------------------------------------------------------------


def test_the_kinds_of_help_are_those_that_a_gemeente_says_it_offers() -> None:
    assert set(HelpKind.values) == set(OFFER)


def test_a_request_says_what_kind_of_help_it_is_and_the_gemeente_finds_alike_by_it(
    cast: SimpleNamespace,
) -> None:
    asking = reverse("initiatives:ladder-add", args=[cast.file.uuid]) + "?soort=vraag"
    chair = signed_in(cast.chair)
    assert "Wat voor hulp is het?" in chair.get(asking).content.decode()
    chair.post(asking, {"title": "Een zaal", "help_kind": "practical"})
    chair.post(asking, {"title": "Een fonds", "help_kind": "money"})
    chair.post(asking, {"title": "Iets vreemds", "help_kind": ""})
    page = reverse("initiatives:support-requests", args=[cast.municipality.code])
    official = signed_in(cast.official)
    everything, money = (official.get(page + kind).content.decode() for kind in ("", "?soort=money"))
    assert all(title in everything for title in ("Een zaal", "Een fonds", "Iets vreemds"))
    assert "Een fonds" in money
    assert "Een zaal" not in money
    room_ = PlanItem.objects.get(title="Een zaal")
    change = {"revision": 1, "title": "Een zaal", "help_kind": "contacts"}
    assert chair.post(reverse("initiatives:ladder-item", args=[room_.uuid]), change).status_code == 302
    room_.refresh_from_db()
    assert room_.help_kind == HelpKind.CONTACTS


def test_a_koppelkans_is_no_kind_of_help(cast: SimpleNamespace) -> None:
    asking = reverse("initiatives:ladder-add", args=[cast.file.uuid]) + "?soort=koppelkans"
    assert "Wat voor hulp" not in signed_in(cast.chair).get(asking).content.decode()
