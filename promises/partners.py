"""What does a partner read of the register, who has no place in the file, and for what does it speak?

Once it decides along with a key, or signed an agreement that holds or held, it reads what names it: what it promised,
what it was promised, and what stands in an agreement with its name. Only as far as everyone in the file reads it.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.parties.bound import bound
from agreements.terms import HELD
from contacts.models import Access, Side
from initiatives.models import DecisionKey, Participation
from initiatives.people.partners import organisations_of, seat_of
from initiatives.policy import WHEN_ENDED, Ability, Seat
from initiatives.terms import Circle, Status
from promises.models import Promise
from promises.querysets import PromiseQuerySet
from samenspel.access import guard
from samenspel.remembered import remembered

ABOUT = (
    "organisation",
    "collaboration__initiative__organisation",
    "collaboration__municipality__organisation",
)


def let_in() -> QuerySet[Participation]:
    """The places of partners that decide along, or signed."""
    signed = bound().filter(
        organisation=OuterRef("organisation"),
        agreement__collaboration=OuterRef("collaboration"),
        agreement__stage__in=HELD,
    )
    holds_a_key = Exists(DecisionKey.objects.filter(participation=OuterRef("pk")))
    return Participation.objects.in_force().filter(holds_a_key | Exists(signed), side=Side.PARTNER)


def places_of(user: Any) -> list[Participation]:
    """Where this user's partners are let in, the newest first: read once per request."""
    return remembered(user, "let in", lambda: list(of_user(user)) if organisations_of(user) else [])


def of_user(user: Any) -> QuerySet[Participation]:
    held = let_in().filter(organisation__in=organisations_of(user))
    return held.select_related(*ABOUT).order_by("-pk")


def readable(places: Iterable[Participation]) -> Q:
    """The promises that name who sits in one of these places, as far as everyone in that file reads them."""
    files: dict[int, set[int]] = {}
    for place in places:
        files.setdefault(place.organisation_id, set()).add(place.collaboration_id)
    found = Q(pk__in=())
    for organisation, collaborations in files.items():
        found |= Q(collaboration__in=collaborations) & names(organisation)
    return found & Q(circle=Circle.EVERYONE)


def names(organisation: Any, *, within: Any = None) -> Q:
    """Whether a promise names this organisation. `within`: the same, as a query within the query for promises says it."""
    party = bound().filter(agreement=OuterRef("agreement"), organisation=within or organisation)
    return Q(giver=organisation) | Q(receiver=organisation) | Q(Exists(party))


def seats_on(user: Any, promise: Promise) -> list[Seat]:
    """From where she reads this promise for a partner, beside the seats that open the file."""
    here = [place for place in places_of(user) if place.collaboration_id == promise.collaboration_id]
    if not here:
        return []
    return remembered(
        user,
        ("places", promise.pk),
        lambda: [seat_of(user, place) for place in here if _of(place).filter(pk=promise.pk).exists()],
    )


def _of(place: Participation) -> PromiseQuerySet:
    return Promise.objects.filter(readable([place]))


def promises_of(place: Participation) -> PromiseQuerySet:
    return _of(place).standing()


# Everyone at the partner reads it; who works there says how it stands.
_AT_WORK = frozenset({Ability.VIEW, Ability.LOG})
GRANTS: Mapping[Access, frozenset[Ability]] = dict.fromkeys(
    (Access.WORK, Access.DECIDE, Access.COORDINATE), _AT_WORK
)


def granted_at(seat: Seat) -> frozenset[Ability]:
    """Nothing is said any more in a file that has ended."""
    granted = GRANTS.get(seat.access, frozenset({Ability.VIEW}))
    return granted & WHEN_ENDED if seat.participation.collaboration.status == Status.ENDED else granted


def abilities(user: Any, place: Participation) -> frozenset[Ability]:
    return granted_at(seat_of(user, place))


def _find(user: Any, uuid: UUID) -> Participation | None:
    return next((place for place in places_of(user) if place.uuid == uuid), None)


needs_on_place = guard(Participation, abilities, find=_find)
