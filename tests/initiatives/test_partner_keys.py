"""Does a partner who is named in a proposal decide along, and see nothing else of the file?"""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from contacts.models import Access, Side
from initiatives.actions import decisions, on_paper, parts, people, review
from initiatives.course.looking_back import course_context
from initiatives.listing import turns
from initiatives.mail import post
from initiatives.models import DecisionKey, JointDecision, PhasePeriod
from initiatives.terms import DecisionState, KeyVerdict, Phase
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(cast: SimpleNamespace) -> Any:
    """Els decides at Woonstee, which takes part as a partner; Bo reads along there."""
    seat = people.add_partner(
        cast.file,
        name="Woonstee",
        short_name="",
        place="",
        by=cast.coach.person,
        seat=factories.seat(cast.file, cast.coach),
    )
    els = factories.function("Els de Groot", seat.organisation, access=Access.DECIDE)
    bo = factories.function("Bo Lezer", seat.organisation, access=Access.READ)
    return SimpleNamespace(seat=seat, els=els, bo=bo)


@pytest.fixture
def step(cast: SimpleNamespace, partner: Any) -> JointDecision:
    return decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Wij zijn zo ver.",
        partners=[partner.seat],
        own_key=True,
        **factories.acting(cast.file, cast.chair),
    )


def key_of(step: JointDecision) -> DecisionKey:
    return step.keys.get(participation__side=Side.PARTNER)


def page_of(step: JointDecision) -> str:
    return reverse("initiatives:partner-key", args=[key_of(step).uuid])


def test_a_partner_gets_a_key_only_when_it_is_named(cast: SimpleNamespace, partner: Any) -> None:
    step = decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Klaar.",
        own_key=False,
        **factories.acting(cast.file, cast.coach),
    )
    assert {key.participation.side for key in step.keys.all()} == {Side.MUNICIPALITY, Side.INITIATIVE}
    assert signed_in(partner.els).get(reverse("initiatives:decision", args=[step.uuid])).status_code == 404


def test_of_two_partners_the_list_waits_for_the_one_that_said_nothing_yet(
    cast: SimpleNamespace, partner: Any
) -> None:
    acting = factories.acting(cast.file, cast.chair)
    other = people.add_partner(cast.file, name="Net Oost", short_name="", place="", **acting)
    piet = factories.function("Piet Draad", other.organisation, access=Access.DECIDE)
    step = decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Klaar.",
        partners=[partner.seat, other],
        own_key=True,
        **acting,
    )
    parts.propose_part_step(
        cast.file, part="Dorpsstraat", to=Phase.STARTUP, reason="Begin.", own_key=True, **acting
    )
    for who, seat in ((cast.official, factories.seat(cast.file, cast.official)), (piet, other)):
        decisions.turn_key(step, verdict=KeyVerdict.ACCEPT, by=who.person, seat=seat)
    decision = turns.open_decisions([cast.file.pk])[cast.file.pk]
    assert (decision.text, decision.waits_for) == ("Fasestap naar Uitwerken", (Side.PARTNER,))
    assert decision.waiting == {partner.seat.organisation_id}
    municipality = factories.seat(cast.file, cast.official).organisation_id
    turn = turns.turns([cast.file], {cast.file.pk: decision}, [municipality])[cast.file.pk]
    assert (turn.what, turn.mine) == ("Dorpsstraat naar Opstarten", True), "the part waits for them"


def test_the_step_waits_for_the_partner_and_counts_when_it_says_yes(
    cast: SimpleNamespace, partner: Any, step: JointDecision
) -> None:
    decisions.turn_key(step, verdict=KeyVerdict.ACCEPT, **factories.acting(cast.file, cast.official))
    step.refresh_from_db()
    assert step.state == DecisionState.OPEN
    els = signed_in(partner.els)
    page = els.get(page_of(step)).content.decode()
    assert "Wij zijn zo ver." in page
    assert "Stap naar Uitwerken" in page
    assert els.post(page_of(step), {"verdict": "accept"}).status_code == 302
    cast.file.refresh_from_db()
    assert cast.file.phase == Phase.ELABORATION
    assert els.post(page_of(step), {"verdict": "accept"}).status_code == 422, "pressed twice"


def test_a_partner_gives_back_with_a_reason_that_both_sides_read(
    cast: SimpleNamespace, partner: Any, step: JointDecision
) -> None:
    els = signed_in(partner.els)
    refused = els.post(page_of(step), {"verdict": "return", "remark": ""})
    assert refused.status_code == 422
    assert "Schrijf op wat er nodig is." in refused.content.decode()
    els.post(page_of(step), {"verdict": "return", "remark": "Eerst onze huurders horen."})
    step.refresh_from_db()
    assert step.state == DecisionState.RETURNED
    for who in (cast.official, cast.chair, cast.coach):
        seen = signed_in(who).get(reverse("initiatives:decision", args=[step.uuid])).content.decode()
        assert "Eerst onze huurders horen." in seen


