"""What can be done with a department, a koppelkans or a request for support?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.models import Side
from initiatives import file_page, policy
from initiatives.actions import ladders as actions
from initiatives.history.story import tell
from initiatives.models import Collaboration, Participation, PlanItem
from initiatives.plan import doers, item_page
from initiatives.policy import Ability, needs, needs_on_item
from initiatives.room import ladders
from initiatives.room import page as room_page
from initiatives.room.forms import LadderChangeForm, LadderForm, LadderNoForm
from initiatives.room.ladders import Ladder
from initiatives.terms import Status
from municipalities import statements
from samenspel.errors import DomainError, StaleRevision
from samenspel.htmx import asks_for_part, posted, refuse


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.PLAN)
def ladder_add(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    ladder = ladders.BY_SLUG.get(request.GET.get("soort", ""), ladders.LINKAGE)
    seat = _seat(request, collaboration, ladder.added_by)
    first = {"actor": ladder.actor, "help_kind": ""}
    partners = doers.partners_of(collaboration)
    form = LadderForm(posted(request), ladder=ladder, partners=partners, initial=first)
    form.fields["title"].help_text = ladder.title_help
    if request.method == "POST" and form.is_valid():
        try:
            item = actions.add(collaboration, ladder, **form.cleaned_data, by=request.person, seat=seat)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("“%(title)s” staat erbij.") % {"title": item.title})
            return redirect(url_of(item))
    context = file_page.file_context(request, collaboration, "room", here=ladder.name)
    context |= {"form": form, "ladder": ladder}
    if ladder is ladders.REQUEST:
        context["offer"] = statements.offer_of(collaboration.municipality)
    return render(request, "initiatives/ladder_add.html", context, status=422 if form.is_bound else 200)


def _seat(request: HttpRequest, collaboration: Collaboration, sides: frozenset[Side]) -> Participation:
    """The seat from which this reader does it: on one of these sides."""
    seats = policy.seats_of(request.user, collaboration)
    able = [seat for seat in seats if seat.side in sides and seat.side in room_page.working_sides(seats)]
    if not able:
        raise PermissionDenied
    return able[0].participation


def url_of(item: PlanItem) -> str:
    """Where it stands: its line on the page of roles and room."""
    return f"{reverse('initiatives:room', args=[item.collaboration.uuid])}#trede-{item.uuid}"


@require_http_methods(["GET", "HEAD", "POST"])
@needs_on_item(Ability.VIEW)
def ladder_item(request: HttpRequest, item: PlanItem) -> HttpResponse:
    """One item with its words, its date and what it rests on."""
    ladder = _ladder(item)
    if request.method == "POST":
        return _change(request, item, ladder)
    return _page(request, item)


def _change(request: HttpRequest, item: PlanItem, ladder: Ladder) -> HttpResponse:
    if Ability.PLAN not in request.abilities:
        raise PermissionDenied
    seat = _seat(request, item.collaboration, ladder.kept_by)
    partners = doers.partners_of(item.collaboration, item)
    owned = ladder.has_owner(item.stage)
    form = LadderChangeForm(request.POST, ladder=ladder, owned=owned, partners=partners)
    conflict = None
    if request.POST.get("keuze") == "theirs":
        return redirect("initiatives:ladder-item", item.uuid)
    if form.is_valid():
        values = dict(form.cleaned_data)
        if request.POST.get("keuze") == "mine":
            values["revision"] = item.revision
        try:
            actions.change(item, **values, by=request.person, seat=seat)
        except StaleRevision as stale:
            conflict = item_page.wording_conflict(stale.current, form.cleaned_data)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("“%(title)s” is bijgewerkt.") % {"title": item.title})
            return redirect("initiatives:ladder-item", item.uuid)
    return _page(request, item, change_form=form, change_conflict=conflict)


@require_POST
@needs_on_item(Ability.PLAN)
def ladder_step(request: HttpRequest, item: PlanItem) -> HttpResponse:
    """One rung up or back with one tap; a no asks for its reason, and one rung of a koppelkans for its owner."""
    ladder = _ladder(item)
    stage = request.POST.get("stage", "")
    is_no = bool(ladder.no and stage == ladder.no.code)
    asks_owner = ladder.asks_owner(stage, item.stage)
    step_form = room_page.step_form(item, request.POST, asks_owner=asks_owner)
    form = LadderNoForm(request.POST) if is_no else step_form
    taken_by = frozenset(side for side in Side if ladder.may_reach(stage, item.stage, {side}))
    seat = _seat(request, item.collaboration, taken_by & ladder.kept_by or ladder.kept_by)
    if form.is_valid():
        try:
            actions.step(item, stage, **form.cleaned_data, by=request.person, seat=seat)
        except StaleRevision as stale:
            refuse(form, DomainError(_("Iemand anders zette net een stap. Kijk wat er nu staat.")))
            item = stale.current
        except DomainError as refusal:
            refuse(form, refusal)
    if asks_for_part(request) and not is_no:
        return _row(request, item, form)
    if form.is_valid():
        return redirect(url_of(item))
    if is_no:
        form.data = {**form.data.dict(), "revision": item.revision}
        return _page(request, item, no_form=form)
    if "owner" in form.errors:
        return _page(request, item, step_form=form)
    messages.error(request, " ".join(form.non_field_errors()) or _("Kies opnieuw."))
    return redirect(url_of(item))


def _row(request: HttpRequest, item: PlanItem, form: BaseForm) -> HttpResponse:
    seats = policy.seats_of(request.user, item.collaboration)
    row = room_page.ladder_row(item, room_page.working_sides(seats))
    context = {"row": row, "form": form, "swapped": True}
    return render(request, "initiatives/_ladder_row.html", context, status=200 if form.is_valid() else 422)


def _ladder(item: PlanItem) -> Ladder:
    ladder = ladders.of_kind(item.kind)
    if ladder is None:
        raise Http404
    return ladder


def _page(request: HttpRequest, item: PlanItem, **forms: Any) -> HttpResponse:
    context = file_page.file_context(request, item.collaboration, "room", here=item.title)
    context |= item_page.rests_on(item, seats=context["seats"], viewer=context["viewer"])
    ended = item.collaboration.status == Status.ENDED
    row = room_page.ladder_row(item, set() if ended else room_page.working_sides(context["seats"]))
    names = ("revision", "title", "help_kind", "text", "due_on")
    first = {name: getattr(item, name) for name in names} | {"actor": item.who_code, "owner": item.owner}
    parties = doers.parties_of(item.collaboration, item) if row["may_change"] else None
    context |= {
        "item": item,
        "row": row,
        "change_form": LadderChangeForm(
            ladder=row["ladder"],
            owned=row["ladder"].has_owner(item.stage),
            partners=[party for party in parties or () if party.side == Side.PARTNER],
            initial=first,
        ),
        "lines": tell(context["changes"], context["viewer"]),
        "step_form": row["step_form"],
        "owners": lambda: room_page.owners(item.collaboration, parties),
        "no_form": LadderNoForm(initial={"revision": item.revision}, auto_id="nee-%s"),
    } | forms
    if not row["asks_hat"]:
        for form in (context["step_form"], context["no_form"]):
            form.fields.pop("hat", None)
    return render(request, "initiatives/ladder_item.html", context, status=422 if forms else 200)
