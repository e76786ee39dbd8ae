"""What a phase asks of its reader is said first, and what weighs most comes before the rest."""

import pytest

from initiatives.plan.asking import ask_of, ask_of_guide

ALL = {"asked": 2, "differ": 1, "shared": 3}


@pytest.mark.parametrize(
    ("reader", "key_waits", "goals", "step", "says", "where"),
    [
        (True, True, ALL, "Koffie", "Jij hoeft hier niets te doen", ""),
        (False, True, ALL, "Koffie", "een antwoord op de fasestap", "stap"),
        (False, False, ALL, "Koffie", "zeg bij 2 doelen", "groep-asked"),
        (False, False, {"differ": 1}, "Koffie", "praat over 1 verschil.", "groep-differ"),
        (False, False, {"doubted": 1, "shared": 3}, "Koffie", "vraag een partner", "groep-doubted"),
        (False, False, {"shared": 3}, "Koffie", "Goede volgende stap: Koffie.", "stappen"),
        (False, False, {"shared": 3}, "", "Jullie hoeven hier nu niets te doen", ""),
    ],
)
def test_what_weighs_most_is_asked_first(reader, key_waits, goals, step, says, where):
    ask = ask_of(reader, key_waits=key_waits, goals=goals, step=step)
    assert says in ask.text
    assert ask.where == where


@pytest.mark.parametrize(
    ("step", "goals", "silent", "says", "where"),
    [
        (["gemeente Eskerveen", "Woonstee"], ALL, ["het initiatief"], "wacht op gemeente Eskerveen en Woonstee", "stap"),
        ([], ALL, ["het initiatief"], "op gang over 1 verschil.", "groep-differ"),
        ([], {"doubted": 1, "shared": 3}, [], "volgens een partner", "groep-doubted"),
        ([], {"todo": 2}, ["het initiatief"], "wacht op het initiatief", ""),
        ([], {"shared": 3}, [], "stel de volgende stap voor", "stap"),
        ([], {"busy": 1}, [], "nu niets gevraagd", ""),
    ],
)  # fmt: skip
def test_who_guides_reads_what_is_asked_of_her_or_for_whom_she_waits(step, goals, silent, says, where):
    ask = ask_of_guide(step_waits_for=step, goals=goals, silent=silent)
    assert says in ask.text
    assert ask.where == where
