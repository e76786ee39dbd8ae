"""Who may write a format of agreements?

The shared ones are the beheerder's. A gemeente's own are of whoever decides or coordinates there: the same people who
say in its name what it stands for (`municipalities.policy`).
"""

from enum import Enum
from typing import Any

from agreements.models import Clause, Format, Variable
from contacts.models import Organisation
from municipalities.policy import spoken_for
from samenspel.access import guard


class Ability(Enum):
    WRITE = "write"  # change a draft, publish it, throw it away


def maintains(user: Any, owner_id: int | None) -> bool:
    if owner_id is None:
        return bool(user.is_administrator)
    return any(municipality.pk == owner_id for municipality in spoken_for(user))


def owners(user: Any) -> list[Organisation | None]:
    """For whom this user may begin a version; None is everyone."""
    own: list[Organisation | None] = [municipality.organisation for municipality in spoken_for(user)]
    return [None, *own] if user.is_administrator else own


def abilities(user: Any, row: Format) -> frozenset[Ability]:
    return frozenset({Ability.WRITE}) if maintains(user, row.owner_org_id) else frozenset()


def writes(user: Any, row: Format) -> bool:
    """What is published stands: nobody writes in it any more."""
    return row.published_at is None and Ability.WRITE in abilities(user, row)


def _version(user: Any, uuid: Any) -> Format | None:
    rows = Format.objects.visible_to(user).select_related("owner_org", "based_on__owner_org")
    return rows.filter(uuid=uuid).first()


def _part(model: type[Any]) -> Any:
    def find(user: Any, uuid: Any) -> Any:
        rows = model.objects.filter(Format.objects.maintained_by(user, "format__"))
        return rows.select_related("format__owner_org", "format__based_on").filter(uuid=uuid).first()

    return find


def _of_part(user: Any, part: Clause | Variable) -> frozenset[Ability]:
    return abilities(user, part.format)


def _maintains_any(user: Any, _uuid: Any) -> bool:
    """A version that was thrown away leaves no row to ask whose it was: whoever maintains one reads her words back."""
    return bool(owners(user))


needs = guard(Format, abilities, find=_version, saw_before=_maintains_any)
needs_clause = guard(Clause, _of_part, find=_part(Clause), saw_before=_maintains_any)
needs_field = guard(Variable, _of_part, find=_part(Variable), saw_before=_maintains_any)
