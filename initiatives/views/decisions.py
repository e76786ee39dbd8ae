"""What can be proposed, decided and said together?"""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from contacts.models import Side
from initiatives import file_page, policy
from initiatives.actions import decisions as actions
from initiatives.actions import review
from initiatives.deciding import gates, hats
from initiatives.deciding import page as decision_page
from initiatives.deciding.asked import RESULT, rests_on_result, still_asked
from initiatives.deciding.forms import (
    AnswerForm,
    KeyForm,
    PhaseStepForm,
    QuestionForm,
    RemarkForm,
    settle_form,
)
from initiatives.models import Collaboration, JointDecision, Participation, PlanItem
from initiatives.plan import page as plan_page
from initiatives.plan import results
from initiatives.policy import Ability, Seat, needs, needs_on_decision
from initiatives.terms import DecisionKind, DecisionState, KeyVerdict, Phase, Status
from initiatives.views.acting import seat_of_owner, seat_to, seat_to_propose
from samenspel.errors import DomainError
from samenspel.htmx import posted, refuse


def _seats(request: HttpRequest, collaboration: Collaboration) -> list[Seat]:
    return policy.seats_of(request.user, collaboration)


def answering(seats: list[Seat]) -> list[Seat]:
    """The seats from which someone answers in the name of that side."""
    return [s for s in seats if policy.seat_at([s], s.participation.organisation_id, Ability.RESPOND)]


# --- proposing a phase step -----------------------------------------------------------------------------


