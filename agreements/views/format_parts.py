"""How are the articles and the fields of a draft written?"""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements.actions import formats as actions
from agreements.formats.clauses import names
from agreements.formats.printing import joined
from agreements.formats.published import fields_of_rows
from agreements.formats.variables import Variable as Field
from agreements.maintaining import samples
from agreements.maintaining.forms import ClauseForm, FieldForm
from agreements.maintaining.policy import Ability, needs, needs_clause, needs_field
from agreements.maintaining.rules import is_readable, mistakes
from agreements.maintaining.siblings import only_shared, siblings
from agreements.models import Clause, Format, Variable
from agreements.text.blocks import Preparer
from agreements.views.formats import format_page, url_of, while_written
from samenspel.errors import DomainError, StaleRevision
from samenspel.htmx import asks_for_part, posted, refuse

LOOK = "kijk"  # the button that only looks


@require_http_methods(["GET", "POST"])
@needs(Ability.WRITE)
@while_written
def clause_add(request: HttpRequest, draft: Format) -> HttpResponse:
    form = ClauseForm(posted(request))
    if request.method == "POST" and LOOK not in request.POST and form.is_valid():
        try:
            clause = actions.add_clause(draft, values=form.values())
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            return _kept(request, clause)
    return _clause_page(request, draft, form, here=_("Artikel toevoegen"), back=url_of(draft))


@require_http_methods(["GET", "POST"])
@needs_clause(Ability.WRITE)
@while_written
def clause(request: HttpRequest, clause: Clause) -> HttpResponse:
    """Saved, or only looked at: what is wrong, and how it reads."""
    draft, choice = clause.format, request.POST.get("keuze")
    if choice == "theirs":
        return redirect(url_of(draft, f"artikel-{clause.key}"))
    now = actions.stamp(clause)
    elsewhere = siblings(clause)
    form = ClauseForm(posted(request), clause=clause, seen=now, siblings=elsewhere)
    conflict = None
    if request.method == "POST" and LOOK not in request.POST and form.is_valid():
        seen = now if choice == "mine" else form.cleaned_data["seen"]
        try:
            along = actions.save_clause(clause, seen=seen, values=form.values(), along=form.ticked())
        except StaleRevision as stale:
            conflict = _conflict(clause.title, stale.current, form)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            clause.refresh_from_db()
            return _kept(request, clause, along)
    return _clause_page(
        request,
        draft,
        form,
        here=clause.title,
        conflict=conflict,
        back=url_of(draft, f"artikel-{clause.key}"),
        only_shared=only_shared(clause, elsewhere),
    )


def _kept(request: HttpRequest, clause: Clause, along: Sequence[Format] = ()) -> HttpResponse:
    """Back to the list; to the text itself as long as something in it is to be mended."""
    if mistakes(clause.text, _fields(clause.format), _titles(clause.format)):
        messages.warning(request, _("Bewaard. Er is nog iets te verbeteren in de tekst."))
        page = reverse("agreements:format-clause", args=[clause.uuid]) + "#nakijken"
    else:
        messages.success(request, _("“%(title)s” is bewaard.") % {"title": clause.title})
        page = url_of(clause.format, f"artikel-{clause.key}")
    if along:
        drafts = [
            _("%(kind)s, concept %(number)d") % {"kind": row.kind_label, "number": row.number}
            for row in along
        ]
        messages.success(request, _("Ook veranderd in: %(drafts)s.") % {"drafts": joined(drafts)})
    return redirect(page)


def _clause_page(
    request: HttpRequest, draft: Format, form: ClauseForm, *, here: str, **context: Any
) -> HttpResponse:
    looked = LOOK in request.POST
    text = form.data.get("text", "") if form.is_bound else form.initial.get("text", "")
    context |= {"form": form, "looked": looked} | checked(draft, text.replace("\r\n", "\n"))
    if looked and asks_for_part(request):
        return render(request, "agreements/_format_check.html", {"format": draft, **context})
    answer = format_page(request, "agreements/format_clause.html", here=here, row=draft, **context)
    if looked:
        answer.status_code = 200
    return answer


