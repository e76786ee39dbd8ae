"""Who runs the instance: the administration pages and the commands for a first day."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from contacts.models import Access, Function, Invitation, Organisation, Person, Side
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db: None) -> Client:
    user = User.objects.create_user("beheer@example.org", is_administrator=True)
    Person.objects.create(name="Bea Beheer", email=user.email, user=user)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def samira(db: None) -> Function:
    return factories.function(
        "Samira Bakker", factories.organisation("Zeebuurt Warm"), access=Access.COORDINATE
    )


def run(command: str, /, *args: str, **options: Any) -> str:
    out = StringIO()
    call_command(command, *args, stdout=out, **options)
    return out.getvalue()


def test_the_administration_signs_in_where_everyone_does(db: None) -> None:
    assert Client().get("/beheer/", follow=True).redirect_chain[-1][0].startswith("/aanmelden/?next=")


def test_without_being_administrator_the_administration_is_closed(samira: Function) -> None:
    client = Client()
    client.force_login(factories.user_of(samira))
    assert client.get("/beheer/", follow=True).status_code == 403


@pytest.mark.parametrize("model", ["organisation", "person", "function", "invitation"])
def test_each_list_opens(administrator: Client, samira: Function, model: str) -> None:
    assert administrator.get(f"/beheer/contacts/{model}/").status_code == 200


def test_accounts_are_listed_and_made_nowhere(administrator: Client) -> None:
    assert administrator.get("/beheer/accounts/user/").status_code == 200
    assert administrator.get("/beheer/accounts/user/add/").status_code == 403


def test_the_administrator_cannot_write_functions_or_invitations(
    administrator: Client, samira: Function
) -> None:
    address = f"/beheer/contacts/function/{samira.pk}/change/"
    assert administrator.get(address).status_code == 200
    assert administrator.post(address, {"access": "none"}).status_code == 403
    assert administrator.get("/beheer/contacts/invitation/add/").status_code == 403


def test_the_rules_hold_for_the_administrator_too(administrator: Client, samira: Function) -> None:
    answers = {"action": "end_now", "_selected_action": samira.pk}
    page = administrator.post("/beheer/contacts/function/", answers, follow=True).content.decode()
    assert "Geef eerst iemand anders" in page
    samira.refresh_from_db()
    assert samira.ends_on is None


def test_closing_an_account_ends_its_sessions(administrator: Client, samira: Function) -> None:
    client = Client()
    client.force_login(factories.user_of(samira))
    administrator.post(f"/beheer/accounts/user/{samira.person.user_id}/change/", {"is_administrator": ""})
    assert client.get("/profiel/").status_code == 302


def test_erasing_goes_through_the_action(administrator: Client, samira: Function) -> None:
    administrator.post("/beheer/contacts/person/", {"action": "erase", "_selected_action": samira.person.pk})
    samira.person.refresh_from_db()
    assert samira.person.email == ""
    assert samira.person.erased_at


def test_a_first_day_needs_two_commands(db: None, settings: Any) -> None:
    settings.LOGIN_REDIRECT_URL = "accounts:profile"
    said = run("invite_administrator", "Beheer@Example.org", name="Bea Beheer")
    assert User.objects.get(email="beheer@example.org").is_administrator
    link = said.split("http://127.0.0.1:8000")[1].split()[0]
    client = Client()
    client.post(client.get(link).url, {"password1": "warme wijk zonder gas"})
    assert User.objects.get().check_password("warme wijk zonder gas")
    said = run(
        "make_organisation", "Steunpunt", kind="support", coordinator="Cora Bos", email="cora@example.org"
    )
    assert Organisation.objects.get().kind == Side.SUPPORT
    invitation = said.split("http://127.0.0.1:8000")[1].split()[0]
    visitor = Client()
    assert visitor.post(invitation).status_code == 302
    assert Function.objects.get().person.user.email == "cora@example.org"
    assert (
        visitor.get(f"/organisaties/{Organisation.objects.get().uuid}/mensen/toevoegen/").status_code == 200
    )


def test_without_an_administrator_no_organisation_is_made(db: None) -> None:
    with pytest.raises(CommandError, match="invite_administrator"):
        run("make_organisation", "Steunpunt", kind="support", coordinator="Cora", email="cora@example.org")
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("email", ["geen adres", ""])
def test_the_commands_refuse_what_is_no_address(administrator: Client, email: str) -> None:
    with pytest.raises(CommandError, match="geen e-mailadres"):
        run("invite_administrator", email)
    with pytest.raises(CommandError, match="geen e-mailadres"):
        run("make_organisation", "Steunpunt", kind="support", coordinator="Cora", email=email)
    assert not Invitation.objects.exists()
