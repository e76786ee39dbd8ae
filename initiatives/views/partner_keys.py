"""How does a partner decide, who was named in a proposal and sees nothing else of the file?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from initiatives import decision_page, matters, results
from initiatives.actions import decisions, review
from initiatives.decision_forms import KeyForm
from initiatives.models import DecisionKey
from initiatives.partner_keys import needs_on_partner_key, seat_of
from initiatives.policy import Ability
from initiatives.terms import DecisionState, KeyVerdict
from samenspel.errors import DomainError


@require_http_methods(["GET", "POST"])
@needs_on_partner_key(Ability.VIEW)
def partner_key(request: HttpRequest, key: DecisionKey) -> HttpResponse:
    if request.method != "POST":
        return _page(request, key)
    if Ability.DECIDE_FOR_SIDE not in request.abilities:
        raise PermissionDenied
    form = KeyForm(request.POST, auto_id="terug-%s")
    if not form.is_valid():
        return _page(request, key, status=422, return_form=form, returning=True)
    said = {"remark": form.words, "by": request.person, "seat": key.participation}
    try:
        if form.cleaned_data["verdict"] == KeyVerdict.RETURN:
            review.give_back(key.decision, notes=[], **said)
        else:
            decisions.turn_key(key.decision, verdict=KeyVerdict.ACCEPT, **said)
    except DomainError as no:
        return _page(request, key, status=422, return_form=form, refusal=no.message)
    messages.success(request, _("Jullie antwoord staat erbij. De gemeente en het initiatief zien het."))
    return redirect("initiatives:partner-key", key.uuid)


def _page(request: HttpRequest, key: DecisionKey, *, status: int = 200, **extra: Any) -> HttpResponse:
    key.refresh_from_db(fields=["verdict", "remark", "at"])
    decision = key.decision
    decision.refresh_from_db(fields=["state", "closed_at"])
    is_open = decision.state == DecisionState.OPEN and not key.verdict
    context = {
        "key": key,
        "place": "work",  # the file itself is not hers to open
        "decision": decision,
        "collaboration": decision.collaboration,
        "title": decision_page.title_of(decision),
        "lead": decision_page.lead(decision),
        "keys_list": decision_page.keys_for_partner(decision, seat_of(request.user, key)),
        "matter": matters.shown(decision),
        "result": results.named_in(decision),
        "may_turn": is_open and Ability.DECIDE_FOR_SIDE in request.abilities,
        "is_open": is_open,
        "return_form": KeyForm(initial={"verdict": KeyVerdict.RETURN}, auto_id="terug-%s"),
    }
    return render(request, "initiatives/partner_key.html", context | extra, status=status)
