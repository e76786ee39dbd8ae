"""What does someone see on the list, on the board and in the table to take along?"""

import csv
import gzip
import io
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from initiatives.actions import decisions, people, plan
from initiatives.listing import export as listing_export
from initiatives.models import Assignment, Collaboration
from initiatives.terms import GoalStatus, ItemKind, ItemState, Phase, Role, Status
from samenspel.access import mark_of
from tests import factories
from tests.initiatives.test_finding import more

ADDRESSES = ["/initiatieven/", "/initiatieven/bord/", "/initiatieven/export.csv"]


@pytest.fixture
def sign_in(client: Any) -> Any:
    def as_(who: Any) -> Any:
        client.force_login(factories.user_of(who), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


def body(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def rows_of(response: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body(response).removeprefix("\ufeff")), delimiter=";"))


# --- who may look -------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_is_not_signed_in_is_asked_to(client: Any, db: None, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_these_pages_change_nothing(cast: SimpleNamespace, sign_in: Any, address: str) -> None:
    assert sign_in(cast.coach).post(address).status_code == 405


@pytest.mark.parametrize("name", ["initiative_list", "initiative_board", "initiative_export"])
def test_every_page_says_that_it_is_for_who_signed_in(name: str) -> None:
    from initiatives.views import lists

    assert mark_of(getattr(lists, name)).kind == "signed_in"


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", ["coach", "official", "chair", "reader", "elsewhere", "outsider", "former"])
def test_nobody_reads_the_name_of_a_file_that_is_not_hers(
    cast: SimpleNamespace, sign_in: Any, address: str, who: str
) -> None:
    page = body(sign_in(getattr(cast, who)).get(address, {"status": "all"}))
    own = who in {"coach", "official", "chair", "reader"}
    assert ("Zeebuurt Warm" in page) == own
    assert ("Elders Samen" in page) == (who == "elsewhere")


# --- the list -----------------------------------------------------------------------------------------


def test_a_line_says_where_a_file_stands_whose_move_it_is_and_whom_to_call(
    cast: SimpleNamespace, sign_in: Any
) -> None:
    decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="We zijn zover.",
        by=cast.chair.person,
        seat=factories.seat(cast.file, cast.chair),
        own_key=True,
    )
    page = words(sign_in(cast.coach).get("/initiatieven/").content.decode())
    for said in ("Zeebuurt Warm", "Eskerveen", "1 Opstarten", "Fasestap naar Uitwerken", "Gemeente", "Marit"):
        assert said in page
    assert "Gemeente: nog niet akkoord. Initiatief: akkoord." in page
    assert "Jullie zijn aan zet" not in page
    assert "Jullie zijn aan zet" in words(sign_in(cast.official).get("/initiatieven/").content.decode())


def test_without_an_open_step_a_line_counts_the_goals_and_names_the_next_activity(
    cast: SimpleNamespace, sign_in: Any
) -> None:
    goals = list(cast.file.plan_items.filter(kind=ItemKind.GOAL, phase=Phase.STARTUP))
    for who, statuses in ((cast.chair, ["reached", "reached"]), (cast.official, ["reached", "partly"])):
        for goal, status in zip(goals, statuses, strict=False):
            plan.give_view(
                goal,
                seat=factories.seat(cast.file, who),
                status=GoalStatus(status),
                by=who.person,
            )
    activity = cast.file.plan_items.filter(kind=ItemKind.ACTIVITY, phase=Phase.STARTUP).first()
    plan.change_activity(
        activity,
        revision=1,
        state=ItemState.DOING,
        actor="initiative",
        by=cast.chair.person,
        seat=factories.seat(cast.file, cast.chair),
    )
    page = words(sign_in(cast.coach).get("/initiatieven/").content.decode())
    assert f"1 van {len(goals)} doelen gedeeld" in page
    assert "1 verschil" in page
    assert activity.title in page


def test_who_left_is_still_named_with_her_last_day(cast: SimpleNamespace, sign_in: Any) -> None:
    Assignment.objects.create(
        participation=factories.seat(cast.file, cast.former),
        function=cast.former,
        role=Role.CONTACT,
        starts_on=cast.former.starts_on,
    )
    assert "Henk (tot " in words(sign_in(cast.coach).get("/initiatieven/").content.decode())


