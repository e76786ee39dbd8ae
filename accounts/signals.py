"""What follows from the way someone signed in?"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import authentication_step_completed, password_reset
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.actions import prove_address
from accounts.models import User

PROVES_THE_ADDRESS = {"code", "socialaccount"}


@receiver(authentication_step_completed)
def a_code_proves_the_address(request: HttpRequest, user: User, method: str, **kwargs: Any) -> None:
    if method not in PROVES_THE_ADDRESS:
        return
    lost_password = prove_address(user)
    if request.user.is_authenticated and request.user.pk == user.pk:
        update_session_auth_hash(request, user)  # other sessions end; the one where she proved it goes on
    if lost_password:
        messages.warning(
            request,
            _("Je wachtwoord was gekozen voordat we wisten dat dit adres van jou is. Het werkt niet meer.")
            + " "
            + _("Kies een nieuw wachtwoord bij je profiel."),
        )


@receiver(password_reset)
def a_reset_link_proves_the_address(user: User, **kwargs: Any) -> None:
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
