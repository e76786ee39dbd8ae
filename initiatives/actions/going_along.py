"""What happens when a party goes on elsewhere and would like the coach to come along?

The coach decides that herself: she is asked in the file that ended, and has no seat in the new one until she says yes.
"""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Function, Organisation, Person, Side
from initiatives.actions import people
from initiatives.course.endings import ASKED_ALONG
from initiatives.history import timeline
from initiatives.models import Collaboration, Fact, Participation
from initiatives.terms import EventKind, Role
from samenspel.errors import DomainError


def ask_along(old: Collaboration, new: Collaboration, *, by: Person, seat: Participation) -> None:
    """Asks who coached the old file; nobody when it had no coach."""
    if not supports(old).exists():
        return
    Fact.objects.create(collaboration=old, name=ASKED_ALONG, value={"codes": {"file": str(new.uuid)}}, by=by)
    timeline.record(
        old, EventKind.FACT_RECORDED, by=by, organisation=seat.organisation, payload={"name": ASKED_ALONG}
    )


def supports(file: Collaboration) -> QuerySet[Participation]:
    return file.participations.in_force().filter(side=Side.SUPPORT)


def asked_along(old: Collaboration, organisation: Organisation) -> QuerySet[Collaboration]:
    """The running files to which this support organisation was asked to come, and in which it has no seat yet."""
    said = Fact.objects.filter(collaboration=old, name=ASKED_ALONG).values_list("value", flat=True)
    there = Participation.objects.in_force().filter(organisation=organisation)
    return (
        Collaboration.objects.running()
        .with_parties()
        .filter(predecessor=old, uuid__in=[UUID(value["codes"]["file"]) for value in said])
        .exclude(pk__in=there.values("collaboration"))
    )


@transaction.atomic
def go_along(old: Collaboration, new_file: UUID, *, by_function: Function) -> Collaboration:
    """Seats this coach in the new file, as both parties read on its timeline."""
    organisation, by = by_function.organisation, by_function.person
    new = asked_along(old, organisation).filter(uuid=new_file).first()
    if new is None:
        raise DomainError(_("Hier word je niet meer gevraagd. Ververs de pagina."))
    try:
        with transaction.atomic():
            seat = Participation.objects.create(
                collaboration=new,
                organisation=organisation,
                side=Side.SUPPORT,
                starts_on=timezone.localdate(),
            )
    except IntegrityError as clash:
        raise DomainError(_("Een collega was je net voor. Vraag haar om een rol.")) from clash
    timeline.record(
        new,
        EventKind.JOINED,
        by=by,
        organisation=organisation,
        subject=seat,
        payload={"side": Side.SUPPORT},
    )
    people.assign(seat, by_function, role=Role.COACH, by=by, seat=seat)
    return new
