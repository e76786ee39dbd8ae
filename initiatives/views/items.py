"""What can be seen and done at one goal or activity?"""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contacts.models import Side
from initiatives import file_page, policy
from initiatives.actions import notes
from initiatives.actions import plan as actions
from initiatives.circles import wider_circles
from initiatives.deciding.asked import still_asked
from initiatives.models import Evidence, Participation, PlanItem
from initiatives.plan import item_page
from initiatives.plan import page as plan_page
from initiatives.plan.evidence_forms import READERS, EvidenceForm, ShareForm
from initiatives.plan.forms import (
    MoveForm,
    SkipForm,
    WordingForm,
)
from initiatives.plan.goals import counts, goals_of, mark_agreement, with_views
from initiatives.plan.sources import Sources
from initiatives.plan.way_back import line_of, page_of, spot_of
from initiatives.policy import Ability, needs_on_evidence, needs_on_item
from initiatives.room import ladders
from initiatives.terms import Circle, ItemKind, ItemState, Phase
from initiatives.views.acting import seat_of_owner, seat_to
from samenspel.errors import DomainError, StaleRevision
from samenspel.htmx import asks_for_part, posted, posted_with_files, refuse


def _seat(request: HttpRequest, item: PlanItem, ability: Ability) -> Participation:
    seat = seat_to(ability, policy.seats_of(request.user, item.collaboration))
    if ability == Ability.PLAN and item.kind in ladders.KINDS:
        raise Http404  # it climbs a ladder, and has a page of its own
    return seat


def _page(request: HttpRequest, item: PlanItem, *, status: int = 200, **extra: Any) -> HttpResponse:
    """The item's own page, with all that is said of it."""
    context = _head(request, item, here=item.title)
    context |= item_page.item_context(item, seats=context["seats"], viewer=context["viewer"])
    if Ability.PLAN in request.abilities and "change_form" not in extra:
        context["change_form"] = item_page.change_form(item)
    return render(request, "initiatives/item.html", context | extra, status=status)


def _form_page(
    request: HttpRequest, template: str, item: PlanItem, *, here: str = "", status: int = 200, **extra: Any
) -> HttpResponse:
    """A page that asks one thing about the item, and says no more of it than its name."""
    context = _head(request, item, here=here or item.title)
    return render(request, f"initiatives/{template}", context | extra, status=status)


def _head(request: HttpRequest, item: PlanItem, *, here: str) -> dict[str, Any]:
    context = file_page.file_context(request, item.collaboration, "plan", here=here) | {"item": item}
    if spot := spot_of(request):
        context |= {"spot": spot, "back_url": spot.url(item.collaboration, item)}
    return context


def _back_to(request: HttpRequest, item: PlanItem) -> str:
    """The item's own page when the form stood there, and else its line in the list it came from."""
    spot = spot_of(request)
    return page_of(item, spot) if "van" in request.POST else line_of(item, spot)


@needs_on_item(Ability.VIEW)
def item(request: HttpRequest, item: PlanItem) -> HttpResponse:
    if item.kind in ladders.KINDS:
        return redirect("initiatives:ladder-item", item.uuid)
    if asks_for_part(request) and item.kind == ItemKind.GOAL:
        return _goal_part(request, item, open_form="kijk" in request.GET)
    extra: dict[str, Any] = {}
    if "kijk" in request.GET and item.kind == ItemKind.GOAL:
        extra["ask_view"] = True
    return _page(request, item, **extra)


# --- how a side sees a goal -----------------------------------------------------------------------------


@require_POST
@needs_on_item(Ability.GIVE_VIEW)
def goal_view(request: HttpRequest, item: PlanItem) -> HttpResponse:
    if item.kind != ItemKind.GOAL:
        raise Http404
    seats = policy.seats_of(request.user, item.collaboration)
    goal = with_views([item])[0]
    form = plan_page.view_form(goal, seats, request.POST)
    if form.is_valid():
        try:
            seat = policy.seat_for(seats, Ability.GIVE_VIEW)
            actions.give_view(item, **form.cleaned_data, by=request.person, seat=seat.participation)
        except DomainError as refusal:
            refuse(form, refusal)
    if form.is_valid() and not asks_for_part(request):
        messages.success(request, _("Jullie kijk op “%(title)s” staat erbij.") % {"title": item.title})
        return redirect(_back_to(request, item))
    if asks_for_part(request):
        return _goal_part(request, item, form=None if form.is_valid() else form)
    return _page(request, item, status=422, view_form=form, ask_view=True)