def test_a_reader_at_the_partner_reads_and_does_not_decide(partner: Any, step: JointDecision) -> None:
    bo = signed_in(partner.bo)
    assert "Wij zijn akkoord" not in bo.get(page_of(step)).content.decode()
    assert bo.post(page_of(step), {"verdict": "accept"}).status_code == 403


@pytest.mark.parametrize("who", ["official", "chair", "coach", "outsider", "elsewhere"])
def test_nobody_else_opens_the_page_of_the_partner(
    cast: SimpleNamespace, step: JointDecision, who: str
) -> None:
    assert signed_in(getattr(cast, who)).get(page_of(step)).status_code == 404


def test_who_no_longer_takes_part_no_longer_reads_it(partner: Any, step: JointDecision) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    type(partner.seat).objects.filter(pk=partner.seat.pk).update(starts_on=yesterday, ends_on=yesterday)
    assert signed_in(partner.els).get(page_of(step)).status_code == 404


def test_the_partner_finds_it_at_my_work_and_in_a_mail_that_leads_there_and_hears_that_it_is_withdrawn(
    cast: SimpleNamespace, partner: Any, step: JointDecision
) -> None:
    start = signed_in(partner.els).get(reverse("insights:my-work")).content.decode()
    assert page_of(step) in start
    assert "Jullie zijn aan zet" in start
    post.send_waiting()
    mine = [letter for letter in mail.outbox if letter.to == [partner.els.person.email]]
    assert len(mine) == 1
    assert page_of(step) in mine[0].body
    assert "Wij zijn zo ver." not in mine[0].body
    decisions.withdraw(step, **factories.acting(cast.file, cast.chair))
    mail.outbox.clear()
    post.send_waiting()
    gone = [letter for letter in mail.outbox if letter.to == [partner.els.person.email]]
    assert ["ingetrokken" in letter.subject and page_of(step) in letter.body for letter in gone] == [True]


def test_the_proposal_form_offers_partners_only_where_there_are_some(
    cast: SimpleNamespace, partner: Any
) -> None:
    address = reverse("initiatives:phase-step-propose", args=[cast.file.uuid])
    chair = signed_in(cast.chair)
    assert "Welke partner beslist mee?" in chair.get(address).content.decode()
    sent = {"to": "elaboration", "result": "none", "reason": "Klaar.", "partners": [str(partner.seat.uuid)]}
    assert chair.post(address, sent).status_code == 302
    assert JointDecision.objects.get().keys.filter(participation=partner.seat).exists()


# --- asking, and saying that it was not so ----------------------------------------------------------------


def test_a_partner_asks_something_and_reads_and_hears_the_answer_and_no_question_of_others(
    cast: SimpleNamespace, partner: Any, step: JointDecision
) -> None:
    review.ask(
        step, text="Zijn de kosten van de gemeente rond?", **factories.acting(cast.file, cast.official)
    )
    els, ask = signed_in(partner.els), reverse("initiatives:partner-key-ask", args=[key_of(step).uuid])
    refused = els.post(ask, {"text": ""})
    assert (refused.status_code, "Stel een vraag" in refused.content.decode()) == (422, True)
    els.post(ask, {"text": "Hoeveel huurders doen mee?"})
    question = step.notes.get(participation=partner.seat)
    assert question.item is None
    work = signed_in(cast.official).get(reverse("insights:my-work")).content.decode()
    assert "Hoeveel huurders doen mee?" in work
    review.answer(question, text="Ongeveer de helft.", **factories.acting(cast.file, cast.chair))
    page = els.get(page_of(step)).content.decode()
    assert "Ongeveer de helft." in page
    assert "Zijn de kosten" not in page
    post.send_waiting()
    heard = [letter for letter in mail.outbox if letter.to == [partner.els.person.email]]
    assert ["Antwoord gegeven" in letter.subject for letter in heard] == [False, True]
    assert page_of(step) in heard[1].body


def test_a_partner_contests_what_was_recorded_for_it_and_opens_the_proof(
    cast: SimpleNamespace, partner: Any, step: JointDecision
) -> None:
    on_paper.record_with_file(
        step,
        file=SimpleUploadedFile("brief.pdf", b"%PDF-1.7 brief"),
        party=partner.seat,
        decided_by="De directie",
        decided_on=timezone.localdate(),
        verdict=KeyVerdict.ACCEPT,
        remark="Akkoord.",
        **factories.acting(cast.file, cast.coach),
    )
    els, key = signed_in(partner.els), key_of(step)
    contest = reverse("initiatives:partner-key-contest", args=[key.uuid])
    page = els.get(page_of(step)).content.decode()
    assert contest in page
    proof = els.get(reverse("initiatives:partner-key-proof", args=[key.uuid]))
    assert b"".join(proof.streaming_content) == b"%PDF-1.7 brief"
    assert els.get(reverse("initiatives:upload", args=[key.evidence.uuid])).status_code == 404
    assert els.post(contest, {"remark": " "}).status_code == 422
    assert els.post(contest, {"remark": "Wij zeiden: eerst rekenen."}).status_code == 302
    again = els.post(contest, {"remark": "Nog eens."})
    assert (again.status_code, "Hier is al op gereageerd." in again.content.decode()) == (422, True)
    seen = signed_in(cast.chair).get(reverse("initiatives:decision", args=[step.uuid])).content.decode()
    assert "Wij zeiden: eerst rekenen." in seen
    after = els.get(page_of(step)).content.decode()
    assert contest not in after
    assert "Wij zeiden: eerst rekenen." in after
    settle = reverse("initiatives:partner-contest-settle", args=[key.uuid])
    assert settle in after
    assert els.post(settle, {"remark": ""}).status_code == 422
    assert els.post(settle, {"remark": "Er is gerekend."}).status_code == 302
    after = els.get(page_of(step)).content.decode()
    assert settle not in after
    assert "Er is gerekend." in after


