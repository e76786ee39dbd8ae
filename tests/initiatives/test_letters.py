"""Who gets a mail when something happens, and does it reach her once?"""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from contacts.actions import erase_person
from contacts.models import Access, Function, FunctionKind, Person
from initiatives.actions import decisions, on_paper
from initiatives.actions.principles import tell_changed_principles
from initiatives.mail import post
from initiatives.models import Assignment, Collaboration, JointDecision, Letter
from initiatives.terms import EndKind, EventKind, KeyVerdict, Phase, Role
from municipalities import statements
from municipalities.models import Subject
from tests import factories

REASON = "Onze penningmeester is ziek geweest."


def propose(cast: SimpleNamespace, who: Function, *, own_key: bool) -> JointDecision:
    return decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason=REASON,
        by=who.person,
        seat=factories.seat(cast.file, who),
        own_key=own_key,
    )


def give_role(cast: SimpleNamespace, function: Function) -> None:
    Assignment.objects.create(
        participation=factories.seat(cast.file, function),
        function=function,
        role=Role.CONTACT,
        starts_on=timezone.localdate(),
    )


def told() -> list[str]:
    """Sends what lies ready, and gives the first names it went to."""
    mail.outbox.clear()
    post.send_waiting()
    people = {person.email: person.first_name for person in Person.objects.exclude(email="")}
    return sorted(people[message.to[0]] for message in mail.outbox)


def test_whose_key_is_asked_for_gets_a_mail_that_leads_to_the_proposal(cast: SimpleNamespace) -> None:
    step = propose(cast, cast.chair, own_key=True)
    assert told() == ["Ruben"]
    (message,) = mail.outbox
    assert message.subject == "Zeebuurt Warm: De fasestap naar Uitwerken voorgesteld"
    assert f"/besluiten/{step.uuid}/" in message.body


def test_a_mail_never_holds_what_somebody_wrote(cast: SimpleNamespace) -> None:
    propose(cast, cast.chair, own_key=True)
    told()
    assert REASON not in mail.outbox[0].body + mail.outbox[0].subject


def test_a_proposal_of_the_coach_asks_both_sides(cast: SimpleNamespace) -> None:
    propose(cast, cast.coach, own_key=False)
    assert told() == ["Ruben", "Samira"]


def test_a_colleague_is_left_alone_when_somebody_else_has_this_file(cast: SimpleNamespace) -> None:
    factories.function(
        "Karin Kan", cast.municipality.organisation, access=Access.DECIDE, kind=FunctionKind.OFFICIAL
    )
    give_role(cast, cast.official)
    propose(cast, cast.chair, own_key=True)
    assert told() == ["Ruben"]


def test_who_proposed_hears_the_answer_and_who_gave_it_does_not(cast: SimpleNamespace) -> None:
    step = propose(cast, cast.coach, own_key=False)
    told()
    decisions.turn_key(
        step,
        seat=factories.seat(cast.file, cast.official),
        by=cast.official.person,
        verdict=KeyVerdict.RETURN,
        remark=REASON,
    )
    assert told() == ["Marit", "Samira"]
    assert "teruggegeven" in mail.outbox[0].subject


def answer(step: JointDecision, cast: SimpleNamespace, who: Function) -> None:
    decisions.turn_key(step, verdict=KeyVerdict.ACCEPT, remark="Mooi zo.", **factories.acting(cast.file, who))


def test_of_a_proposal_of_the_coach_both_sides_hear_each_yes_and_the_outcome_once(
    cast: SimpleNamespace,
) -> None:
    step = propose(cast, cast.coach, own_key=False)
    told()
    answer(step, cast, cast.official)
    assert told() == ["Marit", "Samira"]
    assert {m.subject for m in mail.outbox} == {"Zeebuurt Warm: Akkoord met de fasestap naar Uitwerken"}
    answer(step, cast, cast.chair)
    assert told() == ["Marit", "Ruben"]
    assert {m.subject for m in mail.outbox} == {"Zeebuurt Warm: De fasestap naar Uitwerken gaat door"}
    assert "Mooi zo." not in str([m.body for m in mail.outbox])


def test_what_is_withdrawn_asks_nobody_any_more_and_who_was_asked_hears_that(cast: SimpleNamespace) -> None:
    step = propose(cast, cast.chair, own_key=True)
    assert told() == ["Ruben"]
    decisions.withdraw(step, **factories.acting(cast.file, cast.member))
    assert told() == ["Ruben", "Samira"], "and so does who proposed, when a colleague withdraws it"
    assert "ingetrokken" in mail.outbox[0].subject


def test_what_one_side_decides_by_itself_is_told_once(cast: SimpleNamespace) -> None:
    propose(cast, cast.coach, own_key=False)
    told()
    ending = {"end_kind": EndKind.REACHED, "reason": REASON}
    decisions.end(cast.file, **ending, **factories.acting(cast.file, cast.official))
    assert told() == ["Samira"]
    assert "Stoppen gemeld" in mail.outbox[0].subject


