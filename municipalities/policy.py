"""Who speaks for a gemeente in what it says to everyone?"""

from typing import Any

from django.db.models import QuerySet

from contacts import roster
from contacts.models import Access, Side
from municipalities.models import Municipality
from samenspel.plugged import plugged
from samenspel.remembered import remembered

SPEAKS = (Access.DECIDE, Access.COORDINATE)


def may_state(user: Any, municipality: Municipality) -> bool:
    """Who decides or coordinates there; a gemeente that merged says nothing new."""
    if municipality.valid_until:
        return False
    return any(Access(f.access) in SPEAKS for f in _functions_at(user, municipality))


def spoken_for(user: Any) -> list[Municipality]:
    """The gemeenten for which this user decides or coordinates; looked up once for a request's user."""
    held = [f.organisation_id for f in roster.functions_of(user) if Access(f.access) in SPEAKS]
    return remembered(user, "spoken_for", lambda: list(_existing(held))) if held else []


def _existing(pks: list[int]) -> QuerySet[Municipality]:
    return Municipality.objects.filter(pk__in=pks, valid_until=None).select_related("organisation")


def is_own(user: Any, municipality: Municipality) -> bool:
    """Whether this user has a function there, at whatever level."""
    return any(Access(f.access) != Access.NONE for f in _functions_at(user, municipality))


def own_codes(user: Any) -> list[str]:
    """The gemeenten for which this user works herself, or else those where her work is, as apps to the right know it."""
    functions = [f for f in roster.functions_of(user) if f.organisation.kind == Side.MUNICIPALITY]
    if functions:
        own = Municipality.objects.filter(pk__in=[f.organisation_id for f in functions])
        return list(own.values_list("code", flat=True))
    return [code for worked_in in plugged("OWN_MUNICIPALITIES") for code in worked_in(user)]


def _functions_at(user: Any, municipality: Municipality) -> list[Any]:
    return [f for f in roster.functions_of(user) if f.organisation_id == municipality.pk]
