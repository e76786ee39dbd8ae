"""How does a party stop with an agreement that is being made, come back, or join?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.actions import parties as actions
from agreements.models import Agreement, Party
from agreements.page import agreement_context
from agreements.parties.forms import AddPartyForm, ComeBackForm, LeaveForm
from agreements.parties.joining import may_join
from agreements.parties.leaving import cost_of
from agreements.policy import Ability, needs, stopped_speaker_of
from agreements.terms import Stage
from agreements.views.closed import in_words_when_closed
from agreements.views.editing import drafting_seat
from agreements.views.living import back
from agreements.views.speaking import party_of
from initiatives.models import Participation
from samenspel.htmx import kept, posted


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.LEAVE)
def leave(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Says what it costs before somebody stops for her party."""
    party = party_of(request, agreement)
    form = LeaveForm(posted(request))

    def act(answers: dict[str, Any]) -> None:
        seat = _seat_of(agreement, party)
        actions.leave(agreement, party=party, by=request.person, seat=seat, **answers)

    if request.method == "POST" and kept(form, act):
        messages.success(request, _("Jullie doen niet meer mee. De anderen krijgen bericht."))
        return back(agreement)
    cost = cost_of(agreement, party)
    context = {
        "cost": cost,
        "signing": agreement.stage == Stage.FINAL,
        "button": _("Stop met dit stuk") if cost.goes_on else _("Stop, en stop dit stuk voor iedereen"),
    }
    return _page(request, agreement, "leave", form, here=_("Wij stoppen hiermee"), **context)


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.COME_BACK)
def come_back(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    speaker = stopped_speaker_of(request.user, agreement)
    if speaker is None:  # somebody of the party was just before her
        return back(agreement)
    form, party = ComeBackForm(posted(request)), speaker.party

    def act(_answers: dict[str, Any]) -> None:
        seat = _seat_of(agreement, party)
        actions.come_back(agreement, party=party, by=request.person, seat=seat)

    if request.method == "POST" and kept(form, act):
        messages.success(request, _("Jullie doen weer mee. Lees wat er nu staat, en zeg wat jullie vinden."))
        return redirect("agreements:settle", agreement.uuid)
    return _page(request, agreement, "come_back", form, here=_("Wij doen toch mee"))


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.ADD_PARTY)
def add_party(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    partners = may_join(agreement)
    form = AddPartyForm(posted(request), partners=partners)
    seat = drafting_seat(request, agreement)
    if request.method == "POST" and kept(
        form, lambda answers: actions.add_party(agreement, by=request.person, seat=seat, **answers)
    ):
        messages.success(request, _("De partij doet mee. Zij heeft nog niets goedgekeurd."))
        return redirect("agreements:parties", agreement.uuid)
    return _page(request, agreement, "add_party", form, here=_("Partij erbij"), anyone=partners.exists())


def _seat_of(agreement: Agreement, party: Party) -> Participation:
    taking_part = agreement.collaboration.participations.seating().select_related("organisation")
    return taking_part.get(organisation=party.organisation_id)


def _page(
    request: HttpRequest, agreement: Agreement, name: str, form: forms.Form, *, here: str, **more: Any
) -> HttpResponse:
    context = agreement_context(request, agreement, here=here) | {"form": form, **more}
    status = 422 if form.is_bound else 200
    return render(request, f"agreements/parties/{name}.html", context, status=status)
