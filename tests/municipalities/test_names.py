"""Is a name found, however someone writes it?"""

import pytest

from municipalities.names import search_key


@pytest.mark.parametrize(
    "written",
    ["'s-Hertogenbosch", "’s-Hertogenbosch", "s-Hertogenbosch", "'s Hertogenbosch", "s'Hertogenbosch",
     "gemeente 's-Hertogenbosch", "Gemeente  ‘s-HERTOGENBOSCH"],
)  # fmt: skip
def test_every_spelling_of_s_hertogenbosch_gives_one_key(written: str) -> None:
    assert search_key(written) == "s hertogenbosch"


@pytest.mark.parametrize(
    "written", ["Súdwest-Fryslân", "sudwest fryslan", "SUDWEST – FRYSLÂN", "Su\u0301dwest Fryslan"]
)
def test_accents_and_hyphens_do_not_matter(written: str) -> None:
    assert search_key(written) == "sudwest fryslan"


@pytest.mark.parametrize(
    "written", ["Bergen (NH.)", "Bergen (NH)", "Bergen NH", "bergen n.h.", "Bergen (N.H.)"]
)
def test_brackets_and_full_stops_do_not_matter(written: str) -> None:
    assert search_key(written) == "bergen nh"


def test_the_two_bergens_stay_apart() -> None:
    assert search_key("Bergen (L.)") == "bergen l" != search_key("Bergen (NH.)")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Den Bosch", "den bosch"),
        ("Nuenen, Gerwen en Nederwetten", "nuenen gerwen en nederwetten"),
        ("Foto's van de wijk", "fotos van de wijk"),
        ("Wijk 12 & Zuid_Oost", "wijk 12 zuid oost"),
        ("Gemeenteplein", "gemeenteplein"),
        ("gemeente", "gemeente"),
        ("ĲSSELSTEIN", "ijsselstein"),
        ("  ", ""),
        ("%", ""),
    ],
)
def test_a_key_is_words_and_nothing_else(written: str, key: str) -> None:
    assert search_key(written) == key


def test_the_key_of_a_key_is_that_key() -> None:
    for name in ("'s-Gravenhage", "De Fryske Marren", "Bergen (L.)", "Aa en Hunze"):
        assert search_key(search_key(name)) == search_key(name)
