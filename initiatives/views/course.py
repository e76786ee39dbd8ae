"""How did it go, where does it lie now, and which part of the neighbourhood runs ahead?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts.models import Side
from initiatives import file_page, policy
from initiatives.actions.layers import say_where_it_lies
from initiatives.actions.parts import part_now, propose_part_step
from initiatives.actions.periods import correct_days
from initiatives.course import looking_back as course
from initiatives.course.forms import LayerForm, PartForm, PeriodForm
from initiatives.deciding import gates, layers
from initiatives.deciding.asked import RESULT, still_asked
from initiatives.models import Collaboration, JointDecision, PhasePeriod
from initiatives.people.names import party_name
from initiatives.plan import page as plan_page
from initiatives.plan import results
from initiatives.policy import Ability, needs, needs_on_period
from initiatives.terms import DecisionKind, Phase, Status
from initiatives.views.acting import seat_to_propose
from initiatives.views.decisions import asks_hat, said_of_proposal
from samenspel.errors import DomainError
from samenspel.htmx import posted, refuse


@require_safe
@needs(Ability.VIEW)
def course_page(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    context = file_page.file_context(request, collaboration, "plan", here=_("Verloop"))
    elsewhere = layers.elsewhere(collaboration, context["viewer"])
    context |= course.course_context(collaboration, context["periods"], elsewhere)
    context["own_layer_sides"] = {side: layers.DUTCH[side] for side in _may_say_of(context["seats"])}
    return render(request, "initiatives/course.html", context)


@require_http_methods(["GET", "POST"])
@needs_on_period(Ability.PLAN)
def period_correct(request: HttpRequest, period: PhasePeriod) -> HttpResponse:
    collaboration = period.collaboration
    context = file_page.file_context(request, collaboration, "plan", here=_("Dagen van een fase"))
    form = PeriodForm(posted(request), period=period)
    if request.method == "POST" and form.is_valid():
        try:
            correct_days(period, **form.cleaned_data, by=request.person, **_seat(context["seats"]))
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("De dag is verbeterd. De oude dag staat er nog bij."))
            return redirect("initiatives:course", collaboration.uuid)
    context |= {"form": form, "period": period, "title": course.period_title(period)}
    return render(request, "initiatives/period_correct.html", context, status=422 if form.is_bound else 200)


# --- a part of the neighbourhood --------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@needs(Ability.PROPOSE)
def part_step_propose(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    if collaboration.status != Status.ACTIVE:
        messages.info(
            request, _("Deze samenwerking is gepauzeerd. Ga eerst weer verder, en zet dan de stap.")
        )
        return redirect("initiatives:course", collaboration.uuid)
    named = request.GET.get("deel", "")
    now = part_now(collaboration, request.POST.get("part", named))
    lying = _lying(collaboration, now)
    if lying:
        messages.info(request, _("Er ligt al een voorstel. Bekijk dat eerst."))
        return redirect("initiatives:decision", lying.uuid)
    leaves = Phase(now.phase if now else collaboration.phase)
    form = PartForm(
        posted(request),
        now=now,
        current=leaves,
        results=results.offered(collaboration, now),
        chosen=request.GET.get("resultaat", ""),
        wears_hats=asks_hat(request, collaboration),
        initial={"part": now.part if now else named},
    )
    if request.method == "POST" and form.is_valid():
        decision = _propose(request, collaboration, form)
        if decision is not None:
            messages.success(request, said_of_proposal(decision))
            return redirect("initiatives:decision", decision.uuid)
    context = file_page.file_context(request, collaboration, "plan", here=_("Deel van de buurt"))
    context |= {"form": form, "now": now, "may_say": plan_page.what_you_may(context["seats"])}
    context["gate"] = gates.gate(collaboration, leaves.next or leaves, part=now)
    context["asked_of_result"] = still_asked(collaboration, now.part).get(RESULT, ()) if now else ()
    return render(request, "initiatives/part_step.html", context, status=422 if form.is_bound else 200)


def _lying(collaboration: Collaboration, now: PhasePeriod | None) -> JointDecision | None:
    if now is None:
        return None
    return collaboration.decisions.open().filter(kind=DecisionKind.PHASE_STEP, subject=now.part).first()


def _propose(request: HttpRequest, collaboration: Collaboration, form: PartForm) -> JointDecision | None:
    seat, own_key = seat_to_propose(policy.seats_of(request.user, collaboration))
    try:
        return propose_part_step(
            collaboration,
            **form.cleaned_data | {"result": form.chosen_result},
            by=request.person,
            seat=seat,
            own_key=own_key,
        )
    except DomainError as refusal:
        refuse(form, refusal)
        return None


# --- where it lies now --------------------------------------------------------------------------------------


def _may_say_of(seats: list[policy.Seat]) -> list[Side]:
    """Of one's own side; a coach of both."""
    able = [seat.side for seat in seats if policy.seat_for([seat], Ability.PLAN)]
    return [side for side in layers.OF_SIDE if side in able or Side.SUPPORT in able]


@require_http_methods(["GET", "POST"])
@needs(Ability.PLAN)
def layer(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    context = file_page.file_context(request, collaboration, "plan", here=_("Zeg waar het ligt"))
    mine = _may_say_of(context["seats"])
    asked = {name: side for side, name in layers.DUTCH.items()}.get(request.GET.get("kant", ""), mine[0])
    if asked not in mine:
        raise PermissionDenied
    of = get_object_or_404(collaboration.participations.in_force().select_related("organisation"), side=asked)
    over = request.GET.get("over", "")
    lies, others = layers.of_side(layers.said_in(collaboration), asked, over)
    if over and lies is None:
        raise Http404
    form = LayerForm(posted(request), side=asked, now=lies)
    if request.method == "POST" and form.is_valid():
        try:
            say_where_it_lies(
                collaboration,
                of=of,
                **form.cleaned_data,
                matter=over,
                by=request.person,
                **_seat(context["seats"]),
            )
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Het staat erbij. Iedereen in dit dossier ziet waar het nu ligt."))
            return redirect("initiatives:course", collaboration.uuid)
    context |= {"form": form, "of": of, "of_name": capfirst(party_name(of.organisation))}
    context |= {"lies": lies, "others": others}
    return render(request, "initiatives/layer.html", context, status=422 if form.is_bound else 200)


def _seat(seats: list[policy.Seat]) -> dict[str, Any]:
    seat = policy.seat_for(seats, Ability.PLAN)
    return {"seat": seat.participation} if seat else {}
