"""What the pages of joint decisions show and do, for each side alike."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import decisions, notes, plan
from initiatives.models import Assignment, JointDecision
from initiatives.terms import Circle, DecisionState, EndKind, GoalStatus, Phase, Status
from tests.factories import acting, seat
from tests.pages import signed_in

pytestmark = pytest.mark.slow
REASON = "Het kernteam wil door."
PEOPLE = ("coach", "chair", "official", "reader")


def get(who: Any, name: str, *args: Any) -> Any:
    return signed_in(who).get(reverse(f"initiatives:{name}", args=args))


def post(who: Any, name: str, *args: Any, **data: Any) -> Any:
    return signed_in(who).post(reverse(f"initiatives:{name}", args=args), data)


def text(response: Any) -> str:
    return response.content.decode()


def step(cast: SimpleNamespace, who: Any = None) -> JointDecision:
    who = who or cast.chair
    return decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason=REASON,
        by=who.person,
        seat=seat(cast.file, who),
        own_key=who is not cast.coach,
    )


def paper(cast: SimpleNamespace, whose: Any, **extra: Any) -> dict[str, Any]:
    return {
        "party": str(seat(cast.file, whose).uuid),
        "verdict": "accept",
        "decided_by": "Het college",
        "decided_on": timezone.localdate().isoformat(),
        "remark": "",
        "file": SimpleUploadedFile("besluit.pdf", b"%PDF-1.7 besluit"),
        **extra,
    }


# --- proposing ----------------------------------------------------------------------------------------------


def test_who_decides_turns_her_key_by_proposing_and_a_member_does_not(cast: SimpleNamespace) -> None:
    post(cast.member, "phase-step-propose", cast.file.uuid, to="elaboration", reason=REASON)
    by_member = JointDecision.objects.get()
    assert not by_member.keys.exclude(verdict="").exists()
    post(cast.member, "decision-withdraw", by_member.uuid)
    post(cast.official, "phase-step-propose", cast.file.uuid, to="elaboration", reason=REASON)
    by_official = JointDecision.objects.open().get()
    assert by_official.keys.exclude(verdict="").get().participation.side == "municipality"


def test_the_form_opens_at_the_next_phase_and_any_other_can_be_chosen(cast: SimpleNamespace) -> None:
    shown = text(get(cast.coach, "phase-step-propose", cast.file.uuid))
    assert 'value="elaboration" id="id_to_0" checked' in shown or 'value="elaboration"' in shown
    assert 'value="startup"' not in shown
    assert 'value="operation"' in shown


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"to": "elaboration", "reason": ""},
        {"to": "startup", "reason": REASON},
        {"to": "zesde", "reason": REASON},
        {"to": "operation", "reason": "x" * 2001},
    ],
)
def test_a_proposal_that_does_not_fit_is_refused(cast: SimpleNamespace, data: dict[str, str]) -> None:
    response = post(cast.chair, "phase-step-propose", cast.file.uuid, **data)
    assert response.status_code == 422
    assert "utrecht-form-field--invalid" in text(response)
    assert not JointDecision.objects.exists()


def test_a_second_proposal_leads_to_the_one_that_lies_there(cast: SimpleNamespace) -> None:
    lying = step(cast)
    response = post(cast.official, "phase-step-propose", cast.file.uuid, to="operation", reason=REASON)
    assert response.url == reverse("initiatives:decision", args=[lying.uuid])
    assert JointDecision.objects.count() == 1


# --- the review page -----------------------------------------------------------------------------------------


def test_both_sides_get_the_same_page_with_why_and_the_sentence_of_the_evidence(
    cast: SimpleNamespace,
) -> None:
    item = cast.file.plan_items.goals().filter(phase=Phase.STARTUP)[0]
    for who, status, remark in (
        (cast.official, "partly", "En de huurders?"),
        (cast.chair, "reached", "214 gesproken."),
    ):
        plan.give_view(
            item, seat=seat(cast.file, who), status=GoalStatus(status), remark=remark, by=who.person
        )
    own = {"by": cast.chair.person, "seat": seat(cast.file, cast.chair)}
    notes.add_evidence(item, title="Verslag", quote="61 procent wil meer weten.", **own)
    notes.add_evidence(item, title="Eigen notitie", quote="Niet voor anderen.", circle=Circle.OWN, **own)
    decision = step(cast, cast.coach)
    for who in (cast.official, cast.chair):
        shown = text(get(who, "decision", decision.uuid))
        for words in (
            REASON,
            "En de huurders?",
            "214 gesproken.",
            "61 procent wil meer weten.",
            "Wij zijn akkoord",
        ):
            assert words in shown
    assert "Niet voor anderen." not in text(get(cast.official, "decision", decision.uuid))
    assert "Niet voor anderen." not in text(get(cast.coach, "decision", decision.uuid))


def test_only_who_may_decide_and_did_not_yet_gets_the_button(cast: SimpleNamespace) -> None:
    decision = step(cast)
    assert "Wij zijn akkoord" in text(get(cast.official, "decision", decision.uuid))
    for who in (cast.chair, cast.clerk, cast.coach, cast.reader):
        assert "Wij zijn akkoord" not in text(get(who, "decision", decision.uuid))


def test_the_last_key_brings_the_next_phase(cast: SimpleNamespace) -> None:
    decision = step(cast)
    response = signed_in(cast.official).post(
        reverse("initiatives:key-turn", args=[decision.uuid]), {"verdict": "accept"}, follow=True
    )
    assert "Jullie zijn nu in de fase Uitwerken" in text(response)
    assert "iedereen is akkoord" in text(response)
    assert "Ga verder in Uitwerken" in text(response)
    cast.file.refresh_from_db()
    assert cast.file.phase == Phase.ELABORATION


def test_pressing_twice_says_what_happened_and_changes_nothing(cast: SimpleNamespace) -> None:
    decision = step(cast)
    post(cast.official, "key-turn", decision.uuid, verdict="accept")
    again = post(cast.official, "key-turn", decision.uuid, verdict="accept")
    assert again.status_code == 422
    assert "al gesloten" in text(again)
    assert cast.file.periods.count() == 2


def test_giving_back_says_what_is_good_and_what_is_needed(cast: SimpleNamespace) -> None:
    decision = step(cast)
    refused = post(cast.official, "key-turn", decision.uuid, verdict="return", good="Mooi bereik.")
    assert refused.status_code == 422
    assert "Schrijf op wat er nodig is" in text(refused)
    assert "Mooi bereik." in text(refused)
    post(
        cast.official,
        "key-turn",
        decision.uuid,
        verdict="return",
        good="Mooi bereik.",
        remark="Spreek huurders.",
    )
    decision.refresh_from_db()
    assert decision.state == DecisionState.RETURNED
    shown = text(get(cast.chair, "decision", decision.uuid))
    assert "Al goed: Mooi bereik." in shown
    assert "Spreek huurders." in shown
    assert "Doe een nieuw voorstel" in shown


@pytest.mark.parametrize("data", [{}, {"verdict": "misschien"}, {"verdict": "return", "remark": "x" * 1001}])
def test_a_verdict_that_does_not_fit_turns_nothing(cast: SimpleNamespace, data: dict[str, str]) -> None:
    decision = step(cast)
    assert post(cast.official, "key-turn", decision.uuid, **data).status_code == 422
    assert decision.keys.filter(verdict="").count() == 1


def test_nobody_turns_a_key_without_a_seat_that_decides(cast: SimpleNamespace) -> None:
    decision = step(cast, cast.coach)
    for who in (cast.coach, cast.coordinator, cast.member, cast.clerk, cast.reader):
        assert post(who, "key-turn", decision.uuid, verdict="accept").status_code == 403
    for who in (cast.elsewhere, cast.other_coach, cast.former, cast.outsider, cast.administrator):
        assert post(who, "key-turn", decision.uuid, verdict="accept").status_code == 404
    assert post(cast.official, "key-turn", uuid4(), verdict="accept").status_code == 404
    assert decision.keys.filter(verdict="").count() == 2


def test_the_proposers_side_withdraws_after_reading_what_is_lost_and_it_stays_readable(
    cast: SimpleNamespace,
) -> None:
    decision = step(cast)
    assert get(cast.official, "decision-withdraw", decision.uuid).status_code == 403
    assert post(cast.official, "decision-withdraw", decision.uuid).status_code == 403
    asked = text(get(cast.member, "decision-withdraw", decision.uuid))
    assert "Een sleutel die al is omgedraaid, telt niet meer." in asked
    decision.refresh_from_db()
    assert decision.state == "open"
    post(cast.member, "decision-withdraw", decision.uuid)
    shown = text(get(cast.reader, "decision", decision.uuid))
    assert "Ingetrokken op" in shown
    assert REASON in shown
    assert get(cast.member, "decision-withdraw", decision.uuid).status_code == 302


def test_a_closed_step_shows_the_goals_as_they_were_then(cast: SimpleNamespace) -> None:
    item = cast.file.plan_items.goals().filter(phase=Phase.STARTUP)[0]
    own = {"seat": seat(cast.file, cast.chair), "by": cast.chair.person}
    plan.give_view(item, status=GoalStatus.PARTLY, remark="Toen nog bezig.", **own)
    decision = step(cast)
    post(cast.official, "key-turn", decision.uuid, verdict="accept")
    plan.give_view(item, status=GoalStatus.REACHED, remark="Later pas klaar.", **own)
    shown = text(get(cast.official, "decision", decision.uuid))
    assert "Toen nog bezig." in shown
    assert "Later pas klaar." not in shown


# --- in someone's name -----------------------------------------------------------------------------------------


def test_a_recorded_decision_says_for_ever_who_decided_and_who_recorded(cast: SimpleNamespace) -> None:
    decision = step(cast)
    assert post(cast.coach, "record-on-paper", decision.uuid, **paper(cast, cast.official)).status_code == 302
    shown = text(get(cast.official, "decision", decision.uuid))
    for words in ("Vastgelegd namens Eskerveen door Marit", "Besloten door Het college", "besluit.pdf"):
        assert words in shown
    assert "Klopt dit niet?" in shown
    assert "Klopt dit niet?" not in text(get(cast.chair, "decision", decision.uuid))


@pytest.mark.parametrize(
    "wrong",
    [
        {"file": ""},
        {"file": SimpleUploadedFile("besluit.pdf", b"MZ")},
        {"decided_by": ""},
        {"decided_by": "x" * 161},
        {"decided_on": ""},
        {"decided_on": "gisteren"},
        {"decided_on": "2999-01-01"},
        {"decided_on": "2020-01-01"},
        {"verdict": ""},
        {"verdict": "return"},
        {"party": ""},
        {"party": str(uuid4())},
        {"party": "geen-uuid"},
    ],
)
def test_a_record_that_does_not_fit_turns_nothing(cast: SimpleNamespace, wrong: dict[str, Any]) -> None:
    decision = step(cast)
    response = post(cast.coach, "record-on-paper", decision.uuid, **paper(cast, cast.official, **wrong))
    assert response.status_code == 422
    assert "utrecht-form-field--invalid" in text(response)
    assert decision.keys.filter(verdict="").count() == 1


def test_a_party_of_another_file_cannot_be_named(cast: SimpleNamespace) -> None:
    decision = step(cast)
    foreign = str(seat(cast.other_file, cast.other_member).uuid)
    response = post(cast.coach, "record-on-paper", decision.uuid, **paper(cast, cast.official, party=foreign))
    assert response.status_code == 422


def test_a_party_that_decided_itself_cannot_be_overruled_on_paper(cast: SimpleNamespace) -> None:
    decision = step(cast)
    response = post(cast.coach, "record-on-paper", decision.uuid, **paper(cast, cast.chair))
    assert response.status_code == 422
    assert not decision.keys.filter(on_paper=True).exists()


def test_only_without_a_coach_may_the_other_side_record(cast: SimpleNamespace) -> None:
    decision = step(cast)
    data = paper(cast, cast.official)
    assert post(cast.chair, "record-on-paper", decision.uuid, **data).status_code == 403
    Assignment.objects.all().update(
        starts_on=timezone.localdate() - timedelta(days=2), ends_on=timezone.localdate() - timedelta(days=1)
    )
    assert post(cast.chair, "record-on-paper", decision.uuid, **paper(cast, cast.official)).status_code == 302
    assert "Vastgelegd namens Eskerveen door Samira" in text(get(cast.official, "decision", decision.uuid))


def test_the_party_contests_and_everyone_reads_it(cast: SimpleNamespace) -> None:
    decision = step(cast)
    post(cast.coach, "record-on-paper", decision.uuid, **paper(cast, cast.official))
    assert post(cast.official, "key-contest", decision.uuid, remark="").status_code == 422
    assert post(cast.chair, "key-contest", decision.uuid, remark="Nee.").status_code == 404
    assert post(cast.reader, "key-contest", decision.uuid, remark="Nee.").status_code == 403
    post(cast.clerk, "key-contest", decision.uuid, remark="Het college besloot dit niet.")
    shown = text(get(cast.reader, "decision", decision.uuid))
    assert "Het college besloot dit niet." in shown
    assert "Els betwist dit" in shown


def test_what_a_party_contests_asks_the_others_until_it_writes_how_that_was_settled(
    cast: SimpleNamespace,
) -> None:
    def asked() -> dict[str, bool]:
        work = reverse("insights:my-work")
        words = "Gemeente Eskerveen zegt: zo hebben wij niet besloten over de fasestap naar Uitwerken."
        return {who: words in text(signed_in(getattr(cast, who)).get(work)) for who in PEOPLE}

    decision = step(cast)
    post(cast.coach, "record-on-paper", decision.uuid, **paper(cast, cast.official))
    assert not any(asked().values())
    assert post(cast.official, "contest-settle", decision.uuid, remark="Niets.").status_code == 422
    post(cast.clerk, "key-contest", decision.uuid, remark="Het college besloot dit niet.")
    assert asked() == {"coach": True, "chair": True, "official": False, "reader": False}
    mine = text(signed_in(cast.official).get(reverse("insights:my-work")))
    assert "Jullie zeiden: zo hebben wij niet besloten" in mine
    doubt = "Betwist: hieronder lees je waarom"
    assert doubt in text(
        get(cast.chair, "decision", decision.uuid)
    )  # she reads it beside the key that counts
    assert "nu is de ander aan zet" not in text(get(cast.official, "decision", decision.uuid)).lower()
    settle = reverse("initiatives:contest-settle", args=[decision.uuid])
    offered = {who: settle in text(get(getattr(cast, who), "decision", decision.uuid)) for who in PEOPLE}
    assert offered == {"coach": False, "chair": False, "official": True, "reader": False}
    assert post(cast.chair, "contest-settle", decision.uuid, remark="Klaar.").status_code == 404
    assert post(cast.official, "contest-settle", decision.uuid, remark=" ").status_code == 422
    assert (
        post(cast.official, "contest-settle", decision.uuid, remark="Het college besloot alsnog.").status_code
        == 302
    )
    assert post(cast.clerk, "contest-settle", decision.uuid, remark="Nog eens.").status_code == 422
    assert not any(asked().values())
    shown = text(get(cast.reader, "decision", decision.uuid))
    assert "Het college besloot dit niet." in shown
    assert "Het college besloot alsnog." in shown
    assert doubt not in shown


def test_a_new_proposal_about_the_same_settles_what_was_contested_too(cast: SimpleNamespace) -> None:
    decision = step(cast)
    back = paper(cast, cast.official) | {"verdict": "return", "remark": "Eerst geld."}
    post(cast.coach, "record-on-paper", decision.uuid, **back)
    post(cast.clerk, "key-contest", decision.uuid, remark="Dat zeiden wij niet.")
    shown = text(signed_in(cast.chair).get(reverse("insights:my-work")))
    assert "Dat zeiden wij niet." in shown
    assert "gaf de fasestap naar Uitwerken terug" in shown
    step(cast)
    assert "Dat zeiden wij niet." not in text(signed_in(cast.chair).get(reverse("insights:my-work")))


# --- pausing, going on, ending -----------------------------------------------------------------------------------


def test_a_pause_shows_on_every_page_and_the_other_side_goes_on(cast: SimpleNamespace) -> None:
    assert post(cast.chair, "pause", cast.file.uuid, reason="").status_code == 422
    post(cast.chair, "pause", cast.file.uuid, reason="De subsidie is nog niet rond.")
    shown = text(get(cast.reader, "phase", cast.file.uuid, "startup"))
    assert "gepauzeerd" in shown
    assert "De subsidie is nog niet rond." in shown
    assert get(cast.chair, "pause", cast.file.uuid).status_code == 302
    assert get(cast.chair, "phase-step-propose", cast.file.uuid).status_code == 302
    post(cast.official, "resume", cast.file.uuid, reason="De subsidie is rond.")
    cast.file.refresh_from_db()
    assert cast.file.status == Status.ACTIVE


def test_ending_is_read_over_once_more_before_it_happens(cast: SimpleNamespace) -> None:
    data = {"end_kind": "reached", "reason": "Het warmtenet draait.", "thanks": "Dank aan allen."}
    shown = text(post(cast.chair, "end", cast.file.uuid, **data))
    assert "Lees het nog één keer na" in shown
    assert "Het warmtenet draait." in shown
    cast.file.refresh_from_db()
    assert cast.file.status == Status.ACTIVE
    back = text(post(cast.chair, "end", cast.file.uuid, **data, terug="ja"))
    assert "Het warmtenet draait." in back
    post(cast.chair, "end", cast.file.uuid, **data, zeker="ja")
    cast.file.refresh_from_db()
    assert (cast.file.status, cast.file.end_kind) == (Status.ENDED, EndKind.REACHED)


@pytest.mark.parametrize(
    "wrong", [{"end_kind": ""}, {"end_kind": "ruzie"}, {"reason": " "}, {"thanks": "x" * 2001}]
)
def test_an_ending_that_does_not_fit_ends_nothing(cast: SimpleNamespace, wrong: dict[str, str]) -> None:
    data = {"end_kind": "reached", "reason": "Klaar.", "thanks": "", "zeker": "ja", **wrong}
    assert post(cast.chair, "end", cast.file.uuid, **data).status_code == 422
    cast.file.refresh_from_db()
    assert cast.file.status == Status.ACTIVE


def test_a_coach_never_pauses_or_ends(cast: SimpleNamespace) -> None:
    for name in ("pause", "resume", "end"):
        for who in (cast.coach, cast.coordinator, cast.member):
            assert get(who, name, cast.file.uuid).status_code == 403


def test_after_the_end_all_is_readable_and_the_other_side_still_adds_its_reading(
    cast: SimpleNamespace,
) -> None:
    decision = decisions.end(
        cast.file,
        end_kind=EndKind.MUNICIPALITY_STOPS,
        reason="Er is geen geld.",
        thanks="Dank jullie wel.",
        by=cast.official.person,
        seat=seat(cast.file, cast.official),
    )
    item = cast.file.plan_items.goals().first()
    assert post(cast.chair, "goal-view", item.uuid, status="reached").status_code == 403
    shown = text(get(cast.chair, "decision", decision.uuid))
    assert "Dank jullie wel." in shown
    assert post(cast.chair, "reading-add", decision.uuid, remark="").status_code == 422
    assert post(cast.coach, "reading-add", decision.uuid, remark="Jammer.").status_code == 403
    post(cast.chair, "reading-add", decision.uuid, remark="Wij hadden graag doorgezet.")
    assert post(cast.chair, "reading-add", decision.uuid, remark="Nog iets.").status_code == 422
    shown = text(get(cast.clerk, "decision", decision.uuid))
    assert "Wij hadden graag doorgezet." in shown
    assert "Nog iets." not in shown
    assert "gestopt op" in text(get(cast.reader, "phase", cast.file.uuid, "startup"))


def test_the_review_page_asks_as_much_for_many_goals_as_for_few(
    cast: SimpleNamespace, count_queries: Any
) -> None:
    decision, asked = step(cast), []
    client = signed_in(cast.official)
    for number in (1, 30):
        for n in range(number):
            own = {"by": cast.chair.person, "seat": seat(cast.file, cast.chair)}
            item = plan.add_item(
                cast.file, kind="goal", phase=Phase.STARTUP, track="plan", title=f"{number} {n}", **own
            )
            notes.add_evidence(item, title="Verslag", quote="Een zin.", **own)
        client.get(reverse("initiatives:decision", args=[decision.uuid]))
        with count_queries() as counted:
            client.get(reverse("initiatives:decision", args=[decision.uuid]))
        asked.append(len(counted.captured_queries))
    assert asked[0] == asked[1]


def test_whose_move_it_is_stands_above_the_evidence_with_the_way_to_the_verdict(
    cast: SimpleNamespace,
) -> None:
    decision = step(cast)
    seen = text(get(cast.official, "decision", decision.uuid))
    places = [seen.index(words) for words in ("Jullie zijn aan zet", 'href="#oordeel"', "Waarom nu?")]
    assert places == sorted(places)
    assert seen.index("Waarom nu?") < seen.index('id="oordeel"')
    for who in (cast.clerk, cast.chair, cast.coach, cast.reader):
        other = text(get(who, "decision", decision.uuid))
        assert 'href="#oordeel"' not in other
        assert other.index("Nog niet omgedraaid") < other.index("Waarom nu?")


# --- hats ---------------------------------------------------------------------------------------------------


def test_the_gemeente_turns_its_key_in_a_hat_where_hats_are_worn_and_the_initiative_in_none(
    cast: SimpleNamespace,
) -> None:
    proposed = step(cast, cast.coach)
    asked = "Met welke pet op?"
    assert asked not in text(get(cast.official, "decision", proposed.uuid)), "this file knows no hats yet"
    notes.add_evidence(
        cast.file.plan_items.goals()[0],
        title="Vergunning",
        quote="Het mag.",
        hat="permits",
        by=cast.official.person,
        seat=seat(cast.file, cast.official),
    )
    assert text(get(cast.official, "decision", proposed.uuid)).count(asked) == 2, "to agree and to give back"
    assert asked not in text(get(cast.chair, "decision", proposed.uuid))
    assert post(cast.official, "key-turn", proposed.uuid, verdict="accept", hat="paus").status_code == 422
    post(cast.chair, "key-turn", proposed.uuid, verdict="accept", hat="funder")
    post(cast.official, "key-turn", proposed.uuid, verdict="accept", hat="planner")
    turned = cast.file.events.filter(kind="key_turned").order_by("seq")
    assert [event.payload.get("hat") for event in turned] == [None, "planner"]
    assert "als ruimtelijk planner" in text(get(cast.reader, "timeline", cast.file.uuid))


def test_the_gemeente_says_in_which_hat_it_proposes_and_its_key_turns_in_the_same(
    cast: SimpleNamespace,
) -> None:
    asked, names = "Met welke pet op?", ("phase-step-propose", "part-step-propose")
    assert all(asked not in text(get(cast.official, name, cast.file.uuid)) for name in names)
    goal = cast.file.plan_items.goals()[0]
    notes.add_evidence(goal, title="A", quote="B", hat="permits", **acting(cast.file, cast.official))
    assert all(asked in text(get(cast.official, name, cast.file.uuid)) for name in names)
    assert all(asked not in text(get(cast.chair, name, cast.file.uuid)) for name in names)
    said = {"to": "elaboration", "result": "none", "reason": "Klaar.", "hat": "funder"}
    post(cast.official, "phase-step-propose", cast.file.uuid, **said)
    told = cast.file.events.filter(kind__in=["decision_proposed", "key_turned"]).order_by("seq")
    assert [event.payload.get("hat") for event in told] == ["funder", "funder"]
    page = text(get(cast.reader, "timeline", cast.file.uuid))
    assert "voorgesteld, als financier" in page
