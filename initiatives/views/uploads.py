"""Where is that file, and how does its owner take it away?"""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from initiatives import policy
from initiatives.actions import uploads
from initiatives.file_page import file_context
from initiatives.models import Evidence, Upload
from initiatives.policy import Ability, needs_on_upload
from initiatives.views.acting import seat_of_owner
from samenspel.errors import DomainError


@require_safe
@needs_on_upload(Ability.DOWNLOAD)
def upload(request: HttpRequest, upload: Upload) -> FileResponse:
    return sent(upload)


def sent(upload: Upload) -> FileResponse:
    """Always as a download: what someone uploaded never runs in a page of ours."""
    try:
        content = upload.file.open("rb")
    except (FileNotFoundError, ValueError) as gone:  # its owner took it away
        raise Http404 from gone
    response = FileResponse(content, as_attachment=True, filename=upload.name, content_type=upload.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


@require_http_methods(["GET", "POST"])
@needs_on_upload(Ability.TAKE_AWAY)
def upload_remove(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Its owner reads first what goes and what stays; what proves a yes that counts stays, and it says why."""
    file = upload.collaboration
    seat = seat_of_owner(upload.owner_id, Ability.TAKE_AWAY, policy.seats_of(request.user, file))
    back_url = _shown_at(upload)
    if not upload.file:
        messages.info(request, _("Dit bestand is al weggehaald."))
        return redirect(back_url)
    stays = uploads.why_it_stays(upload)
    if request.method == "POST" and not stays:
        try:
            uploads.take_away(upload, by=request.person, seat=seat)
        except DomainError as refusal:
            stays = refusal.message
        else:
            messages.success(request, _("Het bestand is weggehaald. De tijdlijn zegt dat het er was."))
            return redirect(back_url)
    context = file_context(request, file, "timeline", here=_("Haal een bestand weg"))
    context |= {"upload": upload, "stays": stays, "back_url": back_url}
    return render(
        request, "initiatives/upload_remove.html", context, status=422 if request.method == "POST" else 200
    )


def _shown_at(upload: Upload) -> str:
    resting = Evidence.objects.filter(upload=upload).select_related("item").first()
    if resting:
        return reverse("initiatives:item", args=[resting.item.uuid])
    return reverse("initiatives:timeline", args=[upload.collaboration.uuid])
