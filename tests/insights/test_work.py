"""Does the work list name what waits on this user, why and since when, and nothing that is not hers?"""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, RenderJob, Version
from agreements.terms import Form, JobState, Stage, VersionStatus
from contacts.models import Access, Function
from initiatives.actions import decisions, endings, notes, plan, review
from initiatives.models import Collaboration, ContactMoment, JointDecision, PlanItem
from initiatives.terms import Channel, Circle, DecisionKind, EndKind, GoalStatus, KeyVerdict, Phase
from insights import work, work_decisions
from insights.desk import Desk
from tests import factories
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def items_of(who: Any) -> list[work.WorkItem]:
    return work.work_of(Desk(factories.user_of(who)))


def reasons_of(who: Any) -> str:
    return "\n".join(item.reason for item in items_of(who))


@pytest.fixture
def step(cast: Any, as_party: Any) -> Any:
    return decisions.propose_phase_step(
        cast.file, to=Phase.ELABORATION, reason="Klaar.", own_key=True, **as_party(cast.chair)
    )


def test_nobody_waits_on_a_fresh_file(cast: Any) -> None:
    assert [items_of(who) for who in (cast.coach, cast.official, cast.chair)] == [[], [], []]


def test_who_may_decide_is_to_move_and_comes_first(cast: Any, step: Any) -> None:
    first = items_of(cast.official)[0]
    assert first.kind == "turn"
    assert (
        first.reason == "Zeebuurt Warm stelt de fasestap naar Uitwerken voor. Jullie sleutel ontbreekt nog."
    )
    assert str(step.uuid) in first.action_url


def test_who_may_not_decide_is_told_whom_to_ask(cast: Any, step: Any) -> None:
    only = items_of(cast.clerk)[0]
    assert only.kind == "signal"
    assert only.reason == "Jullie kant beslist nog over de fasestap naar Uitwerken. Vraag Ruben, ambtenaar."


def test_who_turned_the_key_of_her_side_is_not_asked_for_one_of_a_side_where_she_only_reads(
    cast: Any, as_party: Any
) -> None:
    step = decisions.propose_phase_step(
        cast.file, to=Phase.ELABORATION, reason="Klaar.", own_key=False, **as_party(cast.coach)
    )
    Function.objects.create(
        person=cast.official.person,
        organisation=cast.chair.organisation,
        access=Access.READ,
        starts_on=timezone.localdate(),
    )
    assert "Jullie sleutel ontbreekt nog" in reasons_of(cast.official)
    decisions.turn_key(step, verdict=KeyVerdict.ACCEPT, **as_party(cast.official))
    assert "Jullie sleutel ontbreekt nog" not in reasons_of(cast.official)
    assert "Jullie sleutel ontbreekt nog" in reasons_of(cast.chair)


def test_a_question_asks_the_other_side_and_who_proposed_until_somebody_answers(
    cast: Any, as_party: Any
) -> None:
    step = decisions.propose_phase_step(
        cast.file, to=Phase.ELABORATION, reason="Klaar.", own_key=False, **as_party(cast.coach)
    )
    question = review.ask(step, text="Wie betaalt het onderzoek?", **as_party(cast.official))
    words = "Ruben vraagt iets over de fasestap naar Uitwerken: “Wie betaalt het onderzoek?”"
    for who in (cast.coach, cast.chair, cast.member):
        assert words in reasons_of(who)
    for who in (cast.official, cast.clerk, cast.reader):
        assert words not in reasons_of(who)
    review.answer(question, text="De provincie.", **as_party(cast.member))
    assert "vraagt iets" not in reasons_of(cast.chair) + reasons_of(cast.coach)


def test_a_question_about_opening_again_asks_too_and_can_be_answered(cast: Any, as_party: Any) -> None:
    decisions.end(cast.file, end_kind=EndKind.REACHED, reason="Klaar.", **as_party(cast.official))
    again = endings.propose_reopening(
        cast.file, reason="Er is weer geld.", own_key=True, **as_party(cast.chair)
    )
    question = review.ask(again, text="Hoeveel?", **as_party(cast.official))
    assert "“Hoeveel?”" in reasons_of(cast.chair)
    review.answer(question, text="Genoeg voor een jaar.", **as_party(cast.chair))
    assert "vraagt iets" not in reasons_of(cast.chair)


