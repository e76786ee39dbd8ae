"""Can someone register an initiative once, and change its facts without losing anyone's words?"""

import re
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from contacts.models import Access, Function, Organisation, Side
from initiatives.models import Collaboration, Initiative
from initiatives.terms import Status
from municipalities.models import Alias, Municipality
from samenspel.access import mark_of
from tests import factories

ADDRESS = "/initiatieven/nieuw/"


@pytest.fixture
def sign_in(client: Any, cast: SimpleNamespace) -> Any:
    for municipality in (cast.municipality, cast.elsewhere_municipality):
        Alias.objects.create(name=str(municipality), key=str(municipality).lower(), municipality=municipality)

    def as_(who: Any) -> Any:
        client.force_login(factories.user_of(who), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


def answers(**changes: Any) -> dict[str, Any]:
    return {
        "request_key": str(uuid4()),
        "name": "Lindeveld Warm",
        "municipality": "Eskerveen",
        "area_name": "Lindeveld",
        "legal_form": "association",
        "ambition": "Van het gas af.",
        "technique": "open",
        "wanted_role": "equal",
        "phase": "startup",
        "phase_reason": "",
        **changes,
    }


def made(name: str = "Lindeveld Warm") -> list[Collaboration]:
    return list(Collaboration.objects.filter(initiative__organisation__name=name))


def shown(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


# --- who may register ---------------------------------------------------------------------------------


def test_who_is_not_signed_in_is_asked_to(client: Any, db: None) -> None:
    assert client.get(ADDRESS)["Location"].startswith(reverse("account_login"))


def test_the_page_says_that_it_is_for_who_signed_in() -> None:
    from initiatives.views import register

    assert mark_of(register.register).kind == "signed_in"
    assert mark_of(register.profile).ability == "profile"


@pytest.mark.parametrize("who", ["outsider", "reader", "former", "administrator"])
def test_who_cannot_register_reads_how_to_get_there(cast: SimpleNamespace, sign_in: Any, who: str) -> None:
    client = sign_in(getattr(cast, who))
    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert "Vraag daar de coördinator om een uitnodiging" in page.content.decode()
    before = Collaboration.objects.count()
    assert client.post(ADDRESS, answers()).status_code == 403
    assert Collaboration.objects.count() == before


def test_a_coach_names_the_initiative_and_the_gemeente(cast: SimpleNamespace, sign_in: Any) -> None:
    response = sign_in(cast.coach).post(ADDRESS, answers(municipality="eskerveen"), follow=True)
    (file,) = made()
    assert response.redirect_chain == [(reverse("insights:overview", args=[file.uuid]), 302)]
    assert file.municipality == cast.municipality
    assert "Lindeveld Warm staat erin. Wat nu?" in shown(response.content.decode())


def test_where_a_coach_works_already_can_be_chosen_without_typing(
    cast: SimpleNamespace, sign_in: Any
) -> None:
    Municipality.objects.filter(pk=cast.municipality.pk).update(code="GM0001")
    client = sign_in(cast.coach)
    page = client.get(ADDRESS).content.decode()
    assert "Jouw gemeenten" in page
    assert 'value="GM0001"' in page
    assert "Elderveld" not in page
    chosen = {"municipality": "", "municipality-for": "", "municipality-code": "GM0001"}
    client.post(ADDRESS, answers(**chosen))
    (file,) = made()
    assert file.municipality == cast.municipality
    assert "Jouw gemeenten" not in sign_in(cast.clerk).get(ADDRESS).content.decode()


def test_a_gemeente_registers_in_itself_whatever_is_sent(cast: SimpleNamespace, sign_in: Any) -> None:
    client = sign_in(cast.clerk)
    page = client.get(ADDRESS).content.decode()
    assert "Het komt bij gemeente Eskerveen." in page
    assert 'name="municipality"' not in page
    client.post(ADDRESS, answers(municipality="Elderveld"))
    assert [file.municipality for file in made()] == [cast.municipality]


def test_an_initiative_registers_under_its_own_name_with_what_is_known(
    cast: SimpleNamespace, sign_in: Any
) -> None:
    client = sign_in(cast.chair)
    page = client.get(ADDRESS).content.decode()
    assert "Meld Zeebuurt Warm aan" in page
    assert 'name="name"' not in page
    assert 'name="legal_form"' not in page
    client.post(ADDRESS, answers(name="Iemand anders", municipality="Elderveld", legal_form="foundation"))
    (file,) = [f for f in made("Zeebuurt Warm") if f.municipality == cast.elsewhere_municipality]
    assert file.initiative.legal_form == "association"
    assert not made("Iemand anders")


def test_who_works_for_two_organisations_chooses_one(cast: SimpleNamespace, sign_in: Any) -> None:
    Function.objects.create(
        person=cast.coach.person,
        organisation=cast.municipality.organisation,
        kind="official",
        access=Access.WORK,
        starts_on=cast.coach.starts_on,
    )
    client = sign_in(cast.coach)
    page = client.get(ADDRESS).content.decode()
    assert "Voor wie meld je een initiatief aan?" in page
    named = f"{ADDRESS}?namens={cast.municipality.organisation.uuid}"
    assert "Het komt bij gemeente Eskerveen." in client.get(named).content.decode()
    client.post(named, answers())
    (file,) = made()
    assert not file.participations.filter(side=Side.SUPPORT).exists()


@pytest.mark.parametrize("named", ["x", "00000000-0000-0000-0000-000000000000", "elsewhere"])
def test_nobody_registers_for_an_organisation_that_is_not_hers(
    cast: SimpleNamespace, sign_in: Any, named: str
) -> None:
    Function.objects.create(
        person=cast.coach.person,
        organisation=cast.municipality.organisation,
        kind="official",
        access=Access.WORK,
        starts_on=cast.coach.starts_on,
    )
    if named == "elsewhere":
        named = str(cast.elsewhere_municipality.organisation.uuid)
    page = sign_in(cast.coach).post(f"{ADDRESS}?namens={named}", answers()).content.decode()
    assert "Voor wie meld je een initiatief aan?" in page
    assert not made()


# --- once ---------------------------------------------------------------------------------------------


def test_sending_the_form_twice_leads_to_the_one_file(cast: SimpleNamespace, sign_in: Any) -> None:
    client, sent = sign_in(cast.coach), answers()
    first, second = client.post(ADDRESS, sent), client.post(ADDRESS, sent)
    assert first["Location"] == second["Location"] != ADDRESS
    assert len(made()) == 1
    assert Organisation.objects.filter(name="Lindeveld Warm").count() == 1


def test_two_sendings_at_once_lead_to_the_one_file(
    cast: SimpleNamespace, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from initiatives.views import register

    client, sent = sign_in(cast.coach), answers()
    first = client.post(ADDRESS, sent)
    looked, look = [], register.made_before

    def not_made_yet(*args: Any) -> Collaboration | None:
        looked.append(True)
        return look(*args) if len(looked) > 1 else None  # the other one commits after we looked

    monkeypatch.setattr(register, "made_before", not_made_yet)
    assert client.post(ADDRESS, sent)["Location"] == first["Location"]
    assert len(made()) == 1


def test_the_key_of_a_form_leads_nobody_else_anywhere(cast: SimpleNamespace, sign_in: Any) -> None:
    sent = answers()
    sign_in(cast.coach).post(ADDRESS, sent)
    response = sign_in(cast.elsewhere).post(ADDRESS, sent)
    assert response.status_code == 302
    assert len(made()) == 2  # her own, in her own gemeente
    response = sign_in(cast.elsewhere).post(ADDRESS, answers(request_key=str(cast.file.uuid), name="Nog een"))
    assert str(cast.file.uuid) not in response["Location"]


def test_the_same_initiative_again_is_refused_in_words_beside_the_name(
    cast: SimpleNamespace, sign_in: Any
) -> None:
    client = sign_in(cast.coach)
    client.post(ADDRESS, answers())
    response = client.post(ADDRESS, answers(ambition="Dit mag niet weg."))
    assert response.status_code == 422
    assert "heeft hier al een dossier" in response.content.decode()
    assert "Dit mag niet weg." in response.content.decode()
    assert len(made()) == 1


def test_a_file_that_ended_makes_room_for_a_new_one(cast: SimpleNamespace, sign_in: Any) -> None:
    client = sign_in(cast.coach)
    client.post(ADDRESS, answers())
    Collaboration.objects.update(status=Status.ENDED, ended_on="2026-01-01")
    assert client.post(ADDRESS, answers()).status_code == 302
    assert len(made()) == 2


# --- what does not fit --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Vul ‘Naam van het initiatief’ in."),
        ({"name": "   "}, "Vul ‘Naam van het initiatief’ in."),
        ({"name": "x" * 201}, "Deze tekst is 1 teken te lang."),
        ({"area_name": "x" * 121}, "Deze tekst is 1 teken te lang."),
        ({"ambition": "x" * 2001}, "Deze tekst is 1 teken te lang."),
        ({"municipality": ""}, "Vul ‘Gemeente’ in."),
        ({"municipality": "Eskerven"}, "Bedoel je Eskerveen?"),
        ({"municipality": "Atlantis"}, "staat niet in de lijst"),
        ({"legal_form": "kerk"}, "Kies bij ‘Rechtsvorm’ iets uit de lijst."),
        ({"technique": ""}, "Maak een keuze bij ‘Techniek’."),
        ({"phase": "ready"}, "iets uit de lijst"),
        ({"phase": "development"}, "Schrijf kort op waarom jullie in een latere fase beginnen."),
        ({"name": "a\0b"}, "een teken dat we niet kunnen bewaren"),
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(
    cast: SimpleNamespace, sign_in: Any, changes: dict[str, str], said: str
) -> None:
    response = sign_in(cast.coach).post(ADDRESS, answers(**changes))
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "Lindeveld" in page
    assert not Collaboration.objects.filter(area_name__startswith="Lindeveld", municipality=cast.municipality)


def test_a_form_without_its_key_asks_to_refresh(cast: SimpleNamespace, sign_in: Any) -> None:
    for key in ("", "x", "9" * 500):
        response = sign_in(cast.coach).post(ADDRESS, answers(request_key=key))
        assert response.status_code == 422
        assert "stond te lang open" in response.content.decode()
    assert not made()


def test_a_later_phase_with_its_reason_is_kept(cast: SimpleNamespace, sign_in: Any) -> None:
    sign_in(cast.coach).post(ADDRESS, answers(phase="development", phase_reason="De SOK is getekend."))
    assert made()[0].phase == "development"


def test_a_name_is_shown_as_text_in_the_message(cast: SimpleNamespace, sign_in: Any) -> None:
    response = sign_in(cast.coach).post(ADDRESS, answers(name="<b>Zee</b>"), follow=True)
    page = response.content.decode()
    assert "<b>Zee" not in page
    assert "&lt;b&gt;Zee&lt;/b&gt; staat erin." in page


# --- changing the facts -------------------------------------------------------------------------------


def profile_of(cast: SimpleNamespace) -> str:
    return f"/initiatieven/{cast.file.uuid}/gegevens/"


def facts(**changes: Any) -> dict[str, Any]:
    return {
        "area_name": "Zeebuurt",
        "legal_form": "association",
        "ambition": "Warm en betaalbaar.",
        "technique": "open",
        "wanted_role": "equal",
        "revision": "1",
        **changes,
    }


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coach", 200),
        ("official", 200),
        ("clerk", 200),
        ("member", 200),
        ("reader", 403),
        ("colleague", 404),
        ("elsewhere", 404),
        ("other_member", 404),
        ("outsider", 404),
        ("administrator", 404),
    ],
)
def test_who_works_in_a_file_changes_its_facts(
    cast: SimpleNamespace, sign_in: Any, who: str, status: int
) -> None:
    client = sign_in(getattr(cast, who))
    assert client.get(profile_of(cast)).status_code == status
    sent = client.post(profile_of(cast), facts(ambition="Nieuw."))
    assert sent.status_code == (302 if status == 200 else status)
    assert (Initiative.objects.get(pk=cast.file.initiative_id).ambition == "Nieuw.") == (status == 200)


def test_an_ended_file_keeps_its_facts(cast: SimpleNamespace, sign_in: Any) -> None:
    Collaboration.objects.filter(pk=cast.file.pk).update(status=Status.ENDED, ended_on="2026-01-01")
    assert sign_in(cast.coach).post(profile_of(cast), facts()).status_code == 403


@pytest.mark.parametrize(
    "changes",
    [
        {"area_name": ""},
        {"area_name": "x" * 121},
        {"technique": "magic"},
        {"revision": ""},
        {"revision": "x"},
        {"revision": "-1"},
    ],
)
def test_facts_that_do_not_fit_are_not_kept(
    cast: SimpleNamespace, sign_in: Any, changes: dict[str, str]
) -> None:
    response = sign_in(cast.coach).post(profile_of(cast), facts(**{"ambition": "Blijft staan.", **changes}))
    assert response.status_code == 422
    assert "Blijft staan." in response.content.decode()
    assert Initiative.objects.get(pk=cast.file.initiative_id).ambition != "Blijft staan."


def test_two_people_who_write_at_once_lose_nothing(cast: SimpleNamespace, sign_in: Any) -> None:
    sign_in(cast.official).post(profile_of(cast), facts(ambition="Van Ruben.", technique="mixed"))
    client = sign_in(cast.chair)
    response = client.post(profile_of(cast), facts(ambition="Van Samira.", technique="mixed"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "De tekst van Ruben" in page
    assert "Ambitie: Van Ruben." in page
    assert "Ambitie: Van Samira." in page
    assert "Techniek:" not in page  # on this they agree
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert hidden["ambition"] == "Van Samira."
    kept = {name: hidden[name] for name in facts()}
    assert client.post(profile_of(cast), {**kept, "keuze": "theirs"}).status_code == 302
    assert Initiative.objects.get(pk=cast.file.initiative_id).ambition == "Van Ruben."
    assert client.post(profile_of(cast), {**kept, "keuze": "mine"}).status_code == 302
    assert Initiative.objects.get(pk=cast.file.initiative_id).ambition == "Van Samira."


@pytest.mark.parametrize("who", ["coach", "official", "chair"])
def test_these_pages_take_few_queries(
    cast: SimpleNamespace, sign_in: Any, count_queries: Any, who: str
) -> None:
    client = sign_in(getattr(cast, who))
    for address in (ADDRESS, profile_of(cast)):
        client.get(address)
        with count_queries() as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 12
