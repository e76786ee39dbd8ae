"""From which chair does somebody act around signing, and what do the pages with one form know?"""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.page import agreement_context
from agreements.views.speaking import speaks_for
from initiatives.models import Participation


def acting_seat(request: HttpRequest, agreement: Agreement) -> Participation:
    """From which chair somebody acts: that of the party for which she speaks, or the coach's."""
    taking_part = agreement.collaboration.participations.seating().select_related("organisation")
    return taking_part.get(organisation=speaks_for(request, agreement))


def back(agreement: Agreement) -> HttpResponse:
    return redirect("agreements:signing", agreement.uuid)


def signing_context(request: HttpRequest, agreement: Agreement, *, here: str) -> dict[str, Any]:
    """What a page around signing knows, with the way back to it."""
    above = (reverse("agreements:signing", args=[agreement.uuid]), _("Besluiten en tekenen"))
    return agreement_context(request, agreement, here=here, under=[above])


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
    context = signing_context(request, agreement, here=here)
    context |= {"form": form, "lead": lead, "button": button, **more}
    status = 422 if form.is_bound else 200
    return render(request, "agreements/signing_form.html", context, status=status)
