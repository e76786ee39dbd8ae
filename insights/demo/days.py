"""When did it happen in the demonstration, counted from today, and in whose chair?"""

from datetime import date, timedelta

from django.utils import timezone

from contacts.models import Side
from initiatives.models import Collaboration, Participation


def seat_of(collaboration: Collaboration, side: Side) -> Participation:
    return collaboration.participations.select_related("organisation").get(side=side)


def ago(*, weeks: int) -> date:
    return timezone.localdate() - timedelta(weeks=weeks)


def ahead(*, weeks: int) -> date:
    return timezone.localdate() + timedelta(weeks=weeks)
