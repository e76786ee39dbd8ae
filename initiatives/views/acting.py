"""From which chair does somebody act in a file? Who has none is refused, whatever the page offered."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from initiatives import policy
from initiatives.models import Participation
from initiatives.policy import Ability, Seat


def seat_to(ability: Ability, seats: list[Seat]) -> Participation:
    """Her strongest seat that grants this."""
    return _there(policy.seat_for(seats, ability))


def seat_to_propose(seats: list[Seat], otherwise: Ability = Ability.PROPOSE) -> tuple[Participation, bool]:
    """Where she decides for a side, and its key turns along; or else where she may propose, and no key turns."""
    decides = policy.seat_for(seats, Ability.DECIDE_FOR_SIDE)
    return _there(decides or policy.seat_for(seats, otherwise)), decides is not None


def seat_to_record(seats: list[Seat], otherwise: Ability = Ability.PROPOSE) -> Participation:
    """Where she guides; without a coach whoever works there records what a party decided on paper."""
    return _there(policy.seat_for(seats, Ability.RECORD_ON_PAPER) or policy.seat_for(seats, otherwise))


def seat_of_owner(owner: int, ability: Ability, seats: Iterable[Seat]) -> Participation:
    """The seat at the organisation that a row belongs to: nobody else changes it."""
    return _there(policy.seat_at(seats, owner, ability))


def _there(seat: Seat | None) -> Participation:
    if seat is None:
        raise PermissionDenied
    found: Participation = seat.participation
    return found
