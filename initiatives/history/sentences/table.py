"""Which sentence belongs to which kind of event? Each subject has its own module, and its own part of this table."""

from collections.abc import Mapping

from initiatives.history.sentences import (
    deciding,
    elsewhere,
    living,
    neighbours,
    people,
    planning,
    promising,
    sharing,
    signing,
    stating,
)
from initiatives.history.sentences.words import Tell
from initiatives.terms import EventKind

SENTENCES: Mapping[EventKind, Tell] = {
    **deciding.SENTENCES,
    **living.SENTENCES,
    **neighbours.SENTENCES,
    **planning.SENTENCES,
    **sharing.SENTENCES,
    **signing.SENTENCES,
    **promising.SENTENCES,
    **elsewhere.SENTENCES,
    **stating.SENTENCES,
    **people.SENTENCES,
}
