"""How does the signing of an agreement stand: its newest signable version, and each place under it?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

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
from agreements.signing import bodies, lifecycle
from agreements.signing.lifecycle import Wait
from agreements.terms import Move, Stage, VersionStatus


@dataclass
class Spot:
    """A place with how it stands, and its signature."""

    row: SigningPlace
    state: lifecycle.Place
    signature: Signature | None


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

    @property
    def who_can_sign(self) -> set[int]:
        """The organisations of which somebody can sign now."""
        return {spot.row.party.organisation_id for spot in self.spots if self.why_not(spot) is None}

    @cached_property
    def declines(self) -> dict[int, SigningMove]:
        """The no of each place where it stands, with its reason."""
        declined = [spot.row.pk for spot in self.spots if spot.state.declined]
        if not declined:
            return {}
        moves = SigningMove.objects.filter(place__in=declined, kind=Move.DECLINED).select_related("by")
        return {move.place_id: move for move in moves if move.place_id}

    @cached_property
    def sheets(self) -> list[SignatureSheet]:
        places = SigningPlace.objects.select_related("party__organisation")
        found = SignatureSheet.objects.filter(version=self.version)
        people = found.select_related("attached_by", "checked_by", "scan")
        return list(people.prefetch_related(Prefetch("places", places)))


def decisions_of(parties: Iterable[Party]) -> dict[int, list[BodyDecision]]:
    """What the bodies of these parties said, oldest first: one query."""
    found: dict[int, list[BodyDecision]] = {party.pk: [] for party in parties}
    said = BodyDecision.objects.filter(party__in=list(found))
    for row in said.select_related("by", "version", "evidence").defer("version__content"):
        found[row.party_id].append(row)
    return found


def newest_signable(agreement: Agreement) -> Version | None:
    """The version that lies to be signed, or that was signed; older ones stay readable."""
    return agreement.versions.filter(status=VersionStatus.FINAL).order_by("-number").first()


def read(version: Version) -> Signing:
    """Its places as they stand: one query."""
    places = list(_as_they_stand(SigningPlace.objects.filter(version=version)))
    for place in places:
        place.version = version
    return Signing(version, [_spot(place) for place in places])


def lying(agreements: Iterable[Agreement]) -> list[Signing]:
    """The version to sign of each of these, as it stands: one query for all of them."""
    asked = [agreement.pk for agreement in agreements if agreement.stage == Stage.FINAL]
    if not asked:
        return []
    found = _as_they_stand(SigningPlace.objects.filter(version__agreement__in=asked))
    newest: dict[int, Signing] = {}
    for place in (
        found.select_related("version").defer("version__content").order_by("version__number", "order")
    ):
        signing = newest.get(place.version.agreement_id)
        if signing is None or signing.version.pk != place.version_id:
            signing = newest[place.version.agreement_id] = Signing(place.version)
        signing.spots.append(_spot(place))
    return list(newest.values())


def newest_word() -> QuerySet[SigningMove]:
    """Of a place: the last no or yet."""
    kinds = (Move.DECLINED, Move.TAKEN_UP)
    return SigningMove.objects.filter(place=OuterRef("pk"), kind__in=kinds).order_by("-pk")


def _as_they_stand(places: QuerySet[SigningPlace]) -> Any:
    return places.select_related("party__organisation", "person", "signature").annotate(
        said=Subquery(newest_word().values("kind")[:1]), undecided=bodies.still_deciding()
    )


def _spot(place: Any) -> Spot:
    signature = getattr(place, "signature", None)
    state = lifecycle.Place(
        turn=place.turn,
        signed=signature is not None,
        declined=place.said == Move.DECLINED,
        mandated=not place.undecided,
    )
    return Spot(place, state, signature)
