"""What happens when a party says that it received a version, or takes the signed one along?"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Party, Receipt, Version
from agreements.policy import receiving_party
from agreements.terms import Received, Stage, VersionStatus
from contacts.models import Person
from initiatives.history import timeline
from initiatives.terms import EventKind, Status
from samenspel import frozen
from samenspel.errors import DomainError


@transaction.atomic
def confirm(version: Version, *, party: Party, by: Person) -> Receipt:
    """Once for each party and version; whoever says it again gets the receipt that is there."""
    agreement = version.agreement
    if agreement.stage == Stage.STOPPED or agreement.collaboration.status == Status.ENDED:
        raise DomainError(_("Dit stuk is gestopt. Er verandert niets meer."))
    if party.agreement_id != version.agreement_id:
        raise DomainError(_("Jullie zijn geen partij bij dit stuk."))
    receipt, added = _keep(version, party, Received.CONFIRMED, by)
    if added:
        timeline.record(
            agreement.collaboration,
            EventKind.RECEIVED,
            by=by,
            organisation=party.organisation,
            subject=version,
            payload={"number": version.number, "text_hash": version.text_hash},
            holds=[receipt],
        )
    return receipt


def note_download(version: Version, *, user: Any, by: Person | None) -> None:
    """The first time somebody of a party takes the signed document along. No event: reading never touches the chain."""
    if version.status != VersionStatus.SIGNED or by is None:
        return
    if party := receiving_party(user, version.agreement):
        with transaction.atomic():
            _keep(version, party, Received.DOWNLOADED, by)


def _keep(version: Version, party: Party, how: Received, by: Person) -> tuple[Receipt, bool]:
    known = Receipt.objects.filter(version=version, party=party, how=how)
    if there := known.first():
        return there, False
    receipt = Receipt(
        version=version,
        party=party,
        text_hash=version.text_hash,
        how=how,
        on=timezone.localdate(),
        by=by,
    )
    receipt.row_hash = frozen.digest(receipt)
    Receipt.objects.bulk_create([receipt], ignore_conflicts=True)  # of two at once, one
    kept = known.get()
    return kept, kept.uuid == receipt.uuid
