"""What happens when a signed sheet of paper is scanned, and looked at by another?"""

from collections.abc import Collection, Iterable
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.actions.rules import one_line_of
from agreements.actions.signing import held, may_be_signed, put_in_force_when_complete, record
from agreements.models import Party, Signature, SignatureSheet, SigningPlace
from agreements.signing.rows import read
from agreements.terms import Method, SheetState
from contacts.models import Function, Person, Side
from initiatives.actions.notes import add_upload
from initiatives.models import Participation
from initiatives.terms import Circle, EventKind
from municipalities import heirs
from samenspel.days import must_be_since
from samenspel.errors import DomainError
from samenspel.frozen import Column


@transaction.atomic
def attach(
    places: Collection[SigningPlace],
    *,
    signed_on: date,
    file: UploadedFile,
    by: Person,
    seat: Participation,
) -> SignatureSheet:
    """A scan of the signatures in these places. It counts once someone else has looked at it."""
    if not places:
        raise DomainError(_("Kies wie er op dit blad tekenden."), field="places")
    chosen = sorted(places, key=lambda place: place.order)
    signing = held(chosen[0])
    if any(place.version_id != signing.version.pk for place in chosen):
        raise DomainError(_("Er ligt een nieuwere versie om te tekenen. Lees die eerst."))
    must_be_since(signing.version.at, signed_on, "signed_on")
    if any(signing.spot(place).signature for place in chosen):
        raise DomainError(
            _("Een van hen heeft al getekend. Kies alleen wie nog niet tekende."), field="places"
        )
    scan = add_upload(signing.version.agreement.collaboration, file, circle=Circle.EVERYONE, by=by, seat=seat)
    sheet = SignatureSheet.objects.create(
        version=signing.version, signed_on=signed_on, scan=scan, attached_by=by
    )
    sheet.places.set(chosen)
    record(sheet.version, EventKind.SHEET_ADDED, by, seat.organisation, holds=[sheet])
    return sheet


@transaction.atomic
def accept(sheet: SignatureSheet, *, by: Person, seat: Participation) -> SignatureSheet:
    """Another person saw that it is this version and that they signed: from now on they have."""
    places = list(sheet.places.order_by("turn", "order"))
    signing = held(places[0])
    _close(sheet, SheetState.ACCEPTED, by=by)
    _must_stand_for_all(sheet, [signing.spot(place).row.party for place in places], seat)
    for place in places:
        may_be_signed(signing, place)
        signature = Signature.objects.create(
            place=place,
            version=signing.version,
            text_hash=signing.version.text_hash,
            method=Method.INK,
            on=sheet.signed_on,
            sheet=sheet,
        )
        party = signing.spot(place).row.party
        record(
            signing.version,
            EventKind.SIGNED,
            by,
            seat.organisation,
            on_behalf_of=party.organisation if party.organisation_id != seat.organisation_id else None,
            holds=[signature, *_as_looked_at(sheet)],
            method=Method.INK,
            text_hash=signing.version.text_hash,
        )
        signing = read(signing.version)
    put_in_force_when_complete(signing.version, by=by, organisation=seat.organisation)
    sheet.refresh_from_db()
    return sheet


@transaction.atomic
def give_back(sheet: SignatureSheet, *, reason: str, by: Person, seat: Participation) -> SignatureSheet:
    """It is not right yet; the sheet stays, with the reason beside it."""
    reason = one_line_of(reason, "reason", 500)
    if not reason:
        raise DomainError(_("Schrijf op wat er niet klopt."), field="reason")
    held(sheet.places.all()[0])
    _close(sheet, SheetState.RETURNED, by=by, reason=reason)
    record(sheet.version, EventKind.SHEET_RETURNED, by, seat.organisation, holds=_as_looked_at(sheet))
    return sheet


def _must_stand_for_all(sheet: SignatureSheet, parties: Iterable[Party], seat: Participation) -> None:
    """Of the two who attached it and looked at it, one is of the party that signed, or guides the file: no party puts
    another under a text."""
    theirs = (
        Function.objects.in_force().filter(person=sheet.attached_by).values_list("organisation", flat=True)
    )
    seats = seat.collaboration.participations.seating().filter(organisation__in=heirs.counts_at(set(theirs)))
    present = {(seat.side, seat.organisation_id), *seats.values_list("side", "organisation_id")}
    if any(side == Side.SUPPORT for side, _organisation in present):
        return
    organisations = {organisation for _side, organisation in present}
    if absent := next((party for party in parties if party.organisation_id not in organisations), None):
        raise DomainError(
            _("Op dit blad staat ook %(party)s. Laat iemand van die partij kijken, of de begeleider.")
            % {"party": absent.organisation}
        )


def _as_looked_at(sheet: SignatureSheet) -> list[Column]:
    return [Column(sheet, name) for name in sheet.apart]


def _close(sheet: SignatureSheet, state: SheetState, *, by: Person, reason: str = "") -> None:
    if sheet.attached_by_id == by.pk:
        raise DomainError(_("Jij voegde dit blad toe. Laat een ander ernaar kijken."))
    waiting = SignatureSheet.objects.filter(pk=sheet.pk, state=SheetState.WAITING)
    if not waiting.update(state=state, checked_by=by, reason=reason):
        raise DomainError(_("Iemand was je net voor. Kijk wat er nu staat."))
    sheet.refresh_from_db()
