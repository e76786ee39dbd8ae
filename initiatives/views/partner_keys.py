"""How does a partner decide, who was named in a proposal and sees nothing else of the file?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives.actions import decisions, review
from initiatives.deciding import contests, matters
from initiatives.deciding import page as decision_page
from initiatives.deciding.conversation import notes_of
from initiatives.deciding.forms import KeyForm, RemarkForm, contest_form, settle_form
from initiatives.deciding.partner_keys import asked_by, needs_on_partner_key
from initiatives.models import DecisionKey
from initiatives.people.partners import seat_of
from initiatives.plan import results
from initiatives.policy import Ability
from initiatives.terms import DecisionState, KeyVerdict
from initiatives.views.decisions import question_form
from initiatives.views.on_paper import kept_contest, kept_settlement
from initiatives.views.uploads import sent
from samenspel.errors import DomainError
from samenspel.htmx import kept


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


@require_POST
@needs_on_partner_key(Ability.RESPOND)
def partner_ask(request: HttpRequest, key: DecisionKey) -> HttpResponse:
    """About the proposal as a whole: the goals of the file are not the partner's to read."""
    form = question_form((), request.POST)
    if kept(form, lambda said: review.ask(key.decision, **said, by=request.person, seat=key.participation)):
        messages.success(request, _("Je vraag staat erbij. De anderen zien haar bij Mijn werk."))
        return redirect("initiatives:partner-key", key.uuid)
    return _page(request, key, status=422, question_form=form, asking=True)


@require_POST
@needs_on_partner_key(Ability.RESPOND)
def partner_contest(request: HttpRequest, key: DecisionKey) -> HttpResponse:
    """The partner itself says that what was recorded in its name is not so."""
    form = _contest_form(request.POST)
    if kept_contest(request, key, form):
        return redirect("initiatives:partner-key", key.uuid)
    return _page(request, key, status=422, contest_form=form, contesting=True)


@require_POST
@needs_on_partner_key(Ability.RESPOND)
def partner_settle(request: HttpRequest, key: DecisionKey) -> HttpResponse:
    """The partner that contested it says that it is settled, and how."""
    form = settle_form(request.POST)
    if kept_settlement(request, key, form):
        return redirect("initiatives:partner-key", key.uuid)
    return _page(request, key, status=422, settle_form=form, settling=True)


@require_safe
@needs_on_partner_key(Ability.VIEW)
def partner_proof(request: HttpRequest, key: DecisionKey) -> FileResponse:
    """What was shown when someone recorded this partner's decision; of the file's other uploads it opens none."""
    if key.evidence is None:
        raise Http404
    return sent(key.evidence)


def _contest_form(data: Any = None) -> RemarkForm:
    return contest_form(data, auto_id="betwist-%s")


def _page(request: HttpRequest, key: DecisionKey, *, status: int = 200, **extra: Any) -> HttpResponse:
    key.refresh_from_db(fields=["verdict", "remark", "at", "contested_at", "contest_remark"])
    decision = key.decision
    decision.refresh_from_db(fields=["state", "closed_at"])
    is_open = decision.state == DecisionState.OPEN
    waits = is_open and not key.verdict
    responds = Ability.RESPOND in request.abilities
    notes = notes_of(decision)
    contests.with_settlements([key], notes)
    context = {
        "key": key,
        "place": "work",  # the file itself is not hers to open
        "decision": decision,
        "collaboration": decision.collaboration,
        "title": decision_page.title_of(decision),
        "lead": decision_page.lead(decision),
        "keys_list": decision_page.keys_for_partner(decision, seat_of(request.user, key.participation)),
        "matter": matters.shown(decision),
        "result": results.named_in(decision),
        "may_turn": waits and Ability.DECIDE_FOR_SIDE in request.abilities,
        "is_open": waits,
        "return_form": KeyForm(initial={"verdict": KeyVerdict.RETURN}, auto_id="terug-%s"),
        "questions": asked_by(key, notes),
        "question_form": question_form(()),
        "may_ask": is_open and responds,
        "ask_url": reverse("initiatives:partner-key-ask", args=[key.uuid]),
        "may_contest": responds and key.on_paper and not key.contested_at,
        "contest_form": _contest_form(),
        "may_settle": responds and contests.may_settle(key),
        "settle_form": settle_form(),
        "settle_url": reverse("initiatives:partner-contest-settle", args=[key.uuid]),
        "own_keys": [key],
        "own_key": key,
    }
    return render(request, "initiatives/partner_key.html", context | extra, status=status)