def test_a_reader_at_the_partner_and_other_people_neither_ask_nor_contest(
    cast: SimpleNamespace, partner: Any, step: JointDecision
) -> None:
    for name in ("partner-key-ask", "partner-key-contest"):
        address = reverse(f"initiatives:{name}", args=[key_of(step).uuid])
        assert signed_in(partner.bo).post(address, {"text": "?", "remark": "?"}).status_code == 403
        assert signed_in(cast.official).post(address, {"text": "?", "remark": "?"}).status_code == 404
    assert "Stel een vraag" not in signed_in(partner.bo).get(page_of(step)).content.decode()
    proof = reverse("initiatives:partner-key-proof", args=[key_of(step).uuid])
    assert signed_in(partner.els).get(proof).status_code == 404, "nothing was recorded"


def test_nothing_is_asked_of_a_proposal_that_is_closed(
    cast: SimpleNamespace, partner: Any, step: JointDecision
) -> None:
    decisions.withdraw(step, **factories.acting(cast.file, cast.chair))
    ask = reverse("initiatives:partner-key-ask", args=[key_of(step).uuid])
    assert ask not in signed_in(partner.els).get(page_of(step)).content.decode()
    late = signed_in(partner.els).post(ask, {"text": "Nog iets?"})
    assert (late.status_code, "Dit besluit is al gesloten." in late.content.decode()) == (422, True)


def test_the_words_of_a_partner_come_back_when_the_key_was_turned_or_taken_meanwhile(
    partner: Any, step: JointDecision
) -> None:
    words = "Eerst onze <huurders> horen.\r\nDaarna verder."
    els, said = (
        signed_in(partner.els),
        {"verdict": "return", "remark": words, "csrfmiddlewaretoken": "Geheim 1"},
    )
    key = key_of(step)
    decisions.turn_key(step, verdict=KeyVerdict.ACCEPT, by=partner.els.person, seat=partner.seat)
    late = els.post(page_of(step), said)
    page = late.content.decode()
    assert late.status_code == 422
    assert "Dit schreef je." in page
    assert "Eerst onze &lt;huurders&gt; horen." in page
    assert "Geheim 1" not in page

    bo = signed_in(partner.bo)
    part = bo.post(page_of(step), said, headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Retarget"]) == (422, "#inhoud"), "htmx shows it"
    refused = bo.post(page_of(step), said)
    assert refused.status_code == 403
    assert "Eerst onze &lt;huurders&gt; horen." in refused.content.decode()
    assert "andere rol" not in refused.content.decode()

    type(partner.seat).objects.filter(pk=partner.seat.pk).update(
        starts_on=timezone.localdate() - timedelta(days=2), ends_on=timezone.localdate() - timedelta(days=1)
    )
    gone = els.post(reverse("initiatives:partner-key", args=[key.uuid]), said)
    assert gone.status_code == 404
    assert "Eerst onze &lt;huurders&gt; horen." in gone.content.decode()
    assert "Wij zijn zo ver." not in gone.content.decode(), "nothing of the proposal"


@pytest.mark.parametrize("who", ["outsider", "elsewhere"])
def test_an_outsider_who_posts_gets_a_bare_404(cast: SimpleNamespace, step: JointDecision, who: str) -> None:
    refused = signed_in(getattr(cast, who)).post(page_of(step), {"verdict": "return", "remark": "Mag dit?"})
    assert refused.status_code == 404
    assert "Mag dit?" not in refused.content.decode()


def test_the_days_of_a_partner_count_in_the_pace_as_those_of_the_two_sides(
    cast: SimpleNamespace, step: JointDecision
) -> None:
    type(step).objects.filter(pk=step.pk).update(created_at=timezone.now() - timedelta(days=9))
    PhasePeriod.objects.filter(collaboration=cast.file).update(
        starts_on=timezone.localdate() - timedelta(days=30)
    )
    rows = course_context(cast.file, list(cast.file.periods.all()))["pace_rows"]
    assert [(row["side"], row["total"], row["lasts"]) for row in rows][-1] == (Side.PARTNER, "9 dagen", True)
