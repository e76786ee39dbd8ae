"""What happens when someone is invited from within a file?"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts import actions, roster
from contacts.models import Access, Function, Invitation, Organisation, Person
from samenspel.errors import DomainError


@transaction.atomic
def invite(
    organisation: Organisation, *, name: str, email: str, kind: str, access: str, by: Person
) -> tuple[Invitation, str]:
    """A function with access and the link that opens it, together or not at all.

    Somebody who stands on the list without an account keeps her function: it gets access, and a new link.
    """
    if _is_herself(by, email) and not roster.coordinators(organisation).filter(person=by.pk).exists():
        raise DomainError(
            _("Dit is je eigen adres. Nodig iemand van de organisatie zelf uit."), field="email"
        )
    function = _waiting(organisation, name, email)
    if function is None:
        function = actions.add_function(
            organisation,
            name=name,
            email=email,
            kind=kind,
            access=access,
            starts_on=timezone.localdate(),
            by=by,
        )
    elif Access(function.access).rank < Access(access).rank:
        actions.change_access(function, access, by=by)
    return actions.invite(function, email, by)


def _is_herself(person: Person, email: str) -> bool:
    """Whoever keeps the file for all sides takes no side in it by her own invitation."""
    own = {person.email.lower(), person.user.email.lower() if person.user else ""}
    return email.strip().lower() in own


def _waiting(organisation: Organisation, name: str, email: str) -> Function | None:
    listed = (
        Function.objects.in_force()
        .filter(organisation=organisation, person__user=None)
        .select_related("person", "organisation")
    )
    by_address = listed.filter(person__email__iexact=email.strip()).first()
    return by_address or listed.filter(person__email="", person__name__iexact=name.strip()).first()
