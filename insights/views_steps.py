"""Where does this file stand on the coach's five steps, and what is answered there?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts.models import Side
from initiatives import policy
from initiatives.actions import steps as actions
from initiatives.coaching import steps as coach_steps
from initiatives.coaching.answers import answer_of, newest_facts, said_in
from initiatives.coaching.forms import GuidanceForm, StepAnswerForm
from initiatives.coaching.steps import Question
from initiatives.file_page import file_context
from initiatives.models import Collaboration, Fact
from initiatives.plan import guidance
from initiatives.policy import Ability, needs
from initiatives.views.acting import seat_to
from insights.steps_page import line_for_coach, steps_context
from samenspel import dutch
from samenspel.errors import DomainError, StaleRevision
from samenspel.htmx import asks_for_part, posted, refuse


@require_safe
@needs(Ability.VIEW)
def five_steps(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    context = file_context(request, collaboration, "plan", here=_("Vijf stappen"))
    context |= steps_context(
        request.user, collaboration, viewer=context["viewer"], abilities=request.abilities
    )
    return render(request, "insights/five_steps.html", context)


@require_safe
@needs(Ability.VIEW)
def five_steps_line(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    """The part of the overview that says at which step something is open: fetched after the page, for a coach."""
    if not asks_for_part(request):
        return redirect("insights:five-steps", collaboration.uuid)
    viewer = policy.viewer(request.user, collaboration)
    line = line_for_coach(request.user, collaboration, viewer)
    return render(request, "insights/_step_line.html", {"collaboration": collaboration, "line": line})


@require_http_methods(["GET", "POST"])
@needs(Ability.PLAN)
def step_answer(request: HttpRequest, collaboration: Collaboration, step: str, question: str) -> HttpResponse:
    asked = _question(step, question)
    newest = actions.newest_of(collaboration, asked.fact)
    if request.POST.get("keuze") == "theirs":
        return redirect(_place(collaboration, asked))
    form = StepAnswerForm(posted(request), question=asked, initial=_initial(asked, newest))
    context = file_context(request, collaboration, "plan", here=asked.text)
    if request.method == "POST" and form.is_valid():
        said = form.said()
        if request.POST.get("keuze") == "mine":
            said["seen"] = str(newest.uuid) if newest else ""
        try:
            seat = seat_to(Ability.PLAN, context["seats"])
            actions.answer(collaboration, asked, **said, by=request.person, seat=seat)
        except StaleRevision as stale:
            context["conflict"] = _conflict(asked, stale.current, said)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Het antwoord staat in het dossier."))
            return redirect(_place(collaboration, asked))
    context |= {
        "form": form,
        "question": asked,
        "step": coach_steps.step_of(step),
        "back": _place(collaboration, asked),
        "earlier": _earlier(collaboration, asked),
    }
    return render(request, "insights/step_answer.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs(Ability.PLAN)
def step_guidance(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    seat = next((s for s in policy.seats_of(request.user, collaboration) if s.side == Side.SUPPORT), None)
    if seat is None:
        raise PermissionDenied
    keys = [step.key for step in coach_steps.steps()]
    known = guidance.guidance_in(newest_facts(collaboration), keys)
    form = GuidanceForm(posted(request), guidance=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_how_i_help(collaboration, **form.said(), by=request.person, seat=seat.participation)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Iedereen in dit dossier ziet nu hoe je helpt."))
            return redirect("insights:five-steps", collaboration.uuid)
    context = file_context(request, collaboration, "plan", here=_("Hoe help je?"))
    context["form"] = form
    return render(request, "insights/step_guidance.html", context, status=422 if form.is_bound else 200)


def _question(step: str, key: str) -> Question:
    found = coach_steps.step_of(step)
    question = found.question(key) if found else None
    if question is None or not question.is_asked_here:
        raise Http404
    return question


def _initial(question: Question, newest: Fact | None) -> dict[str, Any]:
    if newest is None:
        return {}
    chosen, text = said_in(newest)
    kept: Any = chosen if question.several else (chosen[0] if chosen else "")
    return {"chosen": kept, "text": text, "seen": str(newest.uuid)}


def _place(collaboration: Collaboration, question: Question) -> str:
    page = reverse("insights:five-steps", args=[collaboration.uuid])
    return f"{page}#{question.step}-{question.key}"


def _earlier(collaboration: Collaboration, question: Question) -> list[dict[str, Any]]:
    """What was answered before, the newest first."""
    facts = Fact.objects.filter(collaboration=collaboration, name=question.fact).select_related("by")
    return [{"answer": answer_of(question, fact), "by": fact.by} for fact in facts[:20]]


def _conflict(question: Question, theirs: Fact | None, mine: dict[str, Any]) -> dict[str, Any]:
    """Both answers in words, for `_conflict.html`."""
    return {
        "who": dutch.first_name(theirs.by.name) if theirs else "",
        "at": theirs.created_at if theirs else None,
        "what": _("dit antwoord"),
        "theirs": question.in_words(*said_in(theirs)) if theirs else "",
        "mine": question.in_words(mine["chosen"], mine["text"]),
    }
