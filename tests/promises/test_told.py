"""Which sentences promise something is told from what a reader sees at a glance, and never guessed."""

from datetime import date

import pytest

from promises.told import told_in

NAMES = {"g": ("gemeente", "gemeente Doetinchem"), "i": ("initiatief", "Zeebuurt Warm")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De gemeente levert voor 1 maart 2027 de kaart.", [("g", "2027-03-01")]),
        ("Gemeente Doetinchem levert in maart 2027 de kaart.", [("g", "2027-03-31")]),
        ("De gemeente en Zeebuurt Warm bellen aan voor 1 mei 2027.", [("gi", "2027-05-01")]),
        ("De gemeente denkt mee. Het initiatief vraagt iedereen.", [("g", ""), ("i", "")]),
        ("Het initiatief:\n- belt aan voor 1 mei 2027\n- De gemeente betaalt.", [("i", "2027-05-01"), ("g", "")]),
        ("De gemeente levert tussen 1 mei 2027 en 1 juni 2027.", [("g", "")]),  # two days: which one?
        ("De gemeente begon op 1 mei 2020.", [("g", "")]),  # long ago
        ("De gemeente levert voor 31 februari 2027.", [("g", "")]),
        ("De gemeente levert voor 1 mei 0000.", [("g", "")]),
        ("Wij overleggen met de gemeente voor 1 mei 2027.", []),
        ("De gemeenteraad besluit voor 1 mei 2027.", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_sentence_says_who_when_it_begins_with_a_party_and_when_if_it_names_one_day(text, found):
    told = told_in(text, NAMES, since=date(2026, 1, 1))
    assert [("".join(row.givers), str(row.due_on or "")) for row in told] == found


def test_what_was_written_is_not_rewritten():
    (told,) = told_in("- De  gemeente levert, voor 1 maart 2027, “alles”.", NAMES, since=date(2026, 1, 1))
    assert told.sentence == "De gemeente levert, voor 1 maart 2027, “alles”."


def test_without_names_nothing_is_told():
    assert told_in("De gemeente levert.", {"g": ("", " ")}, since=date(2026, 1, 1)) == []
