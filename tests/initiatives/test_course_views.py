"""What the pages about ending, going on, parts and pace show and do, for each side alike."""

import html
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import decisions, endings, plan
from initiatives.actions.layers import say_where_it_lies
from initiatives.actions.parts import propose_part_step
from initiatives.actions.results import record_result
from initiatives.mail.post import send_waiting
from initiatives.models import Assignment, Collaboration, DecisionNote, Fact, JointDecision
from initiatives.terms import EndKind, GoalStatus, KeyVerdict, Layer, Phase, Role, Status
from municipalities.models import Alias
from samenspel import dutch
from tests.factories import acting, seat
from tests.initiatives.test_decision_views import get, post, text
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ENDING = {"end_kind": "reached", "reason": "Het warmtenet draait."}


def ended(cast: SimpleNamespace, kind: EndKind = EndKind.NO_COMMON_GROUND, **extra: Any) -> JointDecision:
    decision = endings.end_well(
        cast.file, end_kind=kind, reason="We willen iets anders.", **extra, **acting(cast.file, cast.chair)
    )
    cast.file.refresh_from_db()
    return decision


def overview(who: Any, file: Collaboration) -> str:
    return text(signed_in(who).get(reverse("insights:overview", args=[file.uuid])))


# --- ending ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", EndKind)
def test_each_ending_says_what_it_means_before_it_happens(cast: SimpleNamespace, kind: EndKind) -> None:
    from initiatives.course.endings import ENDINGS

    shown = text(post(cast.chair, "end", cast.file.uuid, end_kind=kind.value, reason="Klaar."))
    for words in (ENDINGS[kind].means, ENDINGS[kind].next, "Heropenen kan als beide kanten dat willen."):
        assert str(words) in shown


def test_lessons_come_line_by_line_and_survive_reading_over(cast: SimpleNamespace) -> None:
    data = {**ENDING, "lessons": "Begin met koffie.\n\nVraag de huurders.", "aftercare": "Bel Joke."}
    shown = text(post(cast.chair, "end", cast.file.uuid, **data))
    assert "<li>Begin met koffie.</li><li>Vraag de huurders.</li>" in shown
    post(cast.chair, "end", cast.file.uuid, **data, zeker="ja")
    assert list(DecisionNote.objects.values_list("text", flat=True)) == [
        "Begin met koffie.",
        "Vraag de huurders.",
        "Bel Joke.",
    ]


def test_what_goes_on_elsewhere_leads_straight_to_the_new_file(cast: SimpleNamespace) -> None:
    answer = post(
        cast.chair, "end", cast.file.uuid, end_kind="succeeded", reason="In de Duinbuurt.", zeker="ja"
    )
    assert answer["Location"] == reverse("initiatives:successor", args=[cast.file.uuid])


def test_the_farewell_stands_first_with_the_words_of_both_and_whom_to_call(cast: SimpleNamespace) -> None:
    decision = ended(cast, thanks="Dank, Ruben.", lessons=["Begin met koffie."], aftercare="Bel Joke.")
    post(
        cast.official,
        "afterwords",
        decision.uuid,
        reading="Jammer, en goed zo.",
        thanks="Dank, Samira.",
        lessons="Eerder bellen.",
    )
    shown = overview(cast.reader, cast.file)
    for words in (
        "We willen iets anders.",
        "Dank, Ruben.",
        "Begin met koffie.",
        "Bel Joke.",
        "Jammer, en goed zo.",
        "Dank, Samira.",
        "Eerder bellen.",
        "geen raakvlak",
        "Opstarten",
    ):
        assert words in shown
    assert "Heropen dit dossier" not in shown  # she only reads


def test_the_afterword_asks_for_a_reading_only_from_who_gave_none(cast: SimpleNamespace) -> None:
    decision = ended(cast)
    asked = "Hoe zien jullie het einde?"
    assert asked not in text(get(cast.chair, "afterwords", decision.uuid))
    assert asked in text(get(cast.official, "afterwords", decision.uuid))
    assert post(cast.official, "afterwords", decision.uuid).status_code == 422
    assert get(cast.coach, "afterwords", decision.uuid).status_code == 403


# --- opening again ----------------------------------------------------------------------------------------------


