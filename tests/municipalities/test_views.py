"""What does someone see of the gemeenten?"""

import gzip
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from municipalities import files, loading, views
from municipalities.models import Municipality
from samenspel.access import Mark, mark_of
from tests import factories

pytestmark = pytest.mark.usefixtures("gemeenten")


def names(page: str) -> list[str]:
    return re.findall(r'<td role="cell"><a href="/gemeenten/GM\d{4}/">(.+?)</a>', page)


def every_page(reader: Any) -> list[str]:
    seen, address = [], "/gemeenten/"
    while address:
        page = reader.get(address).content.decode()
        seen += names(page)
        onward = re.search(r'href="([^"]+)" rel="next"', page)
        address = onward[1].replace("&amp;", "&") if onward else ""
    return seen


def get(reader: Any, **asked: str) -> str:
    response = reader.get("/gemeenten/", asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "view", [views.municipality_list, views.municipality_search, views.municipality_detail]
)
def test_every_page_says_that_it_is_for_who_signed_in(view: Any) -> None:
    assert mark_of(view) == Mark("signed_in")


@pytest.mark.parametrize("address", ["/gemeenten/", "/gemeenten/zoek/?q=x", "/gemeenten/GM0050/"])
def test_who_is_not_signed_in_is_asked_to(client: Any, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("address", ["/gemeenten/", "/gemeenten/zoek/", "/gemeenten/GM0050/"])
def test_these_pages_change_nothing(reader: Any, address: str) -> None:
    assert reader.post(address).status_code == 405


# --- the list -----------------------------------------------------------------------------------------


def test_the_list_says_how_many_and_writes_numbers_in_dutch(reader: Any) -> None:
    page = get(reader)
    assert "342 gemeenten" in page
    assert "569.076" in get(reader, q="Den Haag")


def test_a_name_with_an_article_stands_under_its_own_letter(gemeente: Callable[[str], Municipality]) -> None:
    order = [str(row) for row in Municipality.objects.select_related("organisation").in_order()]
    for name, letter in (("'s-Gravenhage", "G"), ("'s-Hertogenbosch", "H")):
        place = order.index(name)
        assert {order[place - 1][0], order[place + 1][0]} == {letter}
    assert order[0][0] == "A"


def test_who_works_for_a_gemeente_finds_it_first_once_and_the_others_in_order(client: Any) -> None:
    zwolle = Municipality.objects.get(code="GM0193")
    client.force_login(factories.user_of(factories.function("Zoë de Wit", zwolle.organisation)))
    seen = every_page(client)
    assert seen[:2] == ["Zwolle", "Aa en Hunze"]
    assert len(seen) == len(set(seen)) == 342
    assert names(client.get("/gemeenten/", {"q": "zw"}).content.decode())[0] == "Zwolle"


def test_page_after_page_shows_each_gemeente_once(reader: Any) -> None:
    seen = every_page(reader)
    assert len(seen) == len(set(seen)) == 342


def test_a_page_stays_small(reader: Any) -> None:
    assert len(gzip.compress(get(reader).encode())) < 15 * 1024


def test_filters_narrow_the_list_and_stay_when_going_on(reader: Any) -> None:
    assert len(names(get(reader, province="Fryslân"))) == 18
    assert "32 gemeenten" in get(reader, size="large")
    assert names(get(reader, province="Utrecht", size="large")) == ["Amersfoort", "Utrecht"]
    assert "?size=medium&amp;after=GM" in get(reader, size="medium")


def test_a_filter_that_does_not_exist_is_left_out(reader: Any) -> None:
    assert "342 gemeenten" in get(reader, province="Atlantis", size="huge", after="GM9999")


def test_a_search_shows_under_which_name_it_was_found(reader: Any) -> None:
    page = get(reader, q="weesp")
    assert names(page) == ["Amsterdam"]
    assert "ook Weesp" in page


def test_nothing_found_comes_with_a_guess(reader: Any) -> None:
    page = get(reader, q="Doetinchm")
    assert "Niets gevonden voor “Doetinchm”" in page
    assert re.search(r'Bedoel je\s+<a href="/gemeenten/GM0222/">Doetinchem</a>\?', page)


def test_nothing_found_within_a_filter_shows_where_it_is(reader: Any) -> None:
    page = get(reader, q="Zeewolde", province="Zeeland")
    assert "Met een andere provincie of grootte vinden we wel" in page
    assert "/gemeenten/GM0050/" in page


def test_nothing_like_it_and_an_empty_filter_each_say_what_to_do(reader: Any) -> None:
    assert "Zoek op de naam van de gemeente" in get(reader, q="xqzwv")
    assert "In deze provincie is geen gemeente van die grootte" in get(
        reader, province="Zeeland", size="large"
    )


def test_htmx_gets_the_results_alone(reader: Any) -> None:
    page = reader.get("/gemeenten/", {"q": "ede"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert names(page)[0] == "Ede"


def test_what_was_typed_is_shown_as_text(reader: Any) -> None:
    assert "<script>x" not in get(reader, q="<script>x</script>")


@pytest.mark.parametrize(
    "asked", [{}, {"q": "e"}, {"q": "Doetinchm"}, {"province": "Zeeland"}, {"after": "GM0014"}]
)
def test_the_list_takes_few_queries_however_long_it_is(
    reader: Any, count_queries: Any, asked: dict[str, str]
) -> None:
    with count_queries() as queries:
        get(reader, **asked)
    assert len(queries) <= 8


def test_ten_and_sixty_rows_take_as_many_queries(reader: Any, count_queries: Any) -> None:
    with count_queries() as few:
        get(reader, province="Flevoland")
    with count_queries() as many:
        get(reader, province="Noord-Brabant")
    assert len(few) == len(many)


# --- one gemeente -------------------------------------------------------------------------------------


def test_a_gemeente_shows_its_figures_with_year_and_source(reader: Any) -> None:
    page = reader.get("/gemeenten/GM0796/").content.decode()
    assert "&#x27;s-Hertogenbosch" in page
    assert "162.272" in page
    assert "op 1 januari 2026, volgens CBS" in page
    assert "groot: meer dan 100.000 inwoners" in page
    assert "Den Bosch" in page
    assert "/gemeenten/?province=Noord-Brabant" in page


def test_a_gemeente_that_merged_and_the_one_it_joined_lead_to_each_other(
    reader: Any, next_year: list[files.Entry], merger: list[files.Change]
) -> None:
    loading.load(next_year, changes=merger)
    old = reader.get("/gemeenten/GM0279/").content.decode()
    assert "Deze gemeente bestond tot en met 31 december 2026." in old
    assert 'Nu hoort ze bij <a href="/gemeenten/GM0203/">Barneveld</a>' in old
    new = reader.get("/gemeenten/GM0203/").content.decode()
    assert '<a href="/gemeenten/GM0279/">Scherpenzeel</a>' in new
    searched = get(reader, q="Scherpenzeel")
    assert names(searched) == ["Barneveld", "Scherpenzeel"]
    assert "hoort nu bij Barneveld" in searched


def test_a_code_that_nobody_has_is_not_found(reader: Any) -> None:
    assert reader.get("/gemeenten/GM9999/").status_code == 404


def test_one_gemeente_takes_few_queries(
    reader: Any, gemeente: Callable[[str], Municipality], count_queries: Any
) -> None:
    with count_queries() as queries:
        reader.get(f"/gemeenten/{gemeente('Land van Cuijk').code}/")
    assert len(queries) <= 8


def test_own_gemeenten_come_before_others_but_never_before_the_very_name(reader: Any) -> None:
    asked = {"field": "municipality", "own": "GM0518,GM0150,<b>"}
    headers = {"HX-Request": "true"}
    page = reader.get("/gemeenten/zoek/", {**asked, "municipality": "de"}, headers=headers).content.decode()
    codes = re.findall(r'value="(GM\d{4})"', page)
    assert set(codes[:2]) == {"GM0518", "GM0150"}, "Den Haag and Deventer"
    empty = reader.get("/gemeenten/zoek/", {**asked, "municipality": ""}, headers=headers).content.decode()
    assert re.findall(r'value="(GM\d{4})"', empty) == ["GM0150", "GM0518"], (
        "in order: 's-Gravenhage under the G"
    )
    assert "Jouw gemeenten" in empty
    named = reader.get("/gemeenten/zoek/", {**asked, "municipality": "Bergen (L.)"}, headers=headers)
    assert "Deventer" not in named.content.decode()
