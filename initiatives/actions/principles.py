"""What happens in the files of a gemeente when its uitgangspunten change?

The gemeente states them on its own page, which knows no files. So the clock looks, and tells each file once.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils import timezone

from initiatives.history import timeline
from initiatives.models import Collaboration
from initiatives.terms import EventKind
from municipalities.models import Statement
from municipalities.statements import PRINCIPLES

QUIET = timedelta(minutes=15)  # who is still writing changes more than one subject
LOOKS_BACK = timedelta(days=3)  # also when the clock stood still for a weekend


def tell_changed_principles(now: datetime | None = None) -> int:
    """One event a file for all that changed since the last one. Returns how many files were told."""
    now = now or timezone.now()
    changed = Statement.objects.filter(subject__in=PRINCIPLES, created_at__gt=now - LOOKS_BACK)
    newest = changed.order_by().values("municipality").annotate(at=Max("created_at"))
    told = 0
    for municipality, at in newest.values_list("municipality", "at"):
        if at > now - QUIET:
            continue
        files = Collaboration.objects.running().with_parties().filter(municipality=municipality)
        told += sum(_tell(file, changed) for file in files.filter(created_at__lt=at).order_by("pk"))
    return told


@transaction.atomic
def _tell(file: Collaboration, changed: QuerySet[Statement]) -> bool:
    # Takes the file's row: two clocks never tell one file twice.
    Collaboration.objects.filter(pk=file.pk).update(last_seq=F("last_seq"))
    since = _last_told(file) or file.created_at
    rows = changed.filter(municipality=file.municipality_id, created_at__gt=since)
    subjects = list(dict.fromkeys(rows.order_by("pk").values_list("subject", flat=True)))
    if not subjects:
        return False
    timeline.record(
        file,
        EventKind.PRINCIPLES_CHANGED,
        by=None,
        organisation=file.municipality.organisation,
        payload={"subjects": subjects},
    )
    return True


def _last_told(file: Collaboration) -> datetime | None:
    return file.events.filter(kind=EventKind.PRINCIPLES_CHANGED).aggregate(at=Max("at"))["at"]
