"""Who gets a role or an invitation, from whom, and what can they see by it?"""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from accounts.models import User
from contacts.actions import accept_invitation
from contacts.models import Access, Function, Invitation, Organisation, Person
from initiatives.actions import people
from initiatives.models import Assignment, Collaboration, Opening, Participation
from initiatives.terms import Role
from samenspel.errors import DomainError
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
STRANGERS = ["former", "elsewhere", "other_coach", "outsider", "administrator", "colleague"]


def signed_in(client: Any, who: Any) -> Any:
    client.force_login(factories.user_of(who), backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response: Any) -> str:
    return response.content.decode()


def url_of(cast: Any, page: str = "", party: Any = None) -> str:
    query = f"?partij={factories.seat(cast.file, party).uuid}" if party else ""
    return f"/initiatieven/{cast.file.uuid}/mensen/{page}{query}"


def someone(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Wil Wolters",
        "kind": "official",
        "title": "adviseur warmte",
        "phone": "06 12345678",
        "email": "wil@example.org",
        "role": "contact",
        "mandate": "de planning",
        **changes,
    }


# --- the tab --------------------------------------------------------------------------------------------


def test_everyone_at_the_table_reads_who_does_what(cast: Any, client: Any) -> None:
    signed_in(client, cast.coach).post(url_of(cast, "contactpersoon/", cast.official), someone())
    page = text(signed_in(client, cast.reader).get(url_of(cast)))
    for words in (
        "Wil Wolters, adviseur warmte",
        "Aanspreekpunt, sinds vandaag",
        "Mag zelf beslissen over de planning",
        "tel:06 12345678",
        "werkt voor beide",
        "Nog geen aanspreekpunt.",
    ):
        assert words in page


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("page", ["", "contactpersoon/", "rol/", "uitnodigen/", "partner/"])
def test_nothing_of_this_exists_for_who_has_no_seat_here(cast: Any, client: Any, who: str, page: str) -> None:
    assert signed_in(client, getattr(cast, who)).get(url_of(cast, page)).status_code == 404


@pytest.mark.parametrize("page", ["contactpersoon/", "rol/", "uitnodigen/", "partner/"])
def test_who_only_reads_changes_nothing(cast: Any, client: Any, page: str) -> None:
    signed_in(client, cast.reader)
    assert client.get(url_of(cast, page)).status_code == 403
    assert client.post(url_of(cast, page), someone()).status_code == 403
    assert "Nodig iemand uit" not in text(client.get(url_of(cast)))


def test_who_left_stands_folded_with_the_last_day(cast: Any, client: Any) -> None:
    seat = factories.seat(cast.file, cast.chair)
    Assignment.objects.create(
        participation=seat, function=cast.former, role=Role.CONTACT, starts_on=cast.former.starts_on
    )
    page = text(signed_in(client, cast.coach).get(url_of(cast)))
    assert "1 vroegere rol" in page
    assert "Henk Vertrokken (tot " in page
    assert page.index("Nog geen aanspreekpunt.") < page.index("Henk Vertrokken (tot ")


def test_more_people_ask_for_no_more_queries(cast: Any, client: Any, count_queries: Any) -> None:
    signed_in(client, cast.coach)
    seat = factories.seat(cast.file, cast.official)

    def add(number: int) -> None:
        people.add_contact(
            seat,
            name=f"Persoon {number}",
            email="",
            phone="",
            kind="official",
            title="",
            role=Role.DEPUTY,
            by=cast.coach.person,
            seat=factories.seat(cast.file, cast.coach),
        )

    def measure() -> int:
        client.get(url_of(cast))
        with count_queries() as seen:
            client.get(url_of(cast))
        return len(seen)

    add(0)
    one = measure()
    for number in range(1, 11):
        add(number)
    assert measure() == one


# --- someone to call ------------------------------------------------------------------------------------


