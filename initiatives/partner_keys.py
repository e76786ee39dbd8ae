"""Which keys does a partner hold, who sees nothing else of the file, and what may she do with one?"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from contacts import roster
from contacts.models import Access, Side
from contacts.querysets import in_force
from initiatives.models import DecisionKey
from initiatives.policy import Ability, Seat
from initiatives.terms import Status
from samenspel.access import guard

ABOUT = (
    "participation__organisation",
    "decision__by",
    "decision__by_organisation",
    "decision__collaboration__initiative__organisation",
    "decision__collaboration__municipality__organisation",
)


def keys_of(user: Any) -> QuerySet[DecisionKey]:
    """The keys of the partners for which this user has a function, as long as they take part."""
    organisations = [
        f.organisation_id for f in roster.functions_of(user) if f.organisation.kind == Side.PARTNER
    ]
    if not organisations:
        return DecisionKey.objects.none()
    keys = DecisionKey.objects.filter(
        in_force(prefix="participation__"),
        participation__side=Side.PARTNER,
        participation__organisation__in=organisations,
    )
    return keys.select_related(*ABOUT)


def seat_of(user: Any, key: DecisionKey) -> Seat:
    """As who she sits here: her strongest function at this partner."""
    held = [f for f in roster.functions_of(user) if f.organisation_id == key.participation.organisation_id]
    return Seat(key.participation, max((Access(f.access) for f in held), key=lambda access: access.rank))


def abilities(user: Any, key: DecisionKey) -> frozenset[Ability]:
    """Everyone at the partner reads it; who may decide there turns the key while the file runs."""
    decides = seat_of(user, key).access.rank >= Access.DECIDE.rank
    if decides and key.decision.collaboration.status != Status.ENDED:
        return frozenset({Ability.VIEW, Ability.DECIDE_FOR_SIDE})
    return frozenset({Ability.VIEW})


def _find(user: Any, uuid: UUID) -> DecisionKey | None:
    return keys_of(user).filter(uuid=uuid).first()


needs_on_partner_key = guard(DecisionKey, abilities, find=_find)