def test_the_switch_and_the_table_keep_the_filters(cast: SimpleNamespace, sign_in: Any) -> None:
    page = sign_in(cast.coach).get("/initiatieven/", {"q": "zee", "phase": "startup"}).content.decode()
    assert 'href="/initiatieven/bord/?q=zee&amp;phase=startup"' in page
    assert 'href="/initiatieven/export.csv?q=zee&amp;phase=startup"' in page


def test_going_on_keeps_the_filters_and_ends_at_the_end(
    cast: SimpleNamespace, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    more(cast, 51)
    client, address, seen = sign_in(cast.coach), "/initiatieven/?phase=startup", []
    pages = 0
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r'<td role="cell"><span><a href="(.+?)"', page)
        onward = re.search(r'href="([^"]+)" rel="next"', page)
        address = "/initiatieven/" + onward[1].replace("&amp;", "&") if onward else ""
        assert not address or "phase=startup" in address
        pages += 1
        if pages == 1:
            assert "50 of meer initiatieven" in page
    assert pages == 2
    assert len(seen) == len(set(seen)) == 52


def test_names_are_shown_as_text(cast: SimpleNamespace, sign_in: Any) -> None:
    factories.collaboration(
        cast.coach, cast.municipality, name="<script>alert(1)</script>", area_name='"><img src=x onerror=y>'
    )
    for address in ADDRESSES[:2]:
        page = sign_in(cast.coach).get(address, {"q": ""}).content.decode()
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_what_was_typed_is_quoted_as_text(cast: SimpleNamespace, sign_in: Any) -> None:
    page = sign_in(cast.coach).get("/initiatieven/", {"q": "<b>x</b>"}).content.decode()
    assert "<b>x" not in page
    assert "Niets gevonden voor “&lt;b&gt;x&lt;/b&gt;”" in page


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "asked",
    [
        {"na": "x_y"},
        {"phase": "1; drop table"},
        {"municipality": "x" * 500},
        {"municipality-code": "GM9999", "municipality-for": "", "municipality": ""},
        {"q": "\ud800"},
        {"q": ["a", "b"], "phase": ["startup", "x"]},
    ],
)
def test_an_address_that_was_made_up_still_answers(
    cast: SimpleNamespace, sign_in: Any, address: str, asked: dict[str, Any]
) -> None:
    if asked.get("q") == "\ud800":
        address, asked = f"{address}?q=%ED%A0%80", {}
    assert sign_in(cast.coach).get(address, asked).status_code == 200