def _goal_part(
    request: HttpRequest, item: PlanItem, *, form: BaseForm | None = None, open_form: bool = False
) -> HttpResponse:
    """One goal, as it stands on the page of its phase."""
    seats = policy.seats_of(request.user, item.collaboration)
    goal = with_views([item])[0]
    mark_agreement([goal])
    plan_page.add_evidence([goal], policy.viewer_at(seats))
    spot = spot_of(request)
    refused = form is not None
    if open_form and form is None and Ability.GIVE_VIEW in request.abilities:
        form = plan_page.view_form(goal, seats)
    asked = still_asked(item.collaboration).get(item.pk, ())
    row = plan_page.goal_row(goal, seats, form=form, asked=asked)
    context = {
        "row": row,
        "spot": spot,
        "abilities": {ability.value for ability in request.abilities},
        "swapped": True,
    }
    if request.method == "POST" and not refused:
        track = spot.track if spot else None
        context["goal_counts"] = counts(goals_of(item.collaboration, Phase(item.phase), track))
    return render(request, "initiatives/_goal.html", context, status=422 if refused else 200)


# --- the state of an activity ---------------------------------------------------------------------------


@require_POST
@needs_on_item(Ability.PLAN)
def activity_change(request: HttpRequest, item: PlanItem) -> HttpResponse:
    """State, who and when; asked again with both answers when someone else was first."""
    if request.POST.get("keuze") == "theirs":
        return _activity_part(request, item) if asks_for_part(request) else redirect(_back_to(request, item))
    form = item_page.change_form(item, request.POST)
    conflict: dict[str, Any] | None = None
    if form.is_valid():
        values = {"state": item.state, "actor": item.actor, "partner": item.partner, **form.cleaned_data}
        if request.POST.get("keuze") == "mine":
            values["revision"] = item.revision
        try:
            actions.change_activity(
                item, **values, by=request.person, seat=_seat(request, item, Ability.PLAN)
            )
        except StaleRevision as stale:
            conflict = item_page.activity_conflict(stale.current, form.cleaned_data)
        except DomainError as refusal:
            refuse(form, refusal)
    if form.is_valid() and conflict is None:
        if asks_for_part(request):
            return _activity_part(request, item)
        messages.success(request, _("“%(title)s” is bijgewerkt.") % {"title": item.title})
        return redirect(_back_to(request, item))
    if asks_for_part(request):
        return _activity_part(request, item, form=form, conflict=conflict)
    return _page(request, item, status=422, change_form=form, change_conflict=conflict)


def _activity_part(
    request: HttpRequest,
    item: PlanItem,
    *,
    form: BaseForm | None = None,
    conflict: dict[str, Any] | None = None,
) -> HttpResponse:
    item.refresh_from_db()
    context = {
        "row": plan_page.activity_row(item),
        "spot": spot_of(request),
        "abilities": {ability.value for ability in request.abilities},
        "form": form,
        "conflict": conflict,
        "swapped": True,
    }
    refused = conflict is not None or (form is not None and not form.is_valid())
    return render(request, "initiatives/_activity.html", context, status=422 if refused else 200)


# --- wording, skipping, taking back ---------------------------------------------------------------------


@needs_on_item(Ability.PLAN)
def item_reword(request: HttpRequest, item: PlanItem) -> HttpResponse:
    if request.POST.get("keuze") == "theirs":
        return redirect(page_of(item, spot_of(request)))
    first = {"title": item.title, "text": item.text, "revision": item.revision}
    form = WordingForm(posted(request), initial=first)
    conflict = None
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        if request.POST.get("keuze") == "mine":
            values["revision"] = item.revision
        try:
            actions.reword(item, **values, by=request.person, seat=_seat(request, item, Ability.PLAN))
        except StaleRevision as stale:
            conflict = item_page.wording_conflict(stale.current, form.cleaned_data)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("De nieuwe tekst staat er."))
            return redirect(page_of(item, spot_of(request)))
    status = 422 if form.is_bound else 200
    return _form_page(
        request,
        "item_reword.html",
        item,
        status=status,
        form=form,
        conflict=conflict,
    )