def test_an_ended_file_opens_with_two_keys_and_nothing_else_in_it_changes(cast: SimpleNamespace) -> None:
    ending = ended(cast, thanks="Dank, Ruben.", lessons=["Begin met koffie."], aftercare="Bel Joke.")
    post(cast.official, "afterwords", ending.uuid, reading="Jammer, en goed zo.", thanks="Dank, Samira.")
    assert post(cast.chair, "reopen", cast.file.uuid, reason="").status_code == 422
    post(cast.chair, "reopen", cast.file.uuid, reason="Er is nu geld.")
    proposal = JointDecision.objects.get(kind="reopen")
    assert "Er ligt een voorstel om dit dossier te heropenen." in overview(cast.official, cast.file)
    assert "Dit dossier heropenen" in text(get(cast.official, "decision", proposal.uuid))
    assert "het heropenen" in text(signed_in(cast.official).get(reverse("insights:my-work")))
    goal = cast.file.plan_items.goals().first()
    for name, args in (("goal-view", goal.uuid), ("contact-log", cast.file.uuid), ("layer", cast.file.uuid)):
        assert post(cast.official, name, args, status="reached").status_code == 403
    assert post(cast.clerk, "key-turn", proposal.uuid, verdict="accept").status_code == 403
    post(cast.official, "key-turn", proposal.uuid, verdict="accept")
    cast.file.refresh_from_db()
    assert cast.file.status == Status.ACTIVE
    earlier = timezone.localdate() - timedelta(days=20)
    # the phase was over by then
    cast.file.periods.filter(decision=None).update(starts_on=earlier, ends_on=earlier)
    stopped = f"Eerder gestopt op {dutch.short_date(timezone.localdate())}, heropend op"
    assert stopped in text(get(cast.reader, "phase", cast.file.uuid, "startup"))
    course = text(get(cast.reader, "course", cast.file.uuid))
    for words in ("Gestopt: geen raakvlak", "We willen iets anders.", "Heropend", "Er is nu geld."):
        assert words in course
    where = reverse("initiatives:decision", args=[ending.uuid])
    assert where in course
    assert where in text(get(cast.reader, "timeline", cast.file.uuid))
    page = text(get(cast.reader, "decision", ending.uuid))
    for words in (
        *("We willen iets anders.", "Dank, Ruben.", "Begin met koffie.", "Bel Joke."),
        *("Jammer, en goed zo.", "Dank, Samira."),
    ):
        assert words in page, "what was said at the ending stays readable once the file runs again"
    assert post(cast.chair, "goal-view", goal.uuid, status="reached").status_code == 302


def test_a_second_proposal_leads_to_the_first_and_a_running_file_needs_none(cast: SimpleNamespace) -> None:
    assert get(cast.coach, "reopen", cast.file.uuid).status_code == 302
    ended(cast)
    post(cast.coach, "reopen", cast.file.uuid, reason="Zij willen weer.")
    proposal = JointDecision.objects.get(kind="reopen")
    answer = get(cast.chair, "reopen", cast.file.uuid)
    assert answer["Location"] == reverse("initiatives:decision", args=[proposal.uuid])
    assert post(cast.coach, "key-turn", proposal.uuid, verdict="accept").status_code == 403
    post(cast.coach, "decision-withdraw", proposal.uuid)
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"


# --- going on somewhere else --------------------------------------------------------------------------------------


def successor(cast: SimpleNamespace, who: Any, **extra: Any) -> Any:
    for known in (cast.municipality, cast.elsewhere_municipality):
        Alias.objects.get_or_create(name=str(known), key=str(known).lower(), municipality=known)
    data = {"request_key": str(uuid4()), "area_name": "Duinbuurt", "phase": "startup", **extra}
    return post(who, "successor", cast.file.uuid, **data)


def test_both_files_point_at_each_other_for_who_sees_both(cast: SimpleNamespace) -> None:
    ended(cast, EndKind.SUCCEEDED)
    key = str(uuid4())
    first = successor(cast, cast.official, request_key=key)
    assert successor(cast, cast.official, request_key=key)["Location"] == first["Location"]  # sent twice
    new = Collaboration.objects.get(predecessor=cast.file)
    assert (new.municipality, new.initiative) == (cast.municipality, cast.file.initiative)
    assert "Duinbuurt" in overview(cast.chair, cast.file)
    assert "Vervolg op" in overview(cast.chair, new)
    assert "Duinbuurt" not in overview(cast.coach, cast.file)  # she has no role there


