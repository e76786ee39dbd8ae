"""Do two texts, shown as one, still say what each of them said?"""

from hypothesis import given
from hypothesis import strategies as st

from samenspel.differences import GONE, NEW, SAME, Span, parts, spans

TEXTS = st.lists(st.sampled_from(["de", "buurt", "warm.", "\n", "- punt", " "]), max_size=30).map(" ".join)


@given(old=TEXTS, new=TEXTS)
def test_no_word_of_either_text_is_left_out(old: str, new: str) -> None:
    found = spans(old, new)
    for text, other in ((old, NEW), (new, GONE)):
        assert "".join(span.text for span in found if span.kind != other).split() == text.split()


def test_what_comes_and_what_goes_is_named_by_the_word() -> None:
    found = spans("De gemeente vraagt de corporatie.", "De gemeente nodigt de corporatie uit.")
    assert found == [
        Span(SAME, "De gemeente"),
        Span(GONE, " vraagt"),
        Span(NEW, " nodigt"),
        Span(SAME, " de corporatie"),
        Span(NEW, " uit"),
        Span(SAME, "."),
    ]


def test_an_amount_or_a_date_changes_as_a_whole() -> None:
    assert spans("Dat is € 1.250.", "Dat is € 1.500.")[1:3] == [Span(GONE, " 1.250"), Span(NEW, " 1.500")]


def test_a_new_line_is_a_change_and_other_spaces_are_none() -> None:
    assert spans("een  twee", "een twee") == [Span(SAME, "een twee")]
    assert Span(NEW, "\n") in spans("een twee", "een\n twee")


def test_two_changes_beside_each_other_read_as_one() -> None:
    assert spans("een groot feest", "een klein diner") == [
        Span(SAME, "een"),
        Span(GONE, " groot feest"),
        Span(NEW, " klein diner"),
    ]


def test_a_lone_word_amid_replaced_ones_is_part_of_the_change() -> None:
    assert spans("Maak een moment.", "Vraag een corporatie.") == [
        Span(GONE, "Maak een moment"),
        Span(NEW, "Vraag een corporatie"),
        Span(SAME, "."),
    ]


def test_the_same_text_is_one_span_and_no_text_is_none() -> None:
    assert spans("Zo.", "Zo.") == [Span(SAME, "Zo.")]
    assert spans("", "") == []


def test_of_two_long_texts_each_changed_word_is_still_found() -> None:
    long = " ".join(f"de buurt{n % 50} wil warm{n % 7}" for n in range(800))
    assert spans(long, long.replace("buurt1 ", "wijk ")).count(Span(GONE, " buurt1")) == 16


def test_points_become_a_list_and_lose_their_dash_whatever_changed_in_them() -> None:
    old = "Wij doen samen:\n- de avond\n- het plan\nDaarna stopt het."
    new = "Wij doen samen:\n- de avond\n- de brief\n- het hele plan\nDaarna stopt het."
    found = parts(spans(old, new))
    assert [part.is_list for part in found] == [False, True, False]
    said = [["".join(span.text for span in line) for line in part.lines] for part in found]
    assert said[0] == ["Wij doen samen:"]
    assert said[1][0] == "de avond"
    assert len(said[1]) == 3
    assert not any("- " in line for line in said[1])
    kinds = [{span.kind for span in line} for line in found[1].lines]
    assert kinds[0] == {"same"}
    assert "new" in kinds[1]


def test_a_dash_inside_a_sentence_stays_and_a_replaced_point_shows_both() -> None:
    (one,) = parts(spans("Tussen 3 - 5 weken.", "Tussen 3 - 6 weken."))
    assert (one.is_list, "-" in one.lines[0][0].text) == (False, True)
    (points,) = parts(spans("- oud", "- nieuw"))
    assert {(span.kind, span.text.strip()) for span in points.lines[0]} == {("gone", "oud"), ("new", "nieuw")}


def test_nothing_gives_nothing() -> None:
    assert parts([]) == []
    assert parts(spans("\n\n", "\n")) == []
