"""Which pages show the stappenplan: one phase, and a new goal or activity?"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from contacts.models import Side
from initiatives import file_page, policy
from initiatives.actions import plan as actions
from initiatives.deciding import page as decision_page
from initiatives.formats.renewal import waiting
from initiatives.models import Collaboration
from initiatives.plan import doers
from initiatives.plan import page as plan_page
from initiatives.plan.forms import ItemForm
from initiatives.plan.way_back import line_of, spot_of
from initiatives.policy import Ability, needs
from initiatives.terms import ItemKind, Phase, Status, Track
from samenspel.errors import DomainError
from samenspel.htmx import posted, refuse


@needs(Ability.VIEW)
def plan(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    return redirect("initiatives:phase", collaboration.uuid, collaboration.phase)


@needs(Ability.VIEW)
def phase(request: HttpRequest, collaboration: Collaboration, phase: Phase) -> HttpResponse:
    context = file_page.file_context(request, collaboration, "plan")
    context |= plan_page.phase_context(collaboration, phase, seats=context["seats"], viewer=context["viewer"])
    context["may_see_grid"] = bool(context["sides"] & {Side.MUNICIPALITY, Side.SUPPORT})
    if Ability.PLAN in request.abilities and any(period.has_newer_plan for period in context["periods"]):
        context["renewal"] = waiting(collaboration)
    if context["open_step"]:
        context["open_step_title"] = decision_page.title_of(context["open_step"])
        context["open_step_keys_list"] = [
            decision_page.key_words(key, context["open_step"], context["seats"])
            for key in context["open_step_keys"]
        ]
        own = decision_page.own_key(context["open_step_keys"], context["seats"])
        # On a phone it stands above the goals only where it is this reader's to answer.
        context["gate_first"] = own is not None and not own.verdict
    if phase == collaboration.phase and collaboration.status == Status.ACTIVE:
        context["ask"] = plan_page.ask(context, request.abilities)
    context["order_open"] = "volgorde" in request.GET
    return render(request, "initiatives/phase.html", context)


@needs(Ability.VIEW)
def guidance(request: HttpRequest, collaboration: Collaboration, phase: Phase) -> HttpResponse:
    """What the stappenplan says about this phase: a part when it is folded out, a page without JavaScript."""
    context = {"guidance": plan_page.guidance(collaboration, phase), "shown": phase}
    if request.htmx:
        return render(request, "initiatives/_guidance.html", context)
    context |= file_page.file_context(request, collaboration, "plan", here=_("Hulp bij deze fase"))
    return render(request, "initiatives/guidance.html", context)


@needs(Ability.PLAN)
def item_add(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    partners = doers.partners_of(collaboration)
    form = ItemForm(posted(request), partners=partners, initial=_wanted(request, collaboration))
    if request.method == "POST" and form.is_valid():
        seat = policy.seat_for(policy.seats_of(request.user, collaboration), Ability.PLAN)
        try:
            item = actions.add_item(
                collaboration, **form.cleaned_data, by=request.person, seat=seat.participation
            )
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("“%(title)s” staat in het stappenplan.") % {"title": item.title})
            return redirect(line_of(item, spot_of(request)))
    context = file_page.file_context(request, collaboration, "plan", here=_("Iets toevoegen"))
    status = 422 if form.is_bound else 200
    return render(request, "initiatives/item_add.html", {**context, "form": form}, status=status)


def _wanted(request: HttpRequest, collaboration: Collaboration) -> dict[str, Any]:
    """What the link to the form already knew; anything else is left out."""
    kind, phase, track = (request.GET.get(name) for name in ("soort", "fase", "spoor"))
    return {
        "kind": ItemKind.ACTIVITY if kind == "activiteit" else ItemKind.GOAL,
        "phase": phase if phase in Phase.values else collaboration.phase,
        "track": track if track in Track.values else "",
    }
