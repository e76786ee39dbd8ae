"""The page of an organisation: who sees it, who changes it, and what hostile input does there."""

import uuid
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contacts import actions
from contacts.models import Access, Function, FunctionKind, Invitation, Organisation
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def zeebuurt(db: None) -> SimpleNamespace:
    organisation, elsewhere = factories.organisation("Zeebuurt Warm"), factories.organisation("Elders Samen")
    return SimpleNamespace(
        organisation=organisation,
        chair=factories.function("Samira Bakker", organisation, access=Access.COORDINATE),
        member=factories.function("Joke Jansen", organisation, access=Access.DECIDE),
        former=factories.function("Henk Vertrokken", organisation, ends_on=TODAY - timedelta(days=3)),
        other=factories.function("Eva Elders", elsewhere, access=Access.COORDINATE),
    )


def at(organisation: Organisation, rest: str = "") -> str:
    return f"/organisaties/{organisation.uuid}/{rest}"


def new_person(**fields: Any) -> dict[str, Any]:
    values = {"name": "Bram Bos", "email": "bram@example.org", "kind": "volunteer", "access": "read"}
    return {**values, "starts_on": TODAY.isoformat(), **fields}


def test_members_see_who_holds_which_function_and_who_did(zeebuurt: SimpleNamespace) -> None:
    page = signed_in(zeebuurt.member).get(at(zeebuurt.organisation)).content.decode()
    assert "Samira Bakker" in page
    assert "1 vroegere functie" in page
    assert "Henk Vertrokken" in page.partition("<details>")[2]
    assert "Voeg iemand toe" not in page


def test_others_do_not_find_the_organisation(zeebuurt: SimpleNamespace) -> None:
    for who in (
        zeebuurt.other,
        zeebuurt.former,
        User.objects.create_user("b@example.org", is_administrator=True),
    ):
        assert signed_in(who).get(at(zeebuurt.organisation)).status_code == 404
    assert Client().get(at(zeebuurt.organisation)).status_code == 302


@pytest.mark.parametrize("path", ["mensen/toevoegen/", "functies/{}/uitnodigen/", "functies/{}/toegang/"])
def test_only_who_administers_changes_the_roster(zeebuurt: SimpleNamespace, path: str) -> None:
    address = at(zeebuurt.organisation, path.format(zeebuurt.member.uuid))
    assert signed_in(zeebuurt.chair).get(address).status_code == 200
    for method in ("get", "post"):
        assert getattr(signed_in(zeebuurt.member), method)(address).status_code == 403
        assert getattr(signed_in(zeebuurt.other), method)(address).status_code == 404


@pytest.mark.parametrize("path", ["uitnodigen", "toegang", "beeindigen"])
def test_a_function_of_another_organisation_is_not_there(zeebuurt: SimpleNamespace, path: str) -> None:
    client = signed_in(zeebuurt.chair)
    answers = {"access": "none", "when": "now", "email": "x@example.org"}
    for function in (zeebuurt.other.uuid, uuid.uuid4()):
        assert (
            client.post(at(zeebuurt.organisation, f"functies/{function}/{path}/"), answers).status_code == 404
        )
    zeebuurt.other.refresh_from_db()
    assert (zeebuurt.other.access, zeebuurt.other.ends_on) == (Access.COORDINATE, None)


def test_adding_someone_invites_her_and_shows_the_link_once(zeebuurt: SimpleNamespace) -> None:
    client = signed_in(zeebuurt.chair)
    answer = client.post(at(zeebuurt.organisation, "mensen/toevoegen/"), new_person(send="on"))
    link = f"http://127.0.0.1:8000/uitnodiging/{mail.outbox[0].body.split('/uitnodiging/')[1].split('/')[0]}/"
    assert f'value="{link}"' in answer.content.decode()
    later = client.get(at(zeebuurt.organisation)).content.decode()
    assert "Uitgenodigd" in later
    assert link not in later


def test_someone_can_be_listed_without_an_account(zeebuurt: SimpleNamespace) -> None:
    client = signed_in(zeebuurt.chair)
    answer = client.post(at(zeebuurt.organisation, "mensen/toevoegen/"), new_person(email="", access="none"))
    assert answer.url == at(zeebuurt.organisation)
    assert not mail.outbox
    assert Function.objects.get(person__name="Bram Bos").access == Access.NONE


