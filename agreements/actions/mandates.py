"""What happens when a party says which of its bodies decides, when, and how it went?"""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.actions.rules import hold, one_line_of
from agreements.models import Agreement, BodyDecision, Party
from agreements.signing import bodies
from agreements.terms import Outcome, Stage
from contacts.models import Person
from initiatives.actions.notes import add_upload
from initiatives.history import timeline
from initiatives.models import Participation
from initiatives.terms import Circle, EventKind, Layer
from samenspel.days import must_have_come
from samenspel.errors import DomainError


@transaction.atomic
def say_how_a_body_decides(
    party: Party,
    *,
    layer: Layer,
    outcome: Outcome,
    expected_on: date | None = None,
    decided_on: date | None = None,
    remark: str = "",
    file: UploadedFile | None = None,
    by: Person,
    seat: Participation,
) -> BodyDecision:
    """The newest word of a body counts. Who says it for another party shows the proof, and it reads so for ever."""
    agreement = _held(party)
    decided = outcome in (Outcome.APPROVED, Outcome.REFUSED)
    _must_be_sound(party, layer, outcome, expected_on, decided_on, remark)
    on_behalf = party.organisation_id != seat.organisation_id
    if on_behalf and outcome != Outcome.AWAITED and file is None:
        raise DomainError(_("Voeg het bewijs toe: het besluit, een mail of een foto."), field="file")
    version = agreement.versions.first()
    said = {
        "outcome": outcome,
        "expected_on": expected_on if outcome == Outcome.AWAITED else None,
        "decided_on": decided_on if decided else None,
        "version": version if decided else None,
        "remark": one_line_of(remark, "remark", 500),
    }
    newest = BodyDecision.objects.filter(party=party, layer=layer).last()
    if newest and file is None and all(getattr(newest, name) == value for name, value in said.items()):
        return newest  # pressed twice
    proof = (
        add_upload(agreement.collaboration, file, circle=Circle.EVERYONE, by=by, seat=seat) if file else None
    )
    row = BodyDecision.objects.create(
        party=party, layer=layer, by=by, on_paper=on_behalf, evidence=proof, **said
    )
    timeline.record(
        agreement.collaboration,
        EventKind.BODY_DECIDED,
        by=by,
        organisation=seat.organisation,
        on_behalf_of=party.organisation if on_behalf else None,
        subject=agreement,
        payload={"layer": layer, "outcome": outcome},
        holds=[row],
    )
    return row


def _must_be_sound(
    party: Party,
    layer: Layer,
    outcome: Outcome,
    expected_on: date | None,
    decided_on: date | None,
    remark: str,
) -> None:
    if layer not in bodies.of_party(party):
        raise DomainError(_("Dit hoort niet bij deze partij. Kies een ander."), field="layer")
    if outcome in (Outcome.APPROVED, Outcome.REFUSED):
        if decided_on is None:
            raise DomainError(_("Kies op welke dag het besluit viel."), field="decided_on")
        must_have_come(decided_on, "decided_on")
    if outcome == Outcome.REFUSED and not remark.strip():
        raise DomainError(_("Schrijf op wat er nodig is. De ander leest dit precies zo."), field="remark")
    if outcome == Outcome.AWAITED and expected_on and expected_on < timezone.localdate():
        raise DomainError(_("Deze dag is al geweest. Kies een dag die komt."), field="expected_on")


def _held(party: Party) -> Agreement:
    """Takes the agreement's row; a body decides while the text is on the table or lies to be signed."""
    nothing = _("Over dit stuk valt nu niets te besluiten. Kijk hoe het ervoor staat.")
    return hold(party.agreement_id, [Stage.SHARED, Stage.FINAL], nothing)
