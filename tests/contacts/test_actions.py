"""The roster: who is added, who may do what, and what happens when someone leaves."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.test import Client
from django.utils import timezone

from contacts import actions
from contacts.models import Access, Function, FunctionKind, Organisation, Person
from samenspel.errors import DomainError
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def zeebuurt(db: None) -> Organisation:
    return factories.organisation("Zeebuurt Warm")


@pytest.fixture
def chair(zeebuurt: Organisation) -> Function:
    return factories.function("Samira Bakker", zeebuurt, access=Access.COORDINATE)


@pytest.fixture
def member(zeebuurt: Organisation) -> Function:
    return factories.function("Joke Jansen", zeebuurt)


def add(organisation: Organisation, by: Function, **fields: object) -> Function:
    values = {
        "name": "Bram Bos",
        "email": "bram@example.org",
        "kind": FunctionKind.VOLUNTEER,
        "access": Access.READ,
        "starts_on": TODAY,
    }
    return actions.add_function(organisation, **{**values, **fields}, by=by.person)  # type: ignore[arg-type]


def may_open(function: Function) -> bool:
    client = Client()
    client.force_login(factories.user_of(function))
    return client.get(f"/organisaties/{function.organisation.uuid}/").status_code == 200


def test_a_new_member_stands_on_the_roster_and_has_no_account_yet(
    zeebuurt: Organisation, chair: Function
) -> None:
    function = add(zeebuurt, chair, email=" Bram@Example.org ")
    assert function.person.email == "bram@example.org"
    assert function.person.user is None


def test_pressing_twice_adds_someone_once(zeebuurt: Organisation, chair: Function) -> None:
    add(zeebuurt, chair)
    with pytest.raises(DomainError, match="heeft deze functie al"):
        add(zeebuurt, chair)
    assert Person.objects.filter(email="bram@example.org").count() == 1


def test_a_second_function_goes_to_the_same_person(zeebuurt: Organisation, chair: Function) -> None:
    first = add(zeebuurt, chair)
    second = add(zeebuurt, chair, kind=FunctionKind.TREASURER)
    assert second.person == first.person


def test_someone_of_another_organisation_is_not_found_by_address(
    zeebuurt: Organisation, chair: Function
) -> None:
    elsewhere = factories.function("Eva Elders", factories.organisation("Elders"))
    function = add(zeebuurt, chair, name="Eva", email=elsewhere.person.email)
    assert function.person != elsewhere.person


def test_ending_a_function_ends_access_and_sessions_at_the_next_request(
    chair: Function, member: Function
) -> None:
    client = Client()
    client.force_login(factories.user_of(member))
    address = f"/organisaties/{member.organisation.uuid}/"
    assert client.get(address).status_code == 200
    actions.end_function(member, YESTERDAY, by=chair.person)
    assert client.get(address).url.startswith("/aanmelden/")
    assert not may_open(member)


def test_a_last_day_still_counts(chair: Function, member: Function) -> None:
    actions.end_function(member, TODAY, by=chair.person)
    assert may_open(member)


def test_who_has_another_function_stays_signed_in(chair: Function, member: Function) -> None:
    elsewhere = factories.organisation("Elders")
    Function.objects.create(
        person=member.person, organisation=elsewhere, kind="coach", access=Access.WORK, starts_on=YESTERDAY
    )
    client = Client()
    client.force_login(factories.user_of(member))
    actions.end_function(member, YESTERDAY, by=chair.person)
    assert client.get(f"/organisaties/{elsewhere.uuid}/").status_code == 200
    assert client.get(f"/organisaties/{member.organisation.uuid}/").status_code == 404


def test_a_function_of_today_can_end_at_once(zeebuurt: Organisation, chair: Function) -> None:
    function = factories.function("Nieuw Vandaag", zeebuurt, starts_on=TODAY)
    actions.end_function(function, YESTERDAY, by=chair.person)
    function.refresh_from_db()
    assert (function.ends_on, function.access) == (TODAY, Access.NONE)
    assert not may_open(function)
    with pytest.raises(DomainError, match="al beëindigd"):
        actions.change_access(function, Access.COORDINATE, by=chair.person)


def test_a_function_ends_once(chair: Function, member: Function) -> None:
    actions.end_function(member, YESTERDAY, by=chair.person)
    with pytest.raises(DomainError, match="al beëindigd"):
        actions.end_function(member, TODAY, by=chair.person)
    with pytest.raises(DomainError, match="al beëindigd"):
        actions.change_access(member, Access.DECIDE, by=chair.person)


@pytest.mark.parametrize("ends_in", [-1, 0, 60])
def test_the_last_coordinator_cannot_leave(chair: Function, ends_in: int) -> None:
    with pytest.raises(DomainError, match="Geef eerst iemand anders"):
        actions.end_function(chair, TODAY + timedelta(days=ends_in), by=chair.person)
    with pytest.raises(DomainError, match="Geef eerst iemand anders"):
        actions.change_access(chair, Access.DECIDE, by=chair.person)
    assert Function.objects.get(pk=chair.pk).access == Access.COORDINATE


def test_a_coordinator_who_cannot_sign_in_does_not_count(zeebuurt: Organisation, chair: Function) -> None:
    add(zeebuurt, chair, access=Access.COORDINATE)
    with pytest.raises(DomainError):
        actions.end_function(chair, TODAY, by=chair.person)


def test_a_coordinator_who_leaves_sooner_does_not_count(zeebuurt: Organisation, chair: Function) -> None:
    factories.function("Kort Blijft", zeebuurt, access=Access.COORDINATE, ends_on=TODAY + timedelta(days=5))
    for days in (10, 2):  # after the fifth day nobody would be left
        with pytest.raises(DomainError):
            actions.end_function(chair, TODAY + timedelta(days=days), by=chair.person)


def test_with_a_successor_the_coordinator_may_leave(member: Function, chair: Function) -> None:
    actions.change_access(member, Access.COORDINATE, by=chair.person)
    actions.end_function(chair, YESTERDAY, by=chair.person)
    assert not may_open(chair)


def test_taking_access_away_works_at_the_next_request(chair: Function, member: Function) -> None:
    actions.change_access(member, Access.NONE, by=chair.person)
    assert not may_open(member)


def test_erasing_someone_leaves_dates_and_nothing_else(chair: Function, member: Function) -> None:
    person, user = member.person, member.person.user
    address, name = person.email, person.name
    Person.objects.filter(pk=person.pk).update(phone="06 12345678")
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    coach = add(member.organisation, chair, email=address, name="Zelfde Adres", kind=FunctionKind.ADVISOR)
    actions.invite(add(chair.organisation, chair), address, by=chair.person)
    LogEntry.objects.log_actions(
        user_id=chair.person.user_id,
        queryset=[person],
        action_flag=CHANGE,
        change_message=name,
        single_object=True,
    )
    actions.erase_person(person, by=chair.person)
    person.refresh_from_db()
    user.refresh_from_db()
    assert (person.email, person.phone, person.erased_at is not None) == ("", "", True)
    assert not user.is_active
    for model in (Person, Function, EmailAddress, LogEntry, type(user), actions.Invitation):
        stored = str(list(model.objects.values_list()))
        assert address not in stored, model
        assert name not in stored, model
    member.refresh_from_db()
    assert member.ends_on == YESTERDAY
    assert coach.starts_on == TODAY


def test_erasing_ends_the_session(member: Function) -> None:
    client = Client()
    client.force_login(factories.user_of(member))
    actions.erase_person(member.person, by=None)
    assert client.get("/profiel/").status_code == 302
