"""What does the card “In beleid genoemd” show, to whom, and what may she do there?"""

from collections.abc import Iterable
from typing import Any

from agreements.models import PolicyMention
from agreements.registered import mentions
from contacts.models import Side
from initiatives import policy
from initiatives.models import Collaboration
from initiatives.policy import Ability, Seat


def of_file(seats: Iterable[Seat], collaboration: Collaboration) -> dict[str, Any]:
    """Everything of one file."""
    seats = list(seats)
    may = policy.abilities_at(seats, collaboration)
    stands = [seat for seat in seats if seat.side == Side.INITIATIVE]
    named = mentions.read(PolicyMention.objects.filter(collaboration=collaboration))
    return {
        "named": named,
        "may_add": Ability.LOG in may,
        "may_answer": Ability.GIVE_VIEW in may,
        "may_stand": Ability.GIVE_VIEW in may and policy.seat_for(stands, Ability.GIVE_VIEW) is not None,
    }
