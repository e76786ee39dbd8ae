"""How far are the initiatives that someone oversees? One page with figures, and the same as a table to take along."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from contacts import roster
from initiatives.listing import finding
from initiatives.listing.export import table_file, table_lines
from initiatives.listing.shapes import shapes
from insights import progress as figures
from insights.progress import ProgressForm
from samenspel.access import signed_in
from samenspel.limits import limited


@signed_in
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    form = ProgressForm(request.GET, user=request.user)
    found, after = form.found(), request.GET.get("na", "")
    files, onward = finding.page_of(found, after)
    later = bool(after) and bool(files)
    together, each = figures.counted(found)
    context = {
        "form": form,
        "lines": figures.lines(files),
        "heads": figures.heads(),
        "together": together,
        "each": each[: figures.MOST_MUNICIPALITIES] if len(each) > 1 else [],
        "more_municipalities": max(0, len(each) - figures.MOST_MUNICIPALITIES),
        "next_url": form.query(na=onward) if onward else "",
        "first_url": request.path + form.query() if later else "",
        "export_url": reverse("insights:progress-export") + form.query(),
        "shapes": [] if roster.sees_figures_only(request.user) else shapes(form, "progress", request.user),
    }
    return render(request, "insights/progress.html", context)


@signed_in
@require_safe
@limited("take_table_along")
def progress_export(request: HttpRequest) -> StreamingHttpResponse:
    form = ProgressForm(request.GET, user=request.user)
    return table_file("voortgang", table_lines(form.found(), figures.heads(), figures.rows))
