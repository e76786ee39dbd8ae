"""What do people see of a frozen version, and how do they get its document?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from agreements.living import amending, said
from agreements.models import Seal, Version
from agreements.page import SETTLING, agreement_context
from agreements.paper import document, signed
from agreements.policy import Ability, needs_version
from agreements.receipts.rows import Receipts
from agreements.sealing.words import in_words, sealer_of
from agreements.settling import standing
from agreements.settling.page import STATE_WORDS
from agreements.terms import JobState, Media, VersionStatus
from agreements.text.blocks import Preparer
from agreements.views.files import statuses_of_files
from initiatives.people.names import party_name


def status_of(version: Any, *, main: bool = False) -> dict[str, Any]:
    """The status of components/_render_status.html for a version `with_document`; `main`: it is the page's main act."""
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
    changed = _changed_since(version)
    parts = [
        {
            **part,
            "articles": [
                {
                    **a,
                    "addendum": changed.get(a["key"]),
                    "units": preparer.units(a["blocks"], a["number"]),
                    "word": STATE_WORDS.get(a["state"], ""),
                }
                for a in part["articles"]
            ],
        }
        for part in signed.filled(version.content)["parts"]
    ]
    newest = version.agreement.versions.values_list("number", flat=True).first()
    files = statuses_of_files(version, Media.WORD, Media.SEALED)
    context |= {
        "version": version,
        "content": version.content,
        "parts": parts,
        "standing": sum(a["state"] == standing.STANDING for part in parts for a in part["articles"]),
        "mark": document.kenmerk(version.content),
        "status": status_of(version, main=not context["settles"]),
        "word": files[Media.WORD],
        **_seal(version, files[Media.SEALED]),
        "receipts": Receipts(version, request.user),
        "newest": newest,
        "frozen": True,
    }
    return render(request, "agreements/version.html", context)


def _seal(version: Version, sealed: dict[str, Any] | None) -> dict[str, Any]:
    """The file with a seal: as it is, or whose seal could be put on; nothing where nobody seals."""
    if version.status != VersionStatus.SIGNED:
        return {}
    if sealed is None:
        party = sealer_of(version)
        return {"sealer": party_name(party.organisation) if party else ""}
    seal = Seal.objects.filter(document__version=version).first()
    return {"sealed": sealed, "seal": seal and {"row": seal, "words": in_words(seal)}}


def _changed_since(version: Version) -> dict[str, Any]:
    """Of a signed text: which addendum spoke last of an article."""
    if version.status != VersionStatus.SIGNED:
        return {}
    return amending.changed_by(said.addenda_of(version.agreement))


@require_safe
@needs_version(Ability.READ)
def version_status(request: HttpRequest, version: Version) -> HttpResponse:
    main = not SETTLING & request.abilities
    context = {"status": status_of(version, main=main)}
    return render(request, "components/_render_status.html", context)
