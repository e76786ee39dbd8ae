"""How does the signing of an agreement stand: its newest signable version, and each place under it?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from agreements.models import (
    Agreement,
    BodyDecision,
    Party,
    Signature,
    SignatureSheet,
    SigningMove,
    SigningPlace,
    Version,
)
from agreements.signing import lifecycle
from agreements.signing.lifecycle import Wait
from agreements.terms import Move, Stage, VersionStatus


@dataclass
class Spot:
    """A place with its signature, and what was last said of it."""

    row: SigningPlace
    state: lifecycle.Place
    signature: Signature | None
    declined: SigningMove | None


@dataclass
class Signing:
    """One version that lies to be signed."""

    version: Version
    spots: list[Spot] = field(default_factory=list)

    @property
    def states(self) -> list[lifecycle.Place]:
        return [spot.state for spot in self.spots]

    @property
    def halted(self) -> bool:
        return lifecycle.halted(self.states)

    @property
    def complete(self) -> bool:
        return lifecycle.complete(self.states)

    def spot(self, place: SigningPlace) -> Spot:
        return next(spot for spot in self.spots if spot.row.pk == place.pk)

    def why_not(self, spot: Spot) -> Wait | None:
        return lifecycle.why_not(spot.state, self.states)

    @cached_property
    def moves(self) -> list[SigningMove]:
        found = SigningMove.objects.filter(version=self.version)
        return list(found.select_related("by", "place__party__organisation"))

    @cached_property
    def sheets(self) -> list[SignatureSheet]:
        places = SigningPlace.objects.select_related("party__organisation")
        found = SignatureSheet.objects.filter(version=self.version)
        people = found.select_related("attached_by", "checked_by", "scan")
        return list(people.prefetch_related(Prefetch("places", places)))


def decisions_of(parties: Iterable[Party]) -> dict[int, list[BodyDecision]]:
    """What the bodies of these parties said, oldest first: one query."""
    found: dict[int, list[BodyDecision]] = {party.pk: [] for party in parties}
    for row in BodyDecision.objects.filter(party__in=list(found)).select_related("by", "version", "evidence"):
        found[row.party_id].append(row)
    return found


def outcomes(rows: Iterable[BodyDecision]) -> list[tuple[str, str]]:
    return [(row.layer, row.outcome) for row in rows]


def newest_signable(agreement: Agreement) -> Version | None:
    """The version that lies to be signed, or that was signed; older ones stay readable."""
    return agreement.versions.filter(status=VersionStatus.FINAL).order_by("-number").first()


def read(version: Version) -> Signing:
    """Its places with what happened at each: three queries."""
    return _put_together(version, _places(SigningPlace.objects.filter(version=version)))


def lying(agreements: Iterable[Agreement]) -> list[Signing]:
    """The version to sign of each of these, as it stands: three queries for all of them."""
    asked = [agreement.pk for agreement in agreements if agreement.stage == Stage.FINAL]
    if not asked:
        return []
    found = SigningPlace.objects.filter(version__agreement__in=asked).defer("version__content")
    places = _places(found.select_related("version").order_by("version__number", "order"))
    newest = {place.version.agreement_id: place.version for place in places}
    of_newest = [place for place in places if place.version_id == newest[place.version.agreement_id].pk]
    said, decided = _said_of(of_newest), decisions_of([place.party for place in of_newest])
    by_version: dict[int, Signing] = {}
    for place in of_newest:
        signing = by_version.setdefault(place.version_id, Signing(newest[place.version.agreement_id]))
        signing.spots.append(_spot(place, said, decided))
    return list(by_version.values())


def _places(rows: QuerySet[SigningPlace]) -> list[SigningPlace]:
    return list(rows.select_related("party__organisation", "person", "signature__by", "signature__sheet"))


def _put_together(version: Version, places: list[SigningPlace]) -> Signing:
    said, decided = _said_of(places), decisions_of([place.party for place in places])
    for place in places:
        place.version = version
    return Signing(version, [_spot(place, said, decided) for place in places])


def _said_of(places: list[SigningPlace]) -> dict[int, SigningMove]:
    """The newest no or yet of each place."""
    kinds = (Move.DECLINED, Move.TAKEN_UP)
    moves = SigningMove.objects.filter(place__in=places, kind__in=kinds).select_related("by")
    return {move.place_id: move for move in moves if move.place_id}


def _spot(
    place: SigningPlace, said: Mapping[int, SigningMove], decided: Mapping[int, list[BodyDecision]]
) -> Spot:
    signature, move = getattr(place, "signature", None), said.get(place.pk)
    declined = move if move and move.kind == Move.DECLINED else None
    state = lifecycle.Place(
        turn=place.turn,
        signed=signature is not None,
        declined=declined is not None,
        mandated=lifecycle.mandated(outcomes(decided[place.party_id])),
    )
    return Spot(place, state, signature, declined)
