"""How do people look back on an agreement that holds, and how do they begin to change it?"""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.actions import amending as amend_actions
from agreements.actions import living as actions
from agreements.formats import published
from agreements.living import amending, said
from agreements.living.forms import AmendForm, EvaluationForm, PlanForm
from agreements.living.page import LivingPage
from agreements.models import Agreement
from agreements.page import agreement_context
from agreements.policy import Ability, needs, speaker_of
from agreements.terms import Conclusion
from agreements.views.closed import in_words_when_closed
from agreements.views.editing import drafting_seat
from agreements.views.speaking import speaks_for
from initiatives import policy as file_policy
from samenspel.htmx import kept, posted


def back(agreement: Agreement) -> HttpResponse:
    return redirect("agreements:agreement", agreement.uuid)


def page_of(request: HttpRequest, agreement: Agreement) -> LivingPage:
    speaker = speaker_of(request.user, agreement)
    return LivingPage(
        agreement, request.user, organisations_of(request, agreement), speaker.party if speaker else None
    )


def organisations_of(request: HttpRequest, agreement: Agreement) -> set[int]:
    """Whose own words this reader may read."""
    seats = file_policy.seats_of(request.user, agreement.collaboration)
    speaker = speaker_of(request.user, agreement)
    found = set(file_policy.viewer_at(seats).organisations)
    return found | ({speaker.party.organisation_id} if speaker else set())


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.EVALUATE)
def evaluate(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """They looked back: when, what came out, and what to take up there."""
    form = EvaluationForm(posted(request), initial={"on": timezone.localdate()})

    def act(answers: dict) -> None:
        actions.record_evaluation(
            agreement,
            **(answers | {"conclusion": Conclusion(answers["conclusion"])}),
            by=request.person,
            organisation=speaks_for(request, agreement),
        )

    if request.method == "POST" and kept(form, act):
        messages.success(request, _("Vastgelegd. De volgende terugblik staat bij de overeenkomst."))
        return back(agreement)
    page = page_of(request, agreement)
    context = agreement_context(request, agreement, here=_("Kijk terug"))
    context |= {"form": form, "questions": page.said.questions, "loose": page.loose()}
    return render(request, "agreements/evaluate.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.EVALUATE)
def plan(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    page = page_of(request, agreement)
    form = PlanForm(posted(request), initial={"on": agreement.looks_back_on})

    def act(answers: dict) -> None:
        actions.plan_evaluation(
            agreement, **answers, by=request.person, organisation=speaks_for(request, agreement)
        )

    if request.method == "POST" and kept(form, act):
        messages.success(request, _("De terugblik staat gepland. Iedereen leest dat op de tijdlijn."))
        return back(agreement)
    context = agreement_context(request, agreement, here=_("Plan de terugblik"))
    context |= {
        "form": form,
        "lead": _("Kies een dag die beide kanten uitkomt. Verzetten kan altijd."),
        "button": _("Plan deze dag"),
        "loose": page.loose(),
    }
    return render(request, "agreements/living_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.AMEND)
def amend(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Which articles change, and which come; the rest goes on as it stands."""
    reads = amending.as_it_reads(agreement, said.addenda_of(agreement))
    spec = published.of(agreement)
    present = {row.clause_key for row in reads} | {"partijen", "ondertekening"}
    adds = [(key, spec.clauses[key].title) for key in spec.offered(present)]
    form = AmendForm(
        posted(request),
        changes=[(row.clause_key, row.title) for row in reads],
        adds=adds,
        initial={"request_key": uuid.uuid4()},
    )
    if request.method == "POST" and kept(form, lambda answers: None):
        begun = None

        def act(answers: dict) -> None:
            nonlocal begun
            begun = amend_actions.amend(
                agreement, **answers, by=request.person, seat=drafting_seat(request, agreement)
            )

        if kept(form, act):
            messages.success(request, _("Het concept ligt klaar. Pas aan wat er moet veranderen."))
            return redirect("agreements:agreement", begun.uuid)
    context = agreement_context(request, agreement, here=_("Begin een addendum"))
    return render(
        request, "agreements/amend.html", context | {"form": form}, status=422 if form.is_bound else 200
    )
