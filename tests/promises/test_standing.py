"""How does a promise stand? Each side's newest word counts, silence is no difference, and nobody gets a mark."""

from datetime import date
from itertools import product

import pytest

from promises.standing import Said, needs_a_reason, standing, words_of
from promises.terms import RUNNING, State, Word

MARCH, JUNE, JULY = date(2027, 3, 1), date(2027, 6, 1), date(2027, 7, 1)
KEPT, MOVED, LAPSED, OPEN, NOT_SO = Word.KEPT, Word.MOVED, Word.LAPSED, Word.OPEN, Word.NOT_SO


def story(*words: tuple[str, Word] | tuple[str, Word, date]) -> list[Said]:
    """*("g", KEPT)*: the giver says that it was kept; *r* is whoever got it."""
    return [Said(who[0] == "g", who[1], *who[2:]) for who in words]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ([], State.OPEN),
        ([("g", KEPT)], State.KEPT),
        ([("r", KEPT)], State.KEPT),
        ([("g", MOVED, JUNE)], State.MOVED),
        ([("g", MOVED, JUNE), ("g", KEPT)], State.KEPT),
        ([("g", MOVED, JUNE), ("r", KEPT)], State.KEPT),
        ([("g", MOVED, JUNE), ("r", MOVED, JUNE)], State.MOVED),
        ([("g", LAPSED)], State.LAPSED),
        ([("g", LAPSED), ("g", OPEN)], State.OPEN),
        ([("r", LAPSED), ("g", OPEN)], State.OPEN),
        ([("g", MOVED, JUNE), ("g", LAPSED), ("g", OPEN)], State.MOVED),
        ([("r", OPEN), ("g", KEPT)], State.KEPT),
        ([("g", KEPT), ("r", KEPT)], State.KEPT),
        ([("r", LAPSED), ("g", NOT_SO)], State.LAPSED),
    ],
)
def test_while_nobody_contradicts_the_last_word_counts(words, state):
    now = standing(MARCH, story(*words))
    assert (now.state, now.differs) == (state, False)


@pytest.mark.parametrize(
    "words",
    [
        [("g", KEPT), ("r", OPEN)],
        [("g", LAPSED), ("r", OPEN)],
        [("g", MOVED, JUNE), ("r", OPEN)],
        [("g", MOVED, JUNE), ("r", MOVED, JULY)],
        [("r", KEPT), ("g", MOVED, JUNE)],
        [("r", KEPT), ("g", LAPSED)],
        [("g", NOT_SO)],
        [("r", OPEN), ("g", NOT_SO)],
    ],
)
def test_two_words_that_do_not_go_together_are_a_conversation_and_the_promise_still_stands(words):
    now = standing(MARCH, story(*words))
    assert now.differs
    assert now.state in RUNNING


def test_a_move_keeps_the_first_day_and_counts_a_day_that_both_name_once():
    now = standing(MARCH, story(("g", MOVED, JUNE), ("r", MOVED, JUNE), ("g", MOVED, JULY)))
    assert (now.moved, now.due_on) == (2, JULY)


def test_the_difference_is_over_when_the_giver_goes_on_and_the_other_sees_it_too():
    words = story(("g", KEPT), ("r", OPEN), ("g", MOVED, JUNE))
    assert not standing(MARCH, words).differs
    assert standing(MARCH, [*words, *story(("g", KEPT), ("r", KEPT))]).state == State.KEPT


@pytest.mark.parametrize(
    ("said", "by_giver", "own_words", "words"),
    [
        ([], True, True, [KEPT, MOVED, LAPSED]),
        ([], True, False, [KEPT, MOVED, LAPSED, NOT_SO]),
        ([], False, True, [KEPT, OPEN, MOVED, LAPSED]),
        ([("g", KEPT)], True, True, [MOVED, LAPSED, OPEN]),
        ([("g", KEPT), ("r", OPEN)], True, True, [KEPT, MOVED, LAPSED, OPEN]),
        ([("r", KEPT)], False, True, [OPEN, MOVED, LAPSED]),
    ],
)
def test_a_side_is_offered_what_it_can_say_now(said, by_giver, own_words, words):
    assert words_of(story(*said), by_giver=by_giver, own_words=own_words) == words


def test_what_takes_something_away_or_sees_it_otherwise_asks_for_a_reason():
    assert [w for w in Word if needs_a_reason(w, by_giver=True)] == [MOVED, LAPSED, NOT_SO]
    assert [w for w in Word if needs_a_reason(w, by_giver=False)] == [LAPSED, OPEN, NOT_SO]


# Everything that either side can say, and every story of three such words.
SAYING = [
    Said(by_giver, word, day)
    for by_giver in (True, False)
    for word in Word
    for day in ((JUNE, JULY) if word == MOVED else (None,))
    if by_giver or word != NOT_SO
]
STORIES = [list(words) for length in range(4) for words in product(SAYING, repeat=length)]


def test_whatever_is_said_a_promise_is_only_done_or_off_when_nobody_says_otherwise():
    for words in STORIES:
        now = standing(MARCH, words)
        assert not (now.differs and now.state not in RUNNING), words
        assert (now.moved > 0) == (now.due_on != MARCH) == any(word.word == MOVED for word in words), words
        if now.given == now.got == KEPT:
            assert now.state == State.KEPT, words


def test_silence_is_no_difference():
    for words in STORIES:
        now = standing(MARCH, words)
        if now.got is None and now.given != NOT_SO or now.given is None:
            assert not now.differs, words


def test_a_difference_is_never_about_what_both_say_alike():
    for words in STORIES:
        now = standing(MARCH, words)
        assert not (now.differs and now.given == now.got != MOVED), words
