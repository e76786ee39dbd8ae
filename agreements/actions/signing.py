"""What happens when a text is laid ready to sign, signed, declined, or taken back to be mended?"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.actions.holding import take_hold
from agreements.actions.living import must_have_its_original
from agreements.actions.publication import keep
from agreements.actions.rules import hold, must_not_be_ended, one_line_of
from agreements.draft import party_rows
from agreements.models import Agreement, Signature, SigningMove, SigningPlace, Version
from agreements.paper import content
from agreements.signing import certificate, lifecycle
from agreements.signing.lifecycle import Wait
from agreements.signing.rows import Signing, Spot, newest_signable, read
from agreements.terms import Method, Move, Stage, VersionStatus
from contacts.models import Access, Function, Organisation, Person
from initiatives.actions.notes import push_milestone
from initiatives.history import timeline
from initiatives.models import Participation
from initiatives.terms import EventKind, MilestoneKind
from samenspel.errors import DomainError
from samenspel.frozen import Column


@transaction.atomic
def lay_ready(
    agreement: Agreement, *, turns: Mapping[str, int] | None = None, by: Person, seat: Participation
) -> Version:
    """Freezes the text that stands for every party as the version to sign. `turns`: by party, who signs when."""
    if not Agreement.objects.filter(pk=agreement.pk, stage=Stage.SHARED).update(stage=Stage.FINAL):
        raise DomainError(_("Dit stuk ligt al klaar om te tekenen, of het is gestopt. Ververs de pagina."))
    agreement = Agreement.objects.select_related("collaboration", "format").get(pk=agreement.pk)
    must_not_be_ended(agreement)
    must_have_its_original(agreement)
    newest = agreement.versions.first()
    frozen = content.build(
        agreement,
        status=VersionStatus.FINAL,
        number=newest.number + 1 if newest else 1,
        on=timezone.localdate(),
    )
    parties = party_rows(agreement)
    if lifecycle.lacking(frozen, {party.key: party.functions for party in parties}):
        raise DomainError(_("Er is intussen iets veranderd. Kijk wat er nog nodig is om te tekenen."))
    version = keep(agreement, frozen, by=by)
    named = [(party, function) for party in parties for function in party.functions]
    places = [
        SigningPlace.objects.create(
            version=version,
            party=party,
            function_label=function,
            order=order,
            turn=(turns or {}).get(party.key, 1),
        )
        for order, (party, function) in enumerate(named, 1)
    ]
    record(version, EventKind.SIGNABLE, by, seat.organisation, holds=[version, *places])
    return version


@transaction.atomic
def name_signer(place: SigningPlace, *, signer: Function, by: Person, seat: Organisation) -> SigningPlace:
    """Who signs here, or who does so instead. One person signs for one party, in one place."""
    signing = held(place)
    place = signing.spot(place).row
    if signing.spot(place).signature:
        raise DomainError(_("Hier is al getekend. Dat blijft zo."))
    if signer.organisation_id != place.party.organisation_id:
        raise DomainError(_("Kies iemand van de partij zelf."), field="signer")
    if place.person_id == signer.person_id:
        return place  # pressed twice
    if signer.person_id == by.pk and signer.access not in Access.at_least(Access.DECIDE):
        raise DomainError(
            _("Jij beslist hier niet voor jullie. Laat een collega die dat wel doet jou kiezen."),
            field="signer",
        )
    if any(spot.row.person_id == signer.person_id for spot in signing.spots):
        raise DomainError(_("Deze persoon tekent al op een andere plek. Kies een ander."), field="signer")
    SigningPlace.objects.filter(pk=place.pk).update(person=signer.person)
    place.refresh_from_db()
    move = SigningMove.objects.create(version=signing.version, place=place, kind=Move.NAMED, by=by)
    record(
        signing.version,
        EventKind.SIGNER_NAMED,
        by,
        seat,
        holds=[move, Column(place, "person_id")],
        function=str(signer.uuid),
    )
    return place


@transaction.atomic
def leave_to_paper(place: SigningPlace, *, by: Person, seat: Organisation) -> None:
    """Nobody signs here in the product any more: somebody does so on paper."""
    signing = held(place)
    place = signing.spot(place).row
    if place.person_id is None or signing.spot(place).signature:
        return
    SigningPlace.objects.filter(pk=place.pk).update(person=None)
    place.refresh_from_db()
    move = SigningMove.objects.create(version=signing.version, place=place, kind=Move.NAMED, by=by)
    record(
        signing.version,
        EventKind.SIGNER_NAMED,
        by,
        seat,
        holds=[move, Column(place, "person_id")],
        method=Method.INK,
    )


@transaction.atomic
def must_be_ready(place: SigningPlace, *, seen: str, by: Person) -> None:
    """Whether her signature would count, before the code that she got for it is used up."""
    _ready(place, seen, by)


@transaction.atomic
def sign(place: SigningPlace, *, seen: str, by: Person) -> Signature:
    """`seen`: the hash of the text she read. Her fresh code was checked before this."""
    signing, spot = _ready(place, seen, by)
    if spot.signature:
        return spot.signature  # pressed twice
    signature = Signature.objects.create(
        place=place,
        version=signing.version,
        text_hash=seen,
        method=Method.APP,
        on=timezone.localdate(),
        by=by,
    )
    record(
        signing.version,
        EventKind.SIGNED,
        by,
        spot.row.party.organisation,
        holds=[signature],
        method=Method.APP,
        text_hash=seen,
    )
    put_in_force_when_complete(signing.version, by=by, organisation=spot.row.party.organisation)
    return signature


def _ready(place: SigningPlace, seen: str, by: Person) -> tuple[Signing, Spot]:
    signing = held(place)
    spot = signing.spot(place)
    if spot.row.person_id != by.pk:
        raise DomainError(_("Hier tekent iemand anders. Kijk wie er is gevraagd."))
    if seen != signing.version.text_hash:
        raise DomainError(_("Dit is niet de tekst die nu voorligt. Lees hem eerst, en teken dan."))
    if not spot.signature or spot.signature.by_id != by.pk:
        may_be_signed(signing, place)
    return signing, spot


# --- saying no, and going on ----------------------------------------------------------------------------


@transaction.atomic
def decline(place: SigningPlace, *, reason: str, by: Person) -> SigningMove:
    """Not like this. Signing waits, for everyone; nothing that was signed is lost."""
    signing = held(place)
    spot = signing.spot(place)
    reason = one_line_of(reason, "reason", 500)
    if not reason:
        raise DomainError(_("Schrijf op wat er nodig is. De ander leest dit precies zo."), field="reason")
    if spot.signature:
        raise DomainError(_("Hier is al getekend. Wil je toch iets anders? Haal de tekst terug."))
    if spot.state.declined:
        return signing.declines[place.pk]
    move = SigningMove.objects.create(
        version=signing.version, place=place, kind=Move.DECLINED, reason=reason, by=by
    )
    record(signing.version, EventKind.SIGNING_DECLINED, by, spot.row.party.organisation, holds=[move])
    return move


@transaction.atomic
def take_up(place: SigningPlace, *, by: Person) -> None:
    """The same party goes on after all."""
    signing = held(place)
    spot = signing.spot(place)
    if not spot.state.declined:
        return
    move = SigningMove.objects.create(version=signing.version, place=place, kind=Move.TAKEN_UP, by=by)
    record(signing.version, EventKind.SIGNING_TAKEN_UP, by, spot.row.party.organisation, holds=[move])


@transaction.atomic
def mend(agreement: Agreement, *, reason: str, by: Person, organisation: Organisation) -> None:
    """Back to the table: the text can change again. What was signed names the old version, and stays."""
    reason = one_line_of(reason, "reason", 500)
    if not reason:
        raise DomainError(_("Schrijf op wat er anders moet."), field="reason")
    if not Agreement.objects.filter(pk=agreement.pk, stage=Stage.FINAL).update(stage=Stage.SHARED):
        raise DomainError(_("Dit stuk ligt niet meer om te tekenen. Ververs de pagina."))
    agreement = Agreement.objects.select_related("collaboration").get(pk=agreement.pk)
    must_not_be_ended(agreement)
    version = newest_signable(agreement)
    if version is None:
        raise RuntimeError("an agreement that lies to be signed has a version to sign")
    move = SigningMove.objects.create(version=version, kind=Move.BACK, reason=reason, by=by)
    record(version, EventKind.SIGNING_ENDED, by, organisation, holds=[move])


# --- the last signature ---------------------------------------------------------------------------------


def put_in_force_when_complete(version: Version, *, by: Person, organisation: Organisation) -> None:
    """With the last signature the agreement holds, in the same transaction, once."""
    signing = read(version)
    if not signing.complete:
        return
    agreement = version.agreement
    on = max(spot.signature.on for spot in signing.spots if spot.signature)
    if not Agreement.objects.filter(pk=agreement.pk, stage=Stage.FINAL).update(
        stage=Stage.IN_FORCE, starts_on=on
    ):
        raise RuntimeError("the agreement's row was held")
    must_have_its_original(agreement)
    newest = agreement.versions.first() or version
    frozen = certificate.signed_content(signing, number=newest.number + 1, on=on)
    signed = keep(agreement, frozen, by=by)
    record(signed, EventKind.IN_FORCE, by, organisation, holds=[signed], relation=agreement.relation)
    agreement.refresh_from_db()
    take_hold(agreement, by=by, organisation=organisation)
    push_milestone(
        agreement.collaboration,
        kind=MilestoneKind.AGREEMENT_SIGNED,
        title=_("%(kind)s, getekend") % {"kind": capfirst(agreement.called)},
        form=agreement.form,
        url=reverse("agreements:agreement", args=[agreement.uuid]),
        on=on,
        by=by,
        seat=agreement.collaboration.participations.seating().get(organisation=organisation),
    )


# --- the mechanism --------------------------------------------------------------------------------------


def held(place: SigningPlace) -> Signing:
    """Takes the agreement's row, so that one signs after another, and reads the version that lies there."""
    gone = _("Dit stuk ligt niet meer om te tekenen. Kijk hoe het ervoor staat.")
    agreement = hold(place.version.agreement_id, [Stage.FINAL], gone)
    version = newest_signable(agreement)
    if version is None or version.pk != place.version_id:
        raise DomainError(_("Er ligt een nieuwere versie om te tekenen. Lees die eerst."))
    version.agreement = agreement
    return read(version)


WAITS: Mapping[Wait, Any] = {
    Wait.SIGNED: gettext_lazy("Hier is al getekend."),
    Wait.DECLINED: gettext_lazy("Een partij tekent nog niet. Bespreek eerst wat zij nodig heeft."),
    Wait.MANDATE: gettext_lazy("Deze partij besluit nog. Leg eerst dat besluit vast."),
    Wait.TURN: gettext_lazy("Een andere partij tekent eerst. Jullie krijgen bericht."),
}


def may_be_signed(signing: Signing, place: SigningPlace) -> None:
    wait = signing.why_not(signing.spot(place))
    if wait is not None:
        raise DomainError(str(WAITS[wait]))


def record(
    version: Version,
    kind: EventKind,
    by: Person,
    organisation: Organisation,
    *,
    on_behalf_of: Organisation | None = None,
    holds: Iterable[Any] = (),
    **facts: str,
) -> None:
    timeline.record(
        version.agreement.collaboration,
        kind,
        by=by,
        organisation=organisation,
        on_behalf_of=on_behalf_of,
        subject=version.agreement,
        payload={"number": version.number, **facts},
        holds=holds,
    )
