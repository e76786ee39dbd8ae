"""What the pages of the stappenplan show and do."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import decisions, notes, plan
from initiatives.models import Evidence, GoalView, PlanItem
from initiatives.plan.goals import with_views
from initiatives.terms import Circle, GoalStatus, ItemState, Phase, Track
from tests.factories import seat
from tests.pages import signed_in

HTMX = {"HTTP_HX_REQUEST": "true"}


def phase_url(cast: SimpleNamespace, phase: Phase = Phase.STARTUP) -> str:
    return reverse("initiatives:phase", args=[cast.file.uuid, phase.value])


def page(cast: SimpleNamespace, who: Any, phase: Phase = Phase.STARTUP) -> str:
    response = signed_in(who).get(phase_url(cast, phase))
    assert response.status_code == 200
    return response.content.decode()


def goal(cast: SimpleNamespace, number: int = 0) -> PlanItem:
    return cast.file.plan_items.goals().filter(phase=Phase.STARTUP)[number]


def activity(cast: SimpleNamespace, number: int = 0) -> PlanItem:
    return cast.file.plan_items.activities().filter(phase=Phase.STARTUP)[number]


def view(cast: SimpleNamespace, item: PlanItem, who: Any, status: str, remark: str = "") -> GoalView:
    return plan.give_view(
        item, seat=seat(cast.file, who), status=GoalStatus(status), remark=remark, by=who.person
    )


def post(who: Any, name: str, *args: Any, **data: Any) -> Any:
    return signed_in(who).post(reverse(f"initiatives:{name}", args=args), data)


# --- the page of a phase ------------------------------------------------------------------------------------


def test_the_tab_opens_at_the_phase_of_now(cast: SimpleNamespace) -> None:
    response = signed_in(cast.member).get(reverse("initiatives:plan", args=[cast.file.uuid]))
    assert response.url == phase_url(cast)
    assert phase_url(cast).endswith("/stappenplan/opstarten/")


def test_a_difference_shows_both_sentences_and_no_private_evidence(cast: SimpleNamespace) -> None:
    item = goal(cast)
    view(cast, item, cast.official, "partly", "Wie spreekt de huurders?")
    view(cast, item, cast.chair, "reached", "Wij spraken iedereen.")
    own = {"by": cast.chair.person, "seat": seat(cast.file, cast.chair)}
    notes.add_evidence(item, title="Verslag voor allen", quote="214 huishoudens", **own)
    notes.add_evidence(item, title="Alleen van ons", quote="Geheim", circle=Circle.OWN, **own)
    seen = page(cast, cast.official)
    for words in ("Hier kijken jullie verschillend", "Wie spreekt de huurders?", "Wij spraken iedereen."):
        assert words in seen
    assert "Verslag voor allen" in seen
    assert "Alleen van ons" not in seen
    assert "Alleen van ons" not in page(cast, cast.coach)
    assert "Alleen van ons" in page(cast, cast.member)


def test_a_silent_goal_asks_the_own_side_and_never_the_coach(cast: SimpleNamespace) -> None:
    assert "Hoe ver is het volgens jullie?" in page(cast, cast.member)
    assert "Hoe ver is het volgens jullie?" not in page(cast, cast.coach)
    assert "Hoe ver is het volgens jullie?" not in page(cast, cast.reader)


def test_what_the_own_side_has_not_said_comes_first_and_what_is_shared_folds_away(
    cast: SimpleNamespace,
) -> None:
    differing, shared, half = goal(cast, 0), goal(cast, 1), goal(cast, 2)
    for item, official, chair in ((differing, "partly", "reached"), (shared, "reached", "reached")):
        view(cast, item, cast.official, official)
        view(cast, item, cast.chair, chair)
    view(cast, half, cast.chair, "reached")
    seen = page(cast, cast.official)
    order = ["Zeg hoe jullie dit zien", f"doel-{half.uuid}", f"doel-{differing.uuid}", "1 gedeeld doel<"]
    places = [seen.index(words) for words in order]
    assert places == sorted(places)
    assert seen.index("1 gedeeld doel<") < seen.index(f"doel-{shared.uuid}")
    theirs = page(cast, cast.chair)
    assert theirs.index(f"doel-{half.uuid}") > theirs.index("Hier kijken jullie verschillend")


@pytest.mark.parametrize("who", ["coach", "reader"])
def test_who_cannot_speak_for_a_side_is_not_asked(cast: SimpleNamespace, who: str) -> None:
    assert "Zeg hoe jullie dit zien" not in page(cast, getattr(cast, who))


def test_a_later_phase_asks_nothing_yet(cast: SimpleNamespace) -> None:
    assert "Zeg hoe jullie dit zien" not in page(cast, cast.member, Phase.OPERATION)


def test_done_activities_fold_away_under_their_number(cast: SimpleNamespace) -> None:
    done = activity(cast)
    PlanItem.objects.filter(pk=done.pk).update(state=ItemState.DONE)
    seen = page(cast, cast.member)
    assert seen.index("1 activiteit gedaan") < seen.index(f'id="activiteit-{done.uuid}"')
    assert seen.index(f'id="activiteit-{activity(cast, 1).uuid}"') < seen.index("1 activiteit gedaan")


def test_klopt_takes_over_what_the_other_side_said(cast: SimpleNamespace) -> None:
    item = goal(cast)
    view(cast, item, cast.chair, "reached")
    assert "Klopt" in page(cast, cast.official)
    response = post(cast.official, "goal-view", item.uuid, status="reached")
    assert response.url == f"{phase_url(cast)}#doel-{item.uuid}"
    assert "Beide kanten vinden dit bereikt." in page(cast, cast.reader)


def test_one_tap_swaps_only_the_goal_and_moves_focus(cast: SimpleNamespace) -> None:
    item = goal(cast)
    url = reverse("initiatives:goal-view", args=[item.uuid])
    response = signed_in(cast.official).post(url, {"status": "partly"}, **HTMX)
    part = response.content.decode()
    assert response.status_code == 200
    assert part.lstrip().startswith("<li") or f'id="doel-{item.uuid}"' in part
    assert "<html" not in part
    assert "data-focus" in part
    assert "data-announce" in part
    assert "1 bezig" in part


def test_seeing_it_differently_opens_a_small_form_in_place(cast: SimpleNamespace) -> None:
    item = goal(cast)
    view(cast, item, cast.chair, "reached")
    url = reverse("initiatives:item", args=[item.uuid]) + "?kijk"
    part = signed_in(cast.official).get(url, **HTMX).content.decode()
    assert 'name="remark"' in part
    assert 'name="remark"' not in signed_in(cast.coach).get(url, **HTMX).content.decode()
    assert 'name="remark"' in signed_in(cast.official).get(url).content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"status": "half"},
        {"status": ""},
        {"status": "partly", "remark": "x" * 501},
        {"status": ["open", "x"]},
    ],
)
@pytest.mark.parametrize("htmx", [{}, HTMX])
def test_a_view_that_does_not_fit_is_refused_beside_its_field(
    cast: SimpleNamespace, data: dict[str, Any], htmx: dict[str, str]
) -> None:
    item = goal(cast)
    response = signed_in(cast.official).post(reverse("initiatives:goal-view", args=[item.uuid]), data, **htmx)
    assert response.status_code == 422
    assert "utrecht-form-field--invalid" in response.content.decode()
    assert not item.views.exists()


def test_neither_a_coach_nor_a_reader_gives_a_view(cast: SimpleNamespace) -> None:
    for who in (cast.coach, cast.coordinator, cast.reader):
        assert post(who, "goal-view", goal(cast).uuid, status="reached").status_code == 403
    assert post(cast.elsewhere, "goal-view", goal(cast).uuid, status="reached").status_code == 404
    assert not GoalView.objects.exists()


def test_a_view_recorded_for_a_party_names_who_said_it_until_the_party_says_so_itself(
    cast: SimpleNamespace,
) -> None:
    item, party = goal(cast), seat(cast.file, cast.official)
    told = {"party": str(party.uuid), "status": "partly", "told_by": "Anneke", "remark": "Er is geld voor."}
    today = timezone.localdate()
    late = post(cast.coach, "view-record", item.uuid, **told, told_on=(today + timedelta(days=1)).isoformat())
    assert late.status_code == 422
    assert "Deze dag moet nog komen" in late.content.decode()
    assert post(cast.coach, "view-record", item.uuid, **told, told_on=today.isoformat()).status_code == 302
    assert with_views([item])[0].municipality.by == cast.coach.person
    assert with_views([item])[0].initiative is None
    [event] = cast.file.events.filter(kind="goal_viewed")
    assert event.on_behalf_of == party.organisation
    own = reverse("initiatives:item", args=[item.uuid])
    for who in (cast.coach, cast.member, cast.official):
        for address in (own, phase_url(cast)):
            assert "volgens Anneke op" in signed_in(who).get(address).content.decode()
    assert "Klopt, zo zien wij het" in page(cast, cast.official)
    assert "Klopt, zo zien wij het" not in page(cast, cast.member)
    post(cast.official, "goal-view", item.uuid, status="partly")
    now = with_views([item])[0].municipality
    assert (now.by, now.told_by) == (cast.official.person, "")
    assert "Klopt, zo zien wij het" not in page(cast, cast.official)
    again = post(cast.coach, "view-record", item.uuid, **told, told_on=today.isoformat())
    assert again.status_code == 422  # the initiative is the only party to record for
    assert item.views.count() == 2


def test_an_activity_has_no_views(cast: SimpleNamespace) -> None:
    assert post(cast.official, "goal-view", activity(cast).uuid, status="reached").status_code == 404
    assert not GoalView.objects.exists()


def test_help_names_its_source_and_the_six_groups(cast: SimpleNamespace) -> None:
    address = reverse("initiatives:guidance", args=[cast.file.uuid, Phase.STARTUP])
    assert f'href="{address}"' in page(cast, cast.member)
    whole, part = (
        signed_in(cast.member).get(address),
        signed_in(cast.member).get(address, headers={"HX-Request": "true"}),
    )
    assert "<h1>" in whole.content.decode()
    assert "<h1>" not in part.content.decode()
    for words in ("Hoe werk je samen?", "Met wie?", "Tips", "Wat levert deze fase op?", "Bron: NPLW"):
        assert words in whole.content.decode()
        assert words in part.content.decode()


def test_the_side_of_the_page_says_what_each_may_do(cast: SimpleNamespace) -> None:
    assert "draait de sleutel van jullie kant meteen om" in page(cast, cast.chair)
    assert "Iemand die voor jullie mag beslissen" in page(cast, cast.member)
    assert "Als begeleider kun je voorstellen" in page(cast, cast.coach)
    reads = page(cast, cast.reader)
    assert "Je leest mee" in reads
    assert "<button" not in reads.split('id="inhoud"')[1].split("<footer")[0]


def test_what_is_asked_comes_first_and_what_comes_later_is_folded(cast: SimpleNamespace) -> None:
    view(cast, goal(cast), cast.chair, "partly")
    begun = activity(cast)
    plan.change_activity(
        begun,
        revision=begun.revision,
        state=ItemState.DOING,
        actor=begun.actor,
        by=cast.chair.person,
        seat=seat(cast.file, cast.chair),
    )
    seen = page(cast, cast.coach)
    places = [seen.index(words) for words in ('id="doelen"', 'id="activiteiten"', 'id="meer"', 'id="stap"')]
    assert places == sorted(places), "the step comes last where nobody waits for this reader"
    later_goals = seen.split('id="groep-todo"')[1].split("</details>")[0]
    assert goal(cast, 1).title in later_goals
    assert goal(cast).title not in later_goals
    later = seen.split('id="later"')[1].split("</details>")[0]
    assert activity(cast, 1).title in later
    assert begun.title not in later
    assert 'id="later" open' not in seen


def test_a_step_that_waits_for_this_reader_stands_above_the_goals(cast: SimpleNamespace) -> None:
    decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Klaar.",
        by=cast.chair.person,
        seat=seat(cast.file, cast.chair),
        own_key=True,
    )
    asked, turned = page(cast, cast.official), page(cast, cast.chair)
    assert asked.index('id="stap"') < asked.index('id="doelen"')
    assert turned.index('id="stap"') > turned.index('id="doelen"')


def test_another_phase_shows_the_way_back_and_no_next_steps(cast: SimpleNamespace) -> None:
    seen = page(cast, cast.chair, Phase.OPERATION)
    assert "Jullie zijn nu in Opstarten" in seen
    assert "Goede volgende stap" not in seen


def test_an_unknown_phase_is_not_there(cast: SimpleNamespace) -> None:
    assert (
        signed_in(cast.coach).get(f"/initiatieven/{cast.file.uuid}/stappenplan/startup/").status_code == 404
    )


def test_an_opening_is_remembered_once_a_day(cast: SimpleNamespace) -> None:
    page(cast, cast.member)
    page(cast, cast.member)
    assert cast.file.openings.count() == 1


# --- activities ----------------------------------------------------------------------------------------------


def state(item: PlanItem, to: str, **extra: Any) -> dict[str, Any]:
    return {"revision": item.revision, "state": to, "actor": item.actor, "due_on": "", **extra}


def test_an_activity_moves_with_one_tap(cast: SimpleNamespace) -> None:
    item = activity(cast)
    response = post(cast.coach, "activity-change", item.uuid, **state(item, "done"))
    item.refresh_from_db()
    assert response.url.endswith(f"#activiteit-{item.uuid}")
    assert item.state == ItemState.DONE
    assert item.done_on


@pytest.mark.parametrize("htmx", [{}, HTMX])
def test_who_comes_second_sees_both_answers_and_chooses(cast: SimpleNamespace, htmx: dict[str, str]) -> None:
    item = activity(cast)
    url = reverse("initiatives:activity-change", args=[item.uuid])
    signed_in(cast.clerk).post(url, state(item, "doing"))
    mine = state(item, "done", due_on="2027-02-01")
    response = signed_in(cast.coach).post(url, mine, **htmx)
    shown = response.content.decode()
    assert response.status_code == 422
    assert "Iemand was je net voor" in shown
    for words in ("De tekst van Els", "Bezig", "Gedaan", "1 februari 2027"):
        assert words in shown
    item.refresh_from_db()
    assert item.state == ItemState.DOING
    signed_in(cast.coach).post(url, {**mine, "keuze": "theirs"}, **htmx)
    item.refresh_from_db()
    assert item.state == ItemState.DOING
    signed_in(cast.coach).post(url, {**mine, "keuze": "mine"}, **htmx)
    item.refresh_from_db()
    assert item.state == ItemState.DONE


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "skipped"},
        {"state": "klaar"},
        {"revision": "x"},
        {"revision": ""},
        {"revision": "99999999999999999999"},
        {"due_on": "morgen"},
        {"actor": "niemand"},
    ],
)
def test_a_change_that_does_not_fit_is_refused(cast: SimpleNamespace, wrong: dict[str, str]) -> None:
    item = activity(cast)
    response = post(cast.coach, "activity-change", item.uuid, **{**state(item, "done"), **wrong})
    assert response.status_code == 422
    item.refresh_from_db()
    assert (item.state, item.revision) == (ItemState.OPEN, 1)


def test_skipping_needs_a_reason_and_can_be_taken_back(cast: SimpleNamespace) -> None:
    item = activity(cast)
    refused = post(cast.coach, "item-skip", item.uuid, revision=1, reason="  ")
    assert refused.status_code == 422
    post(cast.coach, "item-skip", item.uuid, revision=1, reason="Dit deden we al.")
    seen = page(cast, cast.reader)
    assert "1 onderdeel overgeslagen" in seen
    assert "Dit deden we al." in seen
    assert "Marit" in seen
    post(cast.member, "item-take-back", item.uuid)
    post(cast.member, "item-take-back", item.uuid)
    item.refresh_from_db()
    assert item.state == ItemState.OPEN
    assert "overgeslagen" not in page(cast, cast.reader)


def test_skipping_what_someone_just_changed_asks_again(cast: SimpleNamespace) -> None:
    item = activity(cast)
    post(cast.clerk, "activity-change", item.uuid, **state(item, "doing"))
    response = post(cast.coach, "item-skip", item.uuid, revision=1, reason="Niet nodig.")
    shown = response.content.decode()
    assert response.status_code == 422
    assert "Niet nodig." in shown
    assert 'name="revision" value="2"' in shown


def test_two_wordings_at_once_lose_nothing(cast: SimpleNamespace) -> None:
    item = goal(cast)
    post(cast.clerk, "item-reword", item.uuid, revision=1, title="Onze woorden", text="Van de gemeente")
    mine = {"revision": 1, "title": "Mijn woorden", "text": "Van de buurt"}
    response = post(cast.member, "item-reword", item.uuid, **mine)
    shown = response.content.decode()
    assert response.status_code == 422
    for words in ("Onze woorden", "Mijn woorden", "De tekst van Els"):
        assert words in shown
    post(cast.member, "item-reword", item.uuid, **mine, keuze="mine")
    item.refresh_from_db()
    assert item.title == "Mijn woorden"


# --- adding --------------------------------------------------------------------------------------------------


def test_an_own_goal_stands_in_the_plan(cast: SimpleNamespace) -> None:
    data = {
        "kind": "goal",
        "title": "Elke straat heeft een contactpersoon",
        "phase": "startup",
        "track": "neighbourhood",
    }
    response = post(cast.member, "item-add", cast.file.uuid, **data)
    assert "#doel-" in response.url
    assert "Elke straat heeft een contactpersoon" in page(cast, cast.official)
    again = post(cast.member, "item-add", cast.file.uuid, **data)
    assert again.status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"title": "a\x00b"},
        {"kind": "tip"},
        {"phase": "zesde"},
        {"track": ""},
        {"actor": "iedereen"},
        {"due_on": "32-13-2026"},
        {"text": "x" * 2001},
    ],
)
def test_an_own_item_that_does_not_fit_is_refused(cast: SimpleNamespace, wrong: dict[str, str]) -> None:
    before = cast.file.plan_items.count()
    data = {
        "kind": "activity",
        "title": "Bel de corporatie",
        "phase": "startup",
        "track": "plan",
        "actor": "together",
    }
    response = post(cast.member, "item-add", cast.file.uuid, **{**data, **wrong})
    assert response.status_code == 422
    assert "utrecht-form-field--invalid" in response.content.decode()
    assert cast.file.plan_items.count() == before


def evidence(**extra: Any) -> dict[str, Any]:
    return {"title": "Verslag", "quote": "61 procent wil meer weten.", "circle": "everyone", **extra}


def test_evidence_is_a_sentence_a_link_or_a_file(cast: SimpleNamespace) -> None:
    item = goal(cast)
    post(cast.member, "evidence-add", item.uuid, **evidence())
    post(cast.member, "evidence-add", item.uuid, **evidence(url="https://example.org/verslag"))
    file = SimpleUploadedFile("verslag.pdf", b"%PDF-1.7 verslag")
    post(cast.member, "evidence-add", item.uuid, **evidence(file=file))
    assert sorted(item.evidence.values_list("kind", flat=True)) == ["file", "link", "note"]
    assert item.evidence.get(kind="file").upload.owner == cast.file.initiative.organisation


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"quote": ""},
        {"url": "geen adres"},
        {"url": "javascript:alert(1)"},
        {"circle": "wereld"},
        {"quote": "x" * 1001},
    ],
)
def test_evidence_that_does_not_fit_is_refused(cast: SimpleNamespace, wrong: dict[str, str]) -> None:
    item = goal(cast)
    assert post(cast.member, "evidence-add", item.uuid, **evidence(**wrong)).status_code == 422
    assert not item.evidence.exists()


def test_a_disguised_file_is_refused_with_a_sentence(cast: SimpleNamespace) -> None:
    file = SimpleUploadedFile("verslag.pdf", b"MZ not a pdf")
    response = post(cast.member, "evidence-add", goal(cast).uuid, **evidence(file=file))
    assert response.status_code == 422
    assert "past niet bij de naam" in response.content.decode()


def test_only_the_owner_shares_wider_and_never_narrower(cast: SimpleNamespace) -> None:
    item = goal(cast)
    post(cast.member, "evidence-add", item.uuid, **evidence(circle="own"))
    row = Evidence.objects.get()
    assert post(cast.official, "evidence-share", row.uuid, circle="everyone").status_code == 404
    assert (
        signed_in(cast.member).get(reverse("initiatives:evidence-share", args=[row.uuid])).status_code == 200
    )
    post(cast.member, "evidence-share", row.uuid, circle="everyone")
    row.refresh_from_db()
    assert row.circle == Circle.EVERYONE
    assert post(cast.member, "evidence-share", row.uuid, circle="own").status_code == 422
    assert post(cast.official, "evidence-share", row.uuid, circle="own").status_code == 403


def test_the_page_of_a_goal_keeps_all_that_was_said(cast: SimpleNamespace) -> None:
    item = goal(cast)
    for status, remark in (("open", "Eerst zo."), ("partly", "Toen zo."), ("reached", "Nu zo.")):
        view(cast, item, cast.chair, status, remark)
    seen = signed_in(cast.official).get(reverse("initiatives:item", args=[item.uuid])).content.decode()
    for remark in ("Eerst zo.", "Toen zo.", "Nu zo."):
        assert remark in seen


# --- unseen, and how many queries ------------------------------------------------------------------------------


def test_what_is_elsewhere_does_not_exist(cast: SimpleNamespace) -> None:
    foreign = cast.other_file.plan_items.first()
    for name, args in (
        ("phase", [cast.other_file.uuid, "startup"]),
        ("grid", [cast.other_file.uuid]),
        ("item-add", [cast.other_file.uuid]),
        ("item", [foreign.uuid]),
        ("item-skip", [foreign.uuid]),
        ("evidence-add", [foreign.uuid]),
        ("item", [uuid4()]),
        ("evidence-share", [uuid4()]),
    ):
        assert signed_in(cast.official).get(reverse(f"initiatives:{name}", args=args)).status_code == 404, (
            name
        )


def add_items(cast: SimpleNamespace, number: int) -> None:
    """Goals with a view and evidence, and activities."""
    for n in range(number):
        own = {"by": cast.chair.person, "seat": seat(cast.file, cast.chair)}
        made = plan.add_item(
            cast.file, kind="goal", phase=Phase.STARTUP, track="plan", title=f"Doel {n} van {number}", **own
        )
        view(cast, made, cast.official, "partly", "Zo zien wij het.")
        notes.add_evidence(made, title="Verslag", quote="Een zin", **own)
        plan.add_item(
            cast.file,
            kind="activity",
            phase=Phase.STARTUP,
            track="plan",
            title=f"Stap {n} van {number}",
            **own,
        )


SIGNING_IN = 4  # session, user, person, functions


def queries(cast: SimpleNamespace, url: str, count_queries: Any, who: Any) -> int:
    """What the page itself asks, after who is asking is known."""
    client = signed_in(who)
    client.get(url)  # the opening of today is written once
    with count_queries() as counted:
        assert client.get(url).status_code == 200
    return len(counted.captured_queries) - SIGNING_IN


@pytest.mark.slow
@pytest.mark.parametrize("who", ["coach", "official", "member"])
def test_the_phase_page_asks_as_much_for_fifty_items_as_for_one(
    cast: SimpleNamespace, count_queries: Any, who: str
) -> None:
    url, asked = phase_url(cast), []
    for number in (1, 9, 40):
        add_items(cast, number)
        asked.append(queries(cast, url, count_queries, getattr(cast, who)))
    assert asked[0] == asked[1] == asked[2]
    assert asked[0] <= 12


@pytest.mark.parametrize("who", ["coach", "official"])
def test_the_grid_asks_as_much_for_fifty_items_as_for_one(
    cast: SimpleNamespace, count_queries: Any, who: str
) -> None:
    url, asked = reverse("initiatives:grid", args=[cast.file.uuid]), []
    for number in (1, 9, 40):
        add_items(cast, number)
        asked.append(queries(cast, url, count_queries, getattr(cast, who)))
    assert asked[0] == asked[1] == asked[2]
    assert asked[0] <= 16


def test_the_grid_leads_each_cell_to_its_own_page(cast: SimpleNamespace) -> None:
    seen = signed_in(cast.coach).get(reverse("initiatives:grid", args=[cast.file.uuid])).content.decode()
    assert seen.count('class="sam-cell"') == 30
    for phase in Phase:
        for track in Track:
            assert f'href="{reverse("initiatives:cell", args=[cast.file.uuid, phase, track])}"' in seen