def test_a_contact_person_gets_no_access(cast: Any, client: Any) -> None:
    signed_in(client, cast.coach).post(url_of(cast, "contactpersoon/", cast.official), someone())
    function = Function.objects.get(person__name="Wil Wolters")
    assert (function.access, function.person.user) == (Access.NONE, None)
    assert function.organisation == cast.municipality.organisation


def test_pressing_twice_adds_one_person(cast: Any, client: Any) -> None:
    signed_in(client, cast.coach)
    url = url_of(cast, "contactpersoon/", cast.official)
    assert [client.post(url, someone()).status_code for _press in range(2)] == [302, 422]
    assert Person.objects.filter(name="Wil Wolters").count() == 1


def test_a_party_adds_its_own_contact_and_not_another_s_while_there_is_a_coach(
    cast: Any, client: Any
) -> None:
    signed_in(client, cast.member)
    own = url_of(cast, "contactpersoon/", cast.chair)
    assert client.post(own, someone(kind="volunteer")).status_code == 302
    theirs = url_of(cast, "contactpersoon/", cast.official)
    assert client.post(theirs, someone(name="Ander")).status_code == 403
    Assignment.objects.all().update(ends_on=timezone.localdate() - timedelta(days=1))
    assert client.post(theirs, someone(name="Ander")).status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "x" * 161},
        {"email": "geen adres"},
        {"phone": "bel maar"},
        {"kind": "keizer"},
        {"role": "coach"},
        {"mandate": "x" * 301},
    ],
)
def test_what_does_not_fit_is_refused(cast: Any, client: Any, changes: Any) -> None:
    response = signed_in(client, cast.coach).post(
        url_of(cast, "contactpersoon/", cast.official), someone(**changes)
    )
    assert response.status_code == 422
    assert not Function.objects.filter(access=Access.NONE).exists()


