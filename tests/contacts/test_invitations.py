"""Invitations: for one address, once, for some days, and opening nothing that is somebody else's."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.actions import has_proven_address
from accounts.models import User
from contacts import actions
from contacts.models import Access, Function, FunctionKind, Invitation, Person
from samenspel.errors import DomainError
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "warme wijk zonder gas"


@pytest.fixture(autouse=True)
def lands_on_the_profile(settings: Any) -> None:
    settings.LOGIN_REDIRECT_URL = "accounts:profile"


@pytest.fixture
def chair(db: None) -> Function:
    return factories.function(
        "Samira Bakker", factories.organisation("Zeebuurt Warm"), access=Access.COORDINATE
    )


@pytest.fixture
def bram(chair: Function) -> Function:
    return actions.add_function(
        chair.organisation,
        name="Bram Bos",
        email="bram@example.org",
        kind=FunctionKind.VOLUNTEER,
        access=Access.READ,
        starts_on=timezone.localdate(),
        by=chair.person,
    )


def invited(function: Function, by: Function, email: str = "bram@example.org") -> str:
    return actions.invite(function, email, by=by.person)[1].removeprefix("http://127.0.0.1:8000")


def token_of(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[-1]


def test_opening_the_link_tells_who_invites_for_what_and_uses_nothing_up(
    bram: Function, chair: Function
) -> None:
    link = invited(bram, chair)
    for _ in range(3):
        page = Client().get(link)
        assert page.status_code == 200
    for words in ("Zeebuurt Warm", "Samira Bakker", "vrijwilliger", "bram@example.org"):
        assert words in page.content.decode()
    assert not User.objects.filter(email="bram@example.org").exists()


def test_accepting_makes_the_account_links_the_function_and_signs_in(bram: Function, chair: Function) -> None:
    client = Client()
    answer = client.post(invited(bram, chair), {"password": ""})
    assert answer.url == "/profiel/"
    user = User.objects.get(email="bram@example.org")
    assert Person.objects.get(user=user) == bram.person
    assert not user.has_usable_password()
    assert client.get(f"/organisaties/{bram.organisation.uuid}/").status_code == 200


def test_a_password_may_be_chosen_and_must_be_long_enough(bram: Function, chair: Function) -> None:
    link = invited(bram, chair)
    refused = Client().post(link, {"password": "kort"})
    assert refused.status_code == 422
    assert not User.objects.filter(email="bram@example.org").exists()
    Client().post(link, {"password": PASSWORD})
    assert User.objects.get(email="bram@example.org").check_password(PASSWORD)


def test_the_database_keeps_no_token(bram: Function, chair: Function) -> None:
    token = token_of(invited(bram, chair))
    assert len(token) >= 43
    invitation = Invitation.objects.get()
    assert invitation.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(list(Invitation.objects.values_list()))


def test_used_expired_withdrawn_replaced_and_made_up_links_give_one_page(
    chair: Function, bram: Function
) -> None:
    links = {"made up": "/uitnodiging/abc/"}
    links["replaced"] = invited(bram, chair)
    links["withdrawn"] = invited(bram, chair)
    actions.withdraw_invitation(Invitation.objects.open().get(), by=chair.person)
    links["expired"] = invited(bram, chair)
    Invitation.objects.open().update(expires_at=timezone.now() - timedelta(seconds=1))
    links["used"] = invited(bram, chair)
    Client().post(links["used"])
    pages = set()
    for link in links.values():
        for answer in (Client().get(link), Client().post(link, {"password": PASSWORD})):
            assert answer.status_code == 404
            pages.add(answer.content.decode().split("<main")[1].split("</main>")[0])
    assert len(pages) == 1
    assert "vraag je een nieuwe link" in pages.pop()
    assert User.objects.count() == 2


def test_an_invitation_ends_with_its_function(bram: Function, chair: Function) -> None:
    link = invited(bram, chair)
    actions.end_function(bram, timezone.localdate() - timedelta(days=1), by=chair.person)
    assert Client().get(link).status_code == 404


def test_a_link_for_an_address_that_has_an_account_opens_nothing_without_signing_in(chair: Function) -> None:
    eva = factories.function("Eva Elders", factories.organisation("Elders"))
    listed = actions.add_function(
        chair.organisation,
        name="E. Elders",
        email=eva.person.email,
        kind=FunctionKind.ADVISOR,
        access=Access.WORK,
        starts_on=timezone.localdate(),
        by=chair.person,
    )
    link = invited(listed, chair, eva.person.email)
    stranger = Client()
    assert f"/aanmelden/?next={link}" in stranger.get(link).content.decode()
    assert stranger.post(link, {"password": PASSWORD}).status_code == 403
    assert stranger.get("/profiel/").status_code == 302
    assert not factories.user_of(eva).check_password(PASSWORD)


def test_the_owner_accepts_signed_in_and_stays_one_person(chair: Function) -> None:
    eva = factories.function("Eva Elders", factories.organisation("Elders"))
    listed = actions.add_function(
        chair.organisation,
        name="E. Elders",
        email=eva.person.email,
        kind=FunctionKind.ADVISOR,
        access=Access.WORK,
        starts_on=timezone.localdate(),
        by=chair.person,
    )
    double = listed.person
    owner = Client()
    owner.force_login(factories.user_of(eva))
    assert owner.post(invited(listed, chair, eva.person.email)).url == "/profiel/"
    listed.refresh_from_db()
    assert listed.person == eva.person
    assert not Person.objects.filter(pk=double.pk).exists()
    assert owner.get(f"/organisaties/{chair.organisation.uuid}/").status_code == 200


def test_who_is_signed_in_with_another_address_must_sign_out_first(bram: Function, chair: Function) -> None:
    other = factories.function("Otto Ander", factories.organisation("Elders"))
    client = Client()
    client.force_login(factories.user_of(other))
    link = invited(bram, chair)
    assert "Meld je eerst af" in client.get(link).content.decode()
    assert client.post(link).status_code == 403
    bram.refresh_from_db()
    assert bram.person.user is None


def test_a_closed_account_cannot_come_back_through_an_invitation(bram: Function, chair: Function) -> None:
    User.objects.create_user("bram@example.org", is_active=False)
    answer = Client().post(invited(bram, chair))
    assert answer.status_code == 422
    assert "Vraag de beheerder" in answer.content.decode()


def test_the_mailed_link_proves_the_address_and_the_copied_one_does_not(
    chair: Function, bram: Function
) -> None:
    client = Client()
    client.force_login(factories.user_of(chair))
    address = f"/organisaties/{chair.organisation.uuid}/functies/{bram.uuid}/uitnodigen/"
    page = client.post(address, {"email": "bram@example.org"}).content.decode()
    body = mail.outbox[0].body
    mailed = next(line for line in body.splitlines() if line.startswith("http"))
    copied = mailed.partition("?")[0]
    assert copied in page
    assert mailed not in page
    form = Client().get(mailed.removeprefix("http://127.0.0.1:8000")).content.decode()
    proof = mailed.partition("?post=")[2]
    assert f'value="{proof}"' in form
    Client().post(copied.removeprefix("http://127.0.0.1:8000"), {"post": proof})
    assert has_proven_address(User.objects.get(email="bram@example.org"))


@pytest.mark.parametrize("proof", ["", "0" * 32, "é"])
def test_a_made_up_proof_proves_nothing(bram: Function, chair: Function, proof: str) -> None:
    Client().post(invited(bram, chair), {"post": proof, "password": PASSWORD})
    assert not has_proven_address(User.objects.get(email="bram@example.org"))


def test_the_mail_is_plain_and_says_that_nothing_needs_to_be_done(bram: Function, chair: Function) -> None:
    client = Client()
    client.force_login(factories.user_of(chair))
    client.post(
        f"/organisaties/{chair.organisation.uuid}/functies/{bram.uuid}/uitnodigen/",
        {"email": "bram@example.org"},
    )
    assert mail.outbox[0].subject == "Samira Bakker nodigt je uit bij Zeebuurt Warm"
    assert mail.outbox[0].to == ["bram@example.org"]
    assert "Niet verwacht? Dan hoef je niets te doen." in mail.outbox[0].body


def test_no_invitation_without_access_or_to_who_has_an_account(chair: Function, bram: Function) -> None:
    with pytest.raises(DomainError, match="al een account"):
        actions.invite(chair, "samira@example.org", by=chair.person)
    actions.change_access(bram, Access.NONE, by=chair.person)
    with pytest.raises(DomainError, match="geen toegang"):
        actions.invite(bram, "bram@example.org", by=chair.person)


def test_one_person_sends_a_limited_number_of_invitations_an_hour(bram: Function, chair: Function) -> None:
    for _ in range(50):
        actions.invite(bram, "bram@example.org", by=chair.person)
    with pytest.raises(DomainError, match="over een uur"):
        actions.invite(bram, "bram@example.org", by=chair.person)


@pytest.mark.parametrize("token", ["%00", "a" * 4000, "..%2F..", "é", "<script>"])
def test_strange_tokens_give_the_friendly_page_or_nothing(token: str, db: None) -> None:
    assert Client().get(f"/uitnodiging/{token}/").status_code == 404
