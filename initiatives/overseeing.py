"""Of which files does someone see the figures, also without a seat at the table?"""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q

from contacts.models import OVERSEEING, Access, Side
from initiatives.models import Participation
from initiatives.policy import FIGURES, GRANTS, seat_filter
from municipalities import heirs


def figures_filter(user: Any) -> Q:
    """Those that she opens, all of an organisation where she sees figures alone, and all in the province of hers."""
    held = heirs.held_by(user)
    provinces = {f.organisation.province for f in held if f.organisation.province}
    known = Q(municipality__province__in=sorted(provinces)) if provinces else Q(pk__in=())
    ways = [way for way in (seat_filter(user), _overseen(held)) if way is not None]
    if not ways:
        return known
    seats = Participation.objects.seating().filter(reduce(or_, ways), collaboration=OuterRef("pk"))
    return known | Q(Exists(seats))


def _overseen(held: list[Any]) -> Q | None:
    """Where they take part. At the support side too in every file: a role in one would be a seat."""
    organisations = [f.organisation_id for f in held if _sees_figures_alone(f)]
    return Q(side__in=OVERSEEING, organisation__in=organisations) if organisations else None


def _sees_figures_alone(function: Any) -> bool:
    return GRANTS.get((Side(function.organisation.kind), Access(function.access))) == FIGURES
