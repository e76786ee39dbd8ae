"""Who picks something up in this file: nobody yet, a side, both, or a partner, and which one?

Where partners take part, one is chosen by name; where none does, nothing of this shows. The history holds who was named as
a code: the name is read from who takes part.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from contacts.models import Side
from contacts.querysets import in_force
from initiatives.models import Collaboration, Participation, PlanItem
from initiatives.people.names import party_name
from initiatives.terms import Actor
from samenspel.errors import DomainError


def partners_of(collaboration: Collaboration, item: PlanItem | None = None) -> list[Participation]:
    """Who can be named: the partners that take part today, and the one that this item names already."""
    return list(_parties(collaboration, item).filter(side=Side.PARTNER))


def parties_of(collaboration: Collaboration, item: PlanItem) -> list[Participation]:
    """The same with the sides, where a page asks for both."""
    return list(_parties(collaboration, item))


def _parties(collaboration: Collaboration, item: PlanItem | None) -> Any:
    named = Q(pk=item.partner_id) if item and item.partner_id else Q(pk__in=[])
    parties = collaboration.participations.filter(named | in_force())
    return parties.select_related("organisation").order_by("organisation__name", "pk")


def choices(partners: Iterable[Participation] = ()) -> list[tuple[str, Any]]:
    """For a select: what is sent is a code, or the uuid of a partner."""
    named = [(str(p.uuid), _("%(name)s (partner)") % {"name": party_name(p.organisation)}) for p in partners]
    sides = [(side.value, side.label) for side in Actor if side != Actor.PARTNER]
    unnamed = _("een partner, nog niet bekend welke") if named else Actor.PARTNER.label
    return [("", _("nog niemand")), *sides, *named, (Actor.PARTNER.value, unnamed)]


def columns(
    collaboration: Collaboration, actor: str, partner: Participation | None, *, before: PlanItem | None = None
) -> dict[str, Any]:
    """What is kept of who picks it up. A partner that left keeps what it had, and gets nothing new."""
    if partner is None:
        return {"actor": actor, "partner": None}
    if before is None or partner.pk != before.partner_id:
        here = collaboration.participations.in_force().filter(side=Side.PARTNER, pk=partner.pk)
        if not here.exists():
            raise DomainError(_("Deze partner doet hier niet mee. Kies een ander."), field="actor")
    return {"actor": Actor.PARTNER, "partner": partner}


def told(partner: Participation | None) -> dict[str, str]:
    """How an event tells who was named."""
    return {"partner": str(partner.uuid)} if partner else {}
