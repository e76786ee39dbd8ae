"""What do several proposals for one table make together?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.settling.merging import merged


def rows(*words: str) -> list[dict[str, str]]:
    return [{"task": word} for word in words]


@pytest.mark.parametrize(
    ("proposed", "together"),
    [
        ([("a", "B", "c"), ("a", "b", "C")], ("a", "B", "C")),
        ([("a", "B", "c"), ("a", "β", "c")], ("a", "B", "β", "c")),
        ([("a", "b", "c", "d"), ("a", "b", "c", "e")], ("a", "b", "c", "d", "e")),
        ([("b", "c"), ("a", "B", "c")], ("B", "c")),
        ([("a", "c"), ("a", "c")], ("a", "c")),
        ([("x", "a", "b", "c"), ("a", "b", "c", "x")], ("x", "a", "b", "c", "x")),
        ([], ("a", "b", "c")),
    ],
    ids=["other rows", "the same row", "both add", "one goes", "the same change", "two places", "none"],
)
def test_all_changes_stand_in_one_table(proposed: list[tuple[str, ...]], together: tuple[str, ...]) -> None:
    assert merged(rows("a", "b", "c"), [rows(*one) for one in proposed]) == rows(*together)


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdef"), unique=True))
def test_one_proposal_alone_is_that_proposal(now: list[str], proposed: list[str]) -> None:
    assert merged(rows(*now), [rows(*proposed)]) == rows(*proposed)
