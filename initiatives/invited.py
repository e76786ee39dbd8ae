"""Who has a place at a party because somebody of another party invited her?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import Access, Function, Invitation, Person, Side
from contacts.querysets import in_force
from initiatives.models import Participation
from initiatives.names import known_as

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

    @property
    def waits(self) -> bool:
        return self.invitation.used_at is None


def guests_of(parties: Iterable[Participation]) -> dict[int, list[Guest]]:
    """Per organisation, for all at the table to see: two queries."""
    sides = {party.organisation_id: party.side for party in parties}
    invitations = list(invitations_into(sides))
    held = Function.objects.filter(
        person__in={invitation.invited_by_id for invitation in invitations}, organisation__in=sides
    )
    homes: dict[int, set[int]] = {}
    for person, organisation in held.values_list("person", "organisation"):
        homes.setdefault(person, set()).add(organisation)
    found: dict[int, dict[int, Guest]] = {}
    for invitation in invitations:
        function, own = invitation.function, homes.get(invitation.invited_by_id, set())
        if function.organisation_id not in own:
            by = _by(invitation.invited_by, {sides[organisation] for organisation in own})
            guest = Guest(invitation, known_as(function.person, function), by)
            found.setdefault(function.organisation_id, {})[function.pk] = guest  # the newest one counts
    return {organisation: list(guests.values()) for organisation, guests in found.items()}


def invitations_into(organisations: Iterable[int]) -> QuerySet[Invitation]:
    """Taken or still open, to a place that gives access today."""
    live = Q(used_at__isnull=False) | Q(expires_at__gt=timezone.now())
    return (
        Invitation.objects.filter(
            live,
            in_force(prefix="function__"),
            withdrawn_at=None,
            function__organisation__in=list(organisations),
            function__person__erased_at=None,
        )
        .exclude(function__access=Access.NONE)
        .select_related("function__person", "function__organisation", "invited_by")
        .order_by("pk")
    )


def _by(person: Person, sides: set[Any]) -> str:
    words = next((BY[side] for side in BY if side in sides), _("Uitgenodigd door %(name)s"))
    return str(words) % {"name": person.first_name}
