"""Does the start page say within a minute what this user came for?"""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, Document, Format, Party, Version
from agreements.terms import Form, Media, Stage, VersionStatus
from contacts.models import Access, Function
from initiatives.actions import decisions, people, plan
from initiatives.models import ContactMoment, Event
from initiatives.terms import Circle, EventKind, GoalStatus, Phase, Role
from tests import factories
from tests.pages import ONE_PAGE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
URL = "/mijn-werk/"


def text(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def step(cast: Any, as_party: Any) -> Any:
    return decisions.propose_phase_step(
        cast.file, to=Phase.ELABORATION, reason="Klaar.", own_key=True, **as_party(cast.chair)
    )


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    """A shared concept with its PDF."""
    agreement = Agreement.objects.create(
        collaboration=cast.file,
        form=Form.LETTER_OF_INTENT,
        format=Format.objects.filter(document_kind="intentie").first(),
        title="Intentie Zeebuurt",
        stage=Stage.SHARED,
        drafted_by_org=cast.support,
    )
    version = Version.objects.create(
        agreement=agreement,
        number=1,
        status=VersionStatus.DRAFT,
        content={"missing": []},
        by=cast.coach.person,
        at=timezone.now(),
    )
    document = Document(version=version, media=Media.PDF, sha256="0" * 64, size=9, pages=4, renderer="test")
    document.file.save("x.pdf", ContentFile(b"%PDF-1.7"), save=False)
    document.save()
    return agreement


def test_an_official_sees_the_step_first_with_the_one_main_button(cast: Any, step: Any, sign_in: Any) -> None:
    page = text(sign_in(cast.official).get(URL))
    assert "Jij bent aan zet" in page
    assert page.count("nl-button--primary") == 1
    assert f"/besluiten/{step.uuid}/" in page


def test_a_quiet_desk_says_so_kindly(cast: Any, sign_in: Any) -> None:
    assert "Niemand wacht op je" in text(sign_in(cast.official).get(URL))


def test_a_volunteer_sees_where_we_stand_who_moves_the_pdf_and_whom_to_call(
    cast: Any, step: Any, agreement: Agreement, sign_in: Any, as_party: Any
) -> None:
    people.add_contact(
        factories.seat(cast.file, cast.official),
        name="Wil Wolters",
        email="wil@example.org",
        phone="06 12345678",
        kind="official",
        title="adviseur warmte",
        role=Role.CONTACT,
        **as_party(cast.coach),
    )
    page = text(sign_in(cast.reader).get(URL))
    order = [
        "Fase 1 van 5: Opstarten",
        "De gemeente bekijkt de fasestap naar Uitwerken.",
        "Download de PDF",
        "Wil Wolters, adviseur warmte",
        'href="tel:06 12345678"',
        "Marit de Wit, buurtbegeleider",
    ]
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_a_volunteer_who_only_reads_is_given_no_tasks_and_no_form(cast: Any, sign_in: Any) -> None:
    page = text(sign_in(cast.reader).get(URL))
    assert "Niemand wacht op jullie." in page
    assert "Contact vastleggen" not in page
    assert "nl-button--primary" not in page


def test_a_member_who_works_along_is_offered_one_good_next_step(cast: Any, sign_in: Any) -> None:
    page = text(sign_in(cast.member).get(URL))
    assert "Een goede volgende stap" in page
    assert page.count("nl-button--primary") == 1


@pytest.fixture
def partner(cast: Any, as_party: Any) -> Function:
    joined = people.add_partner(
        cast.file, name="Woonbedrijf", short_name="de corporatie", place="", **as_party(cast.coach)
    )
    return factories.function("Petra Partner", joined.organisation, access=Access.READ)


def test_a_partner_sees_only_the_agreements_that_name_it(
    cast: Any, agreement: Agreement, partner: Function, sign_in: Any
) -> None:
    client = sign_in(partner)
    assert "Er is nog niets voor je gedeeld" in text(client.get(URL))
    Party.objects.create(
        agreement=agreement,
        organisation=partner.organisation,
        key="partner-1",
        order=3,
        short_name="corporatie",
    )
    page = text(client.get(URL))
    assert "Lees versie 1" in page
    assert "Download de PDF" in page
    assert f"/initiatieven/{cast.file.uuid}/" not in page
    Agreement.objects.filter(pk=agreement.pk).update(stage=Stage.PREPARING)
    assert "Download de PDF" not in text(client.get(URL))


def test_a_partner_reads_whom_to_call_and_no_number_of_a_volunteer(
    cast: Any, agreement: Agreement, partner: Function, sign_in: Any, as_party: Any
) -> None:
    for key, organisation in (
        ("municipality", cast.municipality.organisation),
        ("initiative", cast.chair.organisation),
        ("partner-1", partner.organisation),
    ):
        Party.objects.create(
            agreement=agreement, organisation=organisation, key=key, order=1, short_name="partij"
        )
    for who, phone in ((cast.official, "0314 111111"), (cast.chair, "06 22222222")):
        who.person.phone = phone
        who.person.save()
        people.assign(factories.seat(cast.file, who), who, role=Role.CONTACT, **as_party(who))
    client = sign_in(partner)
    for address in (URL, reverse("agreements:agreement", args=[agreement.uuid])):
        page = text(client.get(address))
        assert "Wie kun je bellen?" in page
        assert "Ruben, ambtenaar" in page
        assert "tel:0314 111111" in page
        assert "Marit, buurtbegeleider" in page
        assert cast.coach.person.email in page
        assert "Samira, voorzitter" in page
        assert "Te bereiken via de begeleider of de gemeente" in page
        assert "06 22222222" not in page
        assert cast.chair.person.email not in page
        assert "Smit" not in page


def test_who_sits_in_the_file_finds_people_under_mensen_and_not_twice(
    cast: Any, agreement: Agreement, sign_in: Any
) -> None:
    page = text(sign_in(cast.chair).get(reverse("agreements:agreement", args=[agreement.uuid])))
    assert "Wie kun je bellen?" not in page


def test_a_partner_who_also_guides_files_sees_both(
    cast: Any, agreement: Agreement, partner: Function, sign_in: Any
) -> None:
    Party.objects.create(
        agreement=agreement,
        organisation=partner.organisation,
        key="partner-1",
        order=3,
        short_name="corporatie",
    )
    Function.objects.create(
        person=partner.person,
        organisation=cast.other_coach.organisation,
        kind="coordinator",
        access=Access.COORDINATE,
        starts_on=timezone.localdate(),
    )
    page = text(sign_in(partner).get(URL))
    assert "Lees versie 1" in page
    assert "Elders Samen" in page


def test_a_volunteer_reads_who_is_to_move_and_what_is_asked_besides(
    cast: Any, step: Any, sign_in: Any, as_party: Any
) -> None:
    goal = cast.file.plan_items.goals()[0]
    plan.give_view(goal, status=GoalStatus.REACHED, **as_party(cast.chair))
    plan.give_view(goal, status=GoalStatus.OPEN, **as_party(cast.official))
    page = text(sign_in(cast.chair).get(URL))
    assert page.index("De gemeente bekijkt de fasestap naar Uitwerken.") < page.index("kijken anders naar")
    assert page.count("nl-button--primary") == 1


def test_an_administrator_is_sent_to_the_administration_and_sees_no_file(cast: Any, sign_in: Any) -> None:
    page = text(sign_in(cast.administrator).get(URL))
    assert "/beheer/" in page
    assert "Zeebuurt" not in page


@pytest.mark.parametrize("who", ["outsider", "former"])
def test_who_has_no_function_reads_how_to_get_one(cast: Any, sign_in: Any, who: str) -> None:
    page = text(sign_in(getattr(cast, who)).get(URL))
    assert "Je hebt nu geen functie in Samenspel" in page
    assert "Zeebuurt" not in page


def test_a_coach_without_files_can_register_one(cast: Any, sign_in: Any) -> None:
    assert "Nog geen initiatieven" in text(sign_in(cast.colleague).get(URL))


# --- contact in ten seconds ---------------------------------------------------------------------------


def said(cast: Any, **answers: Any) -> dict[str, Any]:
    return {"file": str(cast.file.uuid), "channel": "phone", "summary": "Gebeld.", "circle": "own", **answers}


def test_a_contact_moment_is_kept_for_one_s_own_organisation_unless_told_otherwise(
    cast: Any, sign_in: Any
) -> None:
    response = sign_in(cast.coach).post(URL, said(cast), follow=True)
    assert "Het contact is vastgelegd." in text(response)
    moment = ContactMoment.objects.get()
    assert (moment.owner, moment.circle, moment.on) == (cast.support, Circle.OWN, timezone.localdate())


def test_pressing_twice_logs_once(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.coach)
    for _press in range(2):
        assert client.post(URL, said(cast) | ONE_PAGE).status_code == 302
    assert ContactMoment.objects.count() == 1
    assert Event.objects.filter(kind=EventKind.CONTACT_LOGGED).count() == 1


@pytest.mark.parametrize(
    "answers",
    [
        {"file": "geen-uuid"},
        {"file": ""},
        {"channel": "telegram"},
        {"summary": ""},
        {"summary": "x" * 4001},
        {"summary": "a\x00b"},
        {"circle": "wereld"},
        {"circle": "with_coach"},  # a coach is “wij” herself
    ],
)
def test_answers_that_do_not_fit_are_refused_and_kept(cast: Any, sign_in: Any, answers: Any) -> None:
    response = sign_in(cast.coach).post(URL, said(cast, **answers))
    assert response.status_code == 422
    assert "nog niet" in text(response)
    assert not ContactMoment.objects.exists()


def test_a_file_of_others_cannot_be_named(cast: Any, sign_in: Any) -> None:
    foreign = said(cast, file=str(cast.other_file.uuid))
    assert sign_in(cast.coach).post(URL, foreign).status_code == 422
    assert sign_in(cast.outsider).post(URL, said(cast)).status_code == 403
    assert sign_in(cast.reader).post(URL, said(cast)).status_code == 403
    assert not ContactMoment.objects.exists()


def test_an_official_is_told_that_a_note_may_become_public(cast: Any, sign_in: Any) -> None:
    assert "Wet open overheid" in text(sign_in(cast.official).get(URL))
    assert "Wet open overheid" not in text(sign_in(cast.coach).get(URL))


# --- how much it asks of the database -----------------------------------------------------------------


def queries(client: Any, count_queries: Any) -> int:
    client.get(URL)
    with count_queries() as seen:
        assert client.get(URL).status_code == 200
    return len(seen)


@pytest.mark.parametrize("who", ["coach", "official", "coordinator"])
def test_fifty_files_ask_for_no_more_queries_than_one(
    cast: Any, step: Any, sign_in: Any, more_files: Any, count_queries: Any, who: str
) -> None:
    client = sign_in(getattr(cast, who))
    one = queries(client, count_queries)
    more_files(9)
    ten = queries(client, count_queries)
    more_files(40, start=9)
    assert queries(client, count_queries) == ten == one
    assert one <= 13


def test_a_volunteer_s_page_asks_little(
    cast: Any, step: Any, agreement: Agreement, sign_in: Any, count_queries: Any
) -> None:
    assert queries(sign_in(cast.chair), count_queries) <= 14


def test_the_page_stays_short_however_many_files_wait(cast: Any, sign_in: Any, more_files: Any) -> None:
    more_files(12)
    page = text(sign_in(cast.official).get(URL))
    assert page.count("Bekijk het voorstel") == 10
    assert "Daarna komen er nog 2 punten." in page
    assert page.count("nl-button--primary") == 1


def test_nobody_reads_this_without_signing_in(client: Any, db: Any) -> None:
    assert client.get(URL).status_code == 302
