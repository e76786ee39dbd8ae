"""How does someone register an initiative, and change its facts later?"""

from dataclasses import asdict
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts.models import Function, Side
from initiatives import file_page, policy
from initiatives.actions import register as actions
from initiatives.listing.gemeenten import worked_in
from initiatives.listing.lines import url_of
from initiatives.models import Collaboration, Event
from initiatives.plan.fitting import Fit, fit_of, kind_of
from initiatives.policy import Ability, needs
from initiatives.register_forms import ProfileForm, RegisterForm
from initiatives.terms import EventKind
from initiatives.views.acting import seat_to
from municipalities.models import Municipality
from samenspel import dutch
from samenspel.access import signed_in
from samenspel.errors import DomainError, StaleRevision
from samenspel.htmx import posted, refuse
from samenspel.remembered import forget


@signed_in
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    functions = _functions(request.user)
    if not functions:
        status = 403 if request.method == "POST" else 200
        return render(request, "initiatives/register_not_yet.html", status=status)
    function = _chosen(functions, request.GET.get("namens", ""))
    if function is None:
        return render(request, "initiatives/register_for.html", {"functions": functions})
    data = posted(request)
    form = RegisterForm(data, function=function, own=_own_municipalities(request.user, function))
    if request.method == "POST":
        made = made_before(request, form) or (_register(request, form, function) if form.is_valid() else None)
        if made:
            return redirect(url_of(made))
    context = {"form": form, "function": function, "several": len(functions) > 1}
    return render(request, "initiatives/register.html", context, status=422 if form.is_bound else 200)


def _functions(user: Any) -> list[Function]:
    """One for each organisation for which this user can register; a gemeente must be one we know."""
    by_organisation = {function.organisation_id: function for function in policy.may_register_for(user)}
    gemeenten = [
        pk for pk, function in by_organisation.items() if function.organisation.kind == Side.MUNICIPALITY
    ]
    known = (
        set(Municipality.objects.filter(pk__in=gemeenten).values_list("pk", flat=True))
        if gemeenten
        else set()
    )
    return [function for pk, function in by_organisation.items() if pk not in gemeenten or pk in known]


def _own_municipalities(user: Any, function: Function) -> list[str]:
    """Where she works already: who registers one more mostly does so there. A gemeente registers in itself."""
    if function.organisation.kind == Side.MUNICIPALITY:
        return []
    return worked_in(user)


def _chosen(functions: list[Function], named: str) -> Function | None:
    if len(functions) == 1:
        return functions[0]
    return next((f for f in functions if str(f.organisation.uuid) == named), None)


def _register(request: HttpRequest, form: RegisterForm, function: Function) -> Collaboration | None:
    try:
        file = actions.register(
            form.chosen_municipality(), form.profile(), by_function=function, uuid=uuid_of(request, form)
        )
    except DomainError as refusal:
        made = made_before(request, form)  # the same form came in twice at once
        if made is None:
            refuse(form, refusal)
        return made
    forget(request.user)
    messages.success(request, _what_now(file))
    return file


def uuid_of(request: HttpRequest, form: BaseForm) -> UUID | None:
    """The file that this form, sent by this user, makes: always the same one."""
    try:
        key = UUID(str(form["request_key"].value()))
    except ValueError:
        return None
    return uuid5(NAMESPACE_URL, f"{request.user.pk}:{key}")


def made_before(request: HttpRequest, form: BaseForm) -> Collaboration | None:
    uuid = uuid_of(request, form)
    forget(request.user)
    return Collaboration.objects.visible_to(request.user).filter(uuid=uuid).first() if uuid else None


def _what_now(file: Collaboration) -> str:
    return format_html(
        _("{name} staat erin. Wat nu? {invite} en {goals}."),
        name=file.title,
        invite=_link(
            reverse("initiatives:people", args=[file.uuid]), _("Nodig de mensen van beide kanten uit")
        ),
        goals=_link(reverse("initiatives:plan", args=[file.uuid]), _("kijk samen naar de eerste doelen")),
    )


def _link(url: str, text: str) -> str:
    return format_html('<a href="{}">{}</a>', url, text)


# --- changing the facts -------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@needs(Ability.PROFILE)
def profile(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    choice = request.POST.get("keuze")
    if choice == "theirs":
        return redirect("initiatives:profile", collaboration.uuid)
    context = file_page.file_context(request, collaboration, "overview", here=_("Gegevens"))
    initial = {**asdict(actions.facts_of(collaboration)), "revision": collaboration.revision}
    form = ProfileForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        fit = fit_of(collaboration, kind_of(collaboration, form.facts()))
        if fit and form.cleaned_data["seen"] != form.kind_of_initiative():
            return render(
                request, "initiatives/profile.html", context | _what_changes(form, fit, collaboration)
            )
        try:
            actions.change_profile(
                collaboration,
                form.facts(),
                revision=form.cleaned_data["revision"],
                by=request.person,
                seat=seat_to(Ability.PROFILE, context["seats"]),
            )
        except StaleRevision as stale:
            context["conflict"] = _conflict(stale.current, form)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("De gegevens zijn bewaard."))
            return redirect(url_of(collaboration))
    context |= {"form": form, "file_url": url_of(collaboration)}
    return render(request, "initiatives/profile.html", context, status=422 if form.is_bound else 200)


def _what_changes(form: ProfileForm, fit: Fit, collaboration: Collaboration) -> dict[str, Any]:
    """Before it is saved: what goes from the stappenplan and what comes back. The next press saves."""
    form.data = {**form.data.dict(), "seen": form.kind_of_initiative()}
    return {"form": form, "fit": fit, "file_url": url_of(collaboration)}


def _conflict(current: Collaboration, form: ProfileForm) -> dict[str, Any]:
    """Both texts, as far as they differ; "mine" sends the form again with the revision that stands now."""
    theirs, mine = asdict(actions.facts_of(current)), asdict(form.facts())
    differing = [name for name in mine if str(mine[name]).strip() != str(theirs[name])]
    change = (
        Event.objects.filter(collaboration=current, kind=EventKind.PROFILE_CHANGED)
        .select_related("actor")
        .first()
    )
    form.data = {**form.data.dict(), "revision": current.revision}
    return {
        "who": dutch.first_name(change.actor.name) if change and change.actor else "",
        "at": change.at if change else None,
        "what": _("de gegevens"),
        "theirs": _as_text(form, theirs, differing),
        "mine": _as_text(form, mine, differing),
    }


def _as_text(form: ProfileForm, facts: dict[str, Any], names: list[str]) -> str:
    said = []
    for name in names:
        choices = dict(getattr(form.fields[name], "choices", ()))
        said.append(f"{form.fields[name].label}: {choices.get(facts[name], facts[name]) or _('leeg')}")
    return "\n".join(said)
