"""Whose move is it? Rules without rows."""

from itertools import product

import pytest

from agreements.settling.standing import must_answer, state_of, waits_for
from agreements.signing import lifecycle
from agreements.signing.lifecycle import Place
from initiatives.deciding import keys
from initiatives.terms import DecisionKind, DecisionState

PARTIES = ("gemeente", "initiatief")
NOTHING: dict[str, str] = {"gemeente": "", "initiatief": ""}


def verdicts(gemeente: str = "", initiatief: str = "") -> dict[str, str]:
    return {"gemeente": gemeente, "initiatief": initiatief}


@pytest.mark.parametrize(
    ("texts", "moves"),
    [
        ([NOTHING], []),
        ([verdicts("accept", "")], []),
        ([verdicts("accept", "not_yet")], ["gemeente"]),  # who agreed hears what the other needs
        ([verdicts("", "not_yet")], ["gemeente"]),
        ([verdicts("not_yet", "not_yet")], ["gemeente", "initiatief"]),  # nobody's text: anyone may begin
        ([verdicts("accept", "not_yet"), verdicts("", "accept")], []),  # another text still lies there
        ([verdicts("accept", "not_yet"), verdicts("accept", "not_yet")], ["gemeente"]),
    ],
)
def test_after_a_not_yet_it_is_up_to_who_refused_nothing(texts, moves) -> None:
    assert [who for who in PARTIES if must_answer("open", who, texts, PARTIES)] == moves


@pytest.mark.parametrize("state", ["standing", "parked"])
def test_where_nothing_is_open_nobody_has_to_answer(state) -> None:
    assert not must_answer(state, "gemeente", [verdicts("", "not_yet")], PARTIES)


def test_a_proposal_waits_for_who_said_nothing_of_it() -> None:
    offer = verdicts("accept", "")
    assert waits_for("open", "initiatief", NOTHING, [offer])
    assert not waits_for("open", "gemeente", NOTHING, [offer])
    assert not waits_for("parked", "initiatief", NOTHING, [offer])


@pytest.mark.parametrize("said", list(product(["accept", "not_yet", ""], repeat=2)))
def test_an_article_stands_exactly_when_the_keys_of_a_joint_decision_would_all_have_turned(said) -> None:
    asked = dict(zip(PARTIES, said, strict=True))
    turned = ["return" if verdict == "not_yet" else verdict for verdict in said]
    counts = keys.outcome(DecisionKind.PUBLICATION, turned) == DecisionState.ACCEPTED
    assert (state_of("active", asked, PARTIES) == "standing") is counts
    assert lifecycle.complete(Place(1, signed=verdict == "accept") for verdict in said) is counts


def test_where_nobody_is_asked_nothing_stands_and_nothing_is_signed() -> None:
    assert state_of("active", {}, []) == "open"
    assert not lifecycle.complete([])
    assert keys.outcome(DecisionKind.PUBLICATION, []) == DecisionState.OPEN
