"""The difference between two texts, word by word."""

from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.wording_diff import ADDED, GONE, SAME, pieces

TEXTS = st.lists(st.sampled_from(["de", "buurt", "warm.", "\n", "- punt", " "]), max_size=30).map(" ".join)


def test_what_comes_and_what_goes_is_named_by_the_word() -> None:
    found = pieces("De gemeente vraagt de corporatie.", "De gemeente nodigt de corporatie uit.")
    assert found == [
        (SAME, "De gemeente"),
        (GONE, " vraagt"),
        (ADDED, " nodigt"),
        (SAME, " de corporatie"),
        (ADDED, " uit"),
        (SAME, "."),
    ]


def test_an_amount_or_a_date_changes_as_a_whole() -> None:
    assert pieces("Dat is € 1.250.", "Dat is € 1.500.")[1:3] == [(GONE, " 1.250"), (ADDED, " 1.500")]


def test_a_new_line_is_a_change_and_other_spaces_are_none() -> None:
    assert pieces("een  twee", "een twee") == [(SAME, "een twee")]
    assert (ADDED, "\n") in pieces("een twee", "een\n twee")


@settings(max_examples=100, deadline=None, derandomize=True)
@given(TEXTS, TEXTS)
def test_no_word_of_either_text_is_left_out(before: str, after: str) -> None:
    found = pieces(before, after)
    for text, other in ((before, ADDED), (after, GONE)):
        assert "".join(p.text for p in found if p.kind != other).split() == text.split()


def test_two_long_texts_are_compared_in_a_moment() -> None:
    long = " ".join(f"de buurt{n % 50} wil warm{n % 7}" for n in range(800))
    assert pieces(long, long.replace("buurt1 ", "wijk ")).count((GONE, " buurt1")) > 0
