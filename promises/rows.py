"""What do the rows of a promise say, as the rules of `standing` read them?"""

from collections.abc import Iterable

from promises.models import Promise, PromiseWord
from promises.standing import Said, Standing, standing
from promises.terms import Word


def said_of(promise: Promise, words: Iterable[PromiseWord]) -> list[Said]:
    """Everyone but the giver speaks as one who got it."""
    return [Said(row.organisation_id == promise.giver_id, Word(row.word), row.day) for row in words]


def standing_of(promise: Promise, words: Iterable[PromiseWord] | None = None) -> Standing:
    """`words`: all that was said of it, when that is known already."""
    said = said_of(promise, promise.words.all() if words is None else words)
    return standing(promise.first_due_on, said, replaced=promise.replaced_by_id is not None)


def is_mirrored(promise: Promise) -> bool:
    """Whether the row says what follows from its words."""
    now = standing_of(promise)
    told = (promise.state, promise.differs, promise.due_on, promise.moved)
    return told == (now.state, now.differs, now.due_on, now.moved)


def in_own_words(promise: Promise) -> bool:
    """Whether its giver recorded it, or signed these very words: then nobody needs to ask whether it was promised."""
    return bool(promise.source_key) or promise.owner_id == promise.giver_id