def test_who_sees_only_the_new_file_learns_nothing_of_the_old(cast: SimpleNamespace) -> None:
    ended(cast, EndKind.SUCCEEDED)
    answer = successor(cast, cast.chair, municipality="Elderveld")
    new = Collaboration.objects.get(predecessor=cast.file)
    assert answer["Location"].endswith(f"{new.uuid}/")
    assert "Vervolg op" not in overview(cast.elsewhere, new)
    assert "Vervolg op" in overview(cast.chair, new)


def test_ones_own_people_go_along_where_ticked(cast: SimpleNamespace) -> None:
    for who in (cast.chair, cast.member):
        Assignment.objects.create(
            participation=seat(cast.file, cast.chair),
            function=who,
            role=Role.CONTACT,
            starts_on=timezone.localdate(),
        )
    ended(cast)
    shown = text(get(cast.chair, "successor", cast.file.uuid))
    assert "Joke" in shown
    assert "Marit" not in shown
    kept = Assignment.objects.get(function=cast.member)
    successor(cast, cast.chair, keep=[kept.pk], municipality="Eskerveen")
    new = Collaboration.objects.get(predecessor=cast.file)
    assert [a.function for a in Assignment.objects.filter(participation__collaboration=new)] == [cast.member]


def test_a_coach_who_is_asked_along_has_no_seat_until_she_says_yes(cast: SimpleNamespace) -> None:
    ended(cast, EndKind.SUCCEEDED)
    assert "Vraag de begeleider mee" in text(get(cast.chair, "successor", cast.file.uuid))
    assert "Vraag de begeleider mee" not in text(get(cast.coach, "successor", cast.file.uuid))
    successor(cast, cast.chair, municipality="Eskerveen", ask_coach="on")
    new = Collaboration.objects.get(predecessor=cast.file)
    assert get(cast.coach, "course", new.uuid).status_code == 404
    assert "Ga mee als begeleider" in overview(cast.coach, cast.file)
    assert "Ga mee als begeleider" not in overview(cast.official, cast.file)
    mail.outbox.clear()
    send_waiting()
    assert [
        "Gevraagd of de begeleider meegaat" in m.body
        for m in mail.outbox
        if m.to == [cast.coach.person.email]
    ] == [True]
    assert post(cast.official, "go-along", cast.file.uuid, dossier=new.uuid).status_code == 403
    for _twice in range(2):
        post(cast.coach, "go-along", cast.file.uuid, dossier=new.uuid)
    assert new.participations.filter(side="support").count() == 1
    assert Assignment.objects.get(participation__collaboration=new).role == Role.COACH
    assert get(cast.coach, "course", new.uuid).status_code == 200
    assert "doet mee" in text(get(cast.chair, "timeline", new.uuid))


def test_a_coach_goes_along_only_where_she_was_asked(cast: SimpleNamespace) -> None:
    ended(cast, EndKind.SUCCEEDED)
    successor(cast, cast.chair, municipality="Eskerveen")
    new = Collaboration.objects.get(predecessor=cast.file)
    post(cast.coach, "go-along", cast.file.uuid, dossier=new.uuid)
    assert not new.participations.filter(side="support").exists()


def test_a_running_file_has_no_successor_and_the_same_area_is_refused(cast: SimpleNamespace) -> None:
    assert get(cast.chair, "successor", cast.file.uuid).status_code == 302
    ended(cast)
    assert successor(cast, cast.official, area_name="zeebuurt").status_code == 422
    assert successor(cast, cast.official, phase="elaboration").status_code == 422
    assert Collaboration.objects.filter(predecessor=cast.file).count() == 0


# --- parts ----------------------------------------------------------------------------------------------------------


