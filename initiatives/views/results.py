"""What did this collaboration yield, recorded by people or made here?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contacts.models import Side
from initiatives import file_page, policy
from initiatives.actions import results as actions
from initiatives.models import Collaboration, Milestone
from initiatives.plan.result_forms import RecordResultForm, StandForm
from initiatives.plan.results import results_of
from initiatives.policy import Ability, Seat, needs
from initiatives.terms import Form, Phase
from samenspel.errors import DomainError
from samenspel.htmx import posted_with_files, refuse

SHOWN = 50


@needs(Ability.VIEW)
def results(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    """The list, and beside it the form; from a proposal it leads back there with the new result chosen."""
    may_record = Ability.LOG in request.abilities
    if request.method == "POST" and not may_record:
        raise PermissionDenied
    seats = policy.seats_of(request.user, collaboration)
    behind = _seat_that_stands_behind(seats)
    form = RecordResultForm(*posted_with_files(request)) if may_record else None
    if request.method == "POST" and form.is_valid():
        milestone = _record(request, collaboration, form, behind or policy.seat_for(seats, Ability.LOG))
        if milestone is not None:
            messages.success(request, _("“%(title)s” staat erbij.") % {"title": milestone.title})
            here = reverse("initiatives:results", args=[collaboration.uuid])
            return redirect(back_to_step(request, collaboration, milestone) or here)
    context = file_page.file_context(request, collaboration, "agreements", here=_("Resultaten"))
    context |= {
        "form": form,
        "rows": [_row(milestone, behind) for milestone in results_of(collaboration)[:SHOWN]],
        "to_step": step_wanted(request),
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "initiatives/results.html", context, status=status)


def _record(
    request: HttpRequest, collaboration: Collaboration, form: RecordResultForm, seat: Seat
) -> Milestone | None:
    try:
        return actions.record_result(
            collaboration, **form.cleaned_data, by=request.person, seat=seat.participation
        )
    except DomainError as refusal:
        refuse(form, refusal)
        return None


def _row(milestone: Any, behind: Seat | None) -> dict[str, Any]:
    is_policy = milestone.form == Form.POLICY_INCLUSION
    return {
        "milestone": milestone,
        "is_policy": is_policy,
        "may_say": is_policy and behind is not None,
    }


def _seat_that_stands_behind(seats: list[Seat]) -> Seat | None:
    return policy.seat_for([seat for seat in seats if seat.side == Side.INITIATIVE], Ability.GIVE_VIEW)


def step_wanted(request: HttpRequest) -> str:
    """To which phase the proposal goes from which somebody came to record a result."""
    asked = request.GET.get("naar", "")
    return asked if asked in Phase.values else ""


def back_to_step(request: HttpRequest, collaboration: Collaboration, milestone: Milestone | None) -> str:
    """The proposal she came from, with this result chosen; empty when she came from elsewhere."""
    to = step_wanted(request)
    if not to or milestone is None or Ability.PROPOSE not in request.abilities:
        return ""
    step = reverse("initiatives:phase-step-propose", args=[collaboration.uuid])
    return f"{step}?naar={to}&resultaat={milestone.uuid}"


@require_POST
@needs(Ability.GIVE_VIEW)
def stand_behind(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    """The initiative says whether it stands behind what a policy document says of it."""
    behind = _seat_that_stands_behind(policy.seats_of(request.user, collaboration))
    if behind is None:
        raise PermissionDenied
    form = StandForm(
        request.POST, policies=collaboration.milestones.standing().filter(form=Form.POLICY_INCLUSION)
    )
    if form.is_valid():
        milestone, stands = form.cleaned_data["result"], form.cleaned_data["stands"]
        actions.stand_behind(milestone, stands=stands, by=request.person, seat=behind.participation)
        said = _("Jullie staan hierachter.") if stands else _("Jullie staan hier niet achter.")
        messages.success(request, said)
    return redirect("initiatives:results", collaboration.uuid)