def test_htmx_gets_the_results_alone(cast: SimpleNamespace, sign_in: Any) -> None:
    for address in ADDRESSES[:2]:
        page = sign_in(cast.coach).get(address, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in page
        assert "Zeebuurt Warm" in page


def test_the_address_in_the_browser_names_only_the_filters_that_are_set(
    cast: SimpleNamespace, sign_in: Any
) -> None:
    asked = {"q": "zee", "phase": "", "status": "", "municipality": "", "municipality-for": "x"}
    response = sign_in(cast.coach).get("/initiatieven/", asked, headers={"HX-Request": "true"})
    assert response["HX-Push-Url"] == "/initiatieven/?q=zee"


# --- nothing found ------------------------------------------------------------------------------------


def test_who_has_no_files_reads_how_they_come(cast: SimpleNamespace, sign_in: Any) -> None:
    for address in ADDRESSES[:2]:
        assert "Vraag je buurtbegeleider" in sign_in(cast.outsider).get(address).content.decode()
        page = sign_in(cast.colleague).get(address).content.decode()
        assert "Nog geen initiatieven" in page
        assert "Meld een initiatief aan" in page


def test_a_search_without_a_match_offers_the_gemeente_that_was_meant(
    cast: SimpleNamespace, sign_in: Any
) -> None:
    from municipalities.models import Alias

    Alias.objects.create(name="Eskerveen", key="eskerveen", municipality=cast.municipality)
    page = sign_in(cast.coach).get("/initiatieven/", {"q": "Eskerven", "phase": "startup"}).content.decode()
    assert "Niets gevonden voor “Eskerven”" in page
    assert "Initiatieven in Eskerveen" in page
    assert 'href="/initiatieven/?q=Eskerven"' in page


def test_when_everything_ended_the_list_leads_there(cast: SimpleNamespace, sign_in: Any) -> None:
    Collaboration.objects.update(status=Status.ENDED, ended_on="2026-01-01")
    page = sign_in(cast.coach).get("/initiatieven/").content.decode()
    assert "Er loopt nu niets" in page
    assert "?status=ended" in page


def test_a_gemeente_that_could_be_two_is_asked_about(cast: SimpleNamespace, sign_in: Any) -> None:
    from municipalities.models import Alias

    for municipality in (cast.municipality, cast.elsewhere_municipality):
        Alias.objects.create(name=str(municipality), key=str(municipality).lower(), municipality=municipality)
    page = sign_in(cast.coach).get("/initiatieven/", {"municipality": "ve"}).content.decode()
    assert "Welke gemeente bedoel je?" in page
    assert f"?municipality={cast.municipality.code}" in page
    assert "Zeebuurt Warm" not in page


# --- the board ----------------------------------------------------------------------------------------


def test_a_full_column_leads_to_the_list_of_its_phase(cast: SimpleNamespace, sign_in: Any) -> None:
    more(cast, 21)
    page = sign_in(cast.coach).get("/initiatieven/bord/", {"province": "Gelderland"}).content.decode()
    assert 'href="/initiatieven/?province=Gelderland&amp;phase=startup"' in page
    assert page.count("Wijk") == 0
    assert "20 of meer" in page
    assert "Nog niets in deze fase." in page


# --- a table to take along ----------------------------------------------------------------------------


def test_the_table_opens_in_a_spreadsheet_and_holds_the_filtered_files(
    cast: SimpleNamespace, sign_in: Any
) -> None:
    files = more(cast, 3)
    Collaboration.objects.filter(pk=files[0].pk).update(phase=Phase.OPERATION)
    response = sign_in(cast.coach).get("/initiatieven/export.csv", {"phase": "startup"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="initiatieven-')
    assert response.streaming
    text = body(response)
    assert text.startswith("\ufeffInitiatief;")
    assert text.count("\r\n") == 4
    assert "Buurt 0" not in text
    assert "Marit (buurtbegeleider)" in text


def test_the_table_carries_no_live_formula(cast: SimpleNamespace, sign_in: Any) -> None:
    factories.collaboration(
        cast.coach, cast.municipality, name='=HYPERLINK("http://x";"klik")', area_name="@SUM(1)"
    )
    rows = rows_of(sign_in(cast.coach).get("/initiatieven/export.csv"))
    assert rows[1][:2] == ['\'=HYPERLINK("http://x";"klik")', "'@SUM(1)"]
    assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in ("=", "+", "-", "@")]


def test_a_long_table_stops_and_says_so(
    cast: SimpleNamespace, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    more(cast, 5)
    monkeypatch.setattr(listing_export, "CHUNK", 2)
    files = Collaboration.objects.visible_to(factories.user_of(cast.coach))
    lines = list(listing_export.csv_lines(files, [], most=3))
    assert len(lines) == 2 + 3 + 1
    assert lines[-1].startswith("Dit zijn de nieuwste 3.")
    whole = "".join(listing_export.csv_lines(files, []))
    assert whole.count("\r\n") == 7
    assert "Dit zijn de nieuwste" not in whole


# --- quick --------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("who", ["coach", "official"])
@pytest.mark.parametrize(
    "address", ["/initiatieven/", "/initiatieven/?q=buurt&municipality=GM9998", ADDRESSES[1]]
)
def test_one_ten_and_fifty_files_take_as_many_queries(
    cast: SimpleNamespace, sign_in: Any, count_queries: Any, address: str, who: str
) -> None:
    type(cast.municipality).objects.filter(pk=cast.municipality.pk).update(code="GM9998")
    client = sign_in(getattr(cast, who))
    counted = []
    for number in (0, 9, 40):
        for extra in range(number):
            made = factories.collaboration(
                cast.coach, cast.municipality, name=f"Buurt {number} {extra}", area_name=f"Wijk {extra}"
            )
            assert made
        with count_queries() as queries:
            page = client.get(address).content
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2] <= 12
    assert len(gzip.compress(page)) < 15 * 1024


def test_contacts_on_every_side_cost_no_extra_queries(
    cast: SimpleNamespace, sign_in: Any, count_queries: Any
) -> None:
    client = sign_in(cast.coach)
    with count_queries() as before:
        client.get("/initiatieven/")
    for who in (cast.official, cast.chair):
        people.assign(
            factories.seat(cast.file, who),
            function=who,
            role=Role.CONTACT,
            by=who.person,
            seat=factories.seat(cast.file, who),
        )
    with count_queries() as after:
        page = client.get("/initiatieven/").content.decode()
    assert len(after) == len(before)
    assert "Ruben" in page
    assert "Samira" in page
