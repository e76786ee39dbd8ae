"""Do two texts, shown as one, still say what each of them said?"""

from hypothesis import given
from hypothesis import strategies as st

from samenspel.differences import Span, spans

TEXTS = st.text(alphabet="ab é\n", max_size=40)


@given(old=TEXTS, new=TEXTS)
def test_nothing_is_lost_of_either_text(old: str, new: str) -> None:
    found = spans(old, new)
    assert "".join(span.text for span in found if span.kind != "new") == old
    assert "".join(span.text for span in found if span.kind != "gone") == new


def test_only_the_words_that_changed_are_marked() -> None:
    assert spans("Geef er een feest bij.", "Geef er samen een feest bij.") == [
        Span("same", "Geef er"),
        Span("new", " samen"),
        Span("same", " een feest bij."),
    ]


def test_two_changes_beside_each_other_read_as_one() -> None:
    assert spans("een groot feest", "een klein diner") == [
        Span("same", "een "),
        Span("gone", "groot feest"),
        Span("new", "klein diner"),
    ]


def test_a_lone_word_amid_replaced_ones_is_part_of_the_change() -> None:
    assert spans("Maak er een groot feest van.", "Is er een partner nodig?")[-2:] == [
        Span("gone", "groot feest van."),
        Span("new", "partner nodig?"),
    ]
    assert spans("Maak een moment.", "Vraag een corporatie.") == [
        Span("gone", "Maak een moment."),
        Span("new", "Vraag een corporatie."),
    ]


def test_the_same_text_is_one_span_and_no_text_is_none() -> None:
    assert spans("Zo.", "Zo.") == [Span("same", "Zo.")]
    assert spans("", "") == []
