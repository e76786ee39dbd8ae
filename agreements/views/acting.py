"""From which chair does somebody act around signing, and what follows when a form is sent?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements import policy
from agreements.models import Agreement
from agreements.page import agreement_context
from initiatives import policy as file_policy
from initiatives.models import Participation
from samenspel.errors import DomainError
from samenspel.htmx import refuse


def acting_seat(request: HttpRequest, agreement: Agreement) -> Participation:
    """From which chair somebody acts: that of the party for which she speaks, or the coach's."""
    speaker = policy.speaker_of(request.user, agreement)
    if speaker and policy.PARTY_GRANTS.get(speaker.access):
        taking_part = agreement.collaboration.participations.in_force()
        return taking_part.select_related("organisation").get(organisation=speaker.party.organisation_id)
    seats = file_policy.seats_of(request.user, agreement.collaboration)
    seat = file_policy.seat_for(seats, file_policy.Ability.DRAFT)
    if seat is None:
        raise PermissionDenied
    return seat.participation


def back(agreement: Agreement) -> HttpResponse:
    return redirect("agreements:signing", agreement.uuid)


def kept(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was right and the rules agreed; a rule's no stands on the form."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except DomainError as refusal:
        refuse(form, refusal)
    return form.is_valid()


def form_page(
    request: HttpRequest,
    agreement: Agreement,
    form: forms.Form,
    *,
    here: str,
    lead: str,
    button: str,
    **more: Any,
) -> HttpResponse:
    """One form around signing, and the way back."""
    context = agreement_context(request, agreement, here=here)
    context["crumbs"].append(
        (reverse("agreements:signing", args=[agreement.uuid]), _("Besluiten en tekenen"))
    )
    context |= {"form": form, "lead": lead, "button": button, **more}
    status = 422 if form.is_bound else 200
    return render(request, "agreements/signing_form.html", context, status=status)
