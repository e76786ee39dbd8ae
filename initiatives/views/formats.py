"""How does a beheerder manage the versions of the stappenplan?"""

from typing import Any
from uuid import UUID

import structlog
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives.actions import formats as actions
from initiatives.actions.register import current_plan_format
from initiatives.formats import page as format_page
from initiatives.formats.forms import FormatItemForm, IntroForm, PublishForm
from initiatives.formats.rules import reasons_to_wait
from initiatives.models import FormatItem, PlanFormat
from initiatives.terms import ItemKind, Phase
from samenspel.access import administrator
from samenspel.errors import DomainError, StaleRevision
from samenspel.htmx import posted, refuse

log = structlog.get_logger(__name__)


def _page(
    request: HttpRequest, template: str, *, here: str, plan: PlanFormat | None = None, **context: Any
) -> HttpResponse:
    """`here`: the name of this page; above it hang the list of versions and, below that, one version."""
    above = [(reverse("initiatives:formats"), _("Stappenplan beheren"))]
    if plan:
        above.append((_url(plan), str(plan)))
    crumbs = [(url, name) for url, name in above if name != here]
    form = context.get("form")
    status = 422 if form is not None and form.is_bound else 200
    common = {
        "here": here,
        "crumbs": crumbs,
        "plan": plan,
        "place": "administration",
    }
    return render(request, template, common | context, status=status)


def _url(plan: PlanFormat, phase: str = Phase.STARTUP) -> str:
    return reverse("initiatives:format-phase", args=[plan.uuid, phase])


def _item_url(item: FormatItem) -> str:
    return f"{_url(item.format, item.phase)}#onderdeel-{item.uuid}"


def _plan(uuid: UUID) -> PlanFormat:
    return get_object_or_404(PlanFormat.objects.select_related("based_on"), uuid=uuid)


def _draft(uuid: UUID) -> PlanFormat:
    """A published version has no page to change it."""
    return get_object_or_404(PlanFormat.objects.select_related("based_on"), uuid=uuid, published_at=None)


def _item(uuid: UUID) -> FormatItem:
    drafts = FormatItem.objects.select_related("format").filter(format__published_at=None)
    return get_object_or_404(drafts, uuid=uuid)


@administrator
@require_safe
def formats(request: HttpRequest) -> HttpResponse:
    versions = format_page.versions()
    draft = next((row for row in versions if not row["format"].published_at), None)
    return _page(
        request, "initiatives/formats.html", here=_("Stappenplan beheren"), versions=versions, draft=draft
    )


@administrator
@require_POST
def format_draft(request: HttpRequest) -> HttpResponse:
    draft = actions.make_draft()
    messages.success(
        request, _("Concept %(number)s staat klaar. Niemand anders ziet het.") % {"number": draft.number}
    )
    return redirect(_url(draft))


@administrator
@require_safe
def format_phase(request: HttpRequest, uuid: UUID, phase: Phase) -> HttpResponse:
    context = format_page.phase_context(_plan(uuid), phase, request.GET.dict())
    return _page(request, "initiatives/format_phase.html", here=str(context["plan"]), **context)


@administrator
@require_safe
def format_difference(request: HttpRequest, uuid: UUID) -> HttpResponse:
    context = format_page.difference_context(_plan(uuid))
    return _page(request, "initiatives/format_difference.html", here=_("Verschil"), **context)


# --- the parts of a draft -------------------------------------------------------------------------------


@administrator
@require_http_methods(["GET", "POST"])
def format_item_add(request: HttpRequest, uuid: UUID, phase: Phase) -> HttpResponse:
    draft, kind = _draft(uuid), request.GET.get("soort", ItemKind.GOAL)
    heading = next((add for known, _title, add in format_page.KINDS if known == kind), None)
    if heading is None:
        raise Http404
    form = FormatItemForm(posted(request), draft=draft, kind=kind, phase=phase)
    if request.method == "POST" and form.is_valid():
        try:
            item = actions.add_item(draft, kind=kind, phase=phase, values=form.values())
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("“%(title)s” staat erin.") % {"title": item.title})
            return redirect(_item_url(item))
    return _page(
        request, "initiatives/format_item.html", here=heading, plan=draft, form=form, back=_url(draft, phase)
    )


