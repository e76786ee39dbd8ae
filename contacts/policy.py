"""May this person do that in this organisation? What a function gives is its level of access, nothing else."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from contacts import roster
from contacts.models import Access, Organisation
from samenspel.access import guard


class Ability(Enum):
    VIEW = "view"  # see who holds which function since when
    MANAGE = "manage"  # add people, invite them, change access, end functions


MEMBER = frozenset({Ability.VIEW})
COORDINATOR = MEMBER | {Ability.MANAGE}

GRANTS: Mapping[Access, frozenset[Ability]] = {
    Access.READ: MEMBER,
    Access.WORK: MEMBER,
    Access.DECIDE: MEMBER,
    Access.COORDINATE: COORDINATOR,
}


def abilities(user: Any, organisation: Organisation) -> frozenset[Ability]:
    levels = [Access(f.access) for f in roster.functions_of(user) if f.organisation_id == organisation.pk]
    return frozenset[Ability]().union(*(GRANTS.get(level, frozenset()) for level in levels))


needs = guard(Organisation, abilities)
