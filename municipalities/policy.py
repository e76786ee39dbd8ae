"""Who speaks for a gemeente in what it says to everyone?"""

from typing import Any

from contacts import roster
from contacts.models import Access, Side
from municipalities.models import Municipality

SPEAKS = (Access.DECIDE, Access.COORDINATE)


def may_state(user: Any, municipality: Municipality) -> bool:
    """Who decides or coordinates there; a gemeente that merged says nothing new."""
    if municipality.valid_until:
        return False
    return any(Access(f.access) in SPEAKS for f in _functions_at(user, municipality))


def is_own(user: Any, municipality: Municipality) -> bool:
    """Whether this user has a function there, at whatever level."""
    return any(Access(f.access) != Access.NONE for f in _functions_at(user, municipality))


def own_codes(user: Any) -> list[str]:
    """The gemeenten for which this user works herself."""
    functions = [f for f in roster.functions_of(user) if f.organisation.kind == Side.MUNICIPALITY]
    if not functions:
        return []
    own = Municipality.objects.filter(pk__in=[f.organisation_id for f in functions])
    return list(own.values_list("code", flat=True))


def _functions_at(user: Any, municipality: Municipality) -> list[Any]:
    return [f for f in roster.functions_of(user) if f.organisation_id == municipality.pk]
