"""How does somebody ask both sides whether this is what was said?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from initiatives import policy
from initiatives.actions import minutes as actions
from initiatives.deciding import minutes
from initiatives.deciding.forms import MinutesForm
from initiatives.file_page import file_context
from initiatives.models import ContactMoment
from initiatives.policy import Ability, needs_on_contact
from initiatives.terms import Circle
from initiatives.views.acting import seat_to_propose
from initiatives.views.decisions import partners_of, said_of_proposal
from samenspel.errors import DomainError
from samenspel.htmx import posted, refuse


@require_http_methods(["GET", "POST"])
@needs_on_contact(Ability.PROPOSE)
def minutes_propose(request: HttpRequest, moment: ContactMoment) -> HttpResponse:
    """Only what everyone reads; what lies there already, or stands, is shown instead."""
    collaboration = moment.collaboration
    known = minutes.of_moments([moment]).get(moment.uuid)
    if moment.circle != Circle.EVERYONE:
        messages.info(request, _("Nog niet iedereen leest dit gesprek. Deel het eerst."))
        return redirect("initiatives:contact-log", collaboration.uuid)
    if known and not minutes.may_be_proposed(moment, known):
        return redirect("initiatives:decision", known.decision.uuid)
    data = posted(request)  # nothing in it when no partner takes part
    form = MinutesForm(data, partners=partners_of(collaboration))
    if form.is_valid():
        seat, own_key = seat_to_propose(policy.seats_of(request.user, collaboration))
        try:
            decision = actions.propose(
                moment,
                partners=form.chosen_partners,
                by=request.person,
                seat=seat,
                own_key=own_key,
            )
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, said_of_proposal(decision))
            return redirect("initiatives:decision", decision.uuid)
    context = file_context(request, collaboration, "timeline", here=_("Laat het verslag vaststellen"))
    context |= {"form": form, "moment": moment}
    return render(request, "initiatives/minutes_propose.html", context, status=422 if form.errors else 200)