@needs(Ability.PROPOSE)
def phase_step_propose(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    lying = collaboration.decisions.open().filter(kind=DecisionKind.PHASE_STEP, subject="").first()
    if lying is not None:
        messages.info(request, _("Er ligt al een voorstel. Bekijk dat eerst."))
        return redirect("initiatives:decision", lying.uuid)
    if collaboration.status == Status.PAUSED:
        messages.info(
            request, _("Deze samenwerking is gepauzeerd. Ga eerst weer verder, en zet dan de stap.")
        )
        return redirect("initiatives:plan", collaboration.uuid)
    current = Phase(collaboration.phase)
    form = PhaseStepForm(
        posted(request),
        current=current,
        results=results.offered(collaboration),
        partners=partners_of(collaboration),
        chosen=request.GET.get("resultaat", ""),
        wears_hats=asks_hat(request, collaboration),
        initial={"to": _wanted(request, current)},
    )
    if request.method == "POST" and form.is_valid():
        decision = _propose(request, collaboration, form)
        if decision is not None:
            messages.success(request, said_of_proposal(decision))
            return redirect("initiatives:decision", decision.uuid)
    context = file_page.file_context(request, collaboration, "plan", here=_("Stap voorstellen"))
    context |= {
        "form": form,
        "gate": gates.gate(collaboration, current.next or current),
        "asked_of_result": still_asked(collaboration).get(RESULT, ()),
        "may_say": plan_page.what_you_may(context["seats"]),
    }
    status = 422 if form.is_bound else 200
    return render(request, "initiatives/phase_step.html", context, status=status)


def asks_hat(request: HttpRequest, collaboration: Collaboration) -> bool:
    seat, _own_key = seat_to_propose(_seats(request, collaboration))
    return hats.are_asked(collaboration, seat.side)


def _propose(request: HttpRequest, collaboration: Collaboration, form: PhaseStepForm) -> JointDecision | None:
    seat, own_key = seat_to_propose(_seats(request, collaboration))
    try:
        return actions.propose_phase_step(
            collaboration,
            to=Phase(form.cleaned_data["to"]),
            reason=form.cleaned_data["reason"],
            result=form.chosen_result,
            partners=form.chosen_partners,
            hat=form.cleaned_data.get("hat", ""),
            by=request.person,
            seat=seat,
            own_key=own_key,
        )
    except DomainError as refusal:
        refuse(form, refusal)
        return None


def partners_of(collaboration: Collaboration) -> list[Participation]:
    partners = collaboration.participations.in_force().filter(side=Side.PARTNER)
    return list(partners.select_related("organisation"))


def _wanted(request: HttpRequest, current: Phase) -> str:
    asked = request.GET.get("naar", "")
    if asked in Phase.values and asked != current:
        return asked
    return (current.next or Phase.STARTUP).value


def said_of_proposal(decision: JointDecision) -> str:
    if decision.keys.exclude(verdict="").exists():
        return _("Het voorstel ligt er. De sleutel van jullie kant is omgedraaid; nu is de ander aan zet.")
    return _("Het voorstel ligt er. Beide kanten kunnen nu hun sleutel omdraaien.")


# --- the page of one decision, and turning a key -----------------------------------------------------------


def page(
    request: HttpRequest,
    decision: JointDecision,
    *,
    status: int = 200,
    answering: AnswerForm | None = None,
    **extra: Any,
) -> HttpResponse:
    """The page of one decision; with the form that was refused in the place of its empty one."""
    title = decision_page.title_of(decision)
    tab = decision_page.tab_of(decision)
    context = file_page.file_context(request, decision.collaboration, tab, here=title)
    if decision.kind == DecisionKind.MINUTES:
        context["crumbs"].append(
            (file_page.address("initiatives:contact-log", decision.collaboration.uuid), _("Contact"))
        )
    context |= decision_page.decision_context(decision, seats=context["seats"], viewer=context["viewer"])
    shown = [row["item"] for row in (*context["goals"], *context["quiet_goals"])]
    items = [] if decision.subject else shown
    worn = {"wears_hats": context["asks_hat"]}
    context["accept_form"] = KeyForm(auto_id="akkoord-%s", **worn)
    context["return_form"] = KeyForm(
        initial={"verdict": KeyVerdict.RETURN},
        items=items,
        about_result=context["about_result"],
        auto_id="terug-%s",
        **worn,
    )
    works = Ability.PROPOSE in request.abilities
    context["question_form"] = question_form(items)
    context["may_ask"] = works and context["is_open"] and not context["one_sided"]
    context["ask_url"] = reverse("initiatives:question-ask", args=[decision.uuid])
    for question in context["questions"]:
        question.may_answer = works and question.may_answer
        uuid = str(question.note.uuid)
        again = answering is not None and answering["question"].value() == uuid
        question.form = answering if again else answer_form(decision, uuid)
        question.is_open = again
    context |= _own_words(decision, may_settle=context["may_settle"] and Ability.RESPOND in request.abilities)
    return render(request, "initiatives/decision.html", context | extra, status=status)


def _own_words(decision: JointDecision, *, may_settle: bool) -> dict[str, Any]:
    """What a side can write beside what others decided or recorded."""
    return {
        "reading_form": _reading_form(),
        "may_settle": may_settle,
        "settle_form": settle_form(),
        "settle_url": reverse("initiatives:contest-settle", args=[decision.uuid]),
    }


@needs_on_decision(Ability.VIEW)
def decision(request: HttpRequest, decision: JointDecision) -> HttpResponse:
    return page(request, decision)


@require_POST
@needs_on_decision(Ability.DECIDE_FOR_SIDE)
def key_turn(request: HttpRequest, decision: JointDecision) -> HttpResponse:
    seat = seat_to(Ability.DECIDE_FOR_SIDE, _seats(request, decision.collaboration))
    form = KeyForm(
        request.POST,
        items=decision_page.goals_before(decision),
        about_result=rests_on_result(decision),
        wears_hats=hats.wears_hats(seat.side),
        auto_id="terug-%s",
    )
    refusal = ""
    if form.is_valid():
        hat = form.cleaned_data.get("hat", "")
        said = {"remark": form.words, "hat": hat, "by": request.person, "seat": seat}
        try:
            if form.cleaned_data["verdict"] == KeyVerdict.RETURN:
                review.give_back(decision, notes=form.item_notes, **said)
            else:
                actions.turn_key(decision, verdict=KeyVerdict.ACCEPT, **said)
        except DomainError as no:
            refusal = no.message
        else:
            messages.success(request, _turned(decision))
            return redirect("initiatives:decision", decision.uuid)
    decision.refresh_from_db()
    returning = request.POST.get("verdict") == KeyVerdict.RETURN
    return page(
        request, decision, status=422, refusal=refusal, return_form=form, returning=returning and not refusal
    )


def question_form(items: Iterable[PlanItem], data: Any = None) -> QuestionForm:
    return QuestionForm(data, items=items, auto_id="vraag-%s")


def answer_form(decision: JointDecision, question: str, data: Any = None) -> AnswerForm:
    """Ids carry the question, because a page holds many."""
    return AnswerForm(
        data, decision=decision, initial={"question": question}, auto_id=f"antwoord-{question}-%s"
    )


# What the last key sets off, per kind; a phase step says which phase it is.
COUNTS = {
    DecisionKind.REOPEN: gettext_lazy("%(keys)s zijn om. Het dossier is weer open."),
    DecisionKind.AGREEMENT_END: gettext_lazy(
        "%(keys)s zijn om. De overeenkomst eindigt op de dag die er staat."
    ),
    DecisionKind.PUBLICATION: gettext_lazy("%(keys)s zijn om. De buurt kan de samenvatting nu lezen."),
    DecisionKind.MINUTES: gettext_lazy("%(keys)s zijn om. Het verslag is vastgesteld."),
}


def _turned(decision: JointDecision) -> str:
    if decision.state == DecisionState.RETURNED:
        return _("Je gaf het terug, met een reden. De ander ziet dat in het dossier.")
    if decision.state != DecisionState.ACCEPTED:
        return _("Jullie sleutel is omgedraaid. Nu is de ander aan zet.")
    keys = _("Beide sleutels") if decision.keys.count() == 2 else _("Alle sleutels")
    if decision.kind in COUNTS:
        return COUNTS[decision.kind] % {"keys": keys}
    if decision.subject:
        return _("%(keys)s zijn om. De stap van %(part)s telt.") % {"keys": keys, "part": decision.subject}
    phase = Phase(decision.collaboration.phase).label
    return _("%(keys)s zijn om. Jullie zijn nu in de fase %(phase)s.") % {"keys": keys, "phase": phase}


@needs_on_decision(Ability.PROPOSE)
def decision_withdraw(request: HttpRequest, decision: JointDecision) -> HttpResponse:
    """Asks first: who was asked to decide can do so no more."""
    seats = _seats(request, decision.collaboration)
    own = seat_of_owner(decision.by_organisation_id, Ability.PROPOSE, seats)
    if request.method == "POST":
        try:
            actions.withdraw(decision, by=request.person, seat=own)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Het voorstel is ingetrokken. Het blijft leesbaar."))
    if request.method == "POST" or decision.state != DecisionState.OPEN:
        return redirect("initiatives:decision", decision.uuid)
    here = _("Trek het voorstel in")
    context = file_page.file_context(request, decision.collaboration, "plan", here=here)
    context |= {"decision": decision, "title": decision_page.title_of(decision)}
    context["turned"] = decision.keys.exclude(verdict="").exists()
    return render(request, "initiatives/decision_withdraw.html", context)


# --- an own reading beside what the other side decided -------------------------------------------------


def _reading_form(data: Any = None) -> RemarkForm:
    return RemarkForm(
        data,
        label=_("Hoe zien jullie het?"),
        help_text=_(
            "Jullie eigen lezing blijft naast het besluit staan. Iedereen in dit dossier leest haar."
        ),
        auto_id="lezing-%s",
    )


@require_POST
@needs_on_decision(Ability.RESPOND)
def reading_add(request: HttpRequest, decision: JointDecision) -> HttpResponse:
    """Also on an ended file: the other side keeps its own words."""
    seats = _seats(request, decision.collaboration)
    keys = list(decision.keys.select_related("participation"))
    key = decision_page.own_key(keys, answering(seats))
    if key is None:
        raise PermissionDenied
    form = _reading_form(request.POST)
    if form.is_valid():
        try:
            review.add_reading(
                decision, seat=key.participation, remark=form.cleaned_data["remark"], by=request.person
            )
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Jullie lezing staat erbij."))
            return redirect("initiatives:decision", decision.uuid)
    return page(request, decision, status=422, reading_form=form)
