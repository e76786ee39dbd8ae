"""The profile: one's own details, functions, sessions, look and data."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts import actions
from contacts.models import Access, Function, FunctionKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def samira(db: None) -> Function:
    return factories.function(
        "Samira Bakker", factories.organisation("Zeebuurt Warm"), access=Access.COORDINATE
    )


@pytest.fixture
def client(samira: Function) -> Client:
    client = Client()
    client.force_login(factories.user_of(samira))
    return client


def test_the_profile_shows_address_and_functions(client: Client, samira: Function) -> None:
    page = client.get("/profiel/").content.decode()
    assert samira.person.email in page
    assert "Zeebuurt Warm" in page


def test_name_and_phone_can_change_and_nothing_else(client: Client, samira: Function) -> None:
    sent = {"name": "Samira  de Vries\n", "phone": "+31 6 12345678", "email": "x@example.org", "user": "1"}
    assert client.post("/profiel/", sent).url == "/profiel/"
    address = samira.person.email
    samira.person.refresh_from_db()
    assert (samira.person.name, samira.person.phone) == ("Samira de Vries", "+31 6 12345678")
    assert samira.person.email == address


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("name", "x" * 161), ("phone", "bel mij"), ("phone", "0" * 41)]
)
def test_details_that_do_not_fit_are_refused(
    client: Client, samira: Function, field: str, value: str
) -> None:
    answer = client.post("/profiel/", {"name": "Samira", "phone": "", field: value})
    assert answer.status_code == 422
    samira.person.refresh_from_db()
    assert samira.person.name == "Samira Bakker"


def test_who_has_no_person_still_has_a_profile(db: None) -> None:
    client = Client()
    client.force_login(User.objects.create_user("los@example.org"))
    assert client.get("/profiel/").status_code == 200
    assert client.post("/profiel/", {"name": "Iemand"}).status_code == 200


def test_the_chosen_look_is_remembered_on_this_device(client: Client) -> None:
    client.post("/profiel/weergave/", {"theme": "dark"})
    assert 'data-theme="dark"' in client.get("/profiel/").content.decode()
    client.post("/profiel/weergave/", {"theme": '"><script>'})
    assert 'data-theme="dark"' in client.get("/profiel/").content.decode()
    client.post("/profiel/weergave/", {"theme": "device"})
    assert "data-theme" not in client.get("/profiel/").content.decode()


def test_a_forged_look_is_ignored(client: Client) -> None:
    client.cookies["theme"] = "x onload=alert(1)"
    assert "onload" not in client.get("/profiel/").content.decode()


def test_signing_out_everywhere_ends_every_session_this_one_too(client: Client, samira: Function) -> None:
    phone = Client()
    phone.force_login(factories.user_of(samira))
    assert client.get("/profiel/overal-afmelden/").status_code == 405
    assert client.post("/profiel/overal-afmelden/").url == "/aanmelden/"
    assert phone.get("/profiel/").status_code == 302
    assert client.get("/profiel/").status_code == 302


def own_data(client: Client) -> dict[str, Any]:
    answer = client.get("/profiel/mijn-gegevens/")
    assert answer["Content-Disposition"].startswith('attachment; filename="samenspel-mijn-gegevens-')
    return json.loads(answer.content)


def test_own_data_holds_account_details_and_functions(client: Client, samira: Function) -> None:
    data = own_data(client)
    assert data["account"]["email"] == samira.person.email
    assert data["persoon"]["name"] == "Samira Bakker"
    assert data["verbonden"]["functie (person)"][0]["organisation"] == "Zeebuurt Warm"


def test_own_data_opens_no_doors_and_names_nobody_else(client: Client, samira: Function) -> None:
    factories.function("Joke Jansen", samira.organisation)
    bram = actions.add_function(
        samira.organisation,
        name="Bram Bos",
        kind=FunctionKind.OTHER,
        starts_on=samira.starts_on,
        by=samira.person,
    )
    _invitation, link = actions.invite(bram, "bram@example.org", by=samira.person)
    text = json.dumps(own_data(client))
    for secret in ("password", "token_hash", "sessions_from", link, "Joke", "Bram", "bram@example.org"):
        assert secret not in text


def test_own_data_follows_into_the_files(cast: Any) -> None:
    client = Client()
    client.force_login(factories.user_of(cast.coach))
    text = json.dumps(own_data(client), ensure_ascii=False)
    assert "Marit de Wit" in text
    assert "actor" in text  # what she did in the file
    assert "Samira" not in text
