"""Is what one page sends done once, also with a second tap, and is whoever tapped twice led to what she made?"""

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contacts.invitations import invite
from contacts.models import Access, Function, Invitation, Person
from initiatives.models import ContactMoment, Evidence
from samenspel import once
from samenspel.access import signed_in as marked
from samenspel.models import Sending
from tests import deeds, factories
from tests.agreements import signing_table as at
from tests.initiatives.test_keys_property import at_once
from tests.initiatives.test_review import goal, step
from tests.pages import ONE_PAGE, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = timezone.localdate


def words(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def sent_twice(who: Any, address: str, answers: dict[str, Any]) -> list[HttpResponse]:
    browser = signed_in(who)
    sent = []
    for _tap in range(2):
        for file in answers.values():
            if hasattr(file, "seek"):
                file.seek(0)
        sent.append(browser.post(address, answers | ONE_PAGE))
    return sent


# --- each thing that can be made ----------------------------------------------------------------------------


@pytest.mark.parametrize("deed", deeds.DEEDS.values(), ids=deeds.DEEDS.keys())
def test_a_second_tap_makes_nothing_more_and_leads_to_what_the_first_made(
    cast: SimpleNamespace, deed: Callable[[SimpleNamespace], deeds.Deed]
) -> None:
    made = deed(cast)
    before = made.rows.objects.count()
    first, second = sent_twice(made.who, made.address, made.answers)
    assert first.status_code == second.status_code == 302, words(first)
    assert second["Location"] == first["Location"]
    assert made.rows.objects.count() == before + 1


def test_a_second_tap_on_an_invitation_mails_once_and_leads_to_where_it_stands(cast: SimpleNamespace) -> None:
    made = deeds.invitation(cast)
    first, second = sent_twice(made.who, made.address, made.answers)
    assert "/uitnodiging/" in words(first), "the link is shown once"
    assert second["Location"] == reverse("initiatives:people", args=[cast.file.uuid])
    assert len(mail.outbox) == Invitation.objects.open().count() == 1


def test_who_takes_an_invitation_twice_is_in(cast: SimpleNamespace, client: Client) -> None:
    own = factories.seat(cast.file, cast.chair).organisation
    listed = Person.objects.create(name="Gerda Gast")
    place = Function.objects.create(
        person=listed, organisation=own, kind="other", access=Access.WORK, starts_on=TODAY()
    )
    link = invite(place, "gerda@example.org", by=cast.chair.person)[1].removeprefix(settings.SITE_URL)
    said = {"password": "een lange zin met woorden"} | ONE_PAGE
    first, second = (browser.post(link, said) for browser in (client, Client()))
    assert second["Location"] == first["Location"], "the tap came before the browser knew who she is"
    for look in (client.get, client.post):
        assert look(link)["Location"] == first["Location"]
    assert Client().get(link).status_code == 404


def test_the_last_key_and_what_closes_behind_her_are_answered_with_how_it_stands(
    cast: SimpleNamespace,
) -> None:
    decision = step(cast)
    page = reverse("initiatives:decision", args=[decision.uuid])
    turning = reverse("initiatives:key-turn", args=[decision.uuid])
    _first, second = sent_twice(cast.official, turning, {"verdict": "accept"})
    assert second["Location"] == page
    ending = reverse("initiatives:end", args=[cast.file.uuid])
    said = {"end_kind": "initiative_stops", "reason": "Wij stoppen.", "zeker": "1"}
    for answer in sent_twice(cast.chair, ending, said):
        assert answer.status_code == 302
    shown = signed_in(cast.official)
    shown.post(turning, {"verdict": "accept"} | ONE_PAGE)
    assert "Dit had je al verstuurd. Het telt één keer." in words(shown.get(page))


def test_two_taps_at_the_same_moment_make_one(transactional_db: None) -> None:
    cast = factories.make_cast()
    made = deeds.contact(cast)
    browsers = [signed_in(made.who) for _tap in range(3)]
    sent = at_once(*(partial(browser.post, made.address, made.answers | ONE_PAGE) for browser in browsers))
    assert {(answer.status_code, answer["Location"]) for answer in sent} == {(302, made.address)}
    assert ContactMoment.objects.count() == 1


# --- what is no second tap ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "other",
    [
        {"csrfmiddlewaretoken": "van een andere bladzijde"},
        {"title": "Een ander verslag"},
        {"file": at.scan("een ander blad")},
    ],
)
def test_another_page_other_words_and_another_file_are_something_else(
    cast: SimpleNamespace, other: dict[str, Any]
) -> None:
    made = deeds.evidence(cast)
    browser = signed_in(made.who)
    for said in (made.answers | ONE_PAGE, {**made.answers, "file": at.scan(), **ONE_PAGE, **other}):
        assert browser.post(made.address, said).status_code == 302
    assert Evidence.objects.count() == 2


def test_what_was_refused_is_sent_again_and_counts_then(cast: SimpleNamespace) -> None:
    decision = step(cast)
    turning = reverse("initiatives:key-turn", args=[decision.uuid])
    for answer in sent_twice(cast.official, turning, {"verdict": "return", "remark": ""}):
        assert answer.status_code == 422
    assert not Sending.objects.exists()
    refused = reverse("initiatives:item-move", args=[goal(cast).uuid])
    for answer in sent_twice(cast.member, refused, {"hoger": goal(cast).revision}):
        assert answer.status_code == 302, "it is the first already, and that is said on the page"
    assert not Sending.objects.exists()


def test_somebody_else_with_the_same_page_is_somebody_else(cast: SimpleNamespace) -> None:
    made = deeds.contact(cast)
    for who in (cast.chair, cast.member):
        signed_in(who).post(made.address, made.answers | ONE_PAGE)
    assert ContactMoment.objects.count() == 2


def test_every_page_has_a_token_of_its_own(cast: SimpleNamespace) -> None:
    chair, address = signed_in(cast.chair), deeds.contact(cast).address
    first, second = (str(chair.get(address).context["csrf_token"]) for _look in range(2))
    assert first != second


def test_a_deed_that_fails_halfway_is_not_remembered(cast: SimpleNamespace, rf: Any) -> None:
    @marked
    def breaks(request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    request = rf.post("/", ONE_PAGE)
    request.user = cast.chair.person.user
    with pytest.raises(ZeroDivisionError):
        breaks(request)
    assert not Sending.objects.exists()


def test_after_two_weeks_nothing_of_it_is_kept(cast: SimpleNamespace) -> None:
    made = deeds.contact(cast)
    signed_in(made.who).post(made.address, made.answers | ONE_PAGE)
    once.forget_old()
    assert Sending.objects.count() == 1
    Sending.objects.update(at=timezone.now() - once.REMEMBERED)
    once.forget_old()
    assert not Sending.objects.exists()