@administrator
@require_http_methods(["GET", "POST"])
def format_item(request: HttpRequest, uuid: UUID) -> HttpResponse:
    item = _item(uuid)
    choice = request.POST.get("keuze")
    if choice == "theirs":
        return redirect(_item_url(item))
    form = FormatItemForm(posted(request), draft=item.format, kind=item.kind, phase=item.phase, item=item)
    form.initial["seen"] = actions.stamp(item)
    conflict = None
    if request.method == "POST" and form.is_valid():
        seen = form.initial["seen"] if choice == "mine" else form.cleaned_data["seen"]
        try:
            actions.save_item(item, seen=seen, values=form.values())
        except StaleRevision as stale:
            conflict = _conflict(item, stale.current, form)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            item.refresh_from_db()
            messages.success(request, _("“%(title)s” is bewaard.") % {"title": item.title})
            return redirect(_item_url(item))
    return _page(
        request,
        "initiatives/format_item.html",
        here=item.title,
        plan=item.format,
        item=item,
        form=form,
        conflict=conflict,
        back=_item_url(item),
    )


def _conflict(item: FormatItem, current: Any, form: FormatItemForm) -> dict[str, str]:
    return {
        "what": f"“{item.title}”",
        "theirs": f"{current.title}\n\n{current.text}",
        "mine": f"{form.cleaned_data['title']}\n\n{form.cleaned_data['text']}",
    }


@administrator
@require_POST
def format_item_remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    item = _item(uuid)
    actions.remove_item(item)
    messages.success(
        request, _("“%(title)s” is weggehaald. Bij “Verschil” zet je het terug.") % {"title": item.title}
    )
    return redirect(_url(item.format, item.phase))


@administrator
@require_POST
def format_item_restore(request: HttpRequest, uuid: UUID) -> HttpResponse:
    draft = _draft(uuid)
    try:
        item = actions.restore_item(draft, request.POST.get("key", ""))
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("initiatives:format-difference", draft.uuid)
    messages.success(request, _("“%(title)s” staat er weer in.") % {"title": item.title})
    return redirect(_item_url(item))


@administrator
@require_POST
def format_item_move(request: HttpRequest, uuid: UUID) -> HttpResponse:
    item = _item(uuid)
    actions.move_item(item, up=request.POST.get("richting") == "op")
    return redirect(_item_url(item))


@administrator
@require_http_methods(["GET", "POST"])
def format_intro(request: HttpRequest, uuid: UUID, phase: Phase) -> HttpResponse:
    draft, choice = _draft(uuid), request.POST.get("keuze")
    if choice == "theirs":
        return redirect(_url(draft, phase))
    now = actions.stamp_of_intro(draft, phase)
    form = IntroForm(posted(request), initial={"intro": draft.intro(phase), "seen": now})
    conflict = None
    if request.method == "POST" and form.is_valid():
        seen = now if choice == "mine" else form.cleaned_data["seen"]
        try:
            actions.save_intro(draft, phase, seen=seen, intro=form.cleaned_data["intro"])
        except StaleRevision as stale:
            conflict = {
                "what": _("de inleiding"),
                "theirs": stale.current.intro(phase),
                "mine": form.cleaned_data["intro"],
            }
        else:
            messages.success(request, _("De inleiding van %(phase)s is bewaard.") % {"phase": phase.label})
            return redirect(_url(draft, phase))
    here = _("Inleiding van %(phase)s") % {"phase": phase.label}
    return _page(
        request,
        "initiatives/format_intro.html",
        here=here,
        plan=draft,
        form=form,
        conflict=conflict,
        back=_url(draft, phase),
    )


# --- from draft to version ------------------------------------------------------------------------------


@administrator
@require_http_methods(["GET", "POST"])
def format_publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    draft = _plan(uuid)
    if draft.published_at:
        return redirect(_url(draft))  # pressed twice
    form = PublishForm(posted(request), initial={"note": draft.note})
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish(draft, note=form.cleaned_data["note"])
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            log.info("stappenplan_published", number=draft.number, user=request.user.pk)
            messages.success(request, _("Versie %(number)s is uitgegeven.") % {"number": draft.number})
            return redirect("initiatives:formats")
    context = format_page.difference_context(draft)
    waits = reasons_to_wait(draft, current_plan_format())
    files = sum(row["files"] for row in format_page.versions())
    context |= {"form": form, "waits": waits, "files": files}
    return _page(request, "initiatives/format_publish.html", here=_("Uitgeven"), **context)


@administrator
@require_http_methods(["GET", "POST"])
def format_discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    draft = _draft(uuid)
    if request.method == "POST":
        actions.discard(draft)
        messages.success(request, _("Concept %(number)s is weg.") % {"number": draft.number})
        return redirect("initiatives:formats")
    return _page(request, "initiatives/format_discard.html", here=_("Weggooien"), plan=draft)
