"""How does a party say which of its bodies decide, and who signs for it?"""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.actions import mandates
from agreements.actions import signing as actions
from agreements.models import Agreement, Party
from agreements.policy import Ability, needs
from agreements.signing import bodies
from agreements.signing.forms import BodyForm, SignersForm, bodies_of
from agreements.signing.page import SigningPage
from agreements.terms import Outcome
from agreements.views.acting import acting_seat, back, form_page
from agreements.views.closed import in_words_when_closed
from contacts.models import Function
from initiatives import policy as file_policy
from initiatives.people.names import party_name
from initiatives.terms import Layer
from samenspel.htmx import kept, posted


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.MANDATE)
def mandate(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Which body of a party decides, when, and how it went."""
    page = SigningPage(agreement, request.user)
    parties = _of_whom_she_may_say(request, page)
    by_key = {party.key: party for party in parties}
    form = BodyForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        bodies=[
            choice
            for party in parties
            for choice in bodies_of(party, party_name(party.organisation), bodies.of_party(party))
        ],
        initial={"outcome": Outcome.AWAITED},
    )

    def act(said: dict[str, Any]) -> object:
        key, _colon, layer = said.pop("body").partition(":")
        return mandates.say_how_a_body_decides(
            by_key[key],
            **{**said, "layer": Layer(layer), "outcome": Outcome(said["outcome"])},
            by=request.person,
            seat=acting_seat(request, agreement),
        )

    if request.method == "POST" and kept(form, act):
        messages.success(request, _("Het staat erbij. Elke partij leest het."))
        return back(agreement)
    return form_page(
        request,
        agreement,
        form,
        here=_("Wie besluit, en wanneer?"),
        lead=_("Een partij tekent pas als iedereen die zij hier noemt akkoord is."),
        button=_("Bewaar"),
        on_behalf=any(not page.is_own(party) for party in parties),
        has_file=True,
    )


def _of_whom_she_may_say(request: HttpRequest, page: SigningPage) -> list[Party]:
    """Her own party; who records on paper says it for the others as well, with the proof."""
    seats = file_policy.seats_of(request.user, page.agreement.collaboration)
    records = file_policy.seat_for(seats, file_policy.Ability.RECORD_ON_PAPER) is not None
    return [party for party in page.parties if records or page.is_own(party)]


def _who_can_sign_in(party: Party) -> list[Function]:
    """Each person of this party once, by one of her functions."""
    held = (
        Function.objects.in_force()
        .filter(organisation=party.organisation_id, person__user__is_active=True)
        .select_related("person")
        .order_by("person__name", "pk")
    )
    return list({function.person_id: function for function in held}.values())


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.NAME_SIGNER)
def name_signers(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Who of one's own party signs in Samenspel, or does so instead of another."""
    page = SigningPage(agreement, request.user)
    if page.party is None or page.signing is None:
        raise Http404
    party = page.party
    places = [spot.row for spot in page.signing.spots if spot.row.party_id == party.pk and not spot.signature]
    people = _who_can_sign_in(party)
    form = SignersForm(posted(request), places=places, people=people)
    by_uuid = {str(held.uuid): held for held in people}

    @transaction.atomic
    def act(said: dict[str, Any]) -> None:
        for place in places:
            who = {"by": request.person, "seat": party.organisation}
            if chosen := by_uuid.get(said[str(place.uuid)]):
                actions.name_signer(place, signer=chosen, **who)
            else:
                actions.leave_to_paper(place, **who)

    if request.method == "POST" and kept(form, act):
        on_paper = not any(form.cleaned_data.values())
        messages.success(
            request,
            _("Bewaard. Jullie tekenen op papier.") if on_paper else _("Wie tekent, krijgt een mail."),
        )
        return back(agreement)
    return form_page(
        request,
        agreement,
        form,
        here=_("Wie tekent voor jullie?"),
        lead=_("Wie je kiest, tekent in Samenspel met een code uit de mail. Op papier tekenen kan ook."),
        button=_("Bewaar"),
        invite_url=reverse("contacts:organisation", args=[party.organisation.uuid]),
    )
