"""What does the page of an agreement say of the parties that stopped with it?"""

from collections.abc import Iterable
from typing import Any

from agreements import policy
from agreements.draft import Draft
from agreements.models import Agreement, PartyMove
from agreements.parties.naming import naming
from agreements.terms import PartyMoved


def stopped(agreement: Agreement, user: Any, draft: Draft | None = None) -> list[dict[str, Any]]:
    """Each with its reason, as it gave that last; of a `draft` that is worked at, which articles name it still."""
    parties = policy.stopped_of(agreement)
    if not parties:
        return []
    reasons = _reasons(party.pk for party in parties)
    own = policy.stopped_speaker_of(user, agreement)
    return [
        {
            "party": party,
            "reason": reasons.get(party.pk, ""),
            "own": own is not None and own.party.pk == party.pk,
            "named_in": naming(draft, draft.named[party.key]) if draft else [],
        }
        for party in parties
    ]


def _reasons(parties: Iterable[int]) -> dict[int, str]:
    moves = PartyMove.objects.filter(party__in=list(parties), kind=PartyMoved.LEFT)
    return dict(moves.order_by("pk").values_list("party", "reason"))
