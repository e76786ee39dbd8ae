"""How do people decide on an agreement, lay it ready, sign it, say no, and take it back to mend it?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import fresh
from agreements.actions import signing as actions
from agreements.formats import choosing
from agreements.models import Agreement
from agreements.page import agreement_context
from agreements.paper import document
from agreements.policy import Ability, needs
from agreements.signing.forms import (
    MendForm,
    ReasonForm,
    SignForm,
    TurnsForm,
)
from agreements.signing.page import SigningPage
from agreements.signing.rows import Spot
from agreements.terms import Stage, VersionStatus
from agreements.text.blocks import Preparer
from agreements.views.acting import acting_seat, back, form_page, signing_context
from agreements.views.closed import in_words_when_closed
from agreements.views.versions import status_of
from initiatives.people.names import party_name
from samenspel.errors import DomainError

# --- the page -------------------------------------------------------------------------------------------
from samenspel.htmx import kept, posted


@require_safe
@needs(Ability.READ)
def signing(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """From a text that stands to an agreement that holds: who decides, what is needed, and who signs."""
    if not agreement.versions.exists():
        messages.info(request, _("Besluiten en tekenen kan zodra het concept is gepubliceerd."))
        return redirect("agreements:agreement", agreement.uuid)
    return signing_page(request, agreement)


def signing_page(request: HttpRequest, agreement: Agreement, turns: TurnsForm | None = None) -> HttpResponse:
    page = SigningPage(agreement, request.user)
    context = agreement_context(request, agreement, here=_("Besluiten en tekenen"))
    may = context["may"]
    shared = agreement.stage == Stage.SHARED and not context["file_ended"]
    mine = page.mine()
    lies = page.signing
    context |= {
        "shared": shared,
        "routes": page.routes(),
        "no_decision": page.no_decision(),
        "lacking": page.lacking(edits="edit" in may) if shared else [],
        "left_out": page.left_out() if shared else [],
        "lawyer": choosing.lawyer_for(agreement.form) if shared else "",
        "newest": agreement.versions.defer("content").first() if shared else None,
        "turns_form": turns or _turns_form(page, None),
        "signing": lies,
        "mark": document.kenmerk(lies.version.content) if lies else "",
        "places": page.places(),
        "has_turns": bool(lies) and len({spot.row.turn for spot in lies.spots}) > 1,
        "sheets": page.sheets(),
        "sign_here": bool(lies and mine and "sign" in may and lies.why_not(mine) is None),
        "we_declined": bool(page.of_my_party(lambda spot: spot.state.declined)),
        "we_can_decline": bool(page.of_my_party(_may_decline)),
        "we_name": bool(page.of_my_party(lambda spot: not spot.signature)),
        "nobody_named": bool(page.of_my_party(page.lacks_signer)),
        "signed_version": agreement.versions.filter(status=VersionStatus.SIGNED).defer("content").first(),
        **page.earlier(),
    }
    return render(request, "agreements/signing.html", context, status=422 if turns else 200)


def _may_decline(spot: Spot) -> bool:
    return not spot.signature and not spot.state.declined


def _turns_form(page: SigningPage, data: Any) -> TurnsForm:
    return TurnsForm(data, parties=[(party.key, party_name(party.organisation)) for party in page.parties])


@require_POST
@in_words_when_closed
@needs(Ability.LAY_READY)
def lay_ready(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    form = _turns_form(SigningPage(agreement, request.user), request.POST)
    seat = acting_seat(request, agreement)
    if not kept(
        form, lambda _said: actions.lay_ready(agreement, turns=form.turns(), by=request.person, seat=seat)
    ):
        return signing_page(request, agreement, form)
    messages.success(request, _("De tekst ligt klaar om te tekenen. Hij verandert niet meer."))
    return back(agreement)


# --- signing in the app ---------------------------------------------------------------------------------


def _mine(request: HttpRequest, agreement: Agreement) -> tuple[SigningPage, Spot]:
    page = SigningPage(agreement, request.user)
    mine = page.mine()
    if mine is None:
        raise Http404
    return page, mine


def _about(spot: Spot) -> str:
    """What a code is for: this place, and this text and no other."""
    return f"{spot.row.uuid}:{spot.row.version.text_hash}"


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.SIGN)
def sign(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """The whole text, its mark, and with a code from the mail her signature."""
    page, mine = _mine(request, agreement)
    form = SignForm(posted(request), initial={"seen": mine.row.version.text_hash})

    def act(said: dict[str, Any]) -> None:
        actions.must_be_ready(mine.row, seen=said["seen"], by=request.person)
        fresh.prove(request, about=_about(mine), code=said["code"])
        actions.sign(mine.row, seen=said["seen"], by=request.person)

    if request.method == "POST" and kept(form, act):
        messages.success(request, _("Je hebt getekend. Dat staat er nu voor altijd bij."))
        return back(agreement)
    return _sign_page(request, page, mine, form)


def _sign_page(request: HttpRequest, page: SigningPage, mine: Spot, form: SignForm) -> HttpResponse:
    agreement, version = page.agreement, mine.row.version
    context = signing_context(request, agreement, here=_("Lees en teken"))
    preparer = Preparer({a["anchor"] for part in version.content["parts"] for a in part["articles"]})
    made = agreement.versions.with_document().get(pk=version.pk)
    wait = page.signing.why_not(mine) if page.signing else None
    context |= {
        "form": form,
        "place": mine.row,
        "party_name": party_name(mine.row.party.organisation),
        "version": version,
        "mark": document.kenmerk(version.content),
        "articles": [
            {**article, "units": preparer.units(article["blocks"], article["number"])}
            for part in version.content["parts"]
            for article in part["articles"]
        ],
        "files": status_of(made)["files"],
        "waits": str(actions.WAITS[wait]) if wait else "",
        "no_decision": page.no_decision(),
        "asked": fresh.is_asked(request, about=_about(mine)),
        "email": request.user.email,
    }
    return render(request, "agreements/sign.html", context, status=422 if form.is_bound else 200)


@require_POST
@in_words_when_closed
@needs(Ability.SIGN)
def sign_code(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Sends a code to the address of who is asked to sign here."""
    page, mine = _mine(request, agreement)
    wait = page.signing.why_not(mine) if page.signing else None
    try:
        if wait:
            raise DomainError(str(actions.WAITS[wait]))
        version = mine.row.version
        words = {"number": str(version.number), "mark": document.kenmerk(version.content)}
        fresh.ask(request, about=_about(mine), words=words)
        messages.success(request, _("De code is onderweg naar %(email)s.") % {"email": request.user.email})
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect(reverse("agreements:sign", args=[agreement.uuid]) + "#tekenen")


