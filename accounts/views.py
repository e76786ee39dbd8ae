"""How does someone sign in, sign out and choose a password?"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from allauth.account import views as allauth_views
from allauth.socialaccount.providers.openid_connect import views as openid_views
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from requests import RequestException

from accounts import demo, forms
from samenspel.access import public, signed_in

log = structlog.get_logger(__name__)


class SignIn(allauth_views.LoginView):
    """One page: a code by mail, or a password. Which of the two forms was sent says its hidden `with`."""

    @property
    def with_password(self) -> bool:
        return self.request.POST.get("with") == "password"

    def get_form_class(self) -> type:
        return forms.PasswordSignInForm if self.with_password else forms.CodeRequestForm

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        """Who is waiting for a code may come back here to correct the address."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {
            "code_form": forms.CodeRequestForm() if self.with_password else form,
            "password_form": form if self.with_password else forms.PasswordSignInForm(),
            "with_password": self.with_password,
            "next": self.get_next_url() or "",
            "directories": [(app["provider_id"], app["name"]) for app in settings.OIDC_PROVIDERS],
            "personas": demo.personas_by_group() if settings.DEMO else [],
        }


class ConfirmCode(allauth_views.ConfirmLoginCodeView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
        return context | {"minutes": minutes, "next": self.get_next_url() or ""}


sign_in = public(SignIn.as_view())
sign_out = public(allauth_views.LogoutView.as_view())
confirm_code = public(ConfirmCode.as_view())
account_closed = public(allauth_views.AccountInactiveView.as_view())
change_password = signed_in(allauth_views.PasswordChangeView.as_view())
set_password = signed_in(allauth_views.PasswordSetView.as_view())
request_reset = public(allauth_views.PasswordResetView.as_view())
reset_requested = public(allauth_views.PasswordResetDoneView.as_view())
reset_password = public(allauth_views.PasswordResetFromKeyView.as_view())
password_was_reset = public(allauth_views.PasswordResetFromKeyDoneView.as_view())


@public
@require_safe
def new_code(request: HttpRequest) -> HttpResponse:
    """A new code is asked for where the first one was; the page there refuses a foreign `next` itself."""
    query = {"next": request.GET["next"]} if "next" in request.GET else {}
    return redirect(reverse("account_login") + (f"?{urlencode(query)}" if query else ""))


@public
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Nobody can sign up alone. The name must exist, since the mail to an unknown address looks for it."""
    raise Http404


def _survives_a_directory_that_is_down(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def surviving(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except (RequestException, KeyError) as failure:  # no answer, or one without the addresses we need
            log.error("directory_failed", provider=provider_id, failure=type(failure).__name__)
            return render(request, "socialaccount/authentication_error.html", status=503)

    return surviving


directory_sign_in = public(_survives_a_directory_that_is_down(openid_views.login))
directory_return = public(_survives_a_directory_that_is_down(openid_views.callback))
