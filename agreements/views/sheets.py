"""How does a sheet that was signed in ink get into the file, and who looks at it?"""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.actions import sheets as actions
from agreements.models import Agreement, SignatureSheet
from agreements.paper import document
from agreements.policy import Ability, needs
from agreements.signing.forms import ReasonForm, SheetForm
from agreements.signing.page import SigningPage
from agreements.views.acting import acting_seat, back, form_page, signing_context
from agreements.views.closed import in_words_when_closed
from initiatives.people.names import party_name
from samenspel.htmx import kept, posted


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.PAPER)
def sheet_add(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    page = SigningPage(agreement, request.user)
    if page.signing is None:
        raise Http404
    unsigned = {str(spot.row.uuid): spot.row for spot in page.signing.spots if not spot.signature}
    form = SheetForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        places=[
            (uuid, f"{party_name(place.party.organisation)}, {place.function_label}")
            for uuid, place in unsigned.items()
        ],
    )
    if request.method == "POST" and kept(
        form,
        lambda said: actions.attach(
            [unsigned[uuid] for uuid in said["places"]],
            signed_on=said["signed_on"],
            file=said["file"],
            by=request.person,
            seat=acting_seat(request, agreement),
        ),
    ):
        messages.success(request, _("Het blad is toegevoegd. Een ander kijkt het na."))
        return back(agreement)
    version = page.signing.version
    return form_page(
        request,
        agreement,
        form,
        here=_("Voeg een getekend blad toe"),
        lead=_("Het telt zodra iemand anders heeft gezien dat het klopt."),
        button=_("Voeg het blad toe"),
        has_file=True,
        check_mark=document.kenmerk(version.content),
        version=version,
        no_decision=page.no_decision(),
    )


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.PAPER)
def sheet(request: HttpRequest, agreement: Agreement, sheet: str) -> HttpResponse:
    """Another than who attached it looks: is it this version, and did they sign?"""
    row = get_object_or_404(
        SignatureSheet.objects.select_related("version__agreement__collaboration", "scan", "attached_by"),
        uuid=sheet,
        version__agreement=agreement,
    )
    form: forms.Form = ReasonForm(posted(request))
    accepts = "accept" in request.POST
    if request.method == "POST" and kept(
        form,
        lambda said: (
            actions.accept(row, by=request.person, seat=acting_seat(request, agreement))
            if accepts
            else actions.give_back(
                row, by=request.person, seat=acting_seat(request, agreement), reason=said["reason"]
            )
        ),
    ):
        words = _("Gezien: het blad telt.") if accepts else _("Het blad is teruggegeven, met jouw reden.")
        messages.success(request, words)
        return back(agreement)
    context = signing_context(request, agreement, here=_("Kijk een getekend blad na"))
    context |= {
        "form": form,
        "sheet": row,
        "places": row.places.select_related("party__organisation"),
        "mark": document.kenmerk(row.version.content),
        "own": row.attached_by_id == request.person.pk,
        "no_decision": SigningPage(agreement, request.user).no_decision(),
    }
    return render(request, "agreements/sheet.html", context, status=422 if form.is_bound else 200)