def test_when_mail_fails_the_link_is_still_there_to_hand_over(
    zeebuurt: SimpleNamespace, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nothing listens there
    page = (
        signed_in(zeebuurt.chair)
        .post(at(zeebuurt.organisation, "mensen/toevoegen/"), new_person(send="on"))
        .content.decode()
    )
    assert "De mail is niet verstuurd" in page
    assert "/uitnodiging/" in page
    assert Invitation.objects.open().count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 161),
        ("name", "Bram\x00Bos"),
        ("email", "geen adres"),
        ("email", "a" * 250 + "@example.org"),
        ("kind", "koning"),
        ("access", "alles"),
        ("access", ""),
        ("title", "x" * 121),
        ("starts_on", "morgen"),
        ("starts_on", "9999999-01-01"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(
    zeebuurt: SimpleNamespace, field: str, value: str
) -> None:
    client = signed_in(zeebuurt.chair)
    answer = client.post(at(zeebuurt.organisation, "mensen/toevoegen/"), new_person(**{field: value}))
    assert answer.status_code == 422
    assert f'href="#id_{field}' in answer.content.decode()
    assert not Function.objects.filter(person__email="bram@example.org").exists()


def test_line_ends_in_a_name_become_spaces(zeebuurt: SimpleNamespace) -> None:
    name = "Bram\r\nBcc: ander@example.org"
    signed_in(zeebuurt.chair).post(
        at(zeebuurt.organisation, "mensen/toevoegen/"), new_person(name=name, send="on")
    )
    assert Function.objects.filter(person__name="Bram Bcc: ander@example.org").exists()
    assert mail.outbox[0].recipients() == ["bram@example.org"]


def test_unknown_fields_change_nothing(zeebuurt: SimpleNamespace) -> None:
    address = at(zeebuurt.organisation, f"functies/{zeebuurt.member.uuid}/toegang/")
    fields = {
        "access": "read",
        "organisation": zeebuurt.other.organisation_id,
        "person": 1,
        "ends_on": "2020-01-01",
    }
    assert signed_in(zeebuurt.chair).post(address, fields).status_code == 302
    before, zeebuurt.member.access = zeebuurt.member, Access.READ
    after = Function.objects.get(pk=zeebuurt.member.pk)
    assert [getattr(after, f.attname) for f in after._meta.concrete_fields] == [
        getattr(before, f.attname) for f in before._meta.concrete_fields
    ]


def test_ending_a_function_asks_first_and_then_does_it_at_once(zeebuurt: SimpleNamespace) -> None:
    client, address = (
        signed_in(zeebuurt.chair),
        at(zeebuurt.organisation, f"functies/{zeebuurt.member.uuid}/beeindigen/"),
    )
    assert "Stopt Joke Jansen?" in client.get(address).content.decode()
    leaver = signed_in(zeebuurt.member)
    assert leaver.get(at(zeebuurt.organisation)).status_code == 200
    assert client.post(address, {"when": "now"}).url == at(zeebuurt.organisation)
    assert leaver.get(at(zeebuurt.organisation)).status_code == 302


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "Maak een keuze"),
        ({"when": "later"}, "Vul de laatste dag in"),
        ({"when": "later", "last_day": "2001-01-01"}, "vóór het begin"),
        ({"when": "later", "last_day": "overmorgen"}, "Schrijf hem zo: 3-2-2026"),
    ],
)
def test_a_last_day_that_does_not_fit_ends_nothing(
    zeebuurt: SimpleNamespace, answers: dict, words: str
) -> None:
    address = at(zeebuurt.organisation, f"functies/{zeebuurt.member.uuid}/beeindigen/")
    answer = signed_in(zeebuurt.chair).post(address, answers)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Function.objects.get(pk=zeebuurt.member.pk).ends_on is None


def test_the_last_coordinator_reads_what_to_do_instead(zeebuurt: SimpleNamespace) -> None:
    address = at(zeebuurt.organisation, f"functies/{zeebuurt.chair.uuid}/")
    client = signed_in(zeebuurt.chair)
    for page, answers in (("beeindigen/", {"when": "now"}), ("toegang/", {"access": "read"})):
        answer = client.post(address + page, answers)
        assert answer.status_code == 422
        assert "Geef eerst iemand anders" in answer.content.decode()


def test_a_withdrawn_invitation_can_be_withdrawn_once(zeebuurt: SimpleNamespace) -> None:
    function = actions.add_function(
        zeebuurt.organisation, name="Bram", kind=FunctionKind.OTHER, starts_on=TODAY, by=zeebuurt.chair.person
    )
    invitation, _link = actions.invite(function, "bram@example.org", by=zeebuurt.chair.person)
    address = f"uitnodigingen/{invitation.uuid}/intrekken/"
    assert signed_in(zeebuurt.other).post(at(zeebuurt.other.organisation, address)).status_code == 404
    client = signed_in(zeebuurt.chair)
    assert client.get(at(zeebuurt.organisation, address)).status_code == 405
    assert "werkt niet meer" in client.post(at(zeebuurt.organisation, address), follow=True).content.decode()
    assert (
        "Er is niets veranderd"
        in client.post(at(zeebuurt.organisation, address), follow=True).content.decode()
    )


def test_the_page_asks_the_same_number_of_questions_for_many_people(
    zeebuurt: SimpleNamespace, count_queries: Any
) -> None:
    def queries() -> int:
        client = signed_in(zeebuurt.chair)
        with count_queries() as counted:
            client.get(at(zeebuurt.organisation))
        return len(counted)

    few = queries()
    for number in range(30):
        factories.function(f"Lid {number}", zeebuurt.organisation)
    assert queries() == few <= 12