def test_a_part_that_runs_ahead_shows_as_a_calm_line_and_the_stepper_stays(cast: SimpleNamespace) -> None:
    refused = post(cast.chair, "part-step-propose", cast.file.uuid, part="Blok Noord", to="implementation")
    assert refused.status_code == 422
    post(
        cast.chair,
        "part-step-propose",
        cast.file.uuid,
        part="Blok Noord",
        to="implementation",
        reason="De corporatie is er nu.",
    )
    decision = JointDecision.objects.get()
    first = text(get(cast.official, "decision", decision.uuid))
    assert "Blok Noord naar Uitvoeren?" in first
    assert "Zo staat de hele buurt ervoor" in first  # in its phase, as the part had none of its own
    assert cast.file.plan_items.goals().filter(phase=Phase.STARTUP).first().title in html.unescape(first)
    assert "de stap van Blok Noord naar Uitvoeren" in text(
        signed_in(cast.official).get(reverse("insights:my-work"))
    )
    assert "Bekijk de stap van Blok Noord naar Uitvoeren" in overview(cast.official, cast.file)
    assert get(cast.chair, "phase-step-propose", cast.file.uuid).status_code == 200  # the whole may step too
    post(cast.official, "key-turn", decision.uuid, verdict="accept")
    for shown in (
        overview(cast.reader, cast.file),
        text(get(cast.reader, "phase", cast.file.uuid, "startup")),
        text(get(cast.reader, "course", cast.file.uuid)),
    ):
        assert "Blok Noord" in shown
        assert "Stel een stap voor" not in shown  # she only reads
    told = text(get(cast.reader, "timeline", cast.file.uuid))
    assert "Blok Noord begon in de fase Uitvoeren" in told
    post(cast.chair, "part-step-propose", cast.file.uuid, part="blok noord", to="finished", reason="Klaar.")
    assert JointDecision.objects.latest("pk").subject == "Blok Noord"
    goal = cast.file.plan_items.goals().filter(phase=Phase.IMPLEMENTATION).first()
    plan.give_view(
        goal, status=GoalStatus.REACHED, remark="In heel het blok.", **acting(cast.file, cast.chair)
    )
    proposal = text(get(cast.official, "decision", JointDecision.objects.latest("pk").uuid))
    assert "Blok Noord is klaar?" in proposal
    for words in ("de doelen van de hele buurt in de fase die Blok Noord verlaat", "In heel het blok."):
        assert words in proposal
    offered = any(f'name="{kind}-{goal.uuid}"' in proposal for kind in ("good", "needed"))
    assert not offered, "they are there to read: what comes back is the step, or its result"
    assert get(cast.chair, "part-step-propose", cast.file.uuid).status_code == 200
    again = post(cast.chair, "part-step-propose", cast.file.uuid, part="Blok Noord", to="operation")
    assert again["Location"].endswith(f"{JointDecision.objects.latest('pk').uuid}/")


def test_a_step_of_a_part_names_its_result_and_reads_what_was_asked_of_that(cast: SimpleNamespace) -> None:
    plan_of_all = record_result(
        cast.file, title="Plan van Noord", on=timezone.localdate(), **acting(cast.file, cast.chair)
    )
    asks = get(cast.chair, "part-step-propose", cast.file.uuid)
    assert "Zo staat de hele buurt ervoor" in text(asks)
    assert "Plan van Noord" in text(asks)
    step = {"part": "Blok Noord", "to": "operation", "reason": "Nu."}
    post(cast.chair, "part-step-propose", cast.file.uuid, **step, result=str(plan_of_all.uuid))
    decision = JointDecision.objects.get()
    assert "Plan van Noord" in text(get(cast.official, "decision", decision.uuid))
    back = {"verdict": "return", "remark": "Nog niet.", "needed-resultaat": "Welke huizen?"}
    post(cast.official, "key-turn", decision.uuid, **back)
    post(cast.chair, "part-step-propose", cast.file.uuid, **step, result="none")
    again = text(get(cast.official, "decision", JointDecision.objects.latest("pk").uuid))
    assert "noemde geen resultaat van deze fase" in again
    assert "Welke huizen?" in again
    assert "Welke huizen?" not in text(get(cast.chair, "phase-step-propose", cast.file.uuid))


