"""For whom does this person speak about an agreement, and what do the pages below *Bespreek de artikelen* know?"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements import policy
from agreements.models import Agreement, Party
from agreements.page import agreement_context
from contacts.models import Organisation
from initiatives import policy as file_policy


def party_of(request: HttpRequest, agreement: Agreement) -> Party:
    speaker = policy.speaker_of(request.user, agreement)
    if speaker is None:
        raise PermissionDenied
    return speaker.party


def speaks_for(request: HttpRequest, agreement: Agreement) -> Organisation:
    """Whose people read what is said among themselves: of a party, or of the coach."""
    speaker = policy.speaker_of(request.user, agreement)
    if speaker is not None and policy.PARTY_GRANTS.get(speaker.access):
        return speaker.party.organisation
    seats = file_policy.seats_of(request.user, agreement.collaboration)
    seat = file_policy.seat_for(seats, file_policy.Ability.DRAFT)
    if seat is None:
        raise PermissionDenied
    return seat.participation.organisation


def settle_context(
    request: HttpRequest, agreement: Agreement, *, here: str, under: Iterable[tuple[str, str]] = ()
) -> dict[str, Any]:
    above = (reverse("agreements:settle", args=[agreement.uuid]), _("Bespreek de artikelen"))
    return agreement_context(request, agreement, here=here, under=[above, *under])
