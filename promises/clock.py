"""Of which promises has the day passed? Whoever gave one hears so once a day it was for, also when it moved since.

The clock looks often; a guarded UPDATE in the transaction of the event lets it say each thing once.
"""

from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from contacts.models import Side
from initiatives.history import timeline
from initiatives.terms import Circle, EventKind, Status
from promises.models import Promise
from promises.terms import RUNNING
from samenspel.frozen import Column


def look(today: date | None = None) -> int:
    """Returns of how many promises it said so."""
    return sum(_tell(promise) for promise in _passed(today or timezone.localdate()))


def _passed(today: date) -> QuerySet[Promise]:
    """Those that still stand, that nobody sees otherwise, and that their giver reads. A pause puts nothing off: what
    passed meanwhile is said when the file goes on."""
    read_by_giver = Q(circle=Circle.EVERYONE) | Q(owner=F("giver"))
    read_by_giver |= Q(circle=Circle.WITH_COACH, giver__kind=Side.SUPPORT)
    late = Promise.objects.standing().filter(
        read_by_giver, due_on__lt=today, state__in=RUNNING, differs=False, collaboration__status=Status.ACTIVE
    )
    unsaid = Q(reminded_of=None) | ~Q(reminded_of=F("due_on"))
    return late.filter(unsaid).select_related("collaboration", "owner", "giver")


@transaction.atomic
def _tell(promise: Promise) -> bool:
    """Not when another clock was first, or when somebody spoke meanwhile."""
    as_read = Promise.objects.filter(
        pk=promise.pk, revision=promise.revision, reminded_of=promise.reminded_of, withdrawn_at=None
    )
    if not as_read.update(reminded_of=promise.due_on):
        return False
    promise.reminded_of = promise.due_on
    timeline.record(
        promise.collaboration,
        EventKind.PROMISE_DAY_PASSED,
        by=None,
        subject=promise,
        payload={"on": str(promise.due_on), "giver": promise.giver.kind},
        holds=[Column(promise, "reminded_of")],
        owner=promise.owner,
        circle=Circle(promise.circle),
    )
    return True