def test_an_ending_of_an_agreement_that_came_back_asks_who_proposed_it_until_that_day(
    cast: Any, as_party: Any
) -> None:
    today = timezone.localdate()
    for days, asks in ((30, True), (-1, False)):
        payload = {
            "form": Form.COLLABORATION_AGREEMENT,
            "relation": "",
            "on": (today + timedelta(days)).isoformat(),
        }
        decision = decisions.open_decision(
            cast.file,
            DecisionKind.AGREEMENT_END,
            subject="one",
            payload=payload,
            reason="Het werk is af.",
            own_key=False,
            **as_party(cast.chair),
        )
        decisions.turn_key(decision, verdict=KeyVerdict.RETURN, remark="Nog niet.", **as_party(cast.official))
        words = "gaf het beëindigen van de samenwerkingsovereenkomst terug"
        assert (words in reasons_of(cast.chair)) is asks
        assert words not in reasons_of(cast.official)


def test_a_reopening_that_came_back_asks_who_proposed_it_for_some_weeks(cast: Any, as_party: Any) -> None:
    decisions.end(cast.file, end_kind=EndKind.REACHED, reason="Klaar.", **as_party(cast.official))
    proposal = {"reason": "Er is weer geld.", "own_key": True, **as_party(cast.chair)}
    again = endings.propose_reopening(cast.file, **proposal)
    decisions.turn_key(again, verdict=KeyVerdict.RETURN, remark="Nog niet.", **as_party(cast.official))
    words = "Gemeente Eskerveen gaf het heropenen terug. Lees wat er nog nodig is."
    assert reasons_of(cast.chair) == words
    assert [str(again.uuid) in item.action_url for item in items_of(cast.chair)] == [True]
    waiting = work_decisions.waiting_for_others(Desk(factories.user_of(cast.reader)))
    assert [row.text for row in waiting] == [
        "Gemeente Eskerveen gaf het heropenen terug. Zeebuurt Warm kijkt wat er nog nodig is."
    ]
    page = signed_in(cast.official).get(reverse("insights:my-work")).content.decode()
    assert "gaf het heropenen terug" in page
    assert "loopt zonder jou door" not in page, "it has stopped"
    JointDecision.objects.filter(pk=again.pk).update(closed_at=timezone.now() - timedelta(weeks=3))
    assert reasons_of(cast.chair) == ""
    endings.propose_reopening(cast.file, **proposal)
    assert "terug" not in reasons_of(cast.chair)


def test_a_coach_who_did_not_propose_is_not_asked(cast: Any, step: Any, as_party: Any) -> None:
    review.ask(step, text="Wie betaalt?", **as_party(cast.official))
    assert "vraagt iets" not in reasons_of(cast.coach)


def test_a_question_still_asks_after_the_step_came_back_until_it_is_proposed_again(
    cast: Any, step: Any, as_party: Any
) -> None:
    review.ask(step, text="Wie betaalt?", **as_party(cast.official))
    decisions.turn_key(step, verdict=KeyVerdict.RETURN, remark="Eerst dit.", **as_party(cast.official))
    assert "vraagt iets" in reasons_of(cast.chair)
    decisions.propose_phase_step(
        cast.file, to=Phase.ELABORATION, reason="Nu wel.", own_key=True, **as_party(cast.chair)
    )
    assert "vraagt iets" not in reasons_of(cast.chair)


def test_the_work_of_others_says_who_looks_at_it(cast: Any, step: Any, as_party: Any) -> None:
    key = step.keys.get(participation=as_party(cast.clerk)["seat"])
    review.take(key, instead_of=None, **as_party(cast.clerk))
    assert "Els kijkt hiernaar." in items_of(cast.official)[0].reason
    assert "Jij kijkt hiernaar." in items_of(cast.clerk)[0].reason
    waiting = work_decisions.waiting_for_others(Desk(factories.user_of(cast.chair)))
    assert "Els kijkt hiernaar." in waiting[0].text


def test_a_step_given_back_asks_its_proposer_to_read_why_until_it_is_proposed_again(
    cast: Any, step: Any, as_party: Any
) -> None:
    decisions.turn_key(
        step, verdict=KeyVerdict.RETURN, remark="Spreek ook huurders.", **as_party(cast.official)
    )
    only = items_of(cast.chair)[0]
    assert only.reason == "Gemeente Eskerveen gaf de fasestap naar Uitwerken terug. Lees wat er nog nodig is."
    assert str(step.uuid) in only.action_url
    assert "terug" not in reasons_of(cast.official) + reasons_of(cast.coach) + reasons_of(cast.reader)
    decisions.propose_phase_step(
        cast.file, to=Phase.ELABORATION, reason="Gedaan.", own_key=True, **as_party(cast.chair)
    )
    assert "terug" not in reasons_of(cast.chair)


