"""How does a promise stand, from what its two sides said of it? Rules without rows.

Whoever gave it and whoever got it each speak for themselves; the newest word of each counts. Two words that do not go
together are a difference: something to talk about, and no mark for anyone. Silence is no difference.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from promises.terms import RUNNING, State, Word

# The words after which it is done or off; after the others it goes on.
OUTCOME = {Word.KEPT: State.KEPT, Word.LAPSED: State.LAPSED, Word.NOT_SO: State.LAPSED}
GOING_ON = (Word.OPEN, Word.MOVED)


@dataclass(frozen=True)
class Said:
    """One word: of whoever gave the promise, or of whoever got it; `day` is the new day when it was moved."""

    by_giver: bool
    word: Word
    day: date | None = None


@dataclass(frozen=True)
class Standing:
    state: State
    due_on: date | None
    differs: bool = False
    moved: int = 0  # how often, counting a day that both sides name once
    given: Word | None = None  # the newest word of each side
    got: Word | None = None


def standing(due_on: date | None, said: Iterable[Said], *, replaced: bool = False) -> Standing:
    """`due_on`: the day as it was promised; `said`: every word, oldest first; `replaced`: an addendum words it anew."""
    said = list(said)
    days = moves(due_on, said)
    given, got = _newest(said, by_giver=True), _newest(said, by_giver=False)
    differs = differ(said)
    state = _state(said, moved=bool(days), differs=differs)
    return Standing(
        state=State.REPLACED if replaced and state in RUNNING else state,
        due_on=days[-1] if days else due_on,
        differs=differs,
        moved=len(days),
        given=said[given].word if given is not None else None,
        got=said[got].word if got is not None else None,
    )


def moves(due_on: date | None, said: Iterable[Said]) -> list[date]:
    """The days to which it was moved, in their order; naming the same day again moves nothing."""
    days: list[date] = []
    for word in said:
        if word.word == Word.MOVED and word.day and word.day != (days[-1] if days else due_on):
            days.append(word.day)
    return days


def differ(said: Sequence[Said]) -> bool:
    """Whether the newest words of the two sides do not go together."""
    given, got = _newest(said, by_giver=True), _newest(said, by_giver=False)
    if given is not None and said[given].word == Word.NOT_SO:
        return got is None or said[got].word != Word.LAPSED
    if given is None or got is None:
        return False
    first, last = said[min(given, got)], said[max(given, got)]
    if first.word in GOING_ON:  # it said how things stood then, and the other went on from there
        holds_on = last.word == Word.OPEN or last.word == Word.MOVED and last.day != first.day
        return first.word == Word.MOVED and not last.by_giver and holds_on
    if (
        last.word in GOING_ON
    ):  # what one calls done or off still stands for the other; a giver may take it up again
        return first.word == Word.KEPT or not last.by_giver
    return OUTCOME[first.word] != OUTCOME[last.word]


def _state(said: Sequence[Said], *, moved: bool, differs: bool) -> State:
    """While the sides differ it still stands: it is off or done only when nobody says otherwise."""
    if not differs and said and said[-1].word in OUTCOME:
        return OUTCOME[said[-1].word]
    return State.MOVED if moved else State.OPEN


def _newest(said: Sequence[Said], *, by_giver: bool) -> int | None:
    return next((n for n in reversed(range(len(said))) if said[n].by_giver == by_giver), None)


# --- what can be said -----------------------------------------------------------------------------------

GIVERS_WORDS = (Word.KEPT, Word.MOVED, Word.LAPSED, Word.OPEN)
RECEIVERS_WORDS = (Word.KEPT, Word.OPEN, Word.MOVED, Word.LAPSED)


def words_of(said: Sequence[Said], *, by_giver: bool, own_words: bool) -> list[Word]:
    """What a side can say now. `own_words`: the giver recorded the promise itself, so it was promised."""
    newest = _newest(said, by_giver=by_giver)
    mine = said[newest].word if newest is not None else None
    last = newest is not None and newest == len(said) - 1  # nobody answered since
    words = [*(GIVERS_WORDS if by_giver else RECEIVERS_WORDS)]
    if by_giver and mine not in OUTCOME:
        words.remove(Word.OPEN)  # it stands already
    if by_giver and not own_words:
        words.append(Word.NOT_SO)
    return [word for word in words if word == Word.MOVED or not (last and word == mine)]


def needs_a_reason(word: Word, *, by_giver: bool) -> bool:
    """What takes something away from the other, or does not see it as the other does, comes with a reason."""
    if word == Word.OPEN:
        return not by_giver
    return word in (Word.LAPSED, Word.NOT_SO) or (word == Word.MOVED and by_giver)
