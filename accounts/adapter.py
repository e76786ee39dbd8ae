"""Who may make an account, what does signing in say, and what happens when mail fails?"""

from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

log = structlog.get_logger(__name__)
CODE_LENGTH = 6


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations only, so nobody can sign up alone."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Dit account is gesloten. Vraag de beheerder om hulp."),
        "email_password_mismatch": _(
            "Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het nog eens, of vraag een code."
        ),
        "enter_current_password": _("Dit is niet je huidige wachtwoord."),
        "incorrect_code": _("Deze code klopt niet. Kijk nog eens in de mail."),
        "invalid_password_reset": _("Deze link werkt niet meer. Vraag een nieuwe aan."),
        "too_many_login_attempts": _("Je probeerde het te vaak. Wacht een paar minuten en begin opnieuw."),
        "rate_limited": _("Dat ging te snel. Wacht even en probeer het dan nog eens."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def generate_login_code(self) -> str:
        return get_random_string(CODE_LENGTH, "0123456789")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is down gives a page that says what to do, for known and unknown addresses alike."""
        minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
        try:
            super().send_mail(template_prefix, email, {"minutes": minutes, **context})
        except OSError as failure:  # smtplib's and the network's errors are all of this kind
            log.error("mail_failed", kind=template_prefix, failure=type(failure).__name__)
            page = render(current.request, "account/mail_failed.html", status=503)
            raise ImmediateHttpResponse(page) from failure


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An organisation's own directory signs in people we already know; it makes no accounts."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
