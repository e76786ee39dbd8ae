"""How do parties write what neighbours read, put it forward, and take it down?"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.models import Agreement, NeighbourSummary
from agreements.neighbours import actions, beginning, page, words
from agreements.neighbours.forms import ProposeForm, SummaryForm, TakeDownForm, initial_of
from agreements.page import agreement_context
from agreements.policy import Ability, needs
from agreements.views.speaking import party_of
from initiatives import policy as file_policy
from initiatives.models import Participation
from initiatives.policy import Ability as FileAbility
from initiatives.views.acting import seat_to_propose
from samenspel.errors import DomainError, StaleRevision
from samenspel.htmx import kept, posted, refuse


@require_safe
@needs(Ability.READ)
def neighbours(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Whose move it is, what neighbours read now, and what they would read."""
    context = agreement_context(request, agreement, here=_("Vertel het de buurt"))
    return render(request, "agreements/neighbours/neighbours.html", context | page.stand_of(agreement))


@require_http_methods(["GET", "POST"])
@needs(Ability.SUMMARISE)
def write(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    summary = NeighbourSummary.objects.filter(agreement=agreement).select_related("by").first()
    form = SummaryForm(posted(request), initial=_initial(agreement, summary))
    clash: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.save(
                agreement,
                form.typed(),
                findable=form.cleaned_data["findable"],
                revision=form.cleaned_data["revision"],
                by=request.person,
                seat=_seat(request, agreement)[0],
            )
        except StaleRevision as stale:
            clash = page.clash_of(stale.current, form.typed())
            form = SummaryForm({**request.POST.dict(), "revision": stale.current.revision})
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Bewaard. De buurt leest dit pas als alle partijen ja zeggen."))
            return redirect("agreements:neighbours", agreement.uuid)
    context = _below(request, agreement, _("Schrijf de samenvatting"))
    context |= {"form": form, "summary": summary, "clash": clash, "begun": summary is not None}
    status = 422 if clash or form.errors else 200
    return render(request, "agreements/neighbours/write.html", context, status=status)


def _initial(agreement: Agreement, summary: NeighbourSummary | None) -> dict[str, Any]:
    if summary is None:
        return {**initial_of(beginning.first_words(agreement)), "revision": 0}
    return {**initial_of(summary.words), "findable": summary.findable, "revision": summary.revision}


def _below(request: HttpRequest, agreement: Agreement, here: str) -> dict[str, Any]:
    above = (reverse("agreements:neighbours", args=[agreement.uuid]), _("Vertel het de buurt"))
    return agreement_context(request, agreement, here=here, under=[above])


def _seat(request: HttpRequest, agreement: Agreement) -> tuple[Participation, bool]:
    """Where she decides for a side when she does that somewhere, or else where she works; and whether she decides."""
    return seat_to_propose(file_policy.seats_of(request.user, agreement.collaboration), FileAbility.DRAFT)


@require_POST
@needs(Ability.SUMMARISE)
def propose(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """The text that was read, word for word; who decides for a side turns its key along."""
    summary = get_object_or_404(NeighbourSummary, agreement=agreement)
    form = ProposeForm(request.POST)
    seat, own_key = _seat(request, agreement)
    try:
        decision = actions.propose(
            summary,
            seen=form.cleaned_data["seen"] if form.is_valid() else 0,
            by=request.person,
            seat=seat,
            own_key=own_key,
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("agreements:neighbours", agreement.uuid)
    messages.success(request, _("De tekst ligt voor. De bladzijde komt er als elke partij ja zegt."))
    return redirect("initiatives:decision", decision.uuid)


@require_http_methods(["GET", "POST"])
@needs(Ability.TAKE_DOWN)
def take_down(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    summary = NeighbourSummary.objects.filter(agreement=agreement).first()
    live = summary and summary.publications.live().first()
    if not live:
        messages.info(request, _("Er staat nu geen bladzijde voor de buurt."))
        return redirect("agreements:neighbours", agreement.uuid)
    summary.agreement = agreement
    form = TakeDownForm(posted(request))
    organisation = party_of(request, agreement).organisation
    if request.method == "POST" and kept(
        form,
        lambda data: actions.take_down(
            summary, reason=data["reason"], by=request.person, organisation=organisation
        ),
    ):
        messages.success(request, _("De bladzijde is weg. De andere partijen lezen waarom."))
        return redirect("agreements:neighbours", agreement.uuid)
    context = _below(request, agreement, _("Haal de bladzijde weg"))
    context |= {"form": form, "address": page.address_of(summary, words.DUTCH)}
    status = 422 if form.is_bound else 200
    return render(request, "agreements/neighbours/take_down.html", context, status=status)