def test_the_others_read_who_is_to_move_and_are_asked_nothing(cast: Any, step: Any) -> None:
    for who in (cast.coach, cast.chair, cast.reader):
        assert items_of(who) == []
        waiting = work_decisions.waiting_for_others(Desk(factories.user_of(who)))
        assert [row.text for row in waiting] == ["De gemeente bekijkt de fasestap naar Uitwerken."]


def test_who_only_reads_along_hears_that_a_step_came_back_and_who_mends_it(
    cast: Any, step: Any, as_party: Any
) -> None:
    decisions.turn_key(
        step, verdict=KeyVerdict.RETURN, remark="Het geld is nog niet rond.", **as_party(cast.official)
    )
    words = (
        "Gemeente Eskerveen gaf de fasestap naar Uitwerken terug. Zeebuurt Warm kijkt wat er nog nodig is."
    )
    waits = {who: work_decisions.waiting_for_others(Desk(factories.user_of(getattr(cast, who)))) for who in ("reader", "official", "chair")}  # fmt: skip
    assert [row.text for row in waits["reader"]] == [words]
    assert [row.text for row in waits["official"]] == [words]
    assert waits["chair"] == []  # she mends it: it is her own work


def test_a_decided_step_waits_on_nobody(cast: Any, step: Any, as_party: Any) -> None:
    decisions.turn_key(step, verdict=KeyVerdict.ACCEPT, **as_party(cast.official))
    assert items_of(cast.official) == []
    assert work_decisions.waiting_for_others(Desk(factories.user_of(cast.chair))) == []


@pytest.mark.parametrize("who", ["former", "elsewhere", "other_coach", "outsider", "administrator"])
def test_who_has_no_seat_here_reads_nothing_of_it(cast: Any, step: Any, who: str) -> None:
    desk = Desk(factories.user_of(getattr(cast, who)))
    assert cast.file.pk not in desk.by_id
    assert work.work_of(desk) == []
    assert work_decisions.waiting_for_others(desk) == []


def test_a_goal_seen_differently_asks_for_a_talk_until_both_agree(cast: Any, as_party: Any) -> None:
    first, second = cast.file.plan_items.goals()[:2]
    plan.give_view(first, status=GoalStatus.REACHED, **as_party(cast.chair))
    assert "anders" not in reasons_of(cast.coach)  # silence is no difference
    plan.give_view(first, status=GoalStatus.PARTLY, **as_party(cast.official))
    assert f"kijken anders naar “{first.title}”." in reasons_of(cast.coach)
    plan.give_view(second, status=GoalStatus.REACHED, **as_party(cast.chair))
    plan.give_view(second, status=GoalStatus.OPEN, **as_party(cast.official))
    assert "Ook naar nog één doel." in reasons_of(cast.official)
    assert {item.chip for item in items_of(cast.official)} == {"Verschil"}
    for goal in (first, second):
        plan.give_view(goal, status=GoalStatus.REACHED, remark="Nu wel.", **as_party(cast.official))
    assert reasons_of(cast.coach) == ""


def test_an_activity_that_is_late_is_named_to_its_side_and_the_coach(cast: Any) -> None:
    activity = cast.file.plan_items.activities().filter(actor="municipality").first()
    late = timezone.localdate() - timedelta(days=3)
    PlanItem.objects.filter(pk=activity.pk).update(due_on=late)
    assert f"“{activity.title}” is nog niet klaar." in reasons_of(cast.official)
    assert f"“{activity.title}” is nog niet klaar." in reasons_of(cast.coach)
    assert activity.title not in reasons_of(cast.chair)
    assert [item.chip for item in items_of(cast.official)] == ["De dag is voorbij"]
    PlanItem.objects.filter(pk=activity.pk).update(state="done", done_on=late)
    assert reasons_of(cast.official) == ""


def test_an_activity_far_ahead_asks_nothing_yet(cast: Any) -> None:
    activity = cast.file.plan_items.activities().filter(actor="municipality").first()
    PlanItem.objects.filter(pk=activity.pk).update(due_on=timezone.localdate() + timedelta(days=8))
    assert items_of(cast.official) == []
    PlanItem.objects.filter(pk=activity.pk).update(due_on=timezone.localdate() + timedelta(days=7))
    assert "moet bijna klaar zijn" in reasons_of(cast.official)
    assert [item.chip for item in items_of(cast.official)] == [""]  # a chip says only what sets it apart


