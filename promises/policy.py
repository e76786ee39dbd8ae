"""Who reads a promise, records one, and speaks about it: for whoever gave it, or for whoever got it?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agreements.models import Agreement
from agreements.terms import HELD
from contacts.models import Organisation, Side
from initiatives import policy
from initiatives.policy import Ability, Seat, row_abilities
from initiatives.terms import Circle
from promises import partners
from promises.models import Promise
from samenspel.access import guard, visible

FILE = ("collaboration__initiative__organisation", "collaboration__municipality__organisation")


@dataclass(frozen=True)
class Voice:
    """One side of a promise for which somebody can speak; `recorded`: she puts down what another said."""

    organisation: Organisation
    by_giver: bool
    seat: Seat
    recorded: bool = False


def voices(
    promise: Promise, seats: Iterable[Seat], abilities: frozenset[Ability], parties: Iterable[Organisation]
) -> list[Voice]:
    """Her own sides first; then those for which she may record what they said, when they can read it too."""
    if promise.withdrawn_at or Ability.LOG not in abilities:
        return []
    able = [seat for seat in seats if speaks(seat)]
    own = {seat.participation.organisation_id: seat for seat in able}
    sides = [party for party in parties if is_side(promise, party.pk)]
    found = [Voice(p, p.pk == promise.giver_id, own[p.pk]) for p in sides if p.pk in own]
    if able and Ability.RECORD_ON_PAPER in abilities and promise.circle == Circle.EVERYONE:
        named = (promise.giver_id, promise.receiver_id)
        others = [p for p in sides if p.pk in named and p.pk not in own]
        found += [Voice(p, p.pk == promise.giver_id, able[0], recorded=True) for p in others]
    return found


def speaks(seat: Seat) -> bool:
    """Whether she says from this seat how a promise stands."""
    if seat.side == Side.PARTNER:
        return Ability.LOG in partners.granted_at(seat)
    return seat.grants(Ability.LOG)


def is_side(promise: Promise, organisation: int) -> bool:
    """Whether this organisation gave the promise, or got it: alone, or with everyone in the file."""
    return organisation in (promise.giver_id, promise.receiver_id) or promise.receiver_id is None


def seats_at(user: Any, promise: Promise) -> list[Seat]:
    """Her seats in the file, and those of partners that read this promise."""
    return [*policy.seats_of(user, promise.collaboration), *partners.seats_on(user, promise)]


def abilities(user: Any, promise: Promise) -> frozenset[Ability]:
    """What its file allows, and to who speaks for a partner what she may say there."""
    beside = (partners.granted_at(seat) for seat in partners.seats_on(user, promise))
    return row_abilities(user, promise).union(*beside)


def _when_it_holds(user: Any, agreement: Agreement) -> frozenset[Ability]:
    if agreement.stage not in HELD:
        return frozenset()
    return policy.abilities(user, agreement.collaboration)


needs_on_promise = guard(Promise, abilities, find=visible(Promise, *FILE, "giver", "receiver", "owner"))
needs_on_agreement = guard(Agreement, _when_it_holds, find=visible(Agreement, *FILE))
