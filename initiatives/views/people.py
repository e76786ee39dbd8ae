"""Who takes part in this file, in which role, and how does someone join?"""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts import invitation_mail
from contacts.models import Side
from initiatives import policy
from initiatives.actions import people as actions
from initiatives.actions.invitations import invite as send_invitation
from initiatives.actions.invitations import refuse as refuse_invitation
from initiatives.file_page import file_context
from initiatives.models import Assignment, Collaboration, Participation
from initiatives.people import roles
from initiatives.people.forms import (
    ContactPersonForm,
    EndRoleForm,
    HandOverForm,
    InviteForm,
    PartnerForm,
    RoleForm,
)
from initiatives.people.invited import guests_of
from initiatives.people.names import known_as, party_name
from initiatives.people.page import people_context
from initiatives.people.partners import nearby
from initiatives.policy import Ability, Seat, needs, needs_on_assignment
from initiatives.views.acting import seat_to
from samenspel.access import is_uuid
from samenspel.errors import DomainError
from samenspel.htmx import posted, refuse
from samenspel.once import stands_at


@require_safe
@needs(Ability.VIEW)
def people(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    context = file_context(request, collaboration, "people")
    context |= people_context(collaboration, seats=context["seats"], abilities=request.abilities)
    return render(request, "initiatives/people.html", context)


def _page(
    request: HttpRequest,
    template: str,
    collaboration: Collaboration,
    here: str,
    *,
    form: BaseForm | None = None,
    party: Participation | None = None,
    **extra: Any,
) -> HttpResponse:
    context = file_context(request, collaboration, "people", here=here)
    if party is not None:
        extra |= {"party": party, "party_name": party_name(party.organisation)}
    context |= {"form": form, "back": reverse("initiatives:people", args=[collaboration.uuid]), **extra}
    return render(request, template, context, status=422 if form is not None and form.errors else 200)


def _chosen(request: HttpRequest, collaboration: Collaboration) -> Participation | None:
    """The party this page is about (`?partij=`), or nothing when none was named."""
    named = request.GET.get("partij", "")
    if not named:
        return None
    return get_object_or_404(roles.parties_of(collaboration), uuid=named if is_uuid(named) else None)


def _seat(seats: list[Seat], participation: Participation, ability: Ability) -> Participation:
    """The seat from which this is done: at that party itself if one sits there, else one's strongest."""
    own = roles.own_seat(seats, participation)
    return own.participation if own else seat_to(ability, seats)


@require_http_methods(["GET", "POST"])
@needs(Ability.ASSIGN)
def contact_person_add(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    seats = policy.seats_of(request.user, collaboration)
    party = _chosen(request, collaboration) or seat_to(Ability.ASSIGN, seats)
    if not roles.may_add_contact(seats, request.abilities, party):
        raise PermissionDenied
    form = ContactPersonForm(posted(request), side=party.side)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_contact(
                party, **form.cleaned_data, by=request.person, seat=_seat(seats, party, Ability.ASSIGN)
            )
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request, _("%(name)s staat erbij.") % {"name": known_as(added.function.person, None)}
            )
            return redirect("initiatives:people", collaboration.uuid)
    return _page(
        request,
        "initiatives/contact_person_add.html",
        collaboration,
        _("Contactpersoon"),
        form=form,
        party=party,
    )


@require_http_methods(["GET", "POST"])
@needs(Ability.ASSIGN)
def assign(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    seats = policy.seats_of(request.user, collaboration)
    party = _chosen(request, collaboration) or seat_to(Ability.ASSIGN, seats)
    if not roles.may_give_role(seats, request.abilities, party):
        raise PermissionDenied
    form = RoleForm(posted(request), participation=party)
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign(party, **form.cleaned_data, by=request.person, seat=party)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("De rol staat erbij."))
            return redirect("initiatives:people", collaboration.uuid)
    return _page(
        request, "initiatives/assign.html", collaboration, _("Geef iemand een rol"), form=form, party=party
    )


@require_http_methods(["GET", "POST"])
@needs_on_assignment(Ability.ASSIGN)
def unassign(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    participation = assignment.participation
    collaboration = participation.collaboration
    seats = policy.seats_of(request.user, collaboration)
    if assignment.ends_on:
        messages.info(request, _("Deze rol is al beëindigd."))
        return redirect("initiatives:people", collaboration.uuid)
    if not roles.may_end_role(seats, request.abilities, assignment):
        raise PermissionDenied
    form = EndRoleForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.unassign(
                assignment,
                ends_on=form.cleaned_data["ends_on"],
                by=request.person,
                seat=_seat(seats, participation, Ability.ASSIGN),
            )
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("De rol is beëindigd. Wat er gedaan is, blijft staan."))
            return _after_ending(request, assignment, form.cleaned_data["ends_on"])
    return _page(
        request,
        "initiatives/unassign.html",
        collaboration,
        _("Beëindig een rol"),
        form=form,
        assignment=assignment,
        who=known_as(assignment.function.person, assignment.function),
        opens_file=participation.side == Side.SUPPORT,
    )


@require_http_methods(["GET", "POST"])
@needs_on_assignment(Ability.ASSIGN)
def hand_over(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    participation = assignment.participation
    collaboration = participation.collaboration
    seats = policy.seats_of(request.user, collaboration)
    if assignment.ends_on:
        messages.info(request, _("Deze rol is al beëindigd."))
        return redirect("initiatives:people", collaboration.uuid)
    if not roles.may_hand_over(seats, request.abilities, assignment):
        raise PermissionDenied
    form = HandOverForm(posted(request), assignment=assignment)
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.hand_over(assignment, **form.cleaned_data, by=request.person, seat=participation)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request, _("%(name)s neemt het over.") % {"name": known_as(given.function.person, None)}
            )
            return redirect("initiatives:people", collaboration.uuid)
    return _page(
        request,
        "initiatives/hand_over.html",
        collaboration,
        _("Draag een rol over"),
        form=form,
        party=participation,
        assignment=assignment,
        who=known_as(assignment.function.person, assignment.function),
        colleagues=form.fields["function"].queryset.exists(),
    )


def _after_ending(request: HttpRequest, assignment: Assignment, ends_on: date) -> HttpResponse:
    """Who ended her own role may no longer see this file."""
    if assignment.function.person_id == request.person.pk and ends_on < timezone.localdate():
        return redirect("insights:my-work")
    return redirect("initiatives:people", assignment.participation.collaboration.uuid)


@require_http_methods(["GET", "POST"])
@needs(Ability.ASSIGN)
def invite(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    """The answer itself shows the link: nothing keeps it, so no later page can."""
    seats = policy.seats_of(request.user, collaboration)
    party = _chosen(request, collaboration)
    if party is None:
        return _choose_party(request, collaboration, seats)
    answer = roles.may_invite(seats, request.abilities, party)
    if not answer.may:
        return _choose_party(request, collaboration, seats, status=403)
    form = InviteForm(posted(request), side=party.side, fixed_access=answer.access)
    if request.method == "POST" and form.is_valid():
        values = {"access": answer.access, **form.cleaned_data}
        try:
            invitation, link = send_invitation(party.organisation, **values, by=request.person)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            shown = _page(
                request,
                "initiatives/invited.html",
                collaboration,
                _("Uitnodiging"),
                invitation=invitation,
                link=link,
                mailed=invitation_mail.send_invitation(invitation, link),
            )
            return stands_at(shown, reverse("initiatives:people", args=[collaboration.uuid]))
    return _page(
        request,
        "initiatives/invite.html",
        collaboration,
        _("Nodig iemand uit"),
        form=form,
        party=party,
        answer=answer,
    )


@require_POST
@needs(Ability.ASSIGN)
def invitation_refuse(request: HttpRequest, collaboration: Collaboration, invitation: UUID) -> HttpResponse:
    """Only what another party sent: among one's own people there is the page of the organisation."""
    parties = {p.organisation_id: p for p in collaboration.participations.in_force()}
    guests = [guest for found in guests_of(parties.values()).values() for guest in found if not guest.by_own]
    sent = next((guest.invitation for guest in guests if guest.invitation.uuid == invitation), None)
    if sent is None:
        messages.info(request, _("Deze uitnodiging is er niet meer."))
        return redirect("initiatives:people", collaboration.uuid)
    if not roles.may_refuse_invitation(request.abilities, parties[sent.function.organisation_id]):
        raise PermissionDenied
    try:
        refuse_invitation(sent, by=request.person)
        messages.success(request, _("De uitnodiging is ingetrokken. De link werkt niet meer."))
    except DomainError as no:
        messages.error(request, no.message)
    return redirect("initiatives:people", collaboration.uuid)


def _choose_party(
    request: HttpRequest, collaboration: Collaboration, seats: list[Seat], status: int = 200
) -> HttpResponse:
    """Whom this user may invite, and for the others: who does."""
    parties = [
        {
            "participation": p,
            "name": capfirst(party_name(p.organisation)),
            "answer": roles.may_invite(seats, request.abilities, p),
        }
        for p in roles.parties_of(collaboration)
    ]
    response = _page(
        request, "initiatives/invite_whom.html", collaboration, _("Nodig iemand uit"), parties=parties
    )
    response.status_code = status
    return response


@require_http_methods(["GET", "POST"])
@needs(Ability.DRAFT)
def partner_add(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    seat = seat_to(Ability.DRAFT, policy.seats_of(request.user, collaboration))
    form = PartnerForm(posted(request), nearby=nearby(request.user, collaboration))
    if request.method == "POST" and form.is_valid():
        try:
            joined = actions.add_partner(collaboration, **form.cleaned_data, by=request.person, seat=seat)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request, _("%(name)s doet mee als partner.") % {"name": joined.organisation.name}
            )
            return redirect("initiatives:people", collaboration.uuid)
    return _page(request, "initiatives/partner_add.html", collaboration, _("Voeg een partner toe"), form=form)
