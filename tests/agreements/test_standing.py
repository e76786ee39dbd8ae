"""Whose move is it? Rules without rows."""

import pytest

from agreements.settling.standing import must_answer, waits_for

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
