"""Where does a gemeente look at itself: as a whole, and in one file?"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts import policy as contacts_policy
from contacts import roster
from contacts.models import Access, Organisation, Side
from initiatives import policy
from initiatives.actions import self_check as actions
from initiatives.file_page import file_context
from initiatives.models import Collaboration
from initiatives.policy import Ability, needs
from initiatives.room.self_check_page import self_check_context
from samenspel.errors import DomainError
from samenspel.htmx import refuse


@require_http_methods(["GET", "POST"])
@contacts_policy.needs(contacts_policy.Ability.VIEW)
def before(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Of the gemeente itself: only who works there sees it."""
    if organisation.kind != Side.MUNICIPALITY:
        raise Http404
    works = [f for f in roster.functions_of(request.user) if f.organisation_id == organisation.pk]
    may_answer = any(Access(f.access).rank >= Access.WORK.rank for f in works)
    return _answered(request, organisation, None, may_answer, dict, "initiatives/self_check_before.html")


@require_http_methods(["GET", "POST"])
@needs(Ability.VIEW)
def in_file(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    """Of the gemeente, about this file: the other sides do not find it."""
    if request.method == "POST" and Ability.PLAN not in request.abilities:
        raise PermissionDenied
    seats = policy.seats_of(request.user, collaboration)
    own = next((seat for seat in seats if seat.side == Side.MUNICIPALITY), None)
    if own is None:
        raise Http404
    organisation = own.participation.organisation
    may_answer = Ability.PLAN in request.abilities and bool(
        policy.seat_at(seats, organisation.pk, Ability.PLAN)
    )

    def around() -> dict[str, Any]:
        return file_context(request, collaboration, "plan", here=_("Zelfcheck"))

    return _answered(request, organisation, collaboration, may_answer, around, "initiatives/self_check.html")


def _answered(
    request: HttpRequest,
    owner: Organisation,
    collaboration: Collaboration | None,
    may_answer: bool,
    around: Callable[[], dict[str, Any]],
    template: str,
) -> HttpResponse:
    posted = request.method == "POST"
    if posted and not may_answer:
        raise PermissionDenied
    context = self_check_context(
        owner, collaboration, may_answer=may_answer, data=request.POST if posted else None
    )
    form = context["form"]
    if posted and form.is_valid():
        try:
            actions.answer(owner, collaboration, form.said(), by=request.person)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Bewaard. Alleen jullie lezen dit."))
            return redirect(request.path)
    return render(request, template, around() | context, status=422 if posted else 200)
