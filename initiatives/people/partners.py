"""For which partners does someone have a function, and from which seat does she speak there? Such a seat opens no file."""

from typing import Any

from contacts import roster
from contacts.models import Access, Side
from initiatives.models import Participation
from initiatives.policy import Seat


def organisations_of(user: Any) -> list[int]:
    return [f.organisation_id for f in roster.functions_of(user) if f.organisation.kind == Side.PARTNER]


def seat_of(user: Any, participation: Participation) -> Seat:
    """As who she sits here: her strongest function at this partner."""
    held = [f for f in roster.functions_of(user) if f.organisation_id == participation.organisation_id]
    return Seat(participation, max((Access(f.access) for f in held), key=lambda access: access.rank))
