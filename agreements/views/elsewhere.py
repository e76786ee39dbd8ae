"""How do people register an agreement that was made elsewhere, read it, doubt it, correct it, and take it back?"""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.actions import elsewhere as actions
from agreements.living.page import chip_of
from agreements.models import Agreement, Registration, RegistrationDoubt
from agreements.page import agreement_context
from agreements.policy import Ability, doubting_seat, needs_elsewhere
from agreements.registered import doubts
from agreements.registered.forms import DoubtForm, ElsewhereForm, WithdrawForm
from agreements.terms import Stage
from initiatives import policy as file_policy
from initiatives.file_page import file_context
from initiatives.models import Collaboration, Participation, Upload
from initiatives.terms import Circle, Form
from initiatives.views.acting import seat_to
from initiatives.views.results import back_to_step, step_wanted
from samenspel import dutch
from samenspel.htmx import kept, posted, posted_with_files

OF_THE_DEED = ("file", "circle", "request_key", "revision", "reason")


@require_http_methods(["GET", "POST"])
@file_policy.needs(file_policy.Ability.DRAFT)
def add(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    """From a proposal it leads back there, with what was registered chosen as its result."""
    parties = _parties(collaboration)
    form = ElsewhereForm(
        *posted_with_files(request), parties=parties, correcting=False, initial={"request_key": uuid.uuid4()}
    )
    made: list[Agreement] = []

    def act(given: dict[str, Any]) -> None:
        deed = {name: given[name] for name in ("file", "circle", "request_key")}
        made.append(actions.register(collaboration, _said(given), **deed, **_acting(request, collaboration)))

    if request.method == "POST" and kept(form, act):
        messages.success(request, _("“%(title)s” staat erbij.") % {"title": made[0].title})
        counted = made[0].registrations.all()[0].milestone
        back = back_to_step(request, collaboration, counted)
        return redirect(back or reverse("agreements:agreement", args=[made[0].uuid]))
    context = file_context(request, collaboration, "agreements", here=_("Afspraak van elders"))
    context |= {
        "form": form,
        "back_url": reverse("agreements:list", args=[collaboration.uuid]),
        "to_step": step_wanted(request),
    }
    return render(request, "agreements/elsewhere_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs_elsewhere(Ability.CORRECT)
def correct(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """What stands now is shown above the form, so that who was too late sees both texts."""
    parties = _parties(agreement.collaboration)
    known = _shown_of(request, agreement)
    prefetch_related_objects([known["registration"]], _with_doubts())
    initial = _initial(known["registration"]) | {"revision": agreement.revision}
    form = ElsewhereForm(*posted_with_files(request), parties=parties, correcting=True, initial=initial)

    def act(given: dict[str, Any]) -> None:
        deed = {name: given[name] for name in ("file", "circle", "reason")}
        seen = given["revision"] or 0
        acting = _acting(request, agreement.collaboration)
        actions.correct(agreement, _said(given), revision=seen, **deed, **acting)

    if request.method == "POST" and kept(form, act):
        messages.success(request, _("Verbeterd. Wat er eerst stond, blijft leesbaar."))
        return redirect("agreements:agreement", agreement.uuid)
    if form.is_bound:
        agreement.refresh_from_db(fields=["revision"])
        form.data = {
            **form.data.dict(),
            "parties": form.data.getlist("parties"),
            "revision": agreement.revision,
        }
    context = agreement_context(request, agreement, here=_("Verbeter de gegevens"))
    context |= known | doubts.of_newest(known["registration"])
    context |= {
        "form": form,
        "correcting": form.is_bound,
        "back_url": reverse("agreements:agreement", args=[agreement.uuid]),
    }
    return render(request, "agreements/elsewhere_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs_elsewhere(Ability.CORRECT)
def withdraw(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    form = WithdrawForm(posted(request))

    def act(given: dict[str, Any]) -> None:
        actions.withdraw(agreement, reason=given["reason"], **_acting(request, agreement.collaboration))

    if request.method == "POST" and kept(form, act):
        messages.success(request, _("De registratie is ingetrokken. Zij blijft leesbaar, met de reden."))
        return redirect("agreements:agreement", agreement.uuid)
    context = agreement_context(request, agreement, here=_("Trek deze registratie in"))
    context |= {"form": form, "back_url": reverse("agreements:agreement", args=[agreement.uuid])}
    return render(
        request, "agreements/elsewhere_withdraw.html", context, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "POST"])
@needs_elsewhere(Ability.DOUBT)
def doubt(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Another side says what is not right, about the registration that it saw."""
    known = _shown_of(request, agreement)
    form = DoubtForm(posted(request), initial={"seen": known["registration"].uuid})
    seat = doubting_seat(request.user, agreement)

    def act(given: dict[str, Any]) -> None:
        seen = agreement.registrations.filter(uuid=given["seen"]).first() or known["registration"]
        actions.doubt(seen, text=given["text"], by=request.person, seat=seat)

    if request.method == "POST" and kept(form, act):
        messages.success(request, _("Het staat erbij. De anderen lezen het naast de registratie."))
        return redirect("agreements:agreement", agreement.uuid)
    if form.is_bound:  # what stands now is shown above the words, so that they can be sent anew
        form.data = {**form.data.dict(), "seen": known["registration"].uuid}
    context = agreement_context(request, agreement, here=_("Dit klopt niet"))
    context |= known | {"form": form, "back_url": reverse("agreements:agreement", args=[agreement.uuid])}
    return render(request, "agreements/elsewhere_doubt.html", context, status=422 if form.is_bound else 200)


def shown(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """The page of an agreement that was made elsewhere."""
    known = _shown_of(request, agreement)
    prefetch_related_objects([known["registration"], *known["earlier"]], _with_doubts())
    known |= doubts.of_newest(known["registration"])
    if known["doubted"]:
        known["chip"] = doubts.CHIP
    return render(request, "agreements/elsewhere.html", agreement_context(request, agreement) | known)


def _with_doubts() -> Prefetch:
    return Prefetch("doubts", RegistrationDoubt.objects.select_related("by", "seat__organisation"))


def _shown_of(request: HttpRequest, agreement: Agreement) -> dict[str, Any]:
    """The newest registration with its document as far as this reader may open it, and what stood there before."""
    rows = list(
        agreement.registrations.select_related(
            "by", "seat__organisation", "upload", "milestone"
        ).prefetch_related("parties")
    )
    newest, *earlier = rows
    viewer = file_policy.viewer(request.user, agreement.collaboration)
    documents = SimpleLazyObject(lambda: _readable(rows, viewer))  # the form shows one only once sent
    for row, later in zip(earlier, rows, strict=False):
        row.changed_because = later.reason
        row.document = SimpleLazyObject(lambda row=row: documents.get(row.upload_id))
    return {
        "registration": newest,
        "document": SimpleLazyObject(lambda: documents.get(newest.upload_id)),
        "earlier": earlier,
        "withdrawn": agreement.stage == Stage.STOPPED,
        "chip": chip_of(agreement),
        "first": rows[-1],
    }


def _readable(rows: list[Registration], viewer: file_policy.Viewer) -> dict[int, Upload]:
    """By its key each document of these that this reader may open."""
    wanted = {row.upload_id for row in rows if row.upload_id}
    if not wanted or not viewer.in_file:
        return {}
    return Upload.objects.readable_by(viewer).in_bulk(wanted)


def _parties(collaboration: Collaboration) -> QuerySet[Participation]:
    return collaboration.participations.in_force().select_related("organisation")


def _said(given: dict[str, Any]) -> actions.Said:
    said = {name: value for name, value in given.items() if name not in OF_THE_DEED}
    return actions.Said(**{**said, "form": Form(given["form"])})


def _acting(request: HttpRequest, collaboration: Collaboration) -> dict[str, Any]:
    seats = file_policy.seats_of(request.user, collaboration)
    return {"by": request.person, "seat": seat_to(file_policy.Ability.DRAFT, seats)}


def _initial(last: Registration) -> dict[str, Any]:
    seats = last.agreement.collaboration.participations.in_force()
    named = seats.filter(organisation__in=[party.pk for party in last.parties.all()])
    return {
        "form": last.form,
        "title": last.title,
        "parties": [str(seat.uuid) for seat in named],
        "since": last.since,
        "until": last.until,
        "signed": last.signed,
        "amount": "" if last.amount is None else dutch.euro(last.amount),
        "money": last.money,
        "url": last.url,
        "circle": last.upload.circle if last.upload else Circle.EVERYONE,
    }
