"""Which functions does this user hold today? The roster is what gives access; there is no second list."""

from datetime import date
from typing import Any

from contacts.models import Access, Function, Organisation
from contacts.querysets import FunctionQuerySet
from samenspel.remembered import remembered


def functions_of(user: Any) -> list[Function]:
    """Functions in force today that give access, read once per user object (so once per request)."""
    if not user.is_authenticated:
        return []
    return remembered(user, "functions", lambda: list(_held_by(user)))


def _held_by(user: Any) -> FunctionQuerySet:
    return Function.objects.of_user(user).select_related("organisation", "person")


def coordinators(organisation: Organisation, on: date | None = None) -> FunctionQuerySet:
    """Functions that administer this organisation on that day, held by someone who can sign in."""
    administering = organisation.functions.filter(access=Access.COORDINATE, person__user__is_active=True)
    return administering.in_force(on)
