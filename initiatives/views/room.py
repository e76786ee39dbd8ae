"""Which pages show roles and room: all of it, and one topic with what each side said before?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from initiatives import file_page, policy
from initiatives.actions import room as actions
from initiatives.models import Collaboration, Participation
from initiatives.plan.fitting import partners_of
from initiatives.plan.guidance import guidance_of
from initiatives.policy import Ability, needs
from initiatives.room import page as room_page
from initiatives.room import topics
from initiatives.room.forms import TopicForm
from initiatives.room.stances import Topic
from initiatives.terms import Partners
from initiatives.views.acting import seat_to
from municipalities import statements
from samenspel import dutch
from samenspel.errors import DomainError, StaleRevision
from samenspel.htmx import refuse


@require_safe
@needs(Ability.VIEW)
def room(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    context = file_page.file_context(request, collaboration, "room")
    context |= room_page.room_context(collaboration, context["seats"])
    context["statements"] = statements.summary_of(collaboration.municipality)
    return render(request, "initiatives/room.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.VIEW)
def room_topic(request: HttpRequest, collaboration: Collaboration, topic: str) -> HttpResponse:
    """What both said about one topic, and the questions for one's own side."""
    asked = topics.BY_SLUG.get(topic)
    if asked is None:
        raise Http404
    if request.method == "POST":
        return _answer(request, collaboration, asked)
    form = None
    if Ability.GIVE_VIEW in request.abilities:
        form = _form(asked, collaboration, _seat(request, collaboration))
    return _page(request, collaboration, asked, form)


def _seat(request: HttpRequest, collaboration: Collaboration) -> Participation:
    if Ability.GIVE_VIEW not in request.abilities:
        raise PermissionDenied
    return seat_to(Ability.GIVE_VIEW, policy.seats_of(request.user, collaboration))


def _form(topic: Topic, collaboration: Collaboration, seat: Participation, data: Any = None) -> TopicForm:
    newest = actions.newest_of(collaboration, topic, seat.side)
    initial = {**room_page.all_of(newest), "seen": str(newest.uuid) if newest else ""}
    asked: dict[str, Any] = {"topic": topic, "side": seat.side, "phase": collaboration.phase}
    has_partners = topic.knows_partners and partners_of(collaboration) == Partners.PRESENT
    return TopicForm(data, **asked, partners=has_partners, initial=initial)


def _answer(request: HttpRequest, collaboration: Collaboration, topic: Topic) -> HttpResponse:
    seat = _seat(request, collaboration)
    there = f"{reverse('initiatives:room', args=[collaboration.uuid])}#{topic.slug}"
    if request.POST.get("keuze") == "theirs":
        return redirect(there)
    own: dict[str, Any] = {"by": request.person, "seat": seat}
    if "overnemen" in request.POST:
        try:
            actions.take_over(collaboration, topic, seen=request.POST["overnemen"], **own)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        return redirect(there)
    form = _form(topic, collaboration, seat, request.POST)
    conflict = None
    if form.is_valid():
        try:
            actions.state(collaboration, topic, form.answers(), seen=form.cleaned_data["seen"], **own)
        except StaleRevision as stale:
            conflict = _conflict(topic, stale.current, form, seat)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Jullie antwoord staat erbij. De ander ziet het ook."))
            return redirect(there)
    return _page(request, collaboration, topic, form, conflict)


def _page(
    request: HttpRequest,
    collaboration: Collaboration,
    topic: Topic,
    form: BaseForm | None,
    conflict: dict[str, Any] | None = None,
) -> HttpResponse:
    context = file_page.file_context(request, collaboration, "room", here=topic.title)
    said = room_page.newest_answers(collaboration).get(topic.name, {})
    about_coach = topic is topics.GUIDANCE
    card = room_page.card_of(topic, said, "", guidance_of(collaboration) if about_coach else None)
    room_page.mark_agreement(collaboration, [card])
    context |= {
        "topic": topic,
        "card": card,
        "growth": room_page.growth_of(collaboration, said) if topic is topics.GROWTH else None,
        "history": room_page.topic_history(collaboration, topic),
        "form": form,
        "conflict": conflict,
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "initiatives/room_topic.html", context, status=status)


def _conflict(topic: Topic, current: Any, form: TopicForm, seat: Participation) -> dict[str, Any]:
    """Both answers in words; “mine” sends the form again, over what stands now."""
    form.data = {**form.data.dict(), "seen": str(current.uuid) if current else ""}
    mine = form.cleaned_data
    return {
        "who": dutch.first_name(current.by.name) if current else "",
        "at": current.created_at if current else None,
        "what": _("het antwoord"),
        "theirs": room_page.in_words(topic, current),
        "mine": "\n".join(
            f"{field.label}: {field.word(mine[field.name])}"
            for field in topic.fields_of(seat.side)
            if mine.get(field.name) not in ("", None)
        ),
    }
