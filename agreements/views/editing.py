"""How is a draft filled in: per article, all on a page, and field by field as people type?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements import actions, editor
from agreements.editor import Field
from agreements.models import Agreement, Article
from agreements.page import DraftPage, agreement_context
from agreements.policy import Ability, needs
from agreements.variables import Variable
from initiatives import policy as file_policy
from initiatives.models import Participation
from samenspel.errors import DomainError, StaleRevision


def drafting_seat(request: HttpRequest, agreement: Agreement) -> Participation:
    seats = file_policy.seats_of(request.user, agreement.collaboration)
    return file_policy.seat_for(seats, file_policy.Ability.DRAFT).participation


@require_http_methods(["GET", "POST"])
@needs(Ability.EDIT)
def article(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    """One article: its fields on the left, its text on the right."""
    page = DraftPage(agreement)
    current = _article(page, key)
    refused: dict[str, Field] = {}
    extra = _extra_rows(request)
    if request.method == "POST":
        refused = _save_all(request, agreement, page, [current])
        if not refused and not extra:
            messages.success(request, _("Bewaard."))
            return redirect(_after(request, page, current))
        page = DraftPage(agreement)
    context = agreement_context(request, agreement, here=current.title)
    context |= _neighbours(page, current)
    context["sections"] = [_section(page, current, refused, extra)]
    context |= {"page": page, "missing_count": len(page.missing), "errors": _errors(refused), "here_key": key}
    status = 422 if refused else 200
    return render(request, "agreements/article.html", context, status=status)


@require_http_methods(["GET", "POST"])
@needs(Ability.EDIT)
def all_articles(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Every field of the agreement on one page."""
    page = DraftPage(agreement)
    refused: dict[str, Field] = {}
    extra = _extra_rows(request)
    if request.method == "POST":
        refused = _save_all(request, agreement, page, page.draft.articles)
        if not refused and not extra:
            messages.success(request, _("Bewaard."))
            return redirect("agreements:agreement", agreement.uuid)
        page = DraftPage(agreement)
    context = agreement_context(request, agreement, here=_("Alles op één pagina"))
    context["sections"] = [_section(page, a, refused, extra) for a in page.draft.articles]
    context |= {"page": page, "missing_count": len(page.missing), "errors": _errors(refused), "here_key": ""}
    return render(request, "agreements/all.html", context, status=422 if refused else 200)


@require_POST
@needs(Ability.EDIT)
def field(request: HttpRequest, agreement: Agreement, name: str) -> HttpResponse:
    """Saves one field as someone types; answers with its state, its revision and the changed previews."""
    page = DraftPage(agreement)
    variable = page.draft.format.variables.get(name)
    if variable is None:
        raise Http404
    problem = _save(request, agreement, page, variable)
    page = DraftPage(agreement)
    shown = problem or page.field(variable, _extra_rows(request).get(name, 0))
    on_page = request.POST.get("here", "")
    touched = [
        page.preview(a)
        for a in page.draft.articles
        if a.clause_key == on_page or (not on_page and variable in page.draft.format.fields_of(a.clause_key))
    ]
    context = {
        "agreement": agreement,
        "field": shown,
        "previews": touched,
        "missing_count": len(page.missing),
        "whole": bool(problem and problem.conflict)
        or name in _extra_rows(request)
        or _removes(request, name),
        "saved": problem is None,
    }
    return render(request, "agreements/_saved.html", context, status=422 if problem else 200)


@require_POST
@needs(Ability.EDIT)
def take_from_file(request: HttpRequest, agreement: Agreement, name: str) -> HttpResponse:
    page = DraftPage(agreement)
    variable = page.draft.format.variables.get(name)
    if variable is None:
        raise Http404
    try:
        actions.take_from_file(
            agreement, name, revision=editor.revision_sent(variable, request.POST), by=request.person
        )
        messages.success(request, _("Overgenomen uit het dossier."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    key = request.POST.get("here", "")
    if key in page.draft.numbers:
        return redirect(f"{page.url_of(key)}#veld-{name}")
    return redirect("agreements:all", agreement.uuid)


# --- saving -------------------------------------------------------------------------------------------


def _save_all(
    request: HttpRequest, agreement: Agreement, page: DraftPage, articles: list[Article]
) -> dict[str, Field]:
    """Keeps every field that can be kept; gives back the ones that were refused, as typed."""
    variables = {v.name: v for a in articles for v in page.draft.format.fields_of(a.clause_key)}
    refused = {}
    for name, variable in variables.items():
        if editor.was_sent(variable, request.POST) and (problem := _save(request, agreement, page, variable)):
            refused[name] = problem
    return refused


def _save(request: HttpRequest, agreement: Agreement, page: DraftPage, variable: Variable) -> Field | None:
    raw = editor.typed(variable, request.POST)
    shown = page.field(variable)
    try:
        actions.save_field(
            agreement,
            variable.name,
            raw,
            revision=editor.revision_sent(variable, request.POST),
            by=request.person,
            seat=drafting_seat(request, agreement),
        )
    except StaleRevision as stale:
        shown.error = stale.message
        shown.conflict = (
            editor.in_words(variable, stale.current.value, page.draft.parties) if stale.current else ""
        ) or _("(leeg)")
        shown.value, shown.revision = raw, stale.current.revision if stale.current else 0
        return shown
    except DomainError as refusal:
        shown.error, shown.value = refusal.message, raw
        return shown
    return None


def _extra_rows(request: HttpRequest) -> dict[str, int]:
    """The table for which an empty row was asked, by button or by link."""
    wanted = request.POST.get("extra-row") or request.GET.get("rij") or ""
    return {wanted: 1} if wanted else {}


def _removes(request: HttpRequest, name: str) -> bool:
    return any(key.startswith(f"{name}-") and key.endswith("-remove") for key in request.POST)


# --- showing ------------------------------------------------------------------------------------------


def _article(page: DraftPage, key: str) -> Article:
    found = next((a for a in page.draft.articles if a.clause_key == key), None)
    if found is None:
        raise Http404
    return found


def _section(
    page: DraftPage, article: Article, refused: dict[str, Field], extra: dict[str, int]
) -> dict[str, Any]:
    fields = [refused.get(f.name, f) for f in page.fields(article, extra)]
    return {
        "article": article,
        "number": page.draft.numbers[article.clause_key][0],
        "clause": page.draft.clause(article),
        "fields": fields,
        "preview": page.preview(article),
    }


def _neighbours(page: DraftPage, current: Article) -> dict[str, Any]:
    keys = [a.clause_key for a in page.draft.articles]
    place = keys.index(current.clause_key)
    return {
        "previous": page.draft.articles[place - 1] if place else None,
        "following": page.draft.articles[place + 1] if place + 1 < len(keys) else None,
        "number": place + 1,
        "count": len(keys),
        "articles": page.articles,
    }


def _after(request: HttpRequest, page: DraftPage, current: Article) -> str:
    following = _neighbours(page, current)["following"]
    if "next" in request.POST and following:
        return page.url_of(following.clause_key)
    if "next" in request.POST:
        return reverse("agreements:agreement", args=[page.agreement.uuid])
    return page.url_of(current.clause_key)


def _errors(refused: dict[str, Field]) -> list[dict[str, str]]:
    return [
        {"url": f"#veld-{name}", "label": field.variable.label, "message": field.error}
        for name, field in refused.items()
    ]
