"""Is it really her, now? A code by mail for one deed: the code of signing in, asked for once more.

The code belongs to one thing in one session (`about`), works once and for a short time, and shares its limits with
the codes of signing in.
"""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import compare_user_code
from allauth.core.internal.httpkit import authenticated_user
from django.http import HttpRequest
from django.utils.translation import gettext as _

from samenspel.errors import DomainError

SESSION_KEY = "fresh_code"
MAIL = "account/email/signing_code"


class _FreshCode(AbstractCodeVerificationProcess):
    """The process of allauth, with its state in this session."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            state=state,
            user=request.user,
        )

    def persist(self) -> None:
        self.request.session[SESSION_KEY] = self.state

    def abort(self) -> None:
        self.request.session.pop(SESSION_KEY, None)

    def send(self) -> None:
        self.state["code"] = get_adapter().generate_login_code()
        get_adapter().send_mail(MAIL, self.state["email"], {"code": self.code, **self.state["words"]})


def ask(request: HttpRequest, *, about: str, words: dict[str, str]) -> None:
    """Sends a code to her own address. `words`: what the mail says it is for."""
    user = authenticated_user(request)
    email = str(user.email)
    if not ratelimit.consume(request, action="request_login_code", key=email.lower()):
        raise DomainError(_("Dat ging te snel. Wacht even en probeer het dan nog eens."))
    state = _FreshCode.initial_state(user=user, email=email)
    process = _FreshCode(request, state | {"about": about, "words": words})
    process.send()
    process.persist()


def is_asked(request: HttpRequest, *, about: str) -> bool:
    """Whether a code for this thing is on its way and still works."""
    return _waiting(request, about) is not None


def prove(request: HttpRequest, *, about: str, code: str) -> None:
    """The right code, once: it is her. A wrong one is refused, and after a few a new code is needed."""
    process = _waiting(request, about)
    if process is None:
        raise DomainError(_("Deze code werkt niet meer. Vraag een nieuwe."), field="code")
    if not compare_user_code(actual=code, expected=process.code):
        if process.record_invalid_attempt():
            raise DomainError(_("Deze code klopt niet. Kijk nog eens in de mail."), field="code")
        raise DomainError(_("Je probeerde het te vaak. Vraag een nieuwe code."), field="code")
    process.abort()
    record_authentication(
        request, request.user, method="code", email=process.state["email"], reauthenticated=True
    )


def _waiting(request: HttpRequest, about: str) -> _FreshCode | None:
    state = request.session.get(SESSION_KEY)
    if not state or state.get("about") != about:
        return None
    process = _FreshCode(request, state)
    if state.get("user_id") != _FreshCode.initial_state(user=request.user)["user_id"]:
        return None
    return process.abort_if_invalid()
