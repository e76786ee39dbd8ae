"""What was promised, and what can be said of it?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.models import Agreement
from initiatives import policy
from initiatives.actions import notes
from initiatives.deciding import hats
from initiatives.file_page import file_context
from initiatives.models import Collaboration, Participation
from initiatives.people.forms import who_reads
from initiatives.plan.evidence_forms import ShareForm
from initiatives.plan.sources import Sources
from initiatives.policy import Ability, needs
from initiatives.terms import Circle
from initiatives.views.acting import seat_of_owner, seat_to
from promises import actions, origin, page, partners, taking
from promises.forms import PromiseForm, TakeForm, WordForm, file_parties
from promises.models import Promise
from promises.partner_page import list_url, outside_the_file
from promises.policy import needs_on_agreement, needs_on_promise
from promises.promise_page import promise_context, sent_form, voice_named
from promises.terms import Word
from samenspel.errors import DomainError, StaleRevision
from samenspel.htmx import posted, refuse

TAB = "agreements"


@require_safe
@needs(Ability.VIEW)
def register(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    context = file_context(request, collaboration, TAB, here=_("Toezeggingen"))
    seats = context["seats"] if Ability.LOG in request.abilities else []
    context |= page.register_context(
        collaboration,
        viewer=context["viewer"],
        sides=context["sides"],
        speaks={seat.participation.organisation_id for seat in seats if seat.grants(Ability.LOG)},
        chosen=request.GET.get("kant", ""),
    )
    return render(request, "promises/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.LOG)
def add(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    """The address may name the words in which it was promised: `promises.origin`."""
    seats = policy.seats_of(request.user, collaboration)
    seat = seat_to(Ability.LOG, seats)
    viewer = policy.viewer_at(seats)
    parties = file_parties(collaboration)
    found = origin.asked_for(collaboration, viewer, parties, request.GET)
    form = PromiseForm(
        posted(request),
        parties=parties,
        seat=seat,
        sources=Sources(collaboration, viewer),
        origin=found,
        wears_hats=hats.are_asked(collaboration, seat.side),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.record(collaboration, **form.values(), by=request.person, seat=seat)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("De toezegging is vastgelegd."))
            return redirect("promises:promise", made.uuid)
    context = _below_register(request, collaboration, here=_("Leg een toezegging vast"))
    context |= {"form": form, "origin": found, "privacy": who_reads(seat.side)}
    return render(request, "promises/add.html", context, status=422 if form.is_bound else 200)


@require_safe
@partners.needs_on_place(Ability.VIEW)
def partner(request: HttpRequest, place: Participation) -> HttpResponse:
    """What names a partner that decides along or signed, and how it stands."""
    context = outside_the_file(request, place)
    may_say = Ability.LOG in request.abilities
    context |= page.list_context(
        partners.promises_of(place),
        place.collaboration,
        own={place.organisation_id},
        sides=context["sides"],
        speaks={place.organisation_id} if may_say else (),
        chosen=request.GET.get("kant", ""),
        url=context["register_url"],
    )
    return render(request, "promises/partner.html", context)


def _below_register(request: HttpRequest, collaboration: Collaboration, *, here: str) -> dict[str, Any]:
    """The head of the file, with the way back to the register."""
    context = file_context(request, collaboration, TAB, here=here)
    context["register_url"] = reverse("promises:register", args=[collaboration.uuid])
    context["crumbs"].append((context["register_url"], _("Toezeggingen")))
    return context


# --- one promise ------------------------------------------------------------------------------------------


@require_safe
@needs_on_promise(Ability.VIEW)
def promise(request: HttpRequest, promise: Promise) -> HttpResponse:
    return _page(request, promise)


@require_POST
@needs_on_promise(Ability.LOG)
def say(request: HttpRequest, promise: Promise) -> HttpResponse:
    """What a side says of it; from the register with one tap, that it was kept."""
    voice = voice_named(request, promise, request.POST.get("voor", ""))
    if voice is None:
        raise PermissionDenied
    form = sent_form(request, voice)
    if form.is_valid():
        try:
            actions.say(
                promise,
                **{**form.cleaned_data, "word": Word(form.cleaned_data["word"])},
                of=voice.organisation,
                by=request.person,
                seat=voice.seat.participation,
            )
        except StaleRevision as stale:
            refuse(form, stale)
            form.data["revision"] = stale.current.revision  # sending it again says it knowingly
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Het staat erbij."))
            if request.GET.get("van") == "register":
                return redirect(_list_of(request, promise))
            return redirect("promises:promise", promise.uuid)
    return _page(request, promise, said=(voice.organisation.pk, form))


@require_POST
@needs_on_promise(Ability.LOG)
def share(request: HttpRequest, promise: Promise) -> HttpResponse:
    """Only the owner lets others read it as well."""
    seat = _owners_seat(request, promise)
    form = ShareForm(request.POST, row=promise)
    if form.is_valid():
        try:
            circle = Circle(form.cleaned_data["circle"])
            notes.share(promise, circle=circle, by=request.person, seat=seat)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Gedeeld. Vanaf nu lezen zij dit ook."))
            return redirect("promises:promise", promise.uuid)
    return _page(request, promise, share_form=form)


@require_POST
@needs_on_promise(Ability.LOG)
def withdraw(request: HttpRequest, promise: Promise) -> HttpResponse:
    try:
        actions.withdraw(promise, by=request.person, seat=_owners_seat(request, promise))
    except DomainError as refusal:
        messages.warning(request, refusal.message)
        return redirect("promises:promise", promise.uuid)
    messages.success(request, _("De toezegging is weggehaald."))
    return redirect("promises:register", promise.collaboration.uuid)


def _file_of(request: HttpRequest, promise: Promise) -> dict[str, Any]:
    """The head of its file; for who only reads it for a partner, what she may see of that."""
    if place := _partners_place(request, promise):
        return outside_the_file(request, place, here=_("Toezegging"))
    return _below_register(request, promise.collaboration, here=_("Toezegging"))


def _list_of(request: HttpRequest, promise: Promise) -> str:
    place = _partners_place(request, promise)
    return list_url(place) if place else reverse("promises:register", args=[promise.collaboration.uuid])


def _partners_place(request: HttpRequest, promise: Promise) -> Participation | None:
    """From where she reads it, who has no seat in its file."""
    if policy.seats_of(request.user, promise.collaboration):
        return None
    return partners.seats_on(request.user, promise)[0].participation


def _owners_seat(request: HttpRequest, promise: Promise) -> Participation:
    return seat_of_owner(promise.owner_id, Ability.LOG, policy.seats_of(request.user, promise.collaboration))


def _page(
    request: HttpRequest,
    promise: Promise,
    *,
    said: tuple[int, WordForm] | None = None,
    share_form: BaseForm | None = None,
) -> HttpResponse:
    context = _file_of(request, promise)
    context |= promise_context(request, promise, context, said=said, share_form=share_form)
    return render(request, "promises/promise.html", context, status=422 if said or share_form else 200)


# --- from an agreement ------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@needs_on_agreement(Ability.LOG)
def take(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Its promises, all chosen beforehand: one tap puts them in the register."""
    collaboration = agreement.collaboration
    seats = policy.seats_of(request.user, collaboration)
    seat = seat_to(Ability.LOG, seats)
    offered = taking.offered(agreement)
    known = taking.taken(agreement, offered.offers)
    left = [offer for offer in offered.offers if offer.key not in known]
    form = TakeForm(
        posted(request),
        offers=left,
        own=policy.viewer_at(seats).organisations,
    )
    if request.method == "POST" and not left:
        return redirect("promises:register", collaboration.uuid)  # pressed twice, or another was first
    if request.method == "POST" and form.is_valid():
        made = actions.take_over(agreement, form.cleaned_data["rows"], by=request.person, seat=seat)
        messages.success(request, _taken_words(len(made)))
        return redirect("promises:register", collaboration.uuid)
    context = _below_register(request, collaboration, here=_("Neem afspraken over"))
    context |= {
        "agreement": agreement,
        "form": form,
        "left": left,
        "known": len(known),
        "nameless": offered.nameless,
        "own": offered.own,
        "sentences": any(not offer.is_row for offer in left),
    }
    return render(request, "promises/take.html", context, status=422 if form.is_bound else 200)


def _taken_words(count: int) -> str:
    if count == 1:
        return _("Eén afspraak staat nu bij de toezeggingen.")
    return _("%(count)d afspraken staan nu bij de toezeggingen.") % {"count": count}
