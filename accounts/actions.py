"""What changes an account?"""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F

from accounts.models import User


@transaction.atomic
def end_sessions(user: User) -> None:
    """Signs this user out everywhere: each session is refused at its next request."""
    User.objects.filter(pk=user.pk).update(sessions_from=F("sessions_from") + 1)
    user.refresh_from_db(fields=["sessions_from"])


def has_proven_address(user: User) -> bool:
    return EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists()


@transaction.atomic
def prove_address(user: User) -> bool:
    """The mailbox is really this user's. Says whether a password from before that moment was dropped.

    A link that was handed over by hand can be opened by someone else, who then chooses a password. So the first
    time the owner herself comes in, that password and every open session end.
    """
    if has_proven_address(user):
        return False
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    had_password = user.has_usable_password()
    if had_password:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    end_sessions(user)
    return had_password
