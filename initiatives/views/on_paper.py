"""What can be recorded in a party's name, and what does that party answer?"""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from initiatives import file_page, policy
from initiatives.actions import on_paper
from initiatives.actions.plan import record_view
from initiatives.deciding import page as decision_page
from initiatives.deciding.forms import OnPaperForm, contest_form, settle_form
from initiatives.models import DecisionKey, JointDecision, PlanItem
from initiatives.plan.forms import RecordedViewForm
from initiatives.plan.goals import without_own_view
from initiatives.policy import Ability, Seat, needs_on_decision, needs_on_item
from initiatives.terms import DecisionState, ItemKind
from initiatives.views.acting import seat_to_record
from initiatives.views.decisions import answering, page
from samenspel.errors import DomainError
from samenspel.htmx import kept, posted, posted_with_files, refuse


@needs_on_decision(Ability.RECORD_ON_PAPER)
def record_on_paper(request: HttpRequest, decision: JointDecision) -> HttpResponse:
    """A party decided itself, on paper: who, when, and the proof."""
    seats = policy.seats_of(request.user, decision.collaboration)
    seat = seat_to_record(seats)
    unturned = decision.keys.filter(verdict="").exclude(participation__in=[s.participation for s in seats])
    if decision.state != DecisionState.OPEN or not unturned:
        messages.info(request, _("Hier valt niets meer vast te leggen. Alle partijen hebben beslist."))
        return redirect("initiatives:decision", decision.uuid)
    form = OnPaperForm(*posted_with_files(request), keys=unturned)
    if request.method == "POST" and form.is_valid():
        try:
            on_paper.record_with_file(decision, **form.cleaned_data, by=request.person, seat=seat)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Het besluit is vastgelegd namens de partij. Zij kan het betwisten."))
            return redirect("initiatives:decision", decision.uuid)
    status = 422 if form.is_bound else 200
    return _below(request, decision, "record_on_paper.html", _("Besluit op papier"), form, status=status)


@needs_on_item(Ability.RECORD_ON_PAPER)
def view_record(request: HttpRequest, item: PlanItem) -> HttpResponse:
    """How a party that does not sign in sees a goal: what, and who said so when."""
    if item.kind != ItemKind.GOAL:
        raise Http404
    seats = policy.seats_of(request.user, item.collaboration)
    seat = seat_to_record(seats)
    parties = without_own_view(item).exclude(pk__in=[s.participation.pk for s in seats])
    if not parties:
        messages.info(request, _("Hier valt niets vast te leggen. De partijen zeiden zelf hoe zij het zien."))
        return redirect("initiatives:item", item.uuid)
    form = RecordedViewForm(posted(request), parties=parties)
    if request.method == "POST" and form.is_valid():
        try:
            record_view(item, **form.cleaned_data, by=request.person, seat=seat)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request, _("De kijk van deze partij staat erbij. Zij kan haar eigen kijk geven.")
            )
            return redirect("initiatives:item", item.uuid)
    here = _("Leg vast hoe een partij het ziet")
    context = file_page.file_context(request, item.collaboration, "plan", here=here)
    context |= {"item": item, "form": form}
    return render(request, "initiatives/view_record.html", context, status=422 if form.is_bound else 200)


@needs_on_decision(Ability.RESPOND)
def key_contest(request: HttpRequest, decision: JointDecision) -> HttpResponse:
    """The party itself says that what was recorded in its name is not so."""
    seats = policy.seats_of(request.user, decision.collaboration)
    key = _recorded_for(seats, decision)
    form = contest_form(posted(request))
    if request.method == "POST" and kept_contest(request, key, form):
        return redirect("initiatives:decision", decision.uuid)
    status = 422 if form.is_bound else 200
    extra = {"key": key, "keys_list": decision_page.keys_list(decision, seats)}
    return _below(request, decision, "key_contest.html", _("Betwisten"), form, status=status, **extra)


@require_POST
@needs_on_decision(Ability.RESPOND)
def contest_settle(request: HttpRequest, decision: JointDecision) -> HttpResponse:
    """The party that contested it says that it is settled, and how."""
    key = _recorded_for(policy.seats_of(request.user, decision.collaboration), decision)
    form = settle_form(request.POST)
    if kept_settlement(request, key, form):
        return redirect("initiatives:decision", decision.uuid)
    return page(request, decision, status=422, settle_form=form, settling=True)


def _recorded_for(seats: list[Seat], decision: JointDecision) -> DecisionKey:
    """The key that was recorded in the name of a side for which she answers."""
    own = [seat.participation.pk for seat in answering(seats)]
    return get_object_or_404(DecisionKey, decision=decision, participation__in=own, on_paper=True)


# --- whoever it was recorded for, in the file and beside it ---------------------------------------------


def kept_contest(request: HttpRequest, key: DecisionKey, form: BaseForm) -> bool:
    """Whether the words of that party stand beside it now; a refusal stands on the form."""
    done = kept(form, lambda said: on_paper.contest(key, **said, by=request.person))
    if done:
        messages.success(request, _("Jullie woorden staan erbij. De anderen lezen ze in het dossier."))
    return done


def kept_settlement(request: HttpRequest, key: DecisionKey, form: BaseForm) -> bool:
    """Whether it stands there how the contest was settled; a refusal stands on the form."""
    done = kept(form, lambda said: on_paper.settle_contest(key, **said, by=request.person))
    if done:
        messages.success(request, _("Het staat erbij. De anderen hoeven hier niets meer mee."))
    return done


def _below(
    request: HttpRequest,
    decision: JointDecision,
    template: str,
    here: str,
    form: BaseForm,
    *,
    status: int,
    **extra: Any,
) -> HttpResponse:
    context = file_page.file_context(request, decision.collaboration, "plan", here=here)
    context |= {"decision": decision, "title": decision_page.title_of(decision), "form": form}
    return render(request, f"initiatives/{template}", context | extra, status=status)
