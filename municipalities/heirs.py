"""What became of a gemeente that merged, and who works for what it left?

By law the gemeente it became takes its place: in its files, its archive and all that it signed.
"""

from copy import copy
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from contacts import roster
from contacts.models import Function, Organisation
from municipalities.models import Municipality
from samenspel.remembered import remembered


def known() -> dict[str, Exists]:
    """Read along with someone's functions: whether there is more than these. Named in `settings.KNOWN_OF_FUNCTION`."""
    return {"took_over": Exists(_gone().filter(succeeded_by=OuterRef("organisation")))}


def successors(today: date | None = None) -> dict[int, int]:
    """Each gemeente that is no more, with the one that it is today; by their organisations."""
    became: dict[int, int] = dict(_gone(today).values_list("pk", "succeeded_by_id"))
    return {old: _last(old, became) for old in became}


def functions_of(user: Any) -> list[Function]:
    """Her functions; one at a gemeente counts as much at those that it took over. Read once per user object."""
    return [function for function in held_by(user) if function.opens]


def held_by(user: Any) -> list[Function]:
    """These, and those that give figures alone."""
    own = roster.held_by(user)
    return [*own, *remembered(user, "functions taken over", lambda: _at_taken_over(own))] if own else own


def counts_at(organisations: set[int]) -> set[int]:
    """For which organisations someone of these may speak: these, and those that they took over."""
    return organisations | {old for old, now in successors().items() if now in organisations}


def _at_taken_over(own: list[Any]) -> list[Function]:
    working = [f for f in own if f.took_over]
    became = successors() if working else {}
    pairs = [(f, old) for f in working for old, now in became.items() if now == f.organisation_id]
    there = Organisation.objects.in_bulk({old for _f, old in pairs}) if pairs else {}
    return [_at(there[old], function) for function, old in pairs]


def _at(organisation: Organisation, function: Function) -> Function:
    same = copy(function)
    same.organisation = organisation
    return same


def _gone(today: date | None = None) -> QuerySet[Municipality]:
    return Municipality.objects.filter(
        valid_until__lt=today or timezone.localdate(), succeeded_by__isnull=False
    )


def _last(organisation: int, became: dict[int, int]) -> int:
    seen = {organisation}
    while (following := became.get(organisation)) is not None and following not in seen:
        seen.add(organisation := following)
    return organisation
