"""How do the beheerder and a gemeente maintain the versions of a format?"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

import structlog
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.actions import formats as actions
from agreements.formats.kinds import DocumentKind
from agreements.formats.published import read
from agreements.maintaining import page, policy, samples
from agreements.maintaining.forms import PublishForm
from agreements.maintaining.policy import Ability, needs
from agreements.maintaining.rules import reasons_to_wait
from agreements.maintaining.together import companions
from agreements.models import Agreement, Format
from agreements.paper import document
from agreements.policy import OPEN_STAGES
from agreements.terms import Length
from samenspel import dutch
from samenspel.access import signed_in
from samenspel.errors import DomainError
from samenspel.htmx import posted, refuse

log = structlog.get_logger(__name__)


def format_page(
    request: HttpRequest, template: str, *, here: str, row: Format | None = None, **context: Any
) -> HttpResponse:
    """`here`: the name of this page; above it hang the formats and, below that, one version."""
    above = [(reverse("agreements:formats"), _("Formats voor overeenkomsten"))]
    if row:
        above.append((url_of(row), page.named(row)))
    crumbs = [(url, name) for url, name in above if name != here]
    form = context.get("form")
    status = 422 if form is not None and form.is_bound else 200
    common = {
        "here": here,
        "crumbs": crumbs,
        "plan": page.named(row) if row else "",
        "format": row,
        "place": "administration",
    }
    return render(request, template, common | context, status=status)


def url_of(row: Format, anchor: str = "") -> str:
    return reverse("agreements:format", args=[row.uuid]) + (f"#{anchor}" if anchor else "")


def _readable(request: HttpRequest, uuid: UUID) -> Format:
    rows = Format.objects.visible_to(request.user).select_related("owner_org", "based_on__owner_org")
    return get_object_or_404(rows, uuid=uuid)


def while_written(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Below the guard: whoever still writes in a version that was published meanwhile is told so."""

    @wraps(view)
    def told(request: HttpRequest, row: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        version = row if isinstance(row, Format) else row.format
        if version.published_at is None:
            return view(request, row, *args, **kwargs)
        messages.info(request, _("Deze versie is uitgegeven en staat vast. Maak een nieuwe versie."))
        return redirect(url_of(version))

    return told


@signed_in
@require_safe
def formats(request: HttpRequest) -> HttpResponse:
    """The versions of each kind: shared, and of one's own gemeente."""
    here = _("Formats voor overeenkomsten")
    return format_page(request, "agreements/formats.html", here=here, groups=page.overview(request.user))


@signed_in
@require_POST
def format_draft(request: HttpRequest, kind: str) -> HttpResponse:
    """A copy to write in; `van` names the gemeente, for who may write for more than one owner."""
    if kind not in DocumentKind._value2member_map_:
        raise Http404
    allowed = policy.owners(request.user)
    asked = request.POST.get("van", "")
    chosen = [owner for owner in allowed if asked in ("", str(owner.uuid) if owner else "gedeeld")]
    if not chosen:
        raise PermissionDenied
    try:
        draft = actions.make_draft(DocumentKind(kind), chosen[0].pk if chosen[0] else None)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("agreements:formats")
    messages.success(
        request,
        _("Concept %(number)s staat klaar. Alleen wie dit format bijhoudt, ziet het.")
        % {"number": draft.number},
    )
    return redirect(url_of(draft))


@signed_in
@require_safe
def format_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _readable(request, uuid)
    context = page.format_context(row, writes=policy.writes(request.user, row))
    return format_page(request, "agreements/format.html", here=page.named(row), row=row, **context)


@signed_in
@require_safe
def format_preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """With invented values, short or long; as a page to read, or one to print."""
    row = _readable(request, uuid)
    length = Length.LONG if request.GET.get("lengte") == "uitgebreid" else Length.SHORT
    if "afdrukken" in request.GET:
        frozen = samples.as_document(read(row), length)
        return HttpResponse(document.html_for_browser(frozen, static("agreements/agreement.css")))
    context = page.preview_context(row, length)
    return format_page(
        request, "agreements/format_preview.html", here=_("Voorbeeld"), row=row, frozen=True, **context
    )


@signed_in
@require_safe
def format_difference(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _readable(request, uuid)
    context = page.difference_context(row, request.GET.get("met", ""))
    context["writes"] = policy.writes(request.user, row)
    context["maintains"] = policy.maintains(request.user, row.owner_org_id)
    return format_page(request, "agreements/format_difference.html", here=_("Verschil"), row=row, **context)


# --- from draft to version ------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@needs(Ability.WRITE)
@while_written
def format_publish(request: HttpRequest, draft: Format) -> HttpResponse:
    prefetch_related_objects([draft, draft.based_on], "clauses", "variables")
    beside = companions(draft)
    note = "" if request.method == "POST" else draft.note or page.first_note(draft)
    form = PublishForm(posted(request), companions=beside, note=note)
    if request.method == "POST" and form.is_valid():
        along = form.ticked()
        try:
            actions.publish_together([draft, *along], note=form.cleaned_data["note"])
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            for row in (draft, *along):
                log.info("agreement_format_published", format=str(row.uuid), user=request.user.pk)
            messages.success(request, _published(draft, along))
            return redirect("agreements:formats")
    running = Agreement.objects.filter(
        stage__in=OPEN_STAGES,
        format__document_kind=draft.document_kind,
        format__owner_org=draft.owner_org_id,
    )
    context = page.difference_context(draft, "") | {
        "form": form,
        "waits": reasons_to_wait(draft),
        "not_yet": [companion for companion in beside if companion.waits],
        "running": running.count(),
        "own_formats": 0 if draft.owner_org_id else page.municipalities_with_own(draft.document_kind),
    }
    return format_page(request, "agreements/format_publish.html", here=_("Uitgeven"), row=draft, **context)


def _published(draft: Format, along: list[Format]) -> str:
    said = _("Versie %(number)s is uitgegeven.") % {"number": draft.number}
    others = [f"{DocumentKind(row.document_kind).label} {row.number}" for row in along]
    return f"{said} {_('Ook uitgegeven: %(others)s.') % {'others': dutch.joined(others)}}" if others else said


@require_http_methods(["GET", "POST"])
@needs(Ability.WRITE)
@while_written
def format_discard(request: HttpRequest, draft: Format) -> HttpResponse:
    if request.method == "POST":
        number = draft.number
        actions.discard(draft)
        messages.success(request, _("Concept %(number)s is weg.") % {"number": number})
        return redirect("agreements:formats")
    return format_page(request, "agreements/format_discard.html", here=_("Weggooien"), row=draft)


@require_POST
@needs(Ability.WRITE)
@while_written
def format_restore(request: HttpRequest, draft: Format) -> HttpResponse:
    try:
        back = actions.restore(draft, request.POST.get("key", ""))
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("agreements:format-difference", draft.uuid)
    messages.success(request, _("“%(name)s” staat er weer in.") % {"name": back})
    return redirect(url_of(draft))
