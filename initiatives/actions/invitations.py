"""What happens when someone is invited from within a file?"""

from django.db import transaction
from django.utils import timezone

from contacts import actions
from contacts.models import Access, Function, Invitation, Organisation, Person


@transaction.atomic
def invite(
    organisation: Organisation, *, name: str, email: str, kind: str, access: str, by: Person
) -> tuple[Invitation, str]:
    """A function with access and the link that opens it, together or not at all.

    Somebody who stands on the list without an account keeps her function: it gets access, and a new link.
    """
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


@transaction.atomic
def refuse(invitation: Invitation, *, by: Person) -> None:
    """Somebody else at the table says that this is not right: the link closes, and nothing waits behind it."""
    actions.withdraw_invitation(invitation, by=by)
    actions.change_access(invitation.function, Access.NONE, by=by)


def _waiting(organisation: Organisation, name: str, email: str) -> Function | None:
    listed = (
        Function.objects.in_force()
        .filter(organisation=organisation, person__user=None)
        .select_related("person", "organisation")
    )
    by_address = listed.filter(person__email__iexact=email.strip()).first()
    return by_address or listed.filter(person__email="", person__name__iexact=name.strip()).first()
