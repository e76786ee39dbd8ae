"""For which partners does someone have a function, and from which seat does she speak there? Such a seat opens no file."""

from typing import Any

from django.db.models import QuerySet

from contacts import roster
from contacts.models import Access, Organisation, Side
from initiatives.models import Collaboration, Participation
from initiatives.policy import Seat


def organisations_of(user: Any) -> list[int]:
    return [f.organisation_id for f in roster.functions_of(user) if f.organisation.kind == Side.PARTNER]


def seat_of(user: Any, participation: Participation) -> Seat:
    """As who she sits here: her strongest function at this partner."""
    held = [f for f in roster.functions_of(user) if f.organisation_id == participation.organisation_id]
    return Seat(participation, max((Access(f.access) for f in held), key=lambda access: access.rank))


def nearby(user: Any, collaboration: Collaboration) -> QuerySet[Organisation]:
    """The partners in other files of the same gemeente, as far as this user sees those files: here they are not yet.

    Whoever does not see such a file is offered nothing, so that no name tells of it.
    """
    beside = Collaboration.objects.visible_to(user).filter(municipality=collaboration.municipality_id)
    partners = Participation.objects.in_force().filter(side=Side.PARTNER)
    elsewhere = partners.filter(collaboration__in=beside.exclude(pk=collaboration.pk).order_by())
    here = partners.filter(collaboration=collaboration)
    found = Organisation.objects.filter(pk__in=elsewhere.order_by().values("organisation"), ended_on=None)
    return found.exclude(pk__in=here.order_by().values("organisation")).order_by("name", "pk")
