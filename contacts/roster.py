"""Which functions does this user hold today? The roster is what gives access; there is no second list."""

from datetime import date
from typing import Any

from contacts.models import Access, Function, Organisation
from contacts.querysets import FunctionQuerySet
from samenspel.plugged import plugged
from samenspel.remembered import remembered


def functions_of(user: Any) -> list[Function]:
    """Functions in force today that open something: files, people, words."""
    return [function for function in held_by(user) if function.opens]


def held_by(user: Any) -> list[Function]:
    """These, and those that give figures alone; read once per user object (so once per request)."""
    if not user.is_authenticated:
        return []
    return remembered(user, "functions", lambda: list(_held_by(user)))


def sees_figures_only(user: Any) -> bool:
    """Whether she has functions, and none of them opens anything."""
    held = held_by(user)
    return bool(held) and not any(function.opens for function in held)


def _held_by(user: Any) -> FunctionQuerySet:
    known = {name: what for along in plugged("KNOWN_OF_FUNCTION") for name, what in along().items()}
    return Function.objects.of_user(user).select_related("organisation", "person").annotate(**known)


def coordinators(organisation: Organisation, on: date | None = None) -> FunctionQuerySet:
    """Functions that administer this organisation on that day, held by someone who can sign in."""
    administering = organisation.functions.filter(access=Access.COORDINATE, person__user__is_active=True)
    return administering.in_force(on)
