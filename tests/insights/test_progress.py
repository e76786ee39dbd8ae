"""What does a programme manager see: how far the initiatives are, and nobody's name or words?"""

import csv
import io
import re
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from agreements.models import Agreement
from agreements.terms import Form, Relation, Stage
from contacts import actions
from contacts.models import Access, Function, FunctionKind, Organisation, Side
from initiatives.actions import decisions
from initiatives.models import Collaboration, Letter, PhasePeriod
from initiatives.terms import Phase, Status
from municipalities.models import Municipality
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
PAGE, TABLE = "/voortgang/", "/voortgang/export.csv"
OF_PEOPLE = re.compile("Marit|Samira|Ruben|Els Medewerker|Betaalbaar en samen|example\\.org")


def manager_at(organisation: Organisation, access: Access = Access.FIGURES) -> Function:
    return factories.function(
        "Aisha Meijer", organisation, access=access, kind=FunctionKind.PROGRAMME_MANAGER
    )


def province(name: str = "Gelderland") -> Organisation:
    return factories.organisation(f"Provincie {name}", Side.PARTNER, province=name)


def body(response: Any) -> str:
    assert response.status_code == 200
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


def read(who: Function, **asked: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body(signed_in(who).get(PAGE, asked))))


def table(who: Function, **asked: str) -> list[list[str]]:
    text = body(signed_in(who).get(TABLE, asked)).removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def names(who: Function, **asked: str) -> set[str]:
    return {row[0] for row in table(who, **asked)[1:]}


def agree(file: Collaboration, stage: Stage, **fields: Any) -> Agreement:
    values = {"form": Form.LETTER_OF_INTENT, "title": "Betaalbaar en samen", "stage": stage, **fields}
    return Agreement.objects.create(collaboration=file, drafted_by_org=file.initiative.organisation, **values)


# --- of which files -----------------------------------------------------------------------------------


def test_she_follows_the_files_of_her_gemeente_her_province_or_her_organisation_and_no_others(
    cast: SimpleNamespace,
) -> None:
    Municipality.objects.filter(pk=cast.elsewhere_municipality.pk).update(province="Drenthe")
    zeebuurt, elders = {"Zeebuurt Warm"}, {"Elders Samen"}
    assert names(manager_at(cast.municipality.organisation)) == zeebuurt
    assert names(manager_at(cast.support)) == zeebuurt  # also without a role in the file
    assert names(manager_at(cast.other_coach.organisation)) == elders
    assert names(manager_at(province())) == zeebuurt
    assert names(manager_at(province("Drenthe"))) == elders
    assert names(manager_at(province("Zeeland"))) == set()
    # Where nobody oversees anything, figures say nothing.
    assert names(manager_at(factories.organisation("Woonbedrijf", Side.PARTNER))) == set()
    assert names(manager_at(cast.file.initiative.organisation)) == set()


def test_a_coach_reads_the_figures_of_the_files_in_which_she_has_a_role(cast: SimpleNamespace) -> None:
    assert names(cast.coach) == names(cast.coordinator) == {"Zeebuurt Warm"}
    assert names(cast.colleague) == set()
    assert "Voortgang" in body(signed_in(cast.coach).get("/initiatieven/"))
    assert "Voortgang" not in body(signed_in(cast.chair).get("/initiatieven/"))


