"""Which pages show many files: the list, the board and the table to take along?"""

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contacts import roster
from initiatives import policy
from initiatives.listing import finding
from initiatives.listing.export import csv_lines, table_file
from initiatives.listing.finding import FindForm
from initiatives.listing.lines import lines
from initiatives.listing.shapes import shapes
from initiatives.models import Collaboration
from initiatives.terms import Phase, Status
from municipalities.models import Municipality
from samenspel.access import signed_in
from samenspel.htmx import asks_for_part, page_or_part
from samenspel.limits import limited, searches


@signed_in
@require_safe
@limited("search", when=searches)
def initiative_list(request: HttpRequest) -> HttpResponse:
    if roster.sees_figures_only(request.user):
        return redirect("insights:progress")
    form = FindForm(request.GET, user=request.user)
    after = request.GET.get("na", "")
    files, onward = finding.page_of(form.found(), after)
    later = bool(after) and bool(files)
    context = _context(request, form, "list") | {
        "lines": lines(files, form.own_parties),
        "count": len(files),
        "more": bool(onward),
        "later": later,
        "next_url": form.query(na=onward) if onward else "",
        "first_url": request.path + form.query() if later else "",
        "empty": _empty(form) if not files else None,
    }
    return _answer(request, form, "list", context)


@signed_in
@require_safe
@limited("search", when=searches)
def initiative_board(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.GET, user=request.user)
    phases = [Phase(form.chosen["phase"])] if "phase" in form.chosen else list(Phase)
    found = {} if form.unclear else finding.board(form.found(), phases)
    files = [file for column in found.values() for file in column[: finding.BOARD_SIZE]]
    by_phase: dict[Phase, list[Any]] = {phase: [] for phase in phases}
    for line in lines(files, form.own_parties, brief=True):
        by_phase[line.phase].append(line)
    list_url = reverse("initiatives:list")
    context = _context(request, form, "board") | {
        "columns": [
            {
                "phase": phase,
                "lines": by_phase[phase],
                "more_url": list_url + form.query(phase=phase.value)
                if len(found.get(phase, [])) > finding.BOARD_SIZE
                else "",
            }
            for phase in phases
        ],
        "count": len(files),
        "empty": _empty(form) if not files else None,
    }
    return _answer(request, form, "board", context)


@signed_in
@require_safe
@limited("take_table_along")
def initiative_export(request: HttpRequest) -> StreamingHttpResponse:
    form = FindForm(request.GET, user=request.user)
    return table_file("initiatieven", csv_lines(form.found(), form.own_parties))


def _answer(request: HttpRequest, form: FindForm, shape: str, context: dict[str, Any]) -> HttpResponse:
    response = page_or_part(
        request, f"initiatives/{shape}.html", f"initiatives/_{shape}_results.html", context
    )
    if asks_for_part(request):
        response["HX-Push-Url"] = request.path + form.query()  # without the filters that were left empty
    return response


def _context(request: HttpRequest, form: FindForm, shape: str) -> dict[str, Any]:
    return {
        "form": form,
        "address": request.path,
        "shape": shape,
        "shapes": shapes(form, shape, request.user),
        "export_url": reverse("initiatives:export") + form.query(),
        "may_register": bool(policy.may_register_for(request.user)),
    }


# --- when nothing is found ----------------------------------------------------------------------------


def _empty(form: FindForm) -> dict[str, Any]:
    """Why nothing is shown, and one or two ways to go on."""
    if form.unclear:
        return _unclear(form)
    if not Collaboration.objects.visible_to(form.user).exists():
        return {"kind": "none"}
    if not form.chosen:
        return {"kind": "ended", "links": [(f"?status={Status.ENDED}", _("Bekijk wat gestopt is"))]}
    links = []
    if form.text:
        links = [
            (
                form.query(q="", municipality=hit.municipality.code),
                _("Initiatieven in %(name)s") % {"name": hit.municipality},
            )
            for hit in _meant(form.text)
        ]
        if len(form.chosen) > 1:
            links.append((FindForm({"q": form.text}, user=form.user).query(), _("Zoek zonder filters")))
    return {"kind": "no_match", "text": form.text, "links": links}


def _meant(text: str) -> list[Any]:
    """The gemeente that somebody names, perhaps with a slip of the pen."""
    existing = Municipality.objects.existing()
    return existing.hits(text, 2) or existing.suggest(text, 2)


def _unclear(form: FindForm) -> dict[str, Any]:
    offered = form.unclear
    assert offered is not None  # noqa: S101  the caller asked
    hits = [(form.query(municipality=hit.municipality.code), hit.name) for hit in offered.hits]
    return {"kind": "unclear", "text": offered.text, "links": hits}
