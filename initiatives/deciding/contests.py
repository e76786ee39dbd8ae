"""Which record of what a party decided does that party contest, how long does that wait, and how was it settled?

It waits until the party itself says how it was settled, or until somebody proposes something about the same again.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from initiatives.deciding.lying import newest_of_its_kind
from initiatives.models import DecisionKey, DecisionNote
from initiatives.terms import NoteKind


def waits() -> Q:
    """For keys: contested, and nothing came of it yet."""
    said = DecisionNote.objects.filter(
        decision=OuterRef("decision"), participation=OuterRef("participation"), kind=NoteKind.SETTLED
    )
    newest = Q(decision=Subquery(newest_of_its_kind().values("pk")[:1]))
    return Q(contested_at__isnull=False) & newest & ~Q(Exists(said))


def with_settlements(keys: Iterable[Any], notes: Iterable[DecisionNote]) -> list[Any]:
    """Puts beside each key what its party wrote about how the contest was settled."""
    said = {note.participation_id: note for note in notes if note.kind == NoteKind.SETTLED}
    found = list(keys)
    for key in found:
        key.settled = said.get(key.participation_id) if key.contested_at else None
    return found


def may_settle(key: DecisionKey | None) -> bool:
    """For a key that `with_settlements` marked."""
    return bool(key and key.contested_at and not getattr(key, "settled", None))