def test_a_next_step_of_a_part_without_words_says_nothing_of_goals_and_whose_turn_it_is(
    cast: SimpleNamespace,
) -> None:
    first = propose_part_step(
        cast.file,
        part="Blok Noord",
        to=Phase.DEVELOPMENT,
        reason="Nu.",
        own_key=True,
        **acting(cast.file, cast.chair),
    )
    decisions.turn_key(first, verdict=KeyVerdict.ACCEPT, **acting(cast.file, cast.official))
    plan_of_part = record_result(
        cast.file, title="Plan van Noord", on=timezone.localdate(), **acting(cast.file, cast.chair)
    )
    step = {"part": "Blok Noord", "to": "implementation", "result": str(plan_of_part.uuid)}
    page = reverse("initiatives:part-step-propose", args=[cast.file.uuid])
    shown = text(signed_in(cast.coach).post(page, step, follow=True))
    assert "Beide kanten kunnen nu hun sleutel omdraaien." in shown
    assert "Dit is de volgende fase van Blok Noord." in shown
    assert "alle doelen zijn gedeeld" not in shown


def test_a_part_that_was_returned_is_work_for_who_proposed_it(cast: SimpleNamespace) -> None:
    decision = propose_part_step(
        cast.file,
        part="Blok Noord",
        to=Phase.OPERATION,
        reason="Nu.",
        own_key=True,
        **acting(cast.file, cast.chair),
    )
    decisions.turn_key(
        decision, verdict=KeyVerdict.RETURN, remark="Nog niet.", **acting(cast.file, cast.official)
    )
    shown = text(signed_in(cast.member).get(reverse("insights:my-work")))
    assert "gaf de stap van Blok Noord naar Beheren terug" in shown


# --- where it lies ----------------------------------------------------------------------------------------------------


def test_each_side_says_where_it_lies_for_itself_and_a_coach_for_both(cast: SimpleNamespace) -> None:
    page = reverse("initiatives:layer", args=[cast.file.uuid])
    today = timezone.localdate().isoformat()
    said = {"layer": "council", "what": "Het warmteplan", "since": today}
    assert signed_in(cast.member).get(f"{page}?kant=gemeente").status_code == 403
    assert signed_in(cast.member).post(page, said).status_code == 422  # the council is not a layer of hers
    nothing = text(signed_in(cast.member).post(page, {"since": today}))
    assert all(words in nothing for words in ("Maak een keuze", "Schrijf kort op waarover het gaat."))
    assert signed_in(cast.coach).post(f"{page}?kant=gemeente", said).status_code == 302
    soon = timezone.localdate() + timedelta(days=30)
    expected = {"expected_on": soon.isoformat()}
    assert signed_in(cast.member).post(page, said | expected | {"layer": "members"}).status_code == 302
    shown = overview(cast.reader, cast.file)
    assert "Ligt bij de raad, sinds vandaag." in shown
    lies = f"Ligt bij de ledenvergadering, sinds vandaag. Verwacht op {dutch.short_date(soon)}."
    assert lies in shown
    assert f"Verwacht op {dutch.short_date(soon)}." in text(get(cast.reader, "course", cast.file.uuid))
    signed_in(cast.clerk).post(page, said | {"layer": "executive", "what": "De overeenkomst"})
    both = overview(cast.reader, cast.file)
    assert all(words in both for words in ("Het warmteplan", "Ligt bij de raad", "Ligt bij het college"))
    over = {fact.value["what"]: f"{page}?over={fact.value['matter']}" for fact in Fact.objects.all()}
    assert signed_in(cast.member).get(over["Het warmteplan"]).status_code == 404  # of the other side
    anew = text(signed_in(cast.clerk).get(page))
    assert "De overeenkomst" in anew  # what lies there already
    assert "nergens meer" not in anew
    asked = text(signed_in(cast.clerk).get(over["Het warmteplan"]))
    assert "Ligt bij de raad" in asked
    assert "De overeenkomst" not in asked
    assert (
        signed_in(cast.clerk).post(over["Het warmteplan"], {"layer": "nowhere", "since": today}).status_code
        == 302
    )
    assert "Ligt bij de raad" not in overview(cast.reader, cast.file)
    assert "Ligt bij het college" in overview(cast.reader, cast.file)
    assert Fact.objects.count() == 4