def test_who_is_named_on_paper_hears_it_and_who_recorded_it_hears_that_it_was_not_so(
    cast: SimpleNamespace,
) -> None:
    step = propose(cast, cast.chair, own_key=True)
    told()
    on_paper.record_with_file(
        step,
        file=SimpleUploadedFile("besluit.pdf", b"%PDF-1.7 een besluit"),
        party=factories.seat(cast.file, cast.official),
        decided_by="Het college",
        decided_on=timezone.localdate(),
        verdict=KeyVerdict.ACCEPT,
        remark="",
        **factories.acting(cast.file, cast.coach),
    )
    assert told() == ["Ruben", "Ruben", "Samira"]
    assert {"op papier" in m.subject for m in mail.outbox if m.to == [cast.official.person.email]} == {
        True,
        False,
    }, "what was recorded for them, and that the step goes on"
    key = step.keys.get(on_paper=True)
    on_paper.contest(key, remark="Zo was het niet.", by=cast.official.person)
    assert told() == ["Marit", "Samira"]
    assert {m.subject for m in mail.outbox} == {
        "Zeebuurt Warm: Zo hebben wij niet besloten over de fasestap naar Uitwerken"
    }
    assert "Zo was het niet." not in str([m.body for m in mail.outbox])


def test_who_wants_no_mail_gets_none(cast: SimpleNamespace) -> None:
    Person.objects.filter(pk=cast.official.person_id).update(wants_mail=False)
    propose(cast, cast.chair, own_key=True)
    assert told() == []


def test_who_left_before_the_mail_went_out_gets_none(cast: SimpleNamespace) -> None:
    propose(cast, cast.chair, own_key=True)
    Function.objects.filter(pk=cast.official.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert told() == []


def test_who_is_erased_leaves_no_letter(cast: SimpleNamespace) -> None:
    propose(cast, cast.chair, own_key=True)
    erase_person(cast.official.person, by=None)
    assert not Letter.objects.exists()


def test_nobody_hears_twice(cast: SimpleNamespace) -> None:
    propose(cast, cast.chair, own_key=True)
    assert told() == ["Ruben"]
    assert told() == []


def test_two_at_work_send_one_mail(cast: SimpleNamespace) -> None:
    propose(cast, cast.chair, own_key=True)
    seen_by_both = Letter.objects.get()
    assert post._take(seen_by_both)
    assert not post._take(seen_by_both)


def test_a_mail_server_that_is_away_loses_nothing(cast: SimpleNamespace, settings: Any) -> None:
    propose(cast, cast.chair, own_key=True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    assert post.send_waiting() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert told() == []  # the next try is not due yet
    Letter.objects.update(next_try_at=timezone.now())
    assert told() == ["Ruben"]


def test_after_a_day_of_trying_a_letter_is_given_up(cast: SimpleNamespace) -> None:
    propose(cast, cast.chair, own_key=True)
    Letter.objects.update(tries=len(post.WAITS))
    assert told() == []
    assert Letter.objects.get().closed_at


@pytest.mark.parametrize("wants", [True, False])
def test_mail_is_switched_on_and_off_in_the_profile(cast: SimpleNamespace, client: Any, wants: bool) -> None:
    client.force_login(factories.user_of(cast.official))
    Person.objects.update(wants_mail=not wants)
    client.post("/profiel/", {"name": "Ruben Smit", "phone": "", **({"wants_mail": "on"} if wants else {})})
    assert Person.objects.get(pk=cast.official.person_id).wants_mail is wants


# --- what the gemeente holds to -----------------------------------------------------------------------------


LATER = timedelta(minutes=20)


def state(cast: SimpleNamespace, subject: Subject, text: str) -> None:
    statements.say(cast.municipality, subject, text, seen="", by=cast.official.person)


def tell_later() -> int:
    """As the clock does, once nobody is writing any more."""
    return tell_changed_principles(timezone.now() + LATER)


def test_changed_principles_are_told_once_to_the_initiatives_of_that_gemeente(cast: SimpleNamespace) -> None:
    state(cast, Subject.HEAT, "Eerst de oude wijken.")
    state(cast, Subject.MANDATE, "Tot duizend euro.")
    assert tell_changed_principles() == 0, "the gemeente may still be writing"
    assert tell_later() == 1, "the other file is of another gemeente"
    assert tell_later() == 0
    assert told() == ["Samira"]
    (message,) = mail.outbox
    assert "uitgangspunten: Warmte, Mandaat van onze mensen" in message.body
    assert f"/gemeenten/{cast.municipality.code}/" in message.body
    assert "Eerst de oude wijken." not in message.body
    event = cast.file.events.get(kind=EventKind.PRINCIPLES_CHANGED)
    assert event.payload == {"subjects": ["heat", "mandate"]}


def test_what_a_gemeente_offers_and_what_it_said_before_a_file_began_is_no_news(
    cast: SimpleNamespace,
) -> None:
    state(cast, Subject.MONEY, "Er is een fonds.")
    assert tell_later() == 0
    state(cast, Subject.HEAT, "Eerst de oude wijken.")
    Collaboration.objects.update(created_at=timezone.now() + timedelta(minutes=1))
    assert tell_later() == 0