# --- no, and going on -----------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.ANSWER)
def decline(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    spot = SigningPage(agreement, request.user).of_my_party(_may_decline)
    if spot is None:
        messages.info(request, _("Jullie hebben al getekend of al gezegd wat er nodig is."))
        return back(agreement)
    form = ReasonForm(posted(request))
    if request.method == "POST" and kept(
        form, lambda said: actions.decline(spot.row, by=request.person, **said)
    ):
        messages.success(request, _("De anderen lezen wat jullie nodig hebben. Tekenen wacht."))
        return back(agreement)
    return form_page(
        request,
        agreement,
        form,
        here=_("Nu nog niet tekenen"),
        lead=_("Er gaat niets verloren. Tekenen wacht tot jullie eruit zijn."),
        button=_("Zeg dat jullie nog niet tekenen"),
    )


@require_POST
@in_words_when_closed
@needs(Ability.ANSWER)
def take_up(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    spot = SigningPage(agreement, request.user).of_my_party(lambda spot: spot.state.declined)
    if spot is not None:
        try:
            actions.take_up(spot.row, by=request.person)
            messages.success(request, _("Het tekenen gaat verder."))
        except DomainError as refusal:
            messages.error(request, refusal.message)
    return back(agreement)


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.MEND)
def mend(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """The text goes back to the table; a later version is signed anew."""
    form = MendForm(posted(request))
    if request.method == "POST" and kept(
        form,
        lambda said: actions.mend(
            agreement,
            by=request.person,
            organisation=acting_seat(request, agreement).organisation,
            **said,
        ),
    ):
        messages.success(request, _("De tekst kan weer veranderen. Wat al getekend was, blijft leesbaar."))
        return back(agreement)
    return form_page(
        request,
        agreement,
        form,
        here=_("Haal de tekst terug"),
        lead=_("Daarna tekent iedereen opnieuw. Handtekeningen onder deze versie blijven leesbaar."),
        button=_("Haal de tekst terug om te verbeteren"),
    )
