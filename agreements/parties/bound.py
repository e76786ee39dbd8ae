"""Who is held by what it signed? Who takes part, and who went out since: what it promised stays what it was."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.models import Ending, Party
from agreements.terms import Way


def bound() -> QuerySet[Party]:
    went_out = Ending.objects.filter(way=Way.OUT, party=OuterRef("pk"))
    return Party.ever.filter(Q(left_at=None) | Exists(went_out))
