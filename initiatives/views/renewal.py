"""How does a file take over what is new in the stappenplan, one thing at a time?"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from initiatives import file_page
from initiatives.actions import renewal as actions
from initiatives.formats.changes import changes
from initiatives.formats.renewal import COPIED, Renewal, newest_after, renewal_of
from initiatives.models import Collaboration
from initiatives.plan.forms import RenewalForm
from initiatives.policy import Ability, needs
from initiatives.views.acting import seat_to
from samenspel.errors import DomainError


@require_http_methods(["GET", "POST"])
@needs(Ability.PLAN)
def plan_renewal(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    newest = newest_after(collaboration)
    renewal = renewal_of(collaboration, newest) if newest else None
    context = file_page.file_context(request, collaboration, "plan", here=_("Nieuw stappenplan"))
    status = 200
    if request.method == "POST":
        form = RenewalForm(request.POST)
        if renewal is None:
            return redirect("initiatives:plan", collaboration.uuid)  # somebody else chose the last thing
        try:
            if form.is_valid():
                return _chosen(request, collaboration, renewal, form.cleaned_data, context)
            context["refused"] = _("Kies “Neem over” of “Laat zo”.")
        except DomainError as refusal:
            context["refused"] = refusal.message
        status, renewal = 422, renewal_of(collaboration, renewal.format)
    context |= {"renewal": renewal} | (_guidance(collaboration, renewal) if renewal else {})
    return render(request, "initiatives/renewal.html", context, status=status)


def _chosen(
    request: HttpRequest,
    collaboration: Collaboration,
    renewal: Renewal,
    given: dict[str, Any],
    context: dict[str, Any],
) -> HttpResponse:
    if given["number"] != renewal.format.number:
        raise DomainError(_("Er is net een nieuwer stappenplan uitgekomen. Kies opnieuw."))
    seat = seat_to(Ability.PLAN, context["seats"])
    own: dict[str, Any] = {"by": request.person, "seat": seat}
    if given["choice"] == "close":
        actions.close(collaboration, renewal.format, **own)
    elif news := renewal.about(given["key"]):
        choose = actions.take_over if given["choice"] == "take" else actions.leave
        choose(collaboration, news, renewal.format, revision=given["revision"], **own)
        said = _("“%(title)s” is overgenomen.") if given["choice"] == "take" else _("“%(title)s” blijft zo.")
        messages.success(request, said % {"title": news.shown.title})
    else:
        messages.info(request, _("Hier is al over gekozen. De rest staat hieronder."))
    if collaboration.plan_format_id == renewal.format.pk:
        number = renewal.format.number
        messages.success(request, _("Jullie werken nu met stappenplan %(number)s.") % {"number": number})
        return redirect("initiatives:plan", collaboration.uuid)
    return redirect(reverse("initiatives:plan-renewal", args=[collaboration.uuid]) + "#nieuws")


def _guidance(collaboration: Collaboration, renewal: Renewal) -> dict[str, Any]:
    """How much of the help beside the goals is new; that comes along by itself."""
    old, new = (
        plan_format.items.exclude(kind__in=COPIED)
        for plan_format in (collaboration.plan_format, renewal.format)
    )
    return {"guidance_changes": len(changes(old, new))}
