"""Does someone find the gemeente she means?"""

from collections.abc import Callable
from typing import Any

import pytest

from municipalities import files, loading
from municipalities.models import Municipality
from municipalities.querysets import Match

pytestmark = [pytest.mark.usefixtures("gemeenten"), pytest.mark.slow, pytest.mark.engine]


def found(text: str) -> list[str]:
    return [str(hit.municipality) for hit in Municipality.objects.hits(text)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Den Bosch", "'s-Hertogenbosch"),
        ("hertogenb", "'s-Hertogenbosch"),
        ("den haag", "'s-Gravenhage"),
        ("sudwest fryslan", "Súdwest-Fryslân"),
        ("gemeente Zeewolde", "Zeewolde"),
        ("Brielle", "Voorne aan Zee"),
        ("Loppersum", "Eemsdelta"),
        ("Nuenen", "Nuenen, Gerwen en Nederwetten"),
        ("hogeland", "Het Hogeland"),
        ("Bergen (L)", "Bergen (L.)"),
    ],
)
def test_any_name_finds_the_gemeente_first(typed: str, first: str) -> None:
    assert found(typed)[0] == first


def test_the_best_fit_comes_first() -> None:
    assert found("Bergen") == [
        "Bergen (L.)",
        "Bergen (NH.)",
        "Bergen op Zoom",
        "Haaksbergen",
        "Steenbergen",
        "Tubbergen",
    ]
    assert found("utrecht")[:2] == ["Utrecht", "Utrechtse Heuvelrug"]
    assert found("meren")[:2] == ["De Fryske Marren", "Gooise Meren"]
    assert found("hout") == ["Houten", "Oosterhout"]


def test_a_gemeente_stands_there_once_however_many_names_fit() -> None:
    assert found("cuijk") == ["Land van Cuijk"]


def test_there_are_ten_at_most() -> None:
    assert len(found("e")) == 10


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "Atlantis"])
def test_nothing_is_found_for_nothing(typed: str) -> None:
    assert found(typed) == []


def test_a_search_within_a_province_stays_there() -> None:
    here = Municipality.objects.filter(province="Limburg")
    assert [str(hit.municipality) for hit in here.hits("Bergen")] == ["Bergen (L.)"]


def test_a_hit_says_under_which_name() -> None:
    [hit] = Municipality.objects.hits("weesp")
    assert (str(hit.municipality), hit.name, hit.match, hit.under_other_name) == (
        "Amsterdam",
        "Weesp",
        Match.EXACT,
        True,
    )


@pytest.mark.parametrize("typed", ["e", "Bergen", "Atlantis"])
def test_finding_is_one_query(typed: str, count_queries: Any) -> None:
    with count_queries() as queries:
        found(typed)
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("typed", "name", "gemeente"),
    [
        ("Doetinchm", "Doetinchem", "Doetinchem"),
        ("Doetichem", "Doetinchem", "Doetinchem"),
        ("Leewarden", "Leeuwarden", "Leeuwarden"),
        ("shertogenbosch", "'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("Apingedam", "Appingedam", "Eemsdelta"),
    ],
)
def test_a_typing_error_gets_a_suggestion(typed: str, name: str, gemeente: str) -> None:
    best = Municipality.objects.suggest(typed)[0]
    assert (best.name, str(best.municipality)) == (name, gemeente)


def test_what_looks_like_nothing_gets_no_suggestion() -> None:
    assert Municipality.objects.suggest("xqzwv") == []


def test_a_merged_gemeente_comes_after_those_that_exist(
    next_year: list[files.Entry], merger: list[files.Change]
) -> None:
    loading.load(next_year, changes=merger)
    assert found("scherp") == ["Barneveld", "Scherpenzeel"]
    assert found("Scherpenzeel") == ["Barneveld", "Scherpenzeel"]


def test_a_code_in_small_letters_is_understood(gemeente: Callable[[str], Municipality]) -> None:
    assert Municipality.objects.by_code(" gm0050 ") == gemeente("Zeewolde")
    assert Municipality.objects.by_code("GM9999") is None
