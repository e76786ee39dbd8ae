"""How do people get the documents of a frozen version: as PDF, as a Word file, as a page to print?"""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements import jobs
from agreements.models import RenderJob, Version
from agreements.paper import document
from agreements.policy import Ability, needs_version
from agreements.terms import JobState, Media

TYPES = {
    Media.PDF: "application/pdf",
    Media.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def word_of(version: Version) -> dict[str, Any] | None:
    """The context of components/_render_status.html for the Word file; nothing as long as nobody asked for one."""
    job = version.jobs.filter(media=Media.WORD).first()
    if job is None:
        return None
    files = []
    if job.state == JobState.READY:
        size = version.documents.filter(media=Media.WORD).values_list("size", flat=True).first() or 0
        meta = _("%(size)d kB") % {"size": max(size // 1024, 1)}
        url = reverse("agreements:word", args=[version.uuid])
        files.append({"url": url, "label": _("Download als Word"), "meta": meta, "primary": False})
    return {
        "id": f"versie-{version.number}-word",
        "title": _("Versie %(number)d als Word") % {"number": version.number},
        "state": job.state,
        "step": 2,
        "poll_url": reverse("agreements:word-status", args=[version.uuid]),
        "page_url": reverse("agreements:version", args=[version.uuid]),
        "files": files,
        "reason": job.error,
        "retry_url": reverse("agreements:ask-for-word", args=[version.uuid]),
    }


@require_POST
@needs_version(Ability.DOWNLOAD)
def render_retry(request: HttpRequest, version: Version) -> HttpResponse:
    job = RenderJob.objects.filter(version=version, media=Media.PDF).first()
    if job:
        jobs.retry(job)
    return redirect("agreements:version", version.uuid)


@require_POST
@needs_version(Ability.DOWNLOAD)
def ask_for_word(request: HttpRequest, version: Version) -> HttpResponse:
    """Once for everyone; whoever asks after it failed gets new tries."""
    jobs.retry(jobs.enqueue(version, Media.WORD))
    return redirect("agreements:version", version.uuid)


@require_safe
@needs_version(Ability.READ)
def word_status(request: HttpRequest, version: Version) -> HttpResponse:
    if word := word_of(version):
        return render(request, "components/_render_status.html", word)
    return redirect("agreements:version", version.uuid)


@require_safe
@needs_version(Ability.DOWNLOAD)
def pdf(request: HttpRequest, version: Version) -> HttpResponse:
    return _file(version, Media.PDF)


@require_safe
@needs_version(Ability.DOWNLOAD)
def word(request: HttpRequest, version: Version) -> HttpResponse:
    return _file(version, Media.WORD)


@require_safe
@needs_version(Ability.DOWNLOAD)
def print_page(request: HttpRequest, version: Version) -> HttpResponse:
    """The same text as a page to print, for where no PDF can be made."""
    return HttpResponse(document.html_for_browser(version.content, static("agreements/agreement.css")))


def _file(version: Version, media: Media) -> HttpResponse:
    made = version.documents.filter(media=media).first()
    if made is None:
        return redirect("agreements:version", version.uuid)
    name = slugify(f"{version.content['kind_title']} {version.content['title']} versie {version.number}")
    response = FileResponse(made.file.open("rb"), content_type=TYPES[media])
    response["Content-Disposition"] = f'attachment; filename="{name}.{media}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = f'"{made.sha256}"'
    return response
