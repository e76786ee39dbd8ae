"""Which help was asked of a gemeente, what was the answer, and why?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from initiatives.models import PlanItem
from initiatives.room import ladders
from initiatives.terms import HelpKind, ItemKind
from municipalities.models import Municipality
from samenspel.access import signed_in

SHOWN = 50


@signed_in
@require_safe
def support_requests(request: HttpRequest, code: str) -> HttpResponse:
    """All requests in the files that this reader sees, perhaps of one kind of help.

    An ambtenaar sees those of the whole gemeente, so that like cases can be treated alike.
    """
    municipality = get_object_or_404(Municipality.objects.select_related("organisation"), code=code.upper())
    asked = PlanItem.objects.visible_to(request.user).filter(
        kind=ItemKind.REQUEST, collaboration__municipality=municipality
    )
    kind = request.GET.get("soort", "")
    if kind in HelpKind.values:
        asked = asked.filter(help_kind=kind)
    newest = list(
        asked.select_related("collaboration__initiative__organisation").order_by("-pk")[: SHOWN + 1]
    )
    rows = [{"item": item, "rung": ladders.REQUEST.at(item.stage)} for item in newest[:SHOWN]]
    context = {
        "municipality": municipality,
        "rows": rows,
        "more": len(newest) > SHOWN,
        "kinds": [(value, word, value == kind) for value, word in HelpKind.choices],
        "chosen": kind in HelpKind.values,
        "place": "municipalities",
    }
    return render(request, "initiatives/support_requests.html", context)