def draft_of(cast: Any, who: Any, **fields: Any) -> Agreement:
    values = {"stage": Stage.PREPARING, "form": Form.LETTER_OF_INTENT, "title": "Intentie"}
    return Agreement.objects.create(
        collaboration=cast.file, drafted_by_org=who.organisation, **{**values, **fields}
    )


def version_of(agreement: Agreement, number: int, missing: list[Any], by: Any) -> Version:
    return Version.objects.create(
        agreement=agreement,
        number=number,
        status=VersionStatus.DRAFT,
        content={"missing": missing},
        by=by.person,
        at=timezone.now(),
    )


def test_a_draft_nobody_else_sees_yet_is_named_to_its_drafter_and_the_coach_only(cast: Any) -> None:
    draft_of(cast, cast.chair)
    assert "nog niet gedeeld" in reasons_of(cast.chair)
    assert "nog niet gedeeld" in reasons_of(cast.coach)
    assert reasons_of(cast.official) == ""


def test_a_shared_draft_with_blanks_asks_its_drafter_until_the_newest_version_has_none(cast: Any) -> None:
    agreement = draft_of(cast, cast.chair, stage=Stage.SHARED)
    version_of(agreement, 1, [{"anchor": "v-x", "label": "jaar", "article": 2}], cast.chair)
    assert "er ontbreken nog gegevens" in reasons_of(cast.chair)
    assert reasons_of(cast.official) == ""
    version_of(agreement, 2, [], cast.chair)
    assert reasons_of(cast.chair) == ""


def test_a_pdf_that_was_not_made_is_named_only_while_it_is_the_newest(cast: Any) -> None:
    agreement = draft_of(cast, cast.chair, stage=Stage.SHARED)
    first = version_of(agreement, 1, [], cast.chair)
    RenderJob.objects.create(version=first, state=JobState.FAILED)
    assert "de PDF is niet gemaakt" in reasons_of(cast.chair)
    version_of(agreement, 2, [], cast.chair)
    assert reasons_of(cast.chair) == ""


def quiet_since(cast: Any, weeks: int) -> None:
    Collaboration.objects.filter(pk=cast.file.pk).update(created_at=timezone.now() - timedelta(weeks=weeks))


def log(cast: Any, who: Any, as_party: Any, *, circle: Circle, days_ago: int) -> ContactMoment:
    on = timezone.localdate() - timedelta(days=days_ago)
    return notes.log_contact(
        cast.file, on=on, channel=Channel.PHONE, summary=f"{circle}", circle=circle, **as_party(who)
    )


def test_four_quiet_weeks_are_named_to_the_coach_and_to_nobody_else(cast: Any, as_party: Any) -> None:
    quiet_since(cast, weeks=6)
    assert "nog geen contact vastgelegd" in reasons_of(cast.coach)
    assert reasons_of(cast.official) == reasons_of(cast.chair) == ""
    log(cast, cast.coach, as_party, circle=Circle.OWN, days_ago=1)
    assert reasons_of(cast.coach) == ""


def test_what_a_party_keeps_to_itself_breaks_no_silence_for_the_coach(cast: Any, as_party: Any) -> None:
    quiet_since(cast, weeks=6)
    log(cast, cast.official, as_party, circle=Circle.OWN, days_ago=1)
    assert "nog geen contact vastgelegd" in reasons_of(cast.coach)
    log(cast, cast.official, as_party, circle=Circle.WITH_COACH, days_ago=35)
    last = items_of(cast.coach)[0]
    assert last.reason == "Al 5 weken geen contact."
    assert last.since == timezone.localdate() - timedelta(days=35)


def test_a_paused_file_asks_for_nothing(cast: Any, as_party: Any) -> None:
    quiet_since(cast, weeks=6)
    decisions.pause(cast.file, reason="Rust.", **as_party(cast.chair))
    assert items_of(cast.coach) == []


def test_every_item_leads_to_a_page_that_exists(cast: Any, step: Any, sign_in: Any, as_party: Any) -> None:
    draft_of(cast, cast.chair)
    quiet_since(cast, weeks=6)
    goal = cast.file.plan_items.goals()[0]
    plan.give_view(goal, status=GoalStatus.REACHED, **as_party(cast.chair))
    plan.give_view(goal, status=GoalStatus.OPEN, **as_party(cast.official))
    for who in (cast.coach, cast.official, cast.chair):
        client = sign_in(who)
        for item in items_of(who):
            assert client.get(item.url).status_code == 200
            if "overeenkomst" not in item.action_url:
                assert client.get(item.action_url).status_code == 200
