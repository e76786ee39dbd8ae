"""What does someone see who opens an invitation?"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts import actions, forms
from contacts.invitations import InvitationClosed, SignInFirst, find_open, owner_of, was_accepted_by
from contacts.models import Invitation
from samenspel.access import public
from samenspel.errors import DomainError
from samenspel.htmx import posted, refuse
from samenspel.once import once


@public
@require_http_methods(["GET", "POST"])
@once
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    form = forms.AcceptForm(posted(request), initial={"post": request.GET.get("post", "")})
    try:
        if request.method == "POST" and form.is_valid():
            return _accept(request, token, form)
        return _show(request, find_open(token), form)
    except InvitationClosed:
        if was_accepted_by(request.user, token):
            return redirect(settings.LOGIN_REDIRECT_URL)
        return render(request, "contacts/invitation_closed.html", status=404)
    except SignInFirst:
        return _show(request, find_open(token), form, status=403)
    except DomainError as no:
        refuse(form, no)
        return _show(request, find_open(token), form, status=422)


def _accept(request: HttpRequest, token: str, form: forms.AcceptForm) -> HttpResponse:
    signed_in = request.user if request.user.is_authenticated else None
    user = actions.accept_invitation(
        token,
        password=form.cleaned_data["password"] or None,
        user=signed_in,
        proof=form.cleaned_data["post"],
    )
    if signed_in is None:
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    messages.success(request, _("Welkom. Je kunt meteen aan de slag."))
    return redirect(settings.LOGIN_REDIRECT_URL)


def _show(
    request: HttpRequest, invitation: Invitation, form: forms.AcceptForm, status: int = 200
) -> HttpResponse:
    owner = owner_of(invitation)
    someone_else = request.user.is_authenticated and request.user.email.lower() != invitation.email.lower()
    context = {
        "invitation": invitation,
        "function": invitation.function,
        "form": form,
        "someone_else": someone_else,
        "sign_in_first": owner is not None and not request.user.is_authenticated,
        "new_account": owner is None,
    }
    return render(request, "contacts/invitation.html", context, status=422 if form.errors else status)
