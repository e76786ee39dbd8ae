"""Which functions does this user hold today? The roster is what gives access; there is no second list."""

from datetime import date
from typing import Any

from contacts.models import Access, Function, Organisation
from contacts.querysets import FunctionQuerySet
from samenspel.plugged import plugged


def functions_of(user: Any) -> list[Function]:
    """Functions in force today that give access, read once per user object (so once per request)."""
    if not user.is_authenticated:
        return []
    if not hasattr(user, "_functions_today"):
        known = {name: what for along in plugged("KNOWN_OF_FUNCTION") for name, what in along().items()}
        held = Function.objects.of_user(user).select_related("organisation", "person")
        user._functions_today = list(held.annotate(**known))
    return user._functions_today


def forget(user: Any) -> None:
    """After the roster changed within one request."""
    for name in (
        *("_functions_today", "_functions_with_taken_over"),
        *("_assigned_today", "_seats_today", "_municipalities_spoken_for"),
    ):
        if hasattr(user, name):
            delattr(user, name)


def coordinators(organisation: Organisation, on: date | None = None) -> FunctionQuerySet:
    """Functions that administer this organisation on that day, held by someone who can sign in."""
    administering = organisation.functions.filter(access=Access.COORDINATE, person__user__is_active=True)
    return administering.in_force(on)
