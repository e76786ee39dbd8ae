"""What was said with whom, who else may read it, and where is that file?"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts.models import Side
from initiatives import policy
from initiatives.actions import notes
from initiatives.deciding import minutes
from initiatives.file_page import file_context
from initiatives.history.timeline import subject_of
from initiatives.models import Collaboration, ContactMoment, Upload
from initiatives.people.forms import CHANNEL_ICONS, ContactForm, who_reads
from initiatives.people.names import Names, party_name
from initiatives.plan.evidence_forms import ShareForm
from initiatives.plan.way_back import spot_of
from initiatives.policy import Ability, Viewer, needs, needs_on_contact, needs_on_upload
from initiatives.terms import Circle, EventKind, Hat
from initiatives.views.acting import seat_of_owner
from samenspel.access import is_uuid
from samenspel.errors import DomainError
from samenspel.htmx import posted, refuse

PAGE = 20


@require_http_methods(["GET", "POST"])
@needs(Ability.VIEW)
def contact_log(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    seats = policy.seats_of(request.user, collaboration)
    seat = policy.seat_for(seats, Ability.LOG) if Ability.LOG in request.abilities else None
    form = ContactForm(posted(request), side=seat.side) if seat else None
    spot = spot_of(request)
    if request.method == "POST":
        if seat is None:
            raise PermissionDenied
        if form.is_valid():
            try:
                notes.log_contact(
                    collaboration, **form.cleaned_data, by=request.person, seat=seat.participation
                )
            except DomainError as refusal:
                refuse(form, refusal)
            else:
                messages.success(request, _("Het contact is vastgelegd."))
                return redirect(spot.url(collaboration) if spot else request.path)
    context = file_context(request, collaboration, "timeline", here=_("Contact"))
    may_propose = Ability.PROPOSE in request.abilities
    context |= _moments(collaboration, context["viewer"], request.GET.get("voor", ""), may_propose)
    context |= {
        "form": form,
        "channel_icons": CHANNEL_ICONS,
        "privacy": who_reads(seat.side if seat else ""),
        "spot": spot,
        "back_url": spot.url(collaboration) if spot else "",
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "initiatives/contact_log.html", context, status=status)


def _moments(collaboration: Collaboration, viewer: Viewer, before: str, may_propose: bool) -> dict[str, Any]:
    """The newest first, as far as this reader may read; `before` is the last one of the page above."""
    readable = collaboration.contact_moments.readable_by(viewer)
    last = readable.filter(uuid=before).first() if is_uuid(before) else None
    older = readable.filter(Q(on__lt=last.on) | Q(on=last.on, pk__lt=last.pk)) if last else readable
    found = list(older.select_related("by", "owner")[: PAGE + 1])
    moments = found[:PAGE]
    names = Names((m.by_id, m.owner_id) for m in moments)
    hats = _hats(collaboration, moments)
    settled = minutes.of_moments(moments)
    return {
        "moments": [
            {
                "moment": moment,
                "who": names.of(moment.by, moment.owner_id),
                "hat": hats.get(moment.uuid, ""),
                "circle": "" if moment.circle == Circle.EVERYONE else Circle(moment.circle).label,
                "minutes": settled.get(moment.uuid),
                "may_propose": may_propose and minutes.may_be_proposed(moment, settled.get(moment.uuid)),
                "may_share": moment.owner_id in viewer.organisations and moment.circle != Circle.EVERYONE,
            }
            for moment in moments
        ],
        "next_url": f"?voor={moments[-1].uuid}" if len(found) > PAGE else "",
        "first_url": "?" if last else "",
    }


def _hats(collaboration: Collaboration, moments: list[ContactMoment]) -> dict[UUID, str]:
    """In which of its roles the gemeente spoke; the event of the moment knows."""
    of = {subject_of(m): m.uuid for m in moments if m.owner.kind == Side.MUNICIPALITY}
    if not of:
        return {}
    told = collaboration.events.filter(kind=EventKind.CONTACT_LOGGED, subject__in=of, payload__has_key="hat")
    return {of[subject]: str(Hat(hat).label) for subject, hat in told.values_list("subject", "payload__hat")}


@require_http_methods(["GET", "POST"])
@needs_on_contact(Ability.LOG)
def contact_share(request: HttpRequest, moment: ContactMoment) -> HttpResponse:
    """Only the owner widens the circle, and sees first who will read it."""
    collaboration = moment.collaboration
    seats = policy.seats_of(request.user, collaboration)
    seat = seat_of_owner(moment.owner_id, Ability.LOG, seats)
    if moment.circle == Circle.EVERYONE:
        messages.info(request, _("Iedereen in dit dossier leest dit al."))
        return redirect("initiatives:contact-log", collaboration.uuid)
    form = ShareForm(posted(request), row=moment)
    if request.method == "POST" and form.is_valid():
        try:
            notes.share(
                moment,
                circle=Circle(form.cleaned_data["circle"]),
                by=request.person,
                seat=seat,
            )
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Gedeeld. Vanaf nu lezen zij dit ook."))
            return redirect("initiatives:contact-log", collaboration.uuid)
    context = file_context(request, collaboration, "timeline", here=_("Deel een contactmoment"))
    context |= {"form": form, "moment": moment, "readers": _readers(collaboration, moment)}
    return render(request, "initiatives/contact_share.html", context, status=422 if form.errors else 200)


def _readers(collaboration: Collaboration, moment: ContactMoment) -> dict[str, list[str]]:
    """The organisations behind “the coach” and “everyone”, by name."""
    seated = [
        p
        for p in collaboration.participations.in_force().select_related("organisation")
        if p.side != Side.PARTNER and p.organisation_id != moment.owner_id
    ]
    return {
        "coach": [party_name(p.organisation) for p in seated if p.side == Side.SUPPORT],
        "everyone": [party_name(p.organisation) for p in seated],
    }


@require_safe
@needs_on_upload(Ability.DOWNLOAD)
def upload(request: HttpRequest, upload: Upload) -> FileResponse:
    return sent(upload)


def sent(upload: Upload) -> FileResponse:
    """Always as a download: what someone uploaded never runs in a page of ours."""
    try:
        content = upload.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = FileResponse(content, as_attachment=True, filename=upload.name, content_type=upload.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response
