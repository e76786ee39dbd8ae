"""What do people see of a frozen version, and how do they get its document?"""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agreements import jobs
from agreements.models import RenderJob, Version
from agreements.page import SETTLING, agreement_context
from agreements.paper import document, signed
from agreements.policy import Ability, needs_version
from agreements.terms import JobState, Media
from agreements.text.blocks import Preparer


def status_of(version: Any, *, main: bool = False) -> dict[str, Any]:
    """The context of components/_render_status.html for a version `with_document`; `main`: it is the page's main act."""
    made = version.made_size is not None
    state = JobState.READY if made else JobState(version.job_state or JobState.FAILED)
    files = []
    if made:
        size = max(version.made_size // 1024, 1)
        meta = ngettext(
            "%(pages)d bladzijde, %(size)d kB", "%(pages)d bladzijden, %(size)d kB", version.made_pages
        )
        url = reverse("agreements:pdf", args=[version.uuid])
        meta %= {"pages": version.made_pages, "size": size}
        files.append({"url": url, "label": _("Download de PDF"), "meta": meta, "primary": main})
    return {
        "id": f"versie-{version.number}",
        "title": _("Versie %(number)d") % {"number": version.number},
        "state": state.value,
        "step": 2,
        "poll_url": reverse("agreements:version-status", args=[version.uuid]),
        "page_url": reverse("agreements:version", args=[version.uuid]),
        "files": files,
        "reason": version.job_error or "",
        "retry_url": reverse("agreements:render-retry", args=[version.uuid]) if version.job_state else "",
    }


@require_safe
@needs_version(Ability.READ)
def version(request: HttpRequest, version: Version) -> HttpResponse:
    """The frozen text, readable on a phone, with its PDF."""
    name = _("Versie %(number)d") % {"number": version.number}
    context = agreement_context(request, version.agreement, here=name)
    known = {a["anchor"] for part in version.content["parts"] for a in part["articles"]}
    preparer = Preparer(known)
    parts = [
        {
            **part,
            "articles": [{**a, "units": preparer.units(a["blocks"], a["number"])} for a in part["articles"]],
        }
        for part in signed.filled(version.content)["parts"]
    ]
    newest = version.agreement.versions.values_list("number", flat=True).first()
    context |= {
        "version": version,
        "content": version.content,
        "parts": parts,
        "mark": document.kenmerk(version.content),
        "status": status_of(version, main=not context["settles"]),
        "newest": newest,
        "frozen": True,
    }
    return render(request, "agreements/version.html", context)


@require_safe
@needs_version(Ability.READ)
def version_status(request: HttpRequest, version: Version) -> HttpResponse:
    main = not SETTLING & request.abilities
    return render(request, "components/_render_status.html", status_of(version, main=main))


@require_POST
@needs_version(Ability.DOWNLOAD)
def render_retry(request: HttpRequest, version: Version) -> HttpResponse:
    job = RenderJob.objects.filter(version=version, media=Media.PDF).first()
    if job:
        jobs.retry(job)
    return redirect("agreements:version", version.uuid)


@require_safe
@needs_version(Ability.DOWNLOAD)
def pdf(request: HttpRequest, version: Version) -> HttpResponse:
    made = version.documents.filter(media=Media.PDF).first()
    if made is None:
        return redirect("agreements:version", version.uuid)
    name = slugify(f"{version.content['kind_title']} {version.content['title']} versie {version.number}")
    response = FileResponse(made.file.open("rb"), content_type="application/pdf", filename=f"{name}.pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = f'"{made.sha256}"'
    return response


@require_safe
@needs_version(Ability.DOWNLOAD)
def print_page(request: HttpRequest, version: Version) -> HttpResponse:
    """The same text as a page to print, for where no PDF can be made."""
    return HttpResponse(document.html_for_browser(version.content, static("agreements/agreement.css")))
