"""What happens when someone gets or loses a role in this file?"""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Access, Function, FunctionKind, Organisation, Person, Side
from initiatives.actions.fitting import fit_plan, told
from initiatives.history import timeline
from initiatives.models import Assignment, Collaboration, Participation
from initiatives.plan.fitting import kind_of
from initiatives.terms import EventKind, Role, WorksFor
from samenspel.errors import DomainError

ROLES_OF_SIDE: dict[str, tuple[Role, ...]] = {
    Side.MUNICIPALITY: (Role.CONTACT, Role.DEPUTY, Role.SIGNATORY),
    Side.INITIATIVE: (Role.CONTACT, Role.DEPUTY, Role.SIGNATORY),
    Side.SUPPORT: (Role.COACH, Role.FACILITATOR),
    Side.PARTNER: (Role.CONTACT, Role.SIGNATORY),
}


@transaction.atomic
def assign(
    participation: Participation,
    function: Function,
    *,
    role: Role,
    mandate: str = "",
    works_for: str = "",
    by: Person,
    seat: Participation,
) -> Assignment:
    if function.organisation_id != participation.organisation_id:
        raise DomainError(_("Deze persoon hoort bij een andere organisatie."), field="function")
    if role not in ROLES_OF_SIDE[participation.side]:
        raise DomainError(_("Deze rol past niet bij deze partij. Kies een andere rol."), field="role")
    if role in (Role.COACH, Role.FACILITATOR) and not works_for:
        works_for = WorksFor.BOTH
    try:
        with transaction.atomic():
            assignment = Assignment.objects.create(
                participation=participation,
                function=function,
                role=role,
                has_mandate=bool(mandate.strip()),
                mandate=mandate.strip(),
                works_for=works_for,
                starts_on=timezone.localdate(),
            )
    except IntegrityError as clash:
        raise DomainError(_("Deze persoon heeft die rol al in dit dossier."), field="function") from clash
    timeline.record(
        participation.collaboration,
        EventKind.ASSIGNED,
        by=by,
        organisation=seat.organisation,
        subject=assignment,
        payload={"role": role, "side": participation.side, "function": str(function.uuid)},
    )
    return assignment


@transaction.atomic
def unassign(assignment: Assignment, *, ends_on: date, by: Person, seat: Participation) -> None:
    if ends_on < assignment.starts_on:
        raise DomainError(_("Deze dag ligt voor het begin van de rol. Kies een latere dag."), field="ends_on")
    ended = Assignment.objects.filter(pk=assignment.pk, ends_on=None).update(ends_on=ends_on)
    if not ended:
        raise DomainError(_("Deze rol is al beëindigd."))
    timeline.record(
        assignment.participation.collaboration,
        EventKind.UNASSIGNED,
        by=by,
        organisation=seat.organisation,
        subject=assignment,
        payload={
            "role": assignment.role,
            "side": assignment.participation.side,
            "ends_on": ends_on.isoformat(),
        },
    )


@transaction.atomic
def hand_over(
    assignment: Assignment,
    function: Function,
    *,
    ends_on: date,
    mandate: str = "",
    works_for: str = "",
    by: Person,
    seat: Participation,
) -> Assignment:
    """A colleague takes the role over from now on; who had it keeps it up to and including the last day."""
    if ends_on < timezone.localdate():
        raise DomainError(_("Deze dag is voorbij. Kies vandaag of een latere dag."), field="ends_on")
    if function.pk == assignment.function_id:
        raise DomainError(_("Deze persoon heeft de rol al. Kies een collega."), field="function")
    unassign(assignment, ends_on=ends_on, by=by, seat=seat)
    return assign(
        assignment.participation,
        function,
        role=Role(assignment.role),
        mandate=mandate,
        works_for=works_for,
        by=by,
        seat=seat,
    )


@transaction.atomic
def add_contact(
    participation: Participation,
    *,
    name: str,
    email: str,
    phone: str,
    kind: FunctionKind,
    title: str,
    role: Role,
    mandate: str = "",
    by: Person,
    seat: Participation,
) -> Assignment:
    """Someone to call, without access: a file works also when a party never signs in."""
    listed = participation.assignments.in_force().filter(
        role=role, function__person__name__iexact=name.strip()
    )
    if listed.exists():
        raise DomainError(_("Deze persoon heeft die rol al in dit dossier."), field="name")
    person = Person.objects.create(name=name.strip(), email=email.strip(), phone=phone.strip())
    function = Function.objects.create(
        person=person,
        organisation=participation.organisation,
        kind=kind,
        title=title.strip(),
        access=Access.NONE,
        starts_on=timezone.localdate(),
    )
    return assign(participation, function, role=role, mandate=mandate, by=by, seat=seat)


@transaction.atomic
def add_partner(
    collaboration: Collaboration,
    *,
    name: str = "",
    short_name: str = "",
    place: str = "",
    known: Organisation | None = None,
    by: Person,
    seat: Participation,
) -> Participation:
    """`known`: a partner in another file of this gemeente; its people speak for it in both. Otherwise a new organisation."""
    name = known.name if known else name.strip()
    if collaboration.participations.in_force().filter(organisation__name__iexact=name).exists():
        raise DomainError(_("Deze partij doet al mee."), field="name")
    if known and not _is_partner_in(known, collaboration.municipality_id):
        raise DomainError(_("Deze partner doet nergens anders in deze gemeente mee."), field="known")
    organisation = known or Organisation.objects.create(
        kind=Side.PARTNER, name=name, short_name=short_name.strip(), place=place.strip()
    )
    participation = Participation.objects.create(
        collaboration=collaboration,
        organisation=organisation,
        side=Side.PARTNER,
        starts_on=timezone.localdate(),
    )
    timeline.record(
        collaboration,
        EventKind.JOINED,
        by=by,
        organisation=seat.organisation,
        subject=participation,
        payload={"side": Side.PARTNER, **told(fit_plan(collaboration, kind_of(collaboration)))},
    )
    return participation


def _is_partner_in(organisation: Organisation, municipality: int) -> bool:
    taking_part = organisation.participations.in_force().filter(side=Side.PARTNER)
    return taking_part.filter(collaboration__municipality=municipality).exists()
