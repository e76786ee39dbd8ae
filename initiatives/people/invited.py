"""Who has a place at a party because another party invited her, and whom does a party itself still wait for?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import Access, Function, Invitation, Person, Side
from contacts.querysets import in_force
from initiatives.models import Participation
from initiatives.people.names import known_as

BY = {
    Side.SUPPORT: gettext_lazy("Uitgenodigd door de begeleider, %(name)s"),
    Side.MUNICIPALITY: gettext_lazy("Uitgenodigd door de gemeente, %(name)s"),
    Side.INITIATIVE: gettext_lazy("Uitgenodigd door het initiatief, %(name)s"),
}


@dataclass(frozen=True)
class Guest:
    invitation: Invitation
    who: str
    by: str
    by_own: bool  # somebody of her own party invited her

    @property
    def waits(self) -> bool:
        return self.invitation.used_at is None


def guests_of(parties: Iterable[Participation]) -> dict[int, list[Guest]]:
    """Per organisation, for all at the table to see: one query."""
    found: dict[int, dict[int, Guest]] = {}
    for invitation in _sent_to([party.organisation_id for party in parties]):
        function = invitation.function
        by = _by(invitation.invited_by, invitation.from_side)
        guest = Guest(invitation, known_as(function.person, function), by, invitation.by_own)
        found.setdefault(function.organisation_id, {})[function.pk] = guest  # the newest one counts
    return {organisation: list(guests.values()) for organisation, guests in found.items()}


def _sent_to(organisations: list[int]) -> QuerySet[Any]:
    """To a place that gives access today: still open, or taken after somebody sent it who never sat there herself."""
    live = Q(used_at__isnull=False) | Q(expires_at__gt=timezone.now())
    held = Function.objects.filter(person=OuterRef("invited_by")).order_by("pk")
    return (
        Invitation.objects.annotate(
            by_own=Exists(held.filter(organisation=OuterRef("function__organisation")))
        )
        .filter(
            Q(by_own=False) | Q(used_at=None),
            live,
            in_force(prefix="function__"),
            withdrawn_at=None,
            function__organisation__in=organisations,
            function__person__erased_at=None,
            function__access__in=Access.opening(),
        )
        .annotate(
            from_side=Subquery(
                held.filter(organisation__in=organisations).values("organisation__kind")[:1],
            )
        )
        .select_related("function__person", "function__organisation", "invited_by")
        .order_by("pk")
    )


def _by(person: Person, side: str | None) -> str:
    words = BY[Side(side)] if side in BY else _("Uitgenodigd door %(name)s")
    return str(words) % {"name": person.first_name}