def checked(draft: Format, text: str) -> dict[str, Any]:
    """What is wrong in a text, and how it reads with invented values."""
    if len(text) > 20_000 or not text.strip():
        return {"wrong": [], "units": [], "fields": []}
    fields = _fields(draft)
    found = {"wrong": mistakes(text, fields, _titles(draft)), "fields": sorted(fields), "units": []}
    if is_readable(text):
        found["units"] = Preparer().units(samples.paragraphs(text, fields), None)
    return found


def _fields(draft: Format) -> dict[str, Field]:
    return fields_of_rows(draft.variables.all())


def _titles(draft: Format) -> set[str]:
    return set(draft.clauses.values_list("title", flat=True))


def _conflict(what: str, current: Any, form: ClauseForm) -> dict[str, str]:
    return {
        "what": f"“{what}”",
        "theirs": f"{current.title}\n\n{current.text}",
        "mine": f"{form.cleaned_data['title']}\n\n{form.cleaned_data['text']}",
    }


@require_POST
@needs_clause(Ability.WRITE)
@while_written
def clause_change(request: HttpRequest, clause: Clause) -> HttpResponse:
    """Up, down, or out of this draft."""
    draft, doing = clause.format, request.POST.get("doe", "")
    if doing in ("op", "neer"):
        actions.move_clause(clause, up=doing == "op")
        return redirect(url_of(draft, f"artikel-{clause.key}"))
    try:
        if doing == "weg":
            actions.remove_clause(clause)
            said = _("“%(title)s” is weggehaald. Bij “Verschil” zet je het terug.")
            messages.success(request, said % {"title": clause.title})
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect(url_of(draft))


# --- fields ---------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@needs(Ability.WRITE)
@while_written
def field_add(request: HttpRequest, draft: Format) -> HttpResponse:
    form = FieldForm(posted(request), name=request.GET.get("naam", "")[:60])
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_field(draft, name=form.cleaned_data["name"], values=form.values())
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            return _made(request, draft, form.cleaned_data["name"])
    return format_page(
        request, "agreements/format_field.html", here=_("Gegeven toevoegen"), row=draft, form=form,
        back=url_of(draft, "gegevens"),
    )  # fmt: skip


def _made(request: HttpRequest, draft: Format, name: str) -> HttpResponse:
    """Back to the article that asked for it, if one did."""
    asking = draft.clauses.filter(text__contains=name)
    clause = next((row for row in asking if name in names(row.text)), None)
    if clause:
        said = _("Het gegeven %(name)s is er. “%(title)s” vraagt ernaar.")
        messages.success(request, said % {"name": name, "title": clause.title})
        return redirect(url_of(draft, f"artikel-{clause.key}"))
    messages.success(
        request, _("Het gegeven %(name)s is er. Zet {{ %(name)s }} in een tekst.") % {"name": name}
    )
    return redirect(url_of(draft, "gegevens"))


@require_http_methods(["GET", "POST"])
@needs_field(Ability.WRITE)
@while_written
def field(request: HttpRequest, field: Variable) -> HttpResponse:
    draft = field.format
    back = url_of(draft, "gegevens")
    if "weg" in request.POST:
        return _remove(request, field)
    fixed = bool(actions.known_type(field.name, besides=draft))
    now = actions.stamp(field)
    form = FieldForm(posted(request), field=field, fixed_type=fixed, seen=now)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_field(field, seen=form.cleaned_data["seen"], values=form.values())
        except StaleRevision as stale:
            refuse(form, stale)
            form.data = form.data.copy()
            form.data["seen"] = actions.stamp(stale.current)  # sent again, knowingly
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Het gegeven %(name)s is bewaard.") % {"name": field.name})
            return redirect(back)
    return format_page(
        request,
        "agreements/format_field.html",
        here=field.label,
        row=draft,
        form=form,
        field=field,
        back=back,
    )


def _remove(request: HttpRequest, field: Variable) -> HttpResponse:
    try:
        actions.remove_field(field)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("agreements:format-field", field.uuid)
    messages.success(request, _("Het gegeven %(name)s is weg.") % {"name": field.name})
    return redirect(url_of(field.format, "gegevens"))