@pytest.mark.parametrize("party", ["onzin", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_party_is_no_page(cast: Any, client: Any, party: str) -> None:
    signed_in(client, cast.coach)
    for page in ("contactpersoon/", "rol/", "uitnodigen/"):
        assert client.get(f"{url_of(cast, page)}?partij={party}").status_code == 404
    foreign = Participation.objects.filter(collaboration=cast.other_file).first()
    assert client.get(f"{url_of(cast, 'rol/')}?partij={foreign.uuid}").status_code == 404


# --- roles ----------------------------------------------------------------------------------------------


def test_a_colleague_gets_a_role_and_loses_it_after_a_confirmed_day(cast: Any, client: Any) -> None:
    signed_in(client, cast.clerk)
    answers = {"function": cast.official.uuid, "role": "contact", "mandate": ""}
    assert client.post(url_of(cast, "rol/"), answers).status_code == 302
    assert client.post(url_of(cast, "rol/"), answers).status_code == 422  # pressed twice
    role = Assignment.objects.get(function=cast.official)
    url = f"/rollen/{role.uuid}/beeindigen/"
    assert "Stopt Ruben, ambtenaar als aanspreekpunt?" in text(client.get(url))
    role.refresh_from_db()
    assert role.ends_on is None
    assert client.post(url, {"ends_on": timezone.localdate().isoformat()}).status_code == 302
    role.refresh_from_db()
    assert role.ends_on == timezone.localdate()


def test_nobody_gives_a_role_to_people_of_another_organisation(cast: Any, client: Any) -> None:
    signed_in(client, cast.coach)
    assert client.get(url_of(cast, "rol/", cast.official)).status_code == 403
    answers = {"function": cast.official.uuid, "role": "coach", "works_for": "both"}
    assert client.post(url_of(cast, "rol/"), answers).status_code == 422
    assert not Assignment.objects.filter(function=cast.official).exists()


def test_a_coordinator_hands_a_file_to_another_coach(cast: Any, client: Any) -> None:
    signed_in(client, cast.coordinator)
    answers = {"function": cast.colleague.uuid, "role": "coach", "works_for": "initiative"}
    assert client.post(url_of(cast, "rol/"), answers).status_code == 302
    old = Assignment.objects.get(function=cast.coach)
    yesterday = timezone.localdate() - timedelta(days=1)
    Assignment.objects.filter(pk=old.pk).update(starts_on=yesterday - timedelta(days=9))
    client.post(f"/rollen/{old.uuid}/beeindigen/", {"ends_on": yesterday.isoformat()})
    assert signed_in(client, cast.colleague).get(url_of(cast)).status_code == 200
    assert signed_in(client, cast.coach).get(url_of(cast)).status_code == 404


def test_a_role_is_handed_over_in_one_act_and_who_leaves_reads_along_until_her_last_day(
    cast: Any, client: Any
) -> None:
    old = Assignment.objects.get(function=cast.coach)
    url = f"/rollen/{old.uuid}/overdragen/"
    signed_in(client, cast.coordinator)
    assert url in text(client.get(url_of(cast)))
    shown = text(client.get(url))
    assert "Piet Collega" in shown
    assert "Marit de Wit" not in shown
    last = timezone.localdate() + timedelta(days=7)
    answers = {"function": cast.colleague.uuid, "ends_on": last.isoformat(), "works_for": "initiative"}
    assert client.post(url, answers).status_code == 302
    old.refresh_from_db()
    new = Assignment.objects.get(function=cast.colleague)
    assert (old.ends_on, new.role, new.works_for, new.starts_on) == (
        last,
        old.role,
        "initiative",
        timezone.localdate(),
    )
    for who in (cast.coach, cast.colleague):
        assert signed_in(client, who).get(url_of(cast)).status_code == 200
    told = text(signed_in(client, cast.chair).get(f"/initiatieven/{cast.file.uuid}/tijdlijn/"))
    assert "Buurtbegeleider: Piet" in told
    assert "Buurtbegeleider tot" in told
    assert "al beëindigd" in text(signed_in(client, cast.coordinator).post(url, answers, follow=True))
    Assignment.objects.filter(pk=old.pk).update(
        starts_on=timezone.localdate() - timedelta(days=9), ends_on=timezone.localdate() - timedelta(days=1)
    )
    assert signed_in(client, cast.coach).get(url_of(cast)).status_code == 404


@pytest.mark.parametrize("changes", [{"ends_on": "2001-01-01"}, {"function": ""}, {"ends_on": ""}, "taken"])
def test_a_handover_that_cannot_be_changes_nothing_at_all(cast: Any, client: Any, changes: Any) -> None:
    old = Assignment.objects.get(function=cast.coach)
    seat = factories.seat(cast.file, cast.coach)
    if changes == "taken":
        people.assign(seat, cast.colleague, role=Role.COACH, by=cast.coach.person, seat=seat)
        changes = {}
    answers = {
        "function": cast.colleague.uuid,
        "ends_on": timezone.localdate().isoformat(),
        "works_for": "both",
        **changes,
    }
    before = cast.file.events.count()
    response = signed_in(client, cast.coordinator).post(f"/rollen/{old.uuid}/overdragen/", answers)
    assert response.status_code == 422
    old.refresh_from_db()
    assert old.ends_on is None
    assert cast.file.events.count() == before


def test_who_has_no_colleague_is_told_to_invite_one(cast: Any, client: Any) -> None:
    Function.objects.filter(organisation=cast.support).exclude(pk=cast.coach.pk).update(access=Access.NONE)
    old = Assignment.objects.get(function=cast.coach)
    page = text(signed_in(client, cast.coach).get(f"/rollen/{old.uuid}/overdragen/"))
    assert "Er is nog geen collega" in page
    assert "Draag over<" not in page


def test_nobody_ends_the_role_of_another_party_s_member(cast: Any, client: Any) -> None:
    role = people.assign(
        factories.seat(cast.file, cast.official),
        cast.official,
        role=Role.CONTACT,
        by=cast.official.person,
        seat=factories.seat(cast.file, cast.official),
    )
    url = f"/rollen/{role.uuid}/beeindigen/"
    for who in ("coach", "chair"):
        assert signed_in(client, getattr(cast, who)).post(url, {"ends_on": "2030-01-01"}).status_code == 403
    assert signed_in(client, cast.other_coach).get(url).status_code == 404
    response = signed_in(client, cast.official).post(url, {"ends_on": "2001-01-01"})
    assert response.status_code == 422


# --- invitations ----------------------------------------------------------------------------------------


def guest(**changes: Any) -> dict[str, Any]:
    return {"name": "Gerda Gast", "email": "gerda@example.org", "kind": "other", "access": "work", **changes}


def alone(cast: Any) -> None:
    """An initiative in which nobody can sign in yet."""
    Function.objects.filter(organisation=cast.chair.organisation).update(access=Access.NONE)


def test_a_coordinator_invites_into_her_own_organisation(cast: Any, client: Any) -> None:
    page = text(
        signed_in(client, cast.chair).post(url_of(cast, "uitnodigen/", cast.chair), guest(access="decide"))
    )
    invitation = Invitation.objects.get()
    assert invitation.function.access == Access.DECIDE
    assert invitation.function.organisation == cast.chair.organisation
    assert "/uitnodiging/" in page
    assert mail.outbox[0].to == ["gerda@example.org"]


def test_the_first_of_an_initiative_is_invited_by_the_coach_and_becomes_coordinator(
    cast: Any, client: Any
) -> None:
    alone(cast)
    signed_in(client, cast.coach)
    url = url_of(cast, "uitnodigen/", cast.chair)
    response = client.post(url, guest(access="read"))
    assert Invitation.objects.get().function.access == Access.COORDINATE
    token = text(response).partition("/uitnodiging/")[2].partition("/")[0]
    client.post(url, guest(name="Tom Twee", email="tom@example.org"))
    assert Function.objects.get(person__name="Tom Twee").access == Access.WORK
    user = accept_invitation(token, password="een lange zin met woorden")
    assert Collaboration.objects.visible_to(user).get() == cast.file
    assert client.post(url, guest(name="Derde", email="derde@example.org")).status_code == 403


def test_an_invitation_that_is_not_mailed_says_so_and_gives_the_link(
    cast: Any, client: Any, settings: Any, tmp_path: Any
) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    url = url_of(cast, "uitnodigen/", cast.chair)
    assert "Maak de uitnodiging" in text(signed_in(client, cast.chair).get(url))
    page = text(client.post(url, guest()))
    assert "Hier gaat geen mail uit. Geef de link hieronder zelf door." in page
    assert "We stuurden" not in page
    assert "/uitnodiging/" in page


def test_all_at_the_table_read_who_was_invited_by_the_coach_and_may_close_an_open_invitation(
    cast: Any, client: Any
) -> None:
    alone(cast)
    shown = text(signed_in(client, cast.coach).post(url_of(cast, "uitnodigen/", cast.chair), guest()))
    token = shown.partition("/uitnodiging/")[2].partition("/")[0]
    page = text(signed_in(client, cast.official).get(url_of(cast)))
    assert "Gerda, andere functie" in page
    assert "Uitgenodigd door de begeleider, Marit" in page
    assert "gerda@example.org" not in page
    refuse = url_of(cast, f"uitnodigingen/{Invitation.objects.get().uuid}/intrekken/")
    assert refuse in page
    assert client.post(refuse).status_code == 302
    assert Function.objects.get(person__name="Gerda Gast").access == Access.NONE
    with pytest.raises(DomainError):
        accept_invitation(token)
    assert "Gerda" not in text(client.get(url_of(cast)))
    assert "er niet meer" in text(client.post(refuse, follow=True))


def test_an_invitation_that_was_taken_stays_to_be_read_and_closes_no_more(cast: Any, client: Any) -> None:
    alone(cast)
    shown = text(signed_in(client, cast.coach).post(url_of(cast, "uitnodigen/", cast.chair), guest()))
    user = accept_invitation(shown.partition("/uitnodiging/")[2].partition("/")[0])
    page = text(signed_in(client, cast.clerk).get(url_of(cast)))
    assert "Uitgenodigd door de begeleider, Marit" in page
    assert "Zeg het tegen de beheerder" in page
    refuse = url_of(cast, f"uitnodigingen/{Invitation.objects.get().uuid}/intrekken/")
    assert refuse not in page
    assert "al gebruikt" in text(client.post(refuse, follow=True))
    assert Function.objects.get(person__user=user).access == Access.COORDINATE


def test_whom_a_party_invites_itself_is_its_own_affair(cast: Any, client: Any) -> None:
    signed_in(client, cast.chair).post(url_of(cast, "uitnodigen/", cast.chair), guest())
    page = text(signed_in(client, cast.official).get(url_of(cast)))
    assert "Gerda" not in page
    refuse = url_of(cast, f"uitnodigingen/{Invitation.objects.get().uuid}/intrekken/")
    client.post(refuse)
    assert Invitation.objects.open().exists()


@pytest.mark.parametrize("which", ["person", "user", "second", "plus"])
def test_a_coach_takes_no_place_at_a_party_by_an_address_of_her_own(
    cast: Any, client: Any, which: str
) -> None:
    alone(cast)
    person = cast.coach.person
    own = person.email
    if which == "user":
        Person.objects.filter(pk=person.pk).update(email="ander@example.org")
    elif which == "second":
        own = "prive@example.org"
        EmailAddress.objects.create(user=person.user, email=own)
    elif which == "plus":
        own = own.replace("@", "+buurt@").upper()
    url = url_of(cast, "uitnodigen/", cast.chair)
    response = signed_in(client, cast.coach).post(url, guest(email=own))
    assert response.status_code == 422
    assert "Dit is je eigen adres." in text(response)
    assert not Invitation.objects.exists()
    assert not Function.objects.filter(person__name="Gerda Gast").exists()


def test_an_invitation_is_not_taken_by_the_account_that_sent_it(cast: Any, client: Any) -> None:
    alone(cast)
    shown = text(signed_in(client, cast.coach).post(url_of(cast, "uitnodigen/", cast.chair), guest()))
    User.objects.filter(pk=cast.coach.person.user_id).update(email="gerda@example.org")
    with pytest.raises(DomainError, match="Je nodigde jezelf uit"):
        accept_invitation(
            shown.partition("/uitnodiging/")[2].partition("/")[0], user=factories.user_of(cast.coach)
        )


def test_a_lost_invitation_can_be_sent_again_to_the_same_function(cast: Any, client: Any) -> None:
    alone(cast)
    signed_in(client, cast.coach)
    for _time in range(2):
        client.post(url_of(cast, "uitnodigen/", cast.chair), guest())
    assert Function.objects.filter(person__name="Gerda Gast").count() == 1
    assert Invitation.objects.open().count() == 1


def test_who_already_has_an_account_gets_no_more_access_by_an_invitation(cast: Any, client: Any) -> None:
    Function.objects.filter(pk=cast.chair.pk).update(access=Access.WORK)
    reader = cast.reader.person
    response = signed_in(client, cast.coach).post(
        url_of(cast, "uitnodigen/", cast.chair), guest(name=reader.name, email=reader.email)
    )
    assert response.status_code == 422
    assert list(reader.functions.values_list("access", flat=True)) == [Access.READ]


@pytest.mark.parametrize("who", ["coach", "chair", "coordinator", "official", "clerk"])
def test_nobody_but_its_coordinator_invites_into_a_gemeente(cast: Any, client: Any, who: str) -> None:
    signed_in(client, getattr(cast, who))
    response = client.post(url_of(cast, "uitnodigen/", cast.official), guest())
    assert response.status_code == 403
    assert "ziet alle initiatieven van die gemeente" in text(response)
    assert not Invitation.objects.exists()


def test_the_coordinator_of_a_gemeente_is_told_what_she_opens(cast: Any, client: Any) -> None:
    Function.objects.filter(pk=cast.official.pk).update(access=Access.COORDINATE)
    signed_in(client, cast.official)
    url = url_of(cast, "uitnodigen/", cast.official)
    assert "ziet alle initiatieven van deze gemeente" in text(client.get(url))
    assert client.post(url, guest(kind="official")).status_code == 200
    assert Invitation.objects.get().function.organisation == cast.municipality.organisation


def test_a_partner_joins_and_its_first_person_sees_no_file(cast: Any, client: Any) -> None:
    signed_in(client, cast.clerk)
    answers = {"name": "Woonbedrijf", "short_name": "de corporatie", "place": ""}
    assert client.post(url_of(cast, "partner/"), answers).status_code == 302
    assert client.post(url_of(cast, "partner/"), answers).status_code == 422  # pressed twice
    seat = cast.file.participations.get(side="partner")
    url = f"{url_of(cast, 'uitnodigen/')}?partij={seat.uuid}"
    assert "alleen de overeenkomsten" in text(client.get(url))
    response = client.post(url, guest(kind="director"))
    token = text(response).partition("/uitnodiging/")[2].partition("/")[0]
    user = accept_invitation(token, password="een lange zin met woorden")
    assert not Collaboration.objects.visible_to(user).exists()
    assert Organisation.objects.filter(name="Woonbedrijf").count() == 1


def test_a_partner_that_takes_part_nearby_is_offered_to_whoever_sees_that_file_and_to_nobody_else(
    cast: Any, client: Any
) -> None:
    beside = factories.collaboration(
        cast.official, cast.municipality, name="Buurt ernaast", area_name="Linde"
    )
    acting = {"by": cast.official.person, "seat": factories.seat(beside, cast.official)}
    woonstee = people.add_partner(beside, name="Woonstee", **acting).organisation
    foreign = factories.acting(cast.other_file, cast.elsewhere)
    warmtestad = people.add_partner(cast.other_file, name="Warmtestad", **foreign).organisation

    page = url_of(cast, "partner/")
    for who in (cast.chair, cast.coach):
        assert "Woonstee" not in text(signed_in(client, who).get(page))
    offered = text(signed_in(client, cast.clerk).get(page))
    assert "Woonstee" in offered
    assert "Warmtestad" not in offered
    assert client.post(page, {"name": "", "known": ""}).status_code == 422
    assert client.post(page, {"name": "", "known": str(warmtestad.uuid)}).status_code == 422
    assert client.post(page, {"name": "", "known": str(woonstee.uuid)}).status_code == 302
    assert cast.file.participations.get(side="partner").organisation == woonstee
    client.get(page)  # says that it joined
    assert "Woonstee" not in text(client.get(page))

    # Who does not see the other file makes a new organisation by the same name, and learns nothing.
    assert signed_in(client, cast.chair).post(page, {"name": "Warmtestad"}).status_code == 302
    assert Organisation.objects.filter(name="Warmtestad").count() == 2


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"email": ""}, {"email": "x"}, {"kind": "keizer"}, {"access": "administrator"}]
)
def test_an_invitation_that_does_not_fit_is_not_sent(cast: Any, client: Any, changes: Any) -> None:
    response = signed_in(client, cast.chair).post(url_of(cast, "uitnodigen/", cast.chair), guest(**changes))
    assert response.status_code == 422
    assert not Invitation.objects.exists()
    assert mail.outbox == []


# --- who opened this file -------------------------------------------------------------------------------


def test_coach_and_coordinators_see_who_opened_the_file_and_the_others_do_not(cast: Any, client: Any) -> None:
    signed_in(client, cast.reader).get(url_of(cast))
    old = factories.user_of(cast.clerk)
    Opening.objects.create(collaboration=cast.file, user=old, on=timezone.localdate() - timedelta(days=31))
    for who in ("coach", "chair"):
        page = text(signed_in(client, getattr(cast, who)).get(url_of(cast)))
        assert "Wie opende dit dossier?" in page
        assert "Bram Lezer" in page
        assert "Els Medewerker" not in page
    assert "Wie opende" not in text(signed_in(client, cast.member).get(url_of(cast)))
