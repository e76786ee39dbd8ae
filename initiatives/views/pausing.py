"""How does one side let a collaboration rest, and go on?"""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from initiatives import file_page, policy
from initiatives.actions import decisions as actions
from initiatives.deciding.forms import ReasonForm
from initiatives.models import Collaboration, JointDecision
from initiatives.policy import Ability, needs
from initiatives.terms import Status
from initiatives.views.acting import seat_to
from samenspel.errors import DomainError
from samenspel.htmx import posted, refuse


@needs(Ability.DECIDE_FOR_SIDE)
def pause(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    return _one_side_decides(request, collaboration, "pause", _("Pauze nemen"))


@needs(Ability.DECIDE_FOR_SIDE)
def resume(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    return _one_side_decides(request, collaboration, "resume", _("Weer verder"))


def _one_side_decides(
    request: HttpRequest, collaboration: Collaboration, verb: str, here: str
) -> HttpResponse:
    fits = {"pause": Status.ACTIVE, "resume": Status.PAUSED}[verb]
    if collaboration.status != fits:
        status = collaboration.get_status_display()
        messages.info(request, _("Deze samenwerking staat op “%(status)s”.") % {"status": status})
        return redirect("initiatives:plan", collaboration.uuid)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        decision = _decide(request, collaboration, verb, form)
        if decision is not None:
            messages.success(request, _("Het staat op de tijdlijn. De ander ziet dat in het dossier."))
            return redirect("initiatives:decision", decision.uuid)
    context = file_page.file_context(request, collaboration, "plan", here=here) | {"form": form}
    return render(request, f"initiatives/{verb}.html", context, status=422 if form.is_bound else 200)


def _decide(
    request: HttpRequest, collaboration: Collaboration, verb: str, form: BaseForm
) -> JointDecision | None:
    seat = seat_to(Ability.DECIDE_FOR_SIDE, policy.seats_of(request.user, collaboration))
    act = {"pause": actions.pause, "resume": actions.resume}[verb]
    try:
        return act(collaboration, **form.cleaned_data, by=request.person, seat=seat)
    except DomainError as refusal:
        refuse(form, refusal)
        return None
