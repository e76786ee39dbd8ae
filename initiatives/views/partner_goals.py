"""How does a partner say how it sees the goals that it helps to reach, without the file opening for it?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from initiatives.actions import plan as actions
from initiatives.models import Participation
from initiatives.plan import partner_goals as goals
from initiatives.plan.partner_goals import needs_on_partner_seat
from initiatives.policy import Ability
from initiatives.terms import GoalStatus


@require_http_methods(["GET", "POST"])
@needs_on_partner_seat(Ability.VIEW)
def partner_goals(request: HttpRequest, seat: Participation) -> HttpResponse:
    if request.method != "POST":
        return _page(request, seat, goals.rows_of(seat))
    if Ability.GIVE_VIEW not in request.abilities:
        raise PermissionDenied
    rows = goals.rows_of(seat)
    row = next((row for row in rows if str(row["item"].uuid) == request.POST.get("goal")), None)
    if row is None:
        messages.error(request, _("Dit doel staat niet op deze bladzijde. Kies er een dat er staat."))
        return _page(request, seat, rows, status=422)
    row["form"] = form = goals.view_form(row["item"], request.POST)
    if not form.is_valid():
        return _page(request, seat, rows, status=422)
    said = {"status": GoalStatus(form.cleaned_data["status"]), "remark": form.cleaned_data["remark"]}
    actions.give_view(row["item"], **said, by=request.person, seat=seat)
    messages.success(request, _("Jullie kijk staat erbij. Gemeente, initiatief en begeleider zien haar."))
    return redirect("initiatives:partner-goals", seat.uuid)


def _page(
    request: HttpRequest, seat: Participation, rows: list[dict[str, Any]], *, status: int = 200
) -> HttpResponse:
    context = {
        "seat": seat,
        "place": "work",  # the file itself is not hers to open
        "collaboration": seat.collaboration,
        "rows": rows,
        "pulled": goals.pulled_by(seat),
        "may_say": Ability.GIVE_VIEW in request.abilities,
    }
    return render(request, "initiatives/partner_goals.html", context, status=status)