def test_a_gemeente_that_was_taken_over_is_followed_by_who_works_for_its_successor(
    cast: SimpleNamespace,
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Municipality.objects.filter(pk=cast.municipality.pk).update(
        valid_until=yesterday, succeeded_by=cast.elsewhere_municipality
    )
    who = manager_at(cast.elsewhere_municipality.organisation)
    assert names(who) == {"Zeebuurt Warm", "Elders Samen"}


def test_what_she_follows_ends_with_her_function(cast: SimpleNamespace) -> None:
    who = manager_at(cast.municipality.organisation)
    actions.end_function(who, timezone.localdate() - timedelta(days=1), by=None)
    assert names(who) == set()


# --- what of them -------------------------------------------------------------------------------------


def test_she_reads_phase_dates_and_numbers_and_nobody_s_name_or_words(cast: SimpleNamespace) -> None:
    PhasePeriod.objects.filter(collaboration=cast.file).update(starts_on=date(2026, 3, 2))
    agree(cast.file, Stage.SHARED)
    agree(cast.file, Stage.IN_FORCE, form=Form.COMMISSION, starts_on=date(2026, 5, 4))
    agree(cast.file, Stage.IN_FORCE, relation=Relation.AMENDS, predecessor=Agreement.objects.last())
    who = manager_at(cast.municipality.organisation)
    page, (heads, row) = read(who), table(who)
    said = [
        "Zeebuurt Warm",
        "Eskerveen",
        "1 Opstarten",
        "Loopt",
        "Opdracht: geldt sinds 4 mei 2026",
        "og geen van 6 doelen gedeeld",
    ]
    assert "2 maart 2026" in page
    assert row[3] == "2026-03-02"
    for words in [*heads, *said]:
        assert words in page
    assert all(words in ";".join(row) for words in said)
    assert not OF_PEOPLE.search(page.replace("Aisha Meijer", ""))
    assert not OF_PEOPLE.search(";".join(row))


def test_a_draft_that_was_not_published_is_nobody_s_progress(cast: SimpleNamespace) -> None:
    agree(cast.file, Stage.PREPARING)
    agree(cast.file, Stage.STOPPED)
    assert table(manager_at(cast.municipality.organisation))[1][5] == ""


def test_the_counts_add_up_per_phase_and_per_gemeente(cast: SimpleNamespace) -> None:
    Collaboration.objects.filter(pk=cast.other_file.pk).update(phase=Phase.DEVELOPMENT)
    second = factories.collaboration(cast.coach, cast.municipality, name="Havenwijk", area_name="Haven")
    agree(second, Stage.IN_FORCE)
    who = manager_at(province())
    page = read(who)
    assert "3 initiatieven" in page
    for row in ("Bij elkaar 2 0 1 0 0 3 1", "Eskerveen 2 0 0 0 0 2 1", "Elderveld 0 0 1 0 0 1 0"):
        assert row in page
    code = cast.municipality.code
    assert names(who, municipality=code) == {"Zeebuurt Warm", "Havenwijk"}
    assert "Bij elkaar 2 0 0 0 0 2 1" in read(who, municipality=code)
    assert names(who, phase=Phase.DEVELOPMENT) == {"Elders Samen"}
    assert "Geen initiatief past hierbij" in read(who, municipality=code, phase=Phase.DEVELOPMENT)
    # A gemeente that she does not follow is no choice.
    assert len(names(who, municipality="GX9999")) == 3


def test_what_stopped_is_there_for_who_asks_for_it(cast: SimpleNamespace) -> None:
    decisions.end(
        cast.file, end_kind="reached", reason="Klaar.", **factories.acting(cast.file, cast.official)
    )
    who = manager_at(cast.municipality.organisation)
    assert names(who) == set()
    (row,) = table(who, status=Status.ENDED)[1:]
    assert row[4].startswith("Gestopt op ")


def test_any_number_of_files_asks_for_the_same_few_queries(cast: SimpleNamespace, count_queries: Any) -> None:
    client, counted = signed_in(manager_at(province())), []
    for number in range(9):
        if number in (1, 3, 8):
            with count_queries() as asked:
                body(client.get(PAGE))
            counted.append(len(asked))
        file = factories.collaboration(
            cast.coach, cast.municipality, name=f"Buurt {number}", area_name=f"Wijk {number}"
        )
        agree(file, Stage.IN_FORCE)
    assert len(set(counted)) == 1
    assert counted[0] <= 12


# --- and nothing else ---------------------------------------------------------------------------------


def test_her_own_pages_lead_to_the_figures_and_no_mail_comes_to_her(cast: SimpleNamespace) -> None:
    who = manager_at(cast.municipality.organisation)
    client = signed_in(who)
    start = body(client.get("/mijn-werk/"))
    assert "Je volgt 1 initiatief." in re.sub(r"\s+", " ", start)
    assert f'href="{PAGE}"' in start
    assert client.get("/initiatieven/?q=zeebuurt").url == PAGE
    assert "Zeebuurt" not in body(client.get("/initiatieven/bord/"))
    assert "Zeebuurt" not in body(client.get("/initiatieven/export.csv"))
    assert f"/organisaties/{who.organisation.uuid}/" not in body(client.get("/profiel/"))
    decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Klaar.",
        own_key=True,
        **factories.acting(cast.file, cast.chair),
    )
    assert cast.official.person_id in Letter.objects.values_list("person", flat=True)
    assert who.person_id not in Letter.objects.values_list("person", flat=True)


def test_figures_are_given_where_files_are_overseen_as_every_other_access(cast: SimpleNamespace) -> None:
    coordinator = factories.function(
        "Hanneke Postma", cast.municipality.organisation, access=Access.COORDINATE
    )
    for who, offered in ((coordinator, True), (cast.chair, False)):
        address = f"/organisaties/{who.organisation.uuid}/mensen/toevoegen/"
        page = body(signed_in(who).get(address))
        assert ('value="figures"' in page) is offered
    data = {
        "name": "Aisha Meijer",
        "kind": "programme_manager",
        "access": "figures",
        "starts_on": timezone.localdate().isoformat(),
    }
    address = f"/organisaties/{coordinator.organisation.uuid}/mensen/toevoegen/"
    assert signed_in(coordinator).post(address, data).status_code == 302
    assert cast.municipality.organisation.functions.filter(access=Access.FIGURES).count() == 1
