"""What of people has been kept as long as it may be: which accounts, phone numbers and addresses of invitations?

The terms of `samenspel/retention.py` that a date in the roster answers. What belongs to a file is weighed by people.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from contacts.models import Function, Invitation, Person

KEPT = timedelta(days=365)


@dataclass(frozen=True)
class Outdated:
    """Rows that are past their term today."""

    accounts: QuerySet[Person]  # of whom held her last function more than a year ago; never of a beheerder
    phones: QuerySet[Person]
    invitations: QuerySet[Invitation]

    def counts(self) -> dict[str, int]:
        return {name: rows.count() for name, rows in vars(self).items()}


def outdated() -> Outdated:
    since = timezone.localdate() - KEPT
    recent: Any = Function.objects.filter(Q(ends_on=None) | Q(ends_on__gte=since))
    left = Person.objects.filter(functions__ends_on__lt=since).exclude(functions__in=recent).distinct()
    then = timezone.now() - KEPT
    closed = Q(used_at__lt=then) | Q(withdrawn_at__lt=then) | Q(expires_at__lt=then)
    return Outdated(
        accounts=left.filter(user__isnull=False, user__is_administrator=False, erased_at=None),
        phones=left.exclude(phone=""),
        invitations=Invitation.objects.filter(closed).exclude(email=""),
    )
