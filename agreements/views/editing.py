"""How is a draft filled in: per article, all on a page, and field by field as people type?"""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements.draft_page import DraftPage
from agreements.editing import inputs
from agreements.editing.editor import Field
from agreements.editing.saving import Saver
from agreements.formats.typed import MAX_ROWS
from agreements.formats.variables import Variable
from agreements.models import Agreement, Article
from agreements.page import agreement_context
from agreements.policy import Ability, needs
from agreements.views.closed import in_words_when_closed
from initiatives import policy as file_policy
from initiatives.models import Participation
from initiatives.views.acting import seat_to


def drafting_seat(request: HttpRequest, agreement: Agreement) -> Participation:
    seats = file_policy.seats_of(request.user, agreement.collaboration)
    return seat_to(file_policy.Ability.DRAFT, seats)


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.EDIT)
def article(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    """One article: its fields on the left, its text on the right."""
    page = DraftPage(agreement)
    current = article_of(page, key)
    refused: dict[str, Field] = {}
    if request.method == "POST":
        refused = _saver(request, page).save_all(page.draft.format.fields_of(key))
        if not refused and not _row_asked(request):
            return _kept(request, _after(request, page, current))
        page = DraftPage(agreement)
    context = agreement_context(request, agreement, here=current.title)
    context |= _neighbours(page, current) | _editor_context(request, page, [current], refused)
    context["here_key"] = key
    return render(request, "agreements/article.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.EDIT)
def all_articles(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Every field of the agreement on one page; the parts of a long one come when they are opened."""
    page = DraftPage(agreement)
    refused: dict[str, Field] = {}
    if request.method == "POST":
        variables = page.draft.format.variables
        refused = _saver(request, page).save_all(variables[name] for name in page.asked if name in variables)
        if not refused and not _row_asked(request):
            return _kept(request, _after_all(request, page))
        page = DraftPage(agreement)
    parts = page.parts_to_open()
    shown = _parts_to_show(request, page, parts, refused)
    opened = [row["article"] for part in shown for row in part["articles"]]
    context = _editor_context(request, page, opened, refused)
    context |= {"agreement": agreement, "in_part": bool(parts[0]["title"])}
    if request.htmx and request.method == "GET":
        return render(request, "agreements/_sections.html", context)
    by_key = {section["article"].clause_key: section for section in context["sections"]}
    for part in shown:
        part["sections"] = [by_key[row["article"].clause_key] for row in part["articles"]]
    context |= agreement_context(request, agreement, here=_("Alles op één pagina")) | {"parts": parts}
    return render(request, "agreements/all.html", context, status=422 if refused else 200)


def _parts_to_show(
    request: HttpRequest, page: DraftPage, parts: list[dict[str, Any]], refused: dict[str, Field]
) -> list[dict[str, Any]]:
    """Where something is refused or a row was asked; otherwise the part that was asked for, or the first."""
    names = {*refused, _row_asked(request)} & page.asked.keys()
    keys = {page.asked[name] for name in names}
    chosen = request.GET.get("deel", "")
    shown = [part for part in parts if keys & {row["article"].clause_key for row in part["articles"]}]
    return shown or [part for part in parts if part["letter"] == chosen] or parts[:1]


def _after_all(request: HttpRequest, page: DraftPage) -> str:
    """Back to the field that was taken from the file, on to another part, or to the overview."""
    url = reverse("agreements:all", args=[page.agreement.uuid])
    if taken := request.POST.get("uit-dossier"):
        key = page.asked.get(taken)
        letter = next(
            (
                p["letter"]
                for p in page.parts_to_open()
                for row in p["articles"]
                if row["article"].clause_key == key
            ),
            "",
        )
        return f"{url}?{urlencode({'deel': letter})}#veld-{taken}"
    if letter := request.POST.get("deel"):
        return f"{url}?{urlencode({'deel': letter})}"
    return reverse("agreements:agreement", args=[page.agreement.uuid])


@require_POST
@in_words_when_closed
@needs(Ability.EDIT)
def field(request: HttpRequest, agreement: Agreement, name: str) -> HttpResponse:
    """Saves one field as someone types; answers with its state, its mark and the changed previews."""
    page = DraftPage(agreement)
    variable = _asked(page, name)
    current = article_of(page, page.asked[name])
    waited = page.waiting(current)
    problem = _saver(request, page).save(variable)
    if problem and inputs.half_a_period(variable, request.POST):
        problem.error, problem.waits = "", _("Vul ook de andere datum in. Dan bewaren we ze samen.")
    page = DraftPage(agreement)
    shown = problem or page.field(variable)
    context = _saved_context(request, page, shown) | _other_questions(page, current, waited)
    context["saved"] = problem is None
    context["whole"] = request.POST.get(f"keuze-{name}") == "theirs"
    if _row_asked(request) == name:
        count = inputs.rows_sent(variable, request.POST)
        context["fresh"] = shown.row(count, {}, fresh=True) if count < MAX_ROWS else None
        context["row_count"] = min(count + 1, MAX_ROWS)
    status = 422 if problem and not problem.waits else 200
    return render(request, "agreements/_saved.html", context, status=status)


@require_POST
@in_words_when_closed
@needs(Ability.EDIT)
def take_from_file(request: HttpRequest, agreement: Agreement, name: str) -> HttpResponse:
    """Takes over what the file says; the field comes back with it."""
    page = DraftPage(agreement)
    variable = _asked(page, name)
    current = article_of(page, page.asked[name])
    waited = page.waiting(current)
    problem = _saver(request, page).take(variable)
    if request.htmx:
        page = DraftPage(agreement)
        context = _saved_context(request, page, problem or page.field(variable))
        context |= _other_questions(page, current, waited)
        context |= {"saved": problem is None, "whole": True}
        return render(request, "agreements/_saved.html", context, status=422 if problem else 200)
    if problem:
        messages.error(request, problem.error)
    if request.POST.get("terug") == "dossier":
        return redirect("agreements:file-differences", agreement.uuid)
    return redirect(page.url_of_field(name))


def _saver(request: HttpRequest, page: DraftPage) -> Saver:
    seat = drafting_seat(request, page.agreement)
    return Saver(page, request.POST, by=request.person, seat=seat)


def _asked(page: DraftPage, name: str) -> Variable:
    if name not in page.asked:
        raise Http404
    return page.variable(name)


def article_of(page: DraftPage, key: str) -> Article:
    found = next((a for a in page.draft.articles if a.clause_key == key), None)
    if found is None:
        raise Http404
    return found


def _row_asked(request: HttpRequest) -> str:
    """The table for which an empty row was asked, by its button."""
    return request.POST.get("extra-row", "")


def _kept(request: HttpRequest, url: str) -> HttpResponse:
    messages.success(request, _("Bewaard."))
    return redirect(url)


# --- showing ------------------------------------------------------------------------------------------


def _editor_context(
    request: HttpRequest, page: DraftPage, articles: list[Article], refused: dict[str, Field]
) -> dict[str, Any]:
    blank_rows = {_row_asked(request): 1} if request.method == "POST" else {}
    costs = page.costs(articles)
    return _links(page) | {
        "sections": [
            _section(page, article, refused, blank_rows) | {"costs": costs.get(article.pk, "")}
            for article in articles
        ],
        "missing_count": len(page.missing),
        "errors": [
            {"url": f"#veld-{name}", "label": field.variable.label, "message": field.error}
            for name, field in refused.items()
        ],
        "here_key": "",
    }


def _saved_context(request: HttpRequest, page: DraftPage, shown: Field) -> dict[str, Any]:
    """The parts of the page that follow from one field."""
    here = request.POST.get("here", "")
    if here in page.draft.numbers:
        previews = [page.preview(article_of(page, here))]
    else:
        previews = [page.preview_of_field(shown.name)]
    return _links(page) | {
        "agreement": page.agreement,
        "field": shown,
        "previews": previews,
        "missing_count": len(page.missing),
        "articles": page.articles if here else [],
        "here_key": here,
    }


def _other_questions(page: DraftPage, current: Article, waited: list[str]) -> dict[str, Any]:
    """What a choice just now made the article ask, and what it asks no longer."""
    waiting = page.waiting(current)
    return {
        "asks_too": [field for field in page.fields(current) if field.name in waited],
        "asks_no_more": [name for name in waiting if name not in waited],
    }


def _links(page: DraftPage) -> dict[str, Any]:
    """Where the blanks of a preview lead."""
    return {
        "asked": page.asked,
        "parties_url": reverse("agreements:parties", args=[page.agreement.uuid]),
    }


def _section(
    page: DraftPage, article: Article, refused: dict[str, Field], blank_rows: dict[str, int]
) -> dict[str, Any]:
    waiting = page.waiting(article)
    fields = [refused.get(f.name, f) for f in page.fields(article, blank_rows)]
    return {
        "article": article,
        "number": page.draft.numbers[article.clause_key][0],
        "clause": page.draft.clause(article),
        "fields": [*fields, *(refused[name] for name in waiting if name in refused)],
        "waiting": [name for name in waiting if name not in refused],
        "unfollowed": page.unfollowed(article),
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
    """Back to the field that was taken from the file, on to the next article, or where one was."""
    if taken := request.POST.get("uit-dossier"):
        return f"{page.url_of(current.clause_key)}#veld-{taken}"
    following = _neighbours(page, current)["following"]
    if "next" in request.POST and following:
        return page.url_of(following.clause_key)
    if "next" in request.POST:
        return reverse("agreements:agreement", args=[page.agreement.uuid])
    return page.url_of(current.clause_key)
