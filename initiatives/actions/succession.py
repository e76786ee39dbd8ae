"""What happens when the work of an ended file goes on in another neighbourhood?"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.models import Function, Side
from initiatives.actions import people
from initiatives.actions.going_along import ask_along
from initiatives.actions.register import Profile, facts_of, register
from initiatives.models import Assignment, Collaboration
from initiatives.terms import Phase, Role, Status
from municipalities.models import Municipality
from samenspel.errors import DomainError


@transaction.atomic
def begin_successor(
    old: Collaboration,
    *,
    municipality: Municipality,
    area_name: str,
    phase: Phase = Phase.STARTUP,
    phase_reason: str = "",
    keep: Iterable[Assignment] = (),
    ask_coach: bool = False,
    by_function: Function,
    uuid: UUID | None = None,
) -> Collaboration:
    """The initiative and its facts come along, and of one's own side who is in `keep`. No decision does.

    ask_coach: a party asks who coached here to come along; she has no seat until she says yes.
    """
    old.refresh_from_db(fields=["status"])
    if old.status != Status.ENDED:
        raise DomainError(_("Dit dossier loopt nog. Stop het eerst, en begin dan het nieuwe."))
    if (municipality.pk, area_name.strip().casefold()) == (old.municipality_id, old.area_name.casefold()):
        raise DomainError(
            _("Dit is dezelfde buurt. Heropen het dossier, of kies een andere buurt."), field="area_name"
        )
    facts = facts_of(old)
    new = register(
        municipality,
        Profile(
            name=old.title,
            area_name=area_name,
            legal_form=facts.legal_form,
            ambition=facts.ambition,
            technique=facts.technique,
            wanted_role=facts.wanted_role,
            phase=phase,
            phase_reason=phase_reason,
        ),
        by_function=by_function,
        initiative=old.initiative,
        predecessor=old,
        uuid=uuid,
    )
    _keep(new, keep, by_function)
    if ask_coach and by_function.organisation.kind != Side.SUPPORT:
        seat = old.participations.in_force().get(side=by_function.organisation.kind)
        ask_along(old, new, by=by_function.person, seat=seat)
    return new


def _keep(new: Collaboration, keep: Iterable[Assignment], by_function: Function) -> None:
    """The same people in the same role. A mandate was given for the old file, and stays there."""
    seat = new.participations.get(side=by_function.organisation.kind)
    there = set(seat.assignments.values_list("function", "role"))
    for assignment in keep:
        if (assignment.function_id, assignment.role) not in there:
            people.assign(
                seat,
                assignment.function,
                role=Role(assignment.role),
                works_for=assignment.works_for,
                by=by_function.person,
                seat=seat,
            )
