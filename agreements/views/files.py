"""How do people get the documents of a frozen version: as PDF, as a Word file, as a page to print?"""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from agreements import jobs
from agreements.actions import receipts
from agreements.models import Document, RenderJob, Version
from agreements.paper import document
from agreements.policy import Ability, needs_version
from agreements.sealing.words import sealer_of
from agreements.terms import OF_TWO, THE_TEXT, JobState, Media
from samenspel.limits import limited

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS = {  # of the name of a file
    Media.CHANGES: "-wijzigingen-sinds-versie-%(against)d",
    Media.COMPARED: "-vergelijking-met-versie-%(against)d",
    Media.SEALED: "-met-zegel",
}
# Files that are made when someone asks -> the end of the names of their addresses, and what they are called.
ON_REQUEST = {
    Media.WORD: ("word", gettext_lazy("Versie %(number)d als Word"), gettext_lazy("Download als Word")),
    Media.CHANGES: (
        "changes",
        gettext_lazy("De wijzigingen sinds versie %(against)d, in Word"),
        gettext_lazy("Download de wijzigingen in Word"),
    ),
    Media.COMPARED: (
        "compared",
        gettext_lazy("De wijzigingen sinds versie %(against)d, als PDF"),
        gettext_lazy("Download de wijzigingen als PDF"),
    ),
    Media.SEALED: (
        "sealed",
        gettext_lazy("Versie %(number)d met zegel"),
        gettext_lazy("Download de PDF met zegel"),
    ),
}


def statuses_of_files(
    version: Version, *media: Media, against: int = 0
) -> dict[Media, dict[str, Any] | None]:
    """The status of components/_render_status.html for files on request; nothing as long as nobody asked.

    against: of a comparison, the number of the earlier version. All in one query.
    """
    made = Document.objects.filter(version=version, media=OuterRef("media"), against=against)
    asked = version.jobs.filter(media__in=media, against=against)
    jobs_by_media = {job.media: job for job in asked.annotate(size=Subquery(made.values("size")[:1]))}
    return {one: _status(version, one, jobs_by_media.get(one)) for one in media}


def _status(version: Version, media: Media, job: Any) -> dict[str, Any] | None:
    if job is None:
        return None
    name, title, download = ON_REQUEST[media]
    pair = f"?met={job.against}" if media in OF_TWO else ""
    files = []
    if job.state == JobState.READY:
        meta = _("%(size)d kB") % {"size": max((job.size or 0) // 1024, 1)}
        url = reverse(f"agreements:{name}", args=[version.uuid]) + pair
        files.append({"url": url, "label": download, "meta": meta, "primary": False})
    return {
        "id": f"versie-{version.number}-{name}",
        "title": title % {"number": version.number, "against": job.against},
        "state": job.state,
        "poll_url": reverse(f"agreements:{name}-status", args=[version.uuid]) + pair,
        "page_url": _page_of(version, media, job.against),
        "files": files,
        "reason": job.error,
        "retry_url": reverse(f"agreements:ask-for-{name}", args=[version.uuid]) + pair,
    }


def _page_of(version: Version, media: Media, against: int = 0) -> str:
    if media not in OF_TWO:
        return reverse("agreements:version", args=[version.uuid])
    page = reverse("agreements:compare", args=[version.uuid])
    return f"{page}?met={against}" if against else page


def earlier_than(version: Version) -> list[int]:
    """The numbers of the versions with which this one can be compared, the one before it first."""
    found = version.agreement.versions.filter(number__lt=version.number).order_by("-number")
    return list(found.values_list("number", flat=True))


def chosen(asked: str, numbers: list[int]) -> int:
    """The version that was asked for, or else the one before it; 0 when there is none."""
    return next((number for number in numbers if str(number) == asked), numbers[0] if numbers else 0)


@require_POST
@needs_version(Ability.DOWNLOAD)
@limited("ask_for_document")
def render_retry(request: HttpRequest, version: Version) -> HttpResponse:
    job = RenderJob.objects.filter(version=version, media=Media.PDF).first()
    if job:
        jobs.retry(job)
    return redirect("agreements:version", version.uuid)


@require_POST
@needs_version(Ability.DOWNLOAD)
@limited("ask_for_document")
def ask_for_file(request: HttpRequest, version: Version, media: Media) -> HttpResponse:
    """Once for everyone; whoever asks after it failed gets new tries."""
    against = _against(request, version, media)
    if _can_be_made(version, media, against):
        jobs.retry(jobs.enqueue(version, media, against))
    return redirect(_page_of(version, media, against))


def _against(request: HttpRequest, version: Version, media: Media) -> int:
    return chosen(request.GET.get("met", ""), earlier_than(version)) if media in OF_TWO else 0


def _can_be_made(version: Version, media: Media, against: int) -> bool:
    if media in OF_TWO:
        return against > 0
    return media != Media.SEALED or sealer_of(version) is not None


@require_safe
@needs_version(Ability.READ)
def file_status(request: HttpRequest, version: Version, media: Media) -> HttpResponse:
    against = _against(request, version, media)
    if status := statuses_of_files(version, media, against=against)[media]:
        return render(request, "components/_render_status.html", {"status": status})
    return redirect(_page_of(version, media, against))


@require_safe
@needs_version(Ability.DOWNLOAD)
def file(request: HttpRequest, version: Version, media: Media) -> HttpResponse:
    against = _against(request, version, media)
    made = version.documents.filter(media=media, against=against).first()
    if made is None:
        return redirect(_page_of(version, media, against))
    if request.method == "GET" and media in THE_TEXT:
        receipts.note_download(version, user=request.user, by=request.person)
    name = slugify(f"{version.content['kind_title']} {version.content['title']} versie {version.number}")
    name += ENDINGS.get(media, "") % {"against": against}
    content_type = "application/pdf" if media.suffix == "pdf" else WORD_TYPE
    response = FileResponse(made.file.open("rb"), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{media.suffix}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = f'"{made.sha256}"'
    return response


@require_safe
@needs_version(Ability.DOWNLOAD)
def print_page(request: HttpRequest, version: Version) -> HttpResponse:
    """The same text as a page to print, for where no PDF can be made."""
    return HttpResponse(printable(version))


def printable(version: Version) -> str:
    """The frozen text for a browser, its pictures by their addresses."""
    return document.html_for_browser(
        version.content,
        static("agreements/agreement.css"),
        lambda key: reverse("agreements:version-annex", args=[version.uuid, key]),
    )
