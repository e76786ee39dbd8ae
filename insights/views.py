"""What needs me today, and where does this collaboration stand?"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts.models import Side
from initiatives.actions import notes
from initiatives.file_page import file_context
from initiatives.models import Collaboration
from initiatives.people.forms import CHANNEL_ICONS, who_reads
from initiatives.policy import Ability, needs
from initiatives.terms import Status
from initiatives.views.acting import seat_to
from insights import start
from insights.desk import Desk, choices
from insights.farewell import farewell_context
from insights.forms import QuickContactForm
from insights.overview import overview_context
from samenspel.access import signed_in
from samenspel.errors import DomainError
from samenspel.htmx import posted, refuse


@require_http_methods(["GET", "POST"])
@signed_in
def my_work(request: HttpRequest) -> HttpResponse:
    desk = Desk(request.user)
    template, build = start.PAGES[desk.kind]
    form = _contact_form(request, desk)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and _log(request, desk, form):
            messages.success(request, _("Het contact is vastgelegd."))
            return redirect("insights:my-work")
    name = request.person.name if request.person else request.user.email
    context = build(desk) | {
        "greeting": start.greeting(name),
        "today": timezone.localdate(),
        "contact_form": form,
        "channel_icons": CHANNEL_ICONS,
        "privacy": who_reads(_side(desk)),
    }
    return render(request, template, context, status=422 if form is not None and form.errors else 200)


def _side(desk: Desk) -> str:
    """One side when all her seats are on it: a gemeente is told about the Woo, a coach is “wij” herself."""
    sides = {side for file in desk.files for side in file.sides}
    return Side.MUNICIPALITY if Side.MUNICIPALITY in sides else sides.pop() if len(sides) == 1 else ""


def _contact_form(request: HttpRequest, desk: Desk) -> QuickContactForm | None:
    able = [file for file in desk.files if Ability.LOG in file.abilities]
    return QuickContactForm(posted(request), files=choices(able), side=_side(desk)) if able else None


def _log(request: HttpRequest, desk: Desk, form: QuickContactForm) -> bool:
    answers = dict(form.cleaned_data)
    chosen = answers.pop("file")
    file = next(f for f in desk.files if str(f.collaboration.uuid) == chosen)
    seat = seat_to(Ability.LOG, file.seats)
    try:
        notes.log_contact(
            file.collaboration,
            on=timezone.localdate(),
            **answers,
            by=request.person,
            seat=seat,
        )
    except DomainError as refusal:
        refuse(form, refusal)
        return False
    return True


@require_safe
@needs(Ability.VIEW)
def overview(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    context = file_context(request, collaboration, "overview")
    if collaboration.status == Status.ENDED:
        context |= farewell_context(request.user, collaboration, file=context)
        return render(request, "insights/farewell.html", context)
    context |= overview_context(
        request.user,
        collaboration,
        viewer=context["viewer"],
        own_sides=context["sides"],
        open_keys=context["open_keys"],
        returned_keys=context["returned_keys"],
        status_keys=context["status_keys"],
    )
    return render(request, "insights/overview.html", context)
