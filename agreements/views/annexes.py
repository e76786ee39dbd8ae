"""How do people add annexes to a draft, write them, put them in order, and open what hangs there?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.actions import annexes as actions
from agreements.annexes import costs
from agreements.annexes import page as annex_page
from agreements.annexes.forms import WAYS, AddForm, FileForm, VersionForm
from agreements.annexes.pictures import items_of
from agreements.draft_page import DraftPage
from agreements.editing.editor import Field
from agreements.editing.saving import Saver
from agreements.models import Agreement, Annex, Version
from agreements.page import agreement_context
from agreements.policy import Ability, needs, needs_version
from agreements.terms import AnnexSource, Media
from agreements.views.closed import in_words_when_closed
from agreements.views.editing import drafting_seat
from agreements.views.files import printable
from initiatives.models import Upload
from samenspel.errors import DomainError
from samenspel.htmx import kept


def annexes_context(request: HttpRequest, agreement: Agreement, *, here: str) -> dict[str, Any]:
    above = (reverse("agreements:annexes", args=[agreement.uuid]), _("Bijlagen"))
    return agreement_context(request, agreement, here=here, under=[above])


def annex_of(page: DraftPage, key: str) -> Annex:
    found = page.draft.annexes.find(key)
    if found is None:
        raise Http404
    return found


def back(agreement: Agreement) -> HttpResponse:
    return redirect("agreements:annexes", agreement.uuid)


@require_safe
@in_words_when_closed
@needs(Ability.EDIT)
def annexes(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """All annexes in their order, and the ways to add one."""
    page = DraftPage(agreement)
    context = agreement_context(request, agreement, here=_("Bijlagen"))
    context |= {
        "lines": annex_page.lines(page),
        "ways": annex_page.ways(agreement) if annex_page.may_add(page) else [],
        "stands": annex_page.stands_in_text(page),
        "shown": page.draft.numbers,
    }
    return render(request, "agreements/annexes.html", context)


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.EDIT)
def annex_add(request: HttpRequest, agreement: Agreement, what: str) -> HttpResponse:
    """One way to add an annex: write it, hang a file, choose a document, or name one."""
    way = WAYS.get(what)
    if way is None:
        raise Http404
    page = DraftPage(agreement)
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    versions = annex_page.versions_for(agreement, request.user) if way.source == AnnexSource.VERSION else ()
    form = AddForm(*bound, way=way, versions=versions)
    if request.method == "POST" and kept(
        form,
        lambda _data: actions.add(
            agreement, **form.said(), by=request.person, seat=drafting_seat(request, agreement)
        ),
    ):
        messages.success(request, _("De bijlage hangt erbij."))
        return redirect("agreements:annex", agreement.uuid, form.cleaned_data["key"])
    context = annexes_context(request, agreement, here=str(way.label))
    context |= {
        "form": form,
        "lead": way.explanation,
        "button": _("Voeg toe"),
        "costs": costs.of_adding(page, way),
        "nothing": way.source == AnnexSource.VERSION and not form.fields["version"].choices,
        "cannot": not annex_page.may_add(page),
        "back_url": reverse("agreements:annexes", args=[agreement.uuid]),
    }
    return render(request, "agreements/annex_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.EDIT)
def annex(request: HttpRequest, agreement: Agreement, annex: str) -> HttpResponse:
    """One annex: its fields on the left, how it reads on the right."""
    page = DraftPage(agreement)
    row = annex_of(page, annex)
    refused: dict[str, Field] = {}
    if request.method == "POST" and annex_page.stands_in_text(page):
        saver = Saver(page, request.POST, by=request.person, seat=drafting_seat(request, agreement))
        refused = saver.save_all(annex_page.fields_of(row))
        if not refused and not request.POST.get("extra-row"):
            messages.success(request, _("Bewaard."))
            return back(agreement) if "done" in request.POST else redirect(request.path)
        page = DraftPage(agreement)
    context = annexes_context(request, agreement, here=page.draft.annexes.title(row))
    context |= annex_page.one(page, row, refused, request.POST.get("extra-row", ""))
    return render(request, "agreements/annex.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.EDIT)
def annex_renew(request: HttpRequest, agreement: Agreement, annex: str) -> HttpResponse:
    """Another file, or another version of the same document, in the same place."""
    page = DraftPage(agreement)
    row = annex_of(page, annex)
    if row.source not in (AnnexSource.FILE, AnnexSource.VERSION):
        raise Http404
    form = _renew_form(request, agreement, row)
    if request.method == "POST" and kept(form, lambda said: _renew(request, row, said)):
        messages.success(request, _("Vervangen. De bijlage houdt haar plek."))
        return redirect("agreements:annex", agreement.uuid, row.key)
    title = page.draft.annexes.title(row)
    context = annexes_context(request, agreement, here=_("Vervang: %s") % title)
    context |= {
        "form": form,
        "lead": _("Een versie die al vastligt, houdt wat er toen hing."),
        "button": _("Vervang"),
        "costs": costs.of_change(page, row),
        "back_url": annex_page.url_of(agreement, row),
    }
    return render(request, "agreements/annex_form.html", context, status=422 if form.is_bound else 200)


def _renew_form(request: HttpRequest, agreement: Agreement, row: Annex) -> forms.Form:
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    if row.source == AnnexSource.FILE:
        return FileForm(*bound)
    return VersionForm(*bound, versions=annex_page.versions_for(agreement, request.user))


def _renew(request: HttpRequest, row: Annex, said: dict[str, Any]) -> None:
    who = {"by": request.person, "seat": drafting_seat(request, row.agreement)}
    if row.source == AnnexSource.VERSION:
        actions.take_version(row, version=said["version"], **who)
    else:
        actions.replace_file(row, file=said["file"], **who)


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.EDIT)
def annex_remove(request: HttpRequest, agreement: Agreement, annex: str) -> HttpResponse:
    page = DraftPage(agreement)
    if request.method == "POST" and page.draft.annexes.find(annex) is None:
        return back(agreement)  # it is out already
    row = annex_of(page, annex)
    title = page.draft.annexes.title(row)
    if request.method == "POST":
        try:
            actions.remove(row, by=request.person, seat=drafting_seat(request, agreement))
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("De bijlage “%(title)s” is eruit.") % {"title": title})
        return back(agreement)
    context = annexes_context(request, agreement, here=_("Haal eruit: %s") % title)
    context |= {
        "lead": _("Wat je erin schreef, gaat weg. Een versie die al vastligt, verandert niet."),
        "button": _("Haal de bijlage eruit"),
        "costs": costs.of_change(page, row, gone=True),
        "back_url": annex_page.url_of(agreement, row),
    }
    return render(request, "agreements/annex_form.html", context)


@require_POST
@in_words_when_closed
@needs(Ability.EDIT)
def annex_move(request: HttpRequest, agreement: Agreement, annex: str) -> HttpResponse:
    row = get_object_or_404(agreement.annexes.select_related("agreement"), key=annex)
    try:
        seat = drafting_seat(request, agreement)
        actions.move(row, up="up" in request.POST, by=request.person, seat=seat)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect(f"{reverse('agreements:annexes', args=[agreement.uuid])}#bijlage-{row.key}")


# --- what hangs there -----------------------------------------------------------------------------------


@require_safe
@needs(Ability.DOWNLOAD)
def annex_file(request: HttpRequest, agreement: Agreement, annex: str) -> HttpResponse:
    """Of the draft as it stands: read by who reads the agreement, also by a partner without a seat in the file."""
    row = get_object_or_404(agreement.annexes.select_related("upload", "version__agreement"), key=annex)
    if row.upload is not None:
        return _served(row.upload, f"bijlage-{row.key}")
    if row.version is not None:
        return _document(row.version)
    raise Http404


@require_safe
@needs_version(Ability.DOWNLOAD)
def version_annex(request: HttpRequest, version: Version, annex: str) -> HttpResponse:
    """Of a frozen text: the very file that hung there then, by its fingerprint."""
    items = {item["anchor"].removeprefix("bijlage-"): item for item in items_of(version.content)}
    item = items.get(annex)
    if item is None:
        raise Http404
    if "of" in item:
        return _document(get_object_or_404(Version, uuid=item["of"]["version"]))
    if "file" not in item:
        raise Http404
    same = Upload.objects.filter(
        collaboration=version.agreement.collaboration_id, sha256=item["file"]["sha256"]
    )
    row = same.first()
    if row is None:
        raise Http404
    number = list(items).index(annex) + 1
    return _served(row, slugify(f"bijlage {number} {item['title']}") or f"bijlage-{number}")


def _served(row: Upload, name: str) -> HttpResponse:
    """Always as a download: what someone uploaded never runs in a page of ours."""
    try:
        file = row.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    suffix = row.file.name.rpartition(".")[2]
    response = FileResponse(
        file, as_attachment=True, filename=f"{name}.{suffix}", content_type=row.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


def _document(version: Version) -> HttpResponse:
    """A version that hangs here is part of what is agreed, so it is read with it: as PDF, or as a page to print."""
    made = version.documents.filter(media=Media.PDF).first()
    if made is None:
        return HttpResponse(printable(version))
    response = FileResponse(
        made.file.open("rb"), as_attachment=True, filename="bijlage.pdf", content_type="application/pdf"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
