"""How do people end an agreement that holds: together, by notice; and how does each side see that?

And how do they stop with one that does not hold yet?
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.actions import ending as actions
from agreements.living import term
from agreements.living.forms import EndForm, NoticeForm, ReadingForm, StopForm, TakeBackForm
from agreements.living.page import LivingPage
from agreements.living.rows import others_of
from agreements.living.said import Said, said_by
from agreements.models import Agreement, Party
from agreements.page import agreement_context
from agreements.parties.leaving import goes_on
from agreements.policy import Ability, needs
from agreements.terms import Stage
from agreements.views.closed import in_words_when_closed
from agreements.views.editing import drafting_seat
from agreements.views.living import back, page_of
from agreements.views.speaking import party_of
from initiatives import policy as file_policy
from initiatives.people.names import party_name
from initiatives.views.acting import seat_to_propose
from samenspel.dutch import joined
from samenspel.htmx import kept, posted


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.STOP)
def stop(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Before it holds, who drafts and the coach can stop with it."""
    form = StopForm(posted(request))
    seat = drafting_seat(request, agreement)
    if request.method == "POST" and kept(
        form, lambda answers: actions.stop(agreement, by=request.person, seat=seat, **answers)
    ):
        messages.success(request, _("De overeenkomst is gestopt. Alles blijft leesbaar."))
        return back(agreement)
    shared = agreement.stage != Stage.PREPARING
    return _page(
        request,
        agreement,
        form,
        here=_("Stop met deze overeenkomst?"),
        lead=_(
            "Niemand kan er dan nog aan schrijven. Alle partijen krijgen bericht, en alles blijft leesbaar."
        )
        if shared
        else _("Niemand kan er dan nog aan schrijven. Wat is ingevuld, blijft leesbaar."),
        button=_("Stop met deze overeenkomst"),
    )


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.END)
def end_together(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """A proposal for all parties; it ends when each has turned its key."""
    lying = page_of(request, agreement).lying
    if lying is not None:
        messages.info(request, _("Er ligt al een voorstel om te stoppen. Bekijk dat eerst."))
        return redirect("initiatives:decision", lying.uuid)
    said = said_by(agreement)
    form = EndForm(
        posted(request),
        initial={"on": timezone.localdate(), "wraps_up": _points(said)},
    )
    opened = []
    seats = file_policy.seats_of(request.user, agreement.collaboration)
    seat, own_key = seat_to_propose(seats)

    def act(answers: dict[str, Any]) -> None:
        opened.append(
            actions.propose_ending(
                agreement,
                **answers,
                by=request.person,
                seat=seat,
                own_key=own_key,
            )
        )

    if request.method == "POST" and kept(form, act):
        messages.success(request, _("Het voorstel ligt er. De overeenkomst eindigt als iedereen akkoord is."))
        return redirect("initiatives:decision", opened[0].uuid)
    return _page(
        request,
        agreement,
        form,
        here=_("Samen beëindigen"),
        lead=_("Elke partij draait een sleutel. Tot die dag blijft de overeenkomst gelden."),
        button=_("Stel voor om samen te stoppen"),
    )


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.NOTICE)
def give_notice(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """One party leaves, as the text allows."""
    page = page_of(request, agreement)
    if not page.may_give_notice:
        messages.info(request, _no_notice(page))
        return back(agreement)
    said = page.said
    first = term.earliest_end(timezone.localdate(), said.notice_months)
    form = NoticeForm(
        posted(request),
        may_at_once=bool(said.at_once),
        initial={"on": first, "wraps_up": _points(said)},
    )
    party = party_of(request, agreement)
    if request.method == "POST" and kept(
        form, lambda answers: actions.give_notice(agreement, party=party, by=request.person, **answers)
    ):
        messages.success(request, _("De opzegging staat vast. De anderen lezen waarom."))
        return back(agreement)
    return _page(
        request,
        agreement,
        form,
        here=_("Zeg de overeenkomst op"),
        lead=_("Praat eerst met elkaar. Opzeggen doe je namens je eigen partij, en dat blijft staan."),
        button=_("Zeg op namens onze partij"),
        notice=said,
        first=first,
        **_who_goes_on(agreement, party),
    )


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.NOTICE)
def take_back_notice(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Who gave notice stays after all."""
    party = party_of(request, agreement)
    page = page_of(request, agreement)
    if not page.may_take_back(party):
        messages.info(request, _("Er ligt geen opzegging van jullie die nog terug kan."))
        return back(agreement)
    form = TakeBackForm(posted(request))
    if request.method == "POST" and kept(
        form, lambda answers: actions.take_back_notice(agreement, party=party, by=request.person, **answers)
    ):
        messages.success(request, _("De opzegging is teruggenomen. De overeenkomst blijft gelden."))
        return back(agreement)
    return _page(
        request,
        agreement,
        form,
        here=_("Neem de opzegging terug"),
        lead=_(
            "De overeenkomst blijft dan gelden zoals de tekst het zegt. Jullie eerdere woorden blijven leesbaar."
        ),
        button=_("Neem de opzegging terug"),
    )


@require_http_methods(["GET", "POST"])
@needs(Ability.READING)
def add_reading(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    ending = page_of(request, agreement).ending
    if ending is None:
        messages.info(request, _("Deze overeenkomst geldt gewoon. Er is nog niets om op terug te zien."))
        return back(agreement)
    form = ReadingForm(posted(request))
    party = party_of(request, agreement)
    if request.method == "POST" and kept(
        form, lambda answers: actions.add_reading(ending, party=party, by=request.person, **answers)
    ):
        messages.success(request, _("Jullie woorden staan erbij."))
        return back(agreement)
    return _page(
        request,
        agreement,
        form,
        here=_("Jullie lezing"),
        lead=_("Hoe zien jullie dat het eindigt? Woorden van de ander blijven ernaast staan."),
        button=_("Zet jullie lezing erbij"),
    )


def _who_goes_on(agreement: Agreement, party: Party) -> dict[str, Any]:
    """In names, what it means for the others that this party stops."""
    others = list(others_of(agreement, party).select_related("organisation"))
    names = joined(party_name(other.organisation) for other in others)
    return {"others": names, "alone": goes_on(agreement, len(others))}


def _no_notice(page: LivingPage) -> str:
    if page.ending or page.may_take_back(page.speaks):
        return _("Deze overeenkomst is al opgezegd.")
    if page.agreement.says.get("may_leave"):
        return _("Met de opzegtermijn erbij loopt de overeenkomst al eerder af. Opzeggen hoeft niet meer.")
    return _("Deze tekst zegt niets over eerder stoppen. Stel voor om samen te stoppen.")


def _points(said: Said) -> str:
    """What the text says that parties round off, as a start."""
    return "\n".join(said.wraps_up)


def _page(
    request: HttpRequest, agreement: Agreement, form: forms.Form, *, here: str, **more: Any
) -> HttpResponse:
    context = agreement_context(request, agreement, here=here) | {"form": form, **more}
    context["ended"] = agreement.stage == Stage.ENDED
    return render(request, "agreements/living_form.html", context, status=422 if form.is_bound else 200)