@needs_on_item(Ability.PLAN)
def item_skip(request: HttpRequest, item: PlanItem) -> HttpResponse:
    form = SkipForm(posted(request), initial={"revision": item.revision})
    if request.method == "POST" and form.is_valid():
        try:
            actions.skip(
                item, **form.cleaned_data, by=request.person, seat=_seat(request, item, Ability.PLAN)
            )
        except StaleRevision as stale:
            refuse(form, stale)
            form.data = {**form.data.dict(), "revision": stale.current.revision}
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request, _("“%(title)s” slaan jullie over. Terughalen kan altijd.") % {"title": item.title}
            )
            spot = spot_of(request)
            if spot:
                return redirect(spot.url(item.collaboration))
            return redirect("initiatives:phase", item.collaboration.uuid, item.phase)
    status = 422 if form.is_bound else 200
    return _form_page(request, "item_skip.html", item, status=status, form=form)


@require_POST
@needs_on_item(Ability.PLAN)
def item_take_back(request: HttpRequest, item: PlanItem) -> HttpResponse:
    if item.state != ItemState.SKIPPED:
        return redirect(line_of(item, spot_of(request)))  # pressed twice
    try:
        actions.take_back(
            item, revision=item.revision, by=request.person, seat=_seat(request, item, Ability.PLAN)
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("“%(title)s” staat weer in het stappenplan.") % {"title": item.title})
    return redirect(line_of(item, spot_of(request)))


@require_POST
@needs_on_item(Ability.PLAN)
def item_move(request: HttpRequest, item: PlanItem) -> HttpResponse:
    """Up or down; the button that was pressed names the revision its reader saw."""
    form = MoveForm(request.POST)
    spot = spot_of(request)
    seat = _seat(request, item, Ability.PLAN)
    try:
        if form.is_valid():
            track = spot.track if spot else None
            actions.move(item, **form.cleaned_data, track=track, by=request.person, seat=seat)
    except StaleRevision:
        messages.error(request, _("Iemand anders heeft dit net veranderd. Kijk hoe het nu staat."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    page, _hash, _anchor = line_of(item, spot).partition("#")
    return redirect(f"{page}?volgorde#plek-{item.uuid}")


# --- what it rests on -----------------------------------------------------------------------------------


@needs_on_item(Ability.LOG)
def evidence_add(request: HttpRequest, item: PlanItem) -> HttpResponse:
    viewer = policy.viewer_at(policy.seats_of(request.user, item.collaboration))
    seat = _seat(request, item, Ability.LOG)
    form = EvidenceForm(
        *posted_with_files(request),
        sources=Sources(item.collaboration, viewer),
        wears_hats=seat.side == Side.MUNICIPALITY,
    )
    if request.method == "POST" and form.is_valid():
        try:
            notes.add_evidence(item, **form.cleaned_data, by=request.person, seat=seat)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("De onderbouwing staat erbij."))
            return redirect(page_of(item, spot_of(request)))
    status = 422 if form.is_bound else 200
    return _form_page(request, "evidence_add.html", item, status=status, form=form, readers=READERS.values())


@needs_on_evidence(Ability.LOG)
def evidence_share(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """Only the owner shares wider, after reading who will see it."""
    seats = policy.seats_of(request.user, evidence.item.collaboration)
    own = seat_of_owner(evidence.owner_id, Ability.LOG, seats)
    if request.method == "GET" and not wider_circles(evidence):
        messages.info(request, _("Meer mensen kunnen dit nu niet lezen."))
        return redirect("initiatives:item", evidence.item.uuid)
    form = ShareForm(posted(request), row=evidence)
    if request.method == "POST" and form.is_valid():
        try:
            notes.share(
                evidence,
                circle=Circle(form.cleaned_data["circle"]),
                by=request.person,
                seat=own,
            )
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("“%(title)s” is gedeeld.") % {"title": evidence.title})
            return redirect("initiatives:item", evidence.item.uuid)
    status = 422 if form.is_bound else 200
    return _form_page(
        request,
        "evidence_share.html",
        evidence.item,
        status=status,
        form=form,
        evidence=evidence,
    )
