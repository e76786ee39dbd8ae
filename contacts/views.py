"""Who holds which function in an organisation, and how does a coordinator change that?"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts import actions, forms, invitation_mail
from contacts.models import Function, Invitation, Organisation
from contacts.policy import Ability, needs
from samenspel.errors import DomainError
from samenspel.htmx import posted, refuse
from samenspel.once import stands_at


@needs(Ability.VIEW)
@require_safe
def organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    functions = list(organisation.functions.select_related("person").order_by("person__name", "-starts_on"))
    today = timezone.localdate()
    may_manage = Ability.MANAGE in request.abilities
    if may_manage:
        _add_open_invitations(functions)
    former = [f for f in functions if f.ends_on and f.ends_on < today]
    context = {
        "organisation": organisation,
        "current": [f for f in functions if f not in former],
        "former": former,
        "may_manage": may_manage,
        "today": today,
    }
    return render(request, "contacts/organisation.html", context)


def _add_open_invitations(functions: list[Function]) -> None:
    found = Invitation.objects.open().filter(function__in=functions)
    by_function = {invitation.function_id: invitation for invitation in found}
    for function in functions:
        function.invitation = by_function.get(function.pk)


def _page(request: HttpRequest, template: str, form: Form, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def _function(organisation: Organisation, uuid: UUID) -> Function:
    functions = organisation.functions.select_related("person", "organisation")
    return get_object_or_404(functions, uuid=uuid)


@needs(Ability.MANAGE)
@require_http_methods(["GET", "POST"])
def add_function(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = forms.FunctionForm(posted(request), organisation=organisation)
    if request.method == "POST" and form.is_valid():
        answers = dict(form.cleaned_data)
        send = answers.pop("send")
        try:
            function = actions.add_function(organisation, **answers, by=request.person)
        except DomainError as no:
            refuse(form, no)
        else:
            return _added(request, function, answers["email"] if send else "")
    return _page(request, "contacts/add_function.html", form, organisation=organisation)


def _added(request: HttpRequest, function: Function, invite_to: str) -> HttpResponse:
    try:
        if invite_to and function.person.user_id is None:
            return _invite(request, function, invite_to)
    except DomainError as no:
        messages.error(request, no.message)
    messages.success(request, _("%(name)s staat op de lijst.") % {"name": function.person.name})
    return redirect("contacts:organisation", function.organisation.uuid)


@needs(Ability.MANAGE)
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, organisation: Organisation, function: UUID) -> HttpResponse:
    held = _function(organisation, function)
    form = forms.InviteForm(posted(request), initial={"email": held.person.email})
    if request.method == "POST" and form.is_valid():
        try:
            return _invite(request, held, form.cleaned_data["email"])
        except DomainError as no:
            refuse(form, no)
    return _page(request, "contacts/invite.html", form, organisation=organisation, function=held)


def _invite(request: HttpRequest, function: Function, email: str) -> HttpResponse:
    """The answer itself shows the link: nothing keeps it, so no later page can."""
    invitation, link = actions.invite(function, email, by=request.person)
    context = {
        "organisation": function.organisation,
        "invitation": invitation,
        "link": link,
        "mailed": invitation_mail.send_invitation(invitation, link),
    }
    answer = render(request, "contacts/invited.html", context)
    return stands_at(answer, reverse("contacts:organisation", args=[function.organisation.uuid]))


@needs(Ability.MANAGE)
@require_http_methods(["GET", "POST"])
def change_access(request: HttpRequest, organisation: Organisation, function: UUID) -> HttpResponse:
    held = _function(organisation, function)
    form = forms.AccessForm(posted(request), initial={"access": held.access}, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_access(held, form.cleaned_data["access"], by=request.person)
        except DomainError as no:
            refuse(form, no)
        else:
            messages.success(
                request,
                _("De toegang van %(name)s is nu: %(access)s.")
                % {"name": held.person.name, "access": held.get_access_display()},
            )
            return redirect("contacts:organisation", organisation.uuid)
    return _page(request, "contacts/change_access.html", form, organisation=organisation, function=held)


@needs(Ability.MANAGE)
@require_http_methods(["GET", "POST"])
def end_function(request: HttpRequest, organisation: Organisation, function: UUID) -> HttpResponse:
    held = _function(organisation, function)
    form = forms.EndForm(posted(request), function=held)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_function(held, form.ends_on, by=request.person)
        except DomainError as no:
            refuse(form, no)
        else:
            messages.success(request, _("De functie van %(name)s is beëindigd.") % {"name": held.person.name})
            return redirect("contacts:organisation", organisation.uuid)
    return _page(request, "contacts/end_function.html", form, organisation=organisation, function=held)


@needs(Ability.MANAGE)
@require_POST
def withdraw_invitation(request: HttpRequest, organisation: Organisation, invitation: UUID) -> HttpResponse:
    given = get_object_or_404(Invitation, uuid=invitation, function__organisation=organisation)
    try:
        actions.withdraw_invitation(given, by=request.person)
        messages.success(request, _("De uitnodiging is ingetrokken. De link werkt niet meer."))
    except DomainError as no:
        messages.error(request, no.message)
    return redirect("contacts:organisation", organisation.uuid)
