"""What can someone do who looks at a decision and does not decide yet: ask, answer, take it up?"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from initiatives import policy
from initiatives.actions import review as actions
from initiatives.deciding.conversation import answering_seat
from initiatives.deciding.forms import TakeForm
from initiatives.deciding.page import goals_before
from initiatives.models import DecisionNote, JointDecision
from initiatives.policy import Ability, needs_on_decision
from initiatives.views.acting import seat_to
from initiatives.views.decisions import answer_form, page, question_form
from samenspel.errors import DomainError
from samenspel.htmx import refuse


@require_POST
@needs_on_decision(Ability.PROPOSE)
def question_ask(request: HttpRequest, decision: JointDecision) -> HttpResponse:
    seat = seat_to(Ability.PROPOSE, policy.seats_of(request.user, decision.collaboration))
    form = question_form(goals_before(decision), request.POST)
    if form.is_valid():
        try:
            note = actions.ask(decision, **form.cleaned_data, by=request.person, seat=seat)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Je vraag staat erbij. De ander ziet haar bij Mijn werk."))
            return redirect(_address(note))
    return page(request, decision, status=422, question_form=form, asking=True)


@require_POST
@needs_on_decision(Ability.PROPOSE)
def question_answer(request: HttpRequest, decision: JointDecision) -> HttpResponse:
    form = answer_form(decision, request.POST.get("question", ""), request.POST)
    if form.is_valid():
        question = form.cleaned_data["question"]
        seat = answering_seat(question, policy.seats_of(request.user, decision.collaboration))
        if seat is None:
            raise PermissionDenied
        text = form.cleaned_data["text"]
        try:
            actions.answer(question, text=text, by=request.person, seat=seat.participation)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Je antwoord staat erbij."))
            return redirect(_address(question))
    return page(request, decision, status=422, answering=form)


@require_POST
@needs_on_decision(Ability.PROPOSE)
def key_take(request: HttpRequest, decision: JointDecision) -> HttpResponse:
    """Also from a colleague: the form says whom this reader saw at it."""
    seats = policy.seats_of(request.user, decision.collaboration)
    own = {s.participation.pk: s for s in seats if policy.seat_for([s], Ability.PROPOSE)}
    key = decision.keys.filter(participation__in=own).select_related("decision__collaboration").first()
    if key is None:
        raise PermissionDenied
    form = TakeForm(request.POST)
    seat = own[key.participation_id].participation
    try:
        actions.take(
            key,
            instead_of=form.cleaned_data["seen"] if form.is_valid() else None,
            by=request.person,
            seat=seat,
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Jij kijkt hiernaar. Je collega’s zien dat."))
    return redirect("initiatives:decision", decision.uuid)


def _address(note: DecisionNote) -> str:
    return reverse("initiatives:decision", args=[note.decision.uuid]) + f"#vraag-{note.uuid}"
