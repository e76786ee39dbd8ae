"""In which of its roles does a gemeente act here, and is it asked? Only where it said so before in this file."""

from contacts.models import Side
from initiatives.models import Collaboration


def wears_hats(side: str) -> bool:
    return side == Side.MUNICIPALITY


def worn(hat: str, side: str) -> dict[str, str]:
    """What an event tells of it."""
    return {"hat": hat} if hat and wears_hats(side) else {}


def are_asked(collaboration: Collaboration, side: str) -> bool:
    """One query, and for the other sides none."""
    return wears_hats(side) and collaboration.events.filter(payload__has_key="hat").exists()