@pytest.fixture
def overdue(cast: SimpleNamespace) -> None:
    today = timezone.localdate()
    say_where_it_lies(
        cast.file,
        of=seat(cast.file, cast.official),
        layer=Layer.COUNCIL,
        what="Het warmteplan",
        since=today - timedelta(days=40),
        expected_on=today - timedelta(days=1),
        **acting(cast.file, cast.clerk),
    )


def test_when_the_day_has_passed_that_side_and_the_coach_are_asked(
    cast: SimpleNamespace, overdue: None
) -> None:
    asked = {
        who: "De raad zou op" in text(signed_in(getattr(cast, who)).get(reverse("insights:my-work")))
        for who in ("clerk", "official", "coach", "chair", "member")
    }
    assert asked == {"clerk": True, "official": True, "coach": True, "chair": False, "member": False}
    say_where_it_lies(
        cast.file,
        of=seat(cast.file, cast.official),
        layer=None,
        what="Het warmteplan",
        **acting(cast.file, cast.official),
    )
    assert "De raad zou op" not in text(signed_in(cast.coach).get(reverse("insights:my-work")))


def test_the_course_counts_days_per_side_and_layer_and_grades_nobody(
    cast: SimpleNamespace, overdue: None
) -> None:
    cast.file.periods.update(starts_on=timezone.localdate() - timedelta(days=60))
    shown = text(get(cast.reader, "course", cast.file.uuid))
    assert "40 dagen" in shown
    assert "waarvan raad" in " ".join(shown.split())
    assert "Het warmteplan" in shown


def test_the_course_tells_a_late_start_a_step_back_and_a_pause_with_their_reasons(
    cast: SimpleNamespace,
) -> None:
    for to, reason in ((Phase.DEVELOPMENT, "Het plan was er al."), (Phase.STARTUP, "Het bestuur wisselde.")):
        file = Collaboration.objects.get(pk=cast.file.pk)
        step = decisions.propose_phase_step(
            file, to=to, reason=reason, own_key=True, **acting(cast.file, cast.chair)
        )
        decisions.turn_key(step, verdict=KeyVerdict.ACCEPT, **acting(cast.file, cast.official))
    decisions.pause(step.collaboration, reason="Even geen geld.", **acting(cast.file, cast.official))
    shown = text(get(cast.reader, "course", cast.file.uuid))
    for words in (
        "Het plan was er al.",
        "Een stap terug, vanuit Ontwikkelen.",
        "Het bestuur wisselde.",
        "Pauze",
        "Even geen geld.",
    ):
        assert words in shown


# --- how much is asked of the database ----------------------------------------------------------------------------------


def test_the_course_and_the_farewell_ask_as_much_for_much_as_for_little(
    cast: SimpleNamespace, count_queries: Any
) -> None:
    asked: dict[str, list[int]] = {"course": [], "farewell": []}
    decision = None
    for number in (1, 20):
        for n in range(number):
            step = propose_part_step(
                cast.file,
                part=f"Blok {number} {n}",
                to=Phase.OPERATION,
                reason="Nu.",
                own_key=True,
                **acting(cast.file, cast.chair),
            )
            decisions.turn_key(step, verdict=KeyVerdict.ACCEPT, **acting(cast.file, cast.official))
            say_where_it_lies(
                cast.file,
                of=seat(cast.file, cast.official),
                layer=Layer.COUNCIL,
                what=f"Voorstel {n}",
                **acting(cast.file, cast.clerk),
            )
        asked["course"].append(
            count(cast, reverse("initiatives:course", args=[cast.file.uuid]), count_queries)
        )
    decision = ended(cast)
    for number in (1, 20):
        endings.add_afterwords(
            decision, lessons=[f"Les {n}" for n in range(number)], **acting(cast.file, cast.official)
        )
        asked["farewell"].append(
            count(cast, reverse("insights:overview", args=[cast.file.uuid]), count_queries)
        )
    assert asked["course"][0] == asked["course"][1] <= 12
    assert asked["farewell"][0] == asked["farewell"][1] <= 12


def count(cast: SimpleNamespace, address: str, count_queries: Any) -> int:
    client = signed_in(cast.coach)
    client.get(address)
    with count_queries() as counted:
        assert client.get(address).status_code == 200
    return len(counted.captured_queries)
