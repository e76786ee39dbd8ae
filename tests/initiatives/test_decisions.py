"""What happens when people decide together: keys, effects, paper, and leaving."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from initiatives.actions import decisions, notes, on_paper, review
from initiatives.history import timeline
from initiatives.models import Collaboration, JointDecision
from initiatives.terms import DecisionState, EndKind, EventKind, KeyVerdict, Phase, Status
from samenspel.errors import DomainError
from tests.factories import seat

REASON = "Het kernteam wil door."


def pdf(name: str = "besluit.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 een besluit")


def propose(
    cast: SimpleNamespace, who: Any = None, to: Phase = Phase.ELABORATION, **extra: Any
) -> JointDecision:
    who = who or cast.chair
    values = {"own_key": who is not cast.coach, "reason": REASON, **extra}
    return decisions.propose_phase_step(cast.file, to=to, by=who.person, seat=seat(cast.file, who), **values)


def turn(
    cast: SimpleNamespace,
    decision: JointDecision,
    who: Any,
    verdict: KeyVerdict = KeyVerdict.ACCEPT,
    remark: str = "",
) -> Any:
    fresh = JointDecision.objects.get(pk=decision.pk)
    return decisions.turn_key(fresh, seat=seat(cast.file, who), by=who.person, verdict=verdict, remark=remark)


def verdicts(decision: JointDecision) -> dict[str, str]:
    return dict(decision.keys.values_list("participation__side", "verdict"))


def kinds(file: Collaboration) -> list[str]:
    return list(file.events.order_by("seq").values_list("kind", flat=True))


def recorded(cast: SimpleNamespace, decision: JointDecision, **extra: Any) -> JointDecision:
    values = {
        "party": seat(cast.file, cast.official),
        "decided_by": "Het college",
        "decided_on": timezone.localdate(),
        "verdict": KeyVerdict.ACCEPT,
        "remark": "",
        "by": cast.coach.person,
        "seat": seat(cast.file, cast.coach),
        "file": pdf(),
        **extra,
    }
    return on_paper.record_with_file(JointDecision.objects.get(pk=decision.pk), **values)


# --- proposing and turning --------------------------------------------------------------------------------


def test_the_proposers_own_key_turns_at_once(cast: SimpleNamespace) -> None:
    decision = propose(cast)
    assert decision.state == DecisionState.OPEN
    assert verdicts(decision) == {"municipality": "", "initiative": "accept"}


def test_a_coachs_proposal_turns_no_key(cast: SimpleNamespace) -> None:
    assert verdicts(propose(cast, cast.coach)) == {"municipality": "", "initiative": ""}


def test_the_last_key_enters_the_phase_once(cast: SimpleNamespace) -> None:
    decision = turn(cast, propose(cast), cast.official)
    cast.file.refresh_from_db()
    assert decision.state == DecisionState.ACCEPTED
    assert cast.file.phase == Phase.ELABORATION
    assert cast.file.periods.filter(phase=Phase.ELABORATION).count() == 1
    assert cast.file.periods.get(leading=True, ends_on=None).decision_id == decision.pk
    assert kinds(cast.file)[-3:] == [EventKind.KEY_TURNED, EventKind.PHASE_ENTERED, EventKind.DECISION_CLOSED]


def test_the_effect_and_the_last_key_stand_or_fall_together(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = propose(cast)

    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the power fails")

    monkeypatch.setattr(decisions, "_close", broken)
    with pytest.raises(RuntimeError):
        turn(cast, decision, cast.official)
    cast.file.refresh_from_db()
    assert cast.file.phase == Phase.STARTUP
    assert verdicts(decision)["municipality"] == ""
    assert cast.file.periods.count() == 1
    assert not list(timeline.broken_links(cast.file))


def test_the_second_press_on_the_last_key_changes_nothing(cast: SimpleNamespace) -> None:
    decision = propose(cast)
    turn(cast, decision, cast.official)
    with pytest.raises(DomainError):
        turn(cast, decision, cast.official)
    assert cast.file.periods.count() == 2


def test_a_second_press_on_the_same_open_key_is_refused(cast: SimpleNamespace) -> None:
    decision = propose(cast)
    with pytest.raises(DomainError):
        turn(cast, decision, cast.chair)
    assert kinds(cast.file).count(EventKind.KEY_TURNED) == 1


def test_one_person_never_turns_two_keys(cast: SimpleNamespace) -> None:
    decision = propose(cast)
    with pytest.raises(DomainError):
        decisions.turn_key(
            decision, seat=seat(cast.file, cast.official), by=cast.chair.person, verdict=KeyVerdict.ACCEPT
        )
    theirs = decision.keys.filter(participation__side="municipality")
    with pytest.raises(IntegrityError), transaction.atomic():
        theirs.update(verdict=KeyVerdict.ACCEPT, by=cast.chair.person)


def test_only_one_step_lies_open_at_a_time(cast: SimpleNamespace) -> None:
    propose(cast)
    with pytest.raises(DomainError, match="ligt al een voorstel"):
        propose(cast, cast.official, to=Phase.OPERATION)


def test_open_goals_ask_for_a_reason(cast: SimpleNamespace) -> None:
    with pytest.raises(DomainError) as refusal:
        propose(cast, reason="  ")
    assert refusal.value.field == "reason"
    assert not cast.file.decisions.exists()


def test_a_step_back_needs_a_reason_and_is_possible(cast: SimpleNamespace) -> None:
    turn(cast, propose(cast, to=Phase.DEVELOPMENT), cast.official)
    cast.file.refresh_from_db()
    cast.file.plan_items.filter(phase=Phase.DEVELOPMENT).update(state="skipped", skip_reason="Niet nodig.")
    with pytest.raises(DomainError):
        propose(cast, to=Phase.STARTUP, reason="")
    turn(cast, propose(cast, to=Phase.STARTUP), cast.official)
    cast.file.refresh_from_db()
    assert cast.file.phase == Phase.STARTUP
    assert cast.file.periods.filter(phase=Phase.STARTUP).count() == 2


def test_a_step_to_the_phase_of_now_is_refused(cast: SimpleNamespace) -> None:
    with pytest.raises(DomainError) as refusal:
        propose(cast, to=Phase.STARTUP)
    assert refusal.value.field == "to"


def test_giving_back_needs_a_reason_and_closes_the_step(cast: SimpleNamespace) -> None:
    decision = propose(cast)
    with pytest.raises(DomainError) as refusal:
        turn(cast, decision, cast.official, KeyVerdict.RETURN, "   ")
    assert refusal.value.field == "remark"
    closed = turn(cast, decision, cast.official, KeyVerdict.RETURN, "Mooi bereik. Spreek ook huurders.")
    cast.file.refresh_from_db()
    assert closed.state == DecisionState.RETURNED
    assert cast.file.phase == Phase.STARTUP
    assert propose(cast).state == DecisionState.OPEN


def test_who_proposed_can_withdraw_and_nobody_else(cast: SimpleNamespace) -> None:
    decision = propose(cast)
    with pytest.raises(DomainError):
        decisions.withdraw(decision, by=cast.official.person, seat=seat(cast.file, cast.official))
    decisions.withdraw(decision, by=cast.member.person, seat=seat(cast.file, cast.member))
    decision.refresh_from_db()
    assert decision.state == DecisionState.WITHDRAWN
    with pytest.raises(DomainError):
        turn(cast, decision, cast.official)


# --- on paper ---------------------------------------------------------------------------------------------


def test_a_decision_on_paper_names_who_decided_who_recorded_and_the_proof(cast: SimpleNamespace) -> None:
    decision, day = propose(cast), timezone.localdate() - timedelta(days=3)
    JointDecision.objects.filter(pk=decision.pk).update(created_at=timezone.now() - timedelta(days=4))
    decision = recorded(cast, decision, decided_on=day)
    key = decision.keys.get(participation__side="municipality")
    assert decision.state == DecisionState.ACCEPTED
    assert (key.by, key.by_name, key.recorded_by) == (None, "Het college", cast.coach.person)
    assert key.evidence.name == "besluit.pdf"
    assert timezone.localdate(key.at) == day
    event = cast.file.events.filter(kind=EventKind.KEY_TURNED).first()
    assert event.on_behalf_of == cast.municipality.organisation
    assert event.actor_organisation == cast.support


def test_without_proof_nothing_is_recorded(cast: SimpleNamespace) -> None:
    decision = propose(cast)
    with pytest.raises(DomainError) as refusal:
        recorded(cast, decision, file=SimpleUploadedFile("besluit.pdf", b""))
    assert refusal.value.field == "file"
    with pytest.raises(IntegrityError), transaction.atomic():
        decision.keys.filter(verdict="").update(on_paper=True, recorded_by=cast.coach.person)
    assert verdicts(decision)["municipality"] == ""
    assert not cast.file.uploads.exists()


def test_nobody_records_for_her_own_side(cast: SimpleNamespace) -> None:
    decision = propose(cast, cast.coach)
    with pytest.raises(DomainError):
        recorded(cast, decision, seat=seat(cast.file, cast.official), by=cast.official.person)


@pytest.mark.parametrize(("days", "words"), [(1, "moet nog komen"), (-1, "Kies die dag of een latere")])
def test_a_decision_falls_between_its_proposal_and_today(
    cast: SimpleNamespace, days: int, words: str
) -> None:
    with pytest.raises(DomainError, match=words) as refusal:
        recorded(cast, propose(cast), decided_on=timezone.localdate() + timedelta(days=days))
    assert refusal.value.field == "decided_on"


def test_a_party_contests_what_was_recorded_in_its_name_and_both_stay(cast: SimpleNamespace) -> None:
    decision = recorded(cast, propose(cast))
    key = decision.keys.get(participation__side="municipality")
    with pytest.raises(DomainError):
        on_paper.contest(key, remark=" ", by=cast.official.person)
    on_paper.contest(key, remark="Het college besloot dit niet.", by=cast.official.person)
    key.refresh_from_db()
    assert (key.verdict, key.by_name) == (KeyVerdict.ACCEPT, "Het college")
    assert key.contest_remark == "Het college besloot dit niet."
    with pytest.raises(DomainError):
        on_paper.contest(key, remark="Nog eens.", by=cast.official.person)


def test_an_own_key_cannot_be_contested(cast: SimpleNamespace) -> None:
    key = propose(cast).keys.get(participation__side="initiative")
    with pytest.raises(DomainError):
        on_paper.contest(key, remark="Toch niet.", by=cast.chair.person)


# --- pausing and ending ------------------------------------------------------------------------------------


def act(cast: SimpleNamespace, verb: str, who: Any, **extra: Any) -> JointDecision:
    values = {"reason": "De subsidie is nog niet rond.", **extra}
    return getattr(decisions, verb)(cast.file, by=who.person, seat=seat(cast.file, who), **values)


def test_one_side_pauses_and_the_other_can_go_on(cast: SimpleNamespace) -> None:
    assert act(cast, "pause", cast.chair).state == DecisionState.ACCEPTED
    cast.file.refresh_from_db()
    assert cast.file.status == Status.PAUSED
    with pytest.raises(DomainError):
        act(cast, "pause", cast.official)
    act(cast, "resume", cast.official)
    cast.file.refresh_from_db()
    assert cast.file.status == Status.ACTIVE


def test_leaving_without_a_word_is_refused(cast: SimpleNamespace) -> None:
    with pytest.raises(DomainError):
        act(cast, "end", cast.chair, end_kind=EndKind.INITIATIVE_STOPS, reason=" ")
    cast.file.refresh_from_db()
    assert cast.file.status == Status.ACTIVE


def test_while_paused_no_phase_is_entered(cast: SimpleNamespace) -> None:
    decision = propose(cast)
    act(cast, "pause", cast.chair)
    with pytest.raises(DomainError, match="gepauzeerd"):
        turn(cast, decision, cast.official)
    assert verdicts(decision)["municipality"] == ""


def test_ending_closes_what_lies_open_and_every_period(cast: SimpleNamespace) -> None:
    step = propose(cast)
    ended = act(cast, "end", cast.official, end_kind=EndKind.REACHED, thanks="Dank jullie wel.")
    step.refresh_from_db()
    cast.file.refresh_from_db()
    assert ended.state == DecisionState.ACCEPTED
    assert step.state == DecisionState.WITHDRAWN
    assert (cast.file.status, cast.file.end_kind) == (Status.ENDED, EndKind.REACHED)
    assert not cast.file.periods.filter(ends_on=None).exists()
    assert ended.keys.get(participation__side="municipality").remark == "Dank jullie wel."
    with pytest.raises(DomainError):
        act(cast, "end", cast.chair, end_kind=EndKind.REACHED)


def test_the_other_side_adds_its_own_reading_once(cast: SimpleNamespace) -> None:
    decision = act(cast, "end", cast.official, end_kind=EndKind.MUNICIPALITY_STOPS)
    own = {"seat": seat(cast.file, cast.chair), "by": cast.chair.person}
    with pytest.raises(DomainError):
        review.add_reading(decision, remark=" ", **own)
    review.add_reading(decision, remark="Wij hadden graag doorgezet.", **own)
    with pytest.raises(DomainError):
        review.add_reading(decision, remark="Nog iets.", **own)
    key = decision.keys.get(participation__side="initiative")
    assert (key.verdict, key.remark) == ("", "Wij hadden graag doorgezet.")


def test_what_people_wrote_is_not_in_the_chain(cast: SimpleNamespace) -> None:
    recorded(cast, propose(cast), remark="Met een woord van dank.")
    notes.log_contact(
        cast.file,
        on=timezone.localdate(),
        channel="talk",
        summary="Koffie",
        circle="own",
        by=cast.chair.person,
        seat=seat(cast.file, cast.chair),
    )
    told = str(list(cast.file.events.values_list("payload", "subject")))
    for words in (REASON, "Het college", "dank", "Koffie", "besluit.pdf"):
        assert words not in told
    assert not list(timeline.broken_links(cast.file))
