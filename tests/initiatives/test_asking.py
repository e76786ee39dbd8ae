"""What a phase asks of its reader is said first, and what weighs most comes before the rest."""

import pytest

from initiatives.plan.asking import ask_of

ALL = {"asked": 2, "differ": 1, "shared": 3}


@pytest.mark.parametrize(
    ("reader", "key_waits", "goals", "step", "says", "where"),
    [
        (True, True, ALL, "Koffie", "Jij hoeft hier niets te doen", ""),
        (False, True, ALL, "Koffie", "een antwoord op de fasestap", "stap"),
        (False, False, ALL, "Koffie", "zeg bij 2 doelen", "groep-asked"),
        (False, False, {"differ": 1}, "Koffie", "praat over 1 verschil.", "groep-differ"),
        (False, False, {"shared": 3}, "Koffie", "Goede volgende stap: Koffie.", "stappen"),
        (False, False, {"shared": 3}, "", "Jullie hoeven hier nu niets te doen", ""),
    ],
)
def test_what_weighs_most_is_asked_first(reader, key_waits, goals, step, says, where):
    ask = ask_of(reader, key_waits=key_waits, goals=goals, step=step)
    assert says in ask.text
    assert ask.where == where
