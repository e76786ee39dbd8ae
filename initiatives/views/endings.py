"""How does someone end a file well, add words to it, open it again, or go on somewhere else?"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.models import Function, Side
from initiatives import file_page, policy
from initiatives.actions import endings as actions
from initiatives.actions import going_along as actions_along
from initiatives.actions.succession import begin_successor
from initiatives.course import endings
from initiatives.course.ending_forms import AfterwordsForm, EndForm, SuccessorForm
from initiatives.deciding import page as decision_page
from initiatives.deciding.forms import ReasonForm
from initiatives.listing.lines import url_of
from initiatives.models import Assignment, Collaboration, JointDecision
from initiatives.people.names import has_left
from initiatives.policy import Ability, Seat, needs, needs_on_decision
from initiatives.terms import DecisionKind, DecisionState, EndKind, Role, Status
from initiatives.views.acting import seat_to, seat_to_propose
from initiatives.views.register import made_before, uuid_of
from samenspel.errors import DomainError
from samenspel.htmx import posted, refuse
from samenspel.remembered import forget


@require_http_methods(["GET", "POST"])
@needs(Ability.DECIDE_FOR_SIDE)
def end(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    """Read over once more before it happens."""
    form = EndForm(posted(request))
    confirming = False
    if request.method == "POST" and form.is_valid() and "terug" not in request.POST:
        if "zeker" not in request.POST:
            confirming = True
        elif decision := _end(request, collaboration, form):
            messages.success(request, _("Het staat op de tijdlijn. De ander ziet dat in het dossier."))
            if form.cleaned_data["end_kind"] == EndKind.SUCCEEDED:
                return redirect("initiatives:successor", collaboration.uuid)
            return redirect("initiatives:decision", decision.uuid)
    here = _("Stoppen")
    context = file_page.file_context(request, collaboration, "plan", here=here)
    context |= {"form": form, "confirming": confirming, "stays": endings.STAYS}
    if confirming:
        context |= _words_for(collaboration, EndKind(form.cleaned_data["end_kind"]))
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "initiatives/end.html", context, status=status)


def _words_for(collaboration: Collaboration, kind: EndKind) -> dict[str, Any]:
    reached = endings.celebrates(kind, milestones=collaboration.milestones.standing().count())
    return {
        "end_kind": kind.label,
        "ending": endings.ENDINGS[kind],
        "celebrate": endings.CELEBRATE if reached else "",
    }


def _end(request: HttpRequest, collaboration: Collaboration, form: EndForm) -> JointDecision | None:
    seat = seat_to(Ability.DECIDE_FOR_SIDE, policy.seats_of(request.user, collaboration))
    try:
        return actions.end_well(collaboration, **form.cleaned_data, by=request.person, seat=seat)
    except DomainError as refusal:
        refuse(form, refusal)
        return None


@require_http_methods(["GET", "POST"])
@needs_on_decision(Ability.RESPOND)
def afterwords(request: HttpRequest, decision: JointDecision) -> HttpResponse:
    """Either side, also later: how it saw the ending, thanks, lessons, who remains."""
    seats = policy.seats_of(request.user, decision.collaboration)
    answering = [s for s in seats if policy.seat_at([s], s.participation.organisation_id, Ability.RESPOND)]
    key = decision_page.own_key(list(decision.keys.select_related("participation")), answering)
    if key is None:
        raise PermissionDenied
    if (decision.kind, decision.state) != (DecisionKind.END, DecisionState.ACCEPTED):
        messages.info(request, _("Een nawoord hoort bij een dossier dat gestopt is."))
        return redirect("initiatives:decision", decision.uuid)
    form = AfterwordsForm(posted(request), has_read=bool(key.verdict or key.remark))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_afterwords(decision, **form.cleaned_data, by=request.person, seat=key.participation)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Jullie woorden staan erbij. Dank je wel."))
            return redirect(url_of(decision.collaboration))
    context = file_page.file_context(request, decision.collaboration, "overview", here=_("Nawoord"))
    context |= {"form": form, "decision": decision}
    return render(request, "initiatives/afterwords.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs(Ability.REOPEN)
def reopen(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    lying = collaboration.decisions.open().filter(kind=DecisionKind.REOPEN).first()
    if lying is not None or collaboration.status != Status.ENDED:
        words = _("Er ligt al een voorstel. Bekijk dat eerst.") if lying else _("Dit dossier loopt al.")
        messages.info(request, words)
        return redirect("initiatives:decision", lying.uuid) if lying else redirect(url_of(collaboration))
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        seats = policy.seats_of(request.user, collaboration)
        seat, own_key = seat_to_propose(seats, Ability.REOPEN)
        try:
            decision = actions.propose_reopening(
                collaboration,
                reason=form.cleaned_data["reason"],
                by=request.person,
                seat=seat,
                own_key=own_key,
            )
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request, _("Het voorstel ligt er. Het dossier gaat open als beide kanten ja zeggen.")
            )
            return redirect("initiatives:decision", decision.uuid)
    context = file_page.file_context(request, collaboration, "overview", here=_("Heropenen")) | {"form": form}
    return render(request, "initiatives/reopen.html", context, status=422 if form.is_bound else 200)


# --- going on somewhere else ----------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@needs(Ability.SUCCEED)
def successor(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    if collaboration.status != Status.ENDED:
        messages.info(request, _("Dit dossier loopt nog. Stop het eerst, en begin dan het nieuwe."))
        return redirect(url_of(collaboration))
    seat = policy.seat_for(policy.seats_of(request.user, collaboration), Ability.SUCCEED)
    function = _function_at(request.user, seat)
    form = SuccessorForm(
        posted(request), old=collaboration, function=function, people=_people(seat, function)
    )
    if request.method == "POST":
        made = made_before(request, form) or (_begin(request, form, function) if form.is_valid() else None)
        if made:
            return redirect(url_of(made))
    context = file_page.file_context(request, collaboration, "overview", here=_("Verder in een andere buurt"))
    return render(
        request, "initiatives/successor.html", context | {"form": form}, status=422 if form.is_bound else 200
    )


def _begin(request: HttpRequest, form: SuccessorForm, function: Function) -> Collaboration | None:
    try:
        made = begin_successor(form.old, **form.choice, by_function=function, uuid=uuid_of(request, form))
    except DomainError as refusal:
        made = made_before(request, form)  # the same form came in twice at once
        if made is None:
            refuse(form, refusal)
        return made
    forget(request.user)
    messages.success(request, _("Het nieuwe dossier is open. Beide dossiers wijzen naar elkaar."))
    return made


@require_POST
@needs(Ability.VIEW)
def go_along(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    """A coach says yes to coming along to the file in which the work goes on."""
    seats = [s for s in policy.seats_of(request.user, collaboration) if s.side == Side.SUPPORT]
    if not seats:
        raise PermissionDenied
    try:
        new = actions_along.go_along(
            collaboration,
            UUID(request.POST.get("dossier", "")),
            by_function=_function_at(request.user, seats[0]),
        )
    except ValueError:
        return redirect(url_of(collaboration))
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect(url_of(collaboration))
    forget(request.user)
    messages.success(request, _("Je bent nu de begeleider van dit dossier."))
    return redirect(url_of(new))


def _function_at(user: Any, seat: Seat) -> Function:
    """The function from which she sits here, and will sit there."""
    own = [
        f for f in policy.may_register_for(user) if f.organisation_id == seat.participation.organisation_id
    ]
    return own[0]


def _people(seat: Seat, function: Function) -> list[Assignment]:
    """Who of one's own side has a role here today, and is still there."""
    roles = seat.participation.assignments.in_force().select_related("function__person")
    return [role for role in roles if not has_left(role.function) and not _takes_it_anyway(role, function)]


def _takes_it_anyway(role: Assignment, function: Function) -> bool:
    """Who registers as a coach has that role in the new file from the start."""
    return role.function_id == function.pk and role.role == Role.COACH
