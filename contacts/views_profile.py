"""What can someone see and change about herself?"""

import json

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import end_sessions
from contacts import actions, forms
from contacts.export import everything_about
from contacts.models import Person
from samenspel.access import signed_in
from samenspel.htmx import posted

THEMES = {
    "light": gettext_lazy("licht"),
    "dark": gettext_lazy("donker"),
    "device": gettext_lazy("zoals dit apparaat"),
}
A_YEAR = 365 * 24 * 3600


def _person(request: HttpRequest) -> Person | None:
    return Person.objects.filter(user=request.user).first()


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    known = {name: getattr(person, name) for name in ("name", "phone", "wants_mail")} if person else {}
    form = forms.DetailsForm(posted(request), initial=known)
    if request.method == "POST" and person and form.is_valid():
        actions.change_details(person, **form.cleaned_data)
        messages.success(request, _("Je gegevens zijn bewaard."))
        return redirect("accounts:profile")
    context = {
        "form": form,
        "own": person,
        "functions": person.functions.select_related("organisation") if person else [],
        "today": timezone.localdate(),
        "themes": THEMES,
        "chosen_theme": request.COOKIES.get("theme", "device"),
    }
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("theme")
    response = redirect("accounts:profile")
    if chosen == "device":
        response.delete_cookie("theme", samesite="Lax")
    elif chosen in THEMES:
        response.set_cookie(
            "theme",
            chosen,
            max_age=A_YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


@signed_in
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    end_sessions(request.user)
    logout(request)
    messages.success(request, _("Je bent overal afgemeld, ook op je andere apparaten."))
    return redirect("account_login")


@signed_in
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """Inzage: all that is kept about the asker, and nothing that is about others."""
    content = json.dumps(everything_about(request.user), ensure_ascii=False, indent=2)
    name = f"samenspel-mijn-gegevens-{timezone.localdate():%Y-%m-%d}.json"
    return HttpResponse(
        content,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
