"""Whose roles in this file may someone change, and whom may she invite?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from contacts.models import Access, Function, Side
from initiatives.models import Assignment, Collaboration, Participation
from initiatives.policy import Ability, Seat, seat_at


@dataclass(frozen=True)
class Answer:
    """Yes, and with which access, or no, and why. `access` empty: who invites chooses it."""

    may: bool
    access: str = ""
    why: str = ""


def own_seat(seats: Iterable[Seat], participation: Participation) -> Seat | None:
    return next((s for s in seats if s.participation.pk == participation.pk), None)


def _assigns_at(seats: Iterable[Seat], participation: Participation) -> bool:
    return seat_at(seats, participation.organisation_id, Ability.ASSIGN) is not None


def may_give_role(seats: Iterable[Seat], abilities: frozenset[Ability], participation: Participation) -> bool:
    """People of one's own organisation get their role from a colleague."""
    return Ability.ASSIGN in abilities and _assigns_at(seats, participation)


def may_add_contact(
    seats: Iterable[Seat], abilities: frozenset[Ability], participation: Participation
) -> bool:
    """Someone to call, without access: on one's own side, and by who keeps the file on every side."""
    if participation.side == Side.SUPPORT:
        return False
    return may_give_role(seats, abilities, participation) or Ability.RECORD_ON_PAPER in abilities


def may_end_role(seats: Iterable[Seat], abilities: frozenset[Ability], assignment: Assignment) -> bool:
    """One's own people; who keeps the file also ends the role of somebody who never had access."""
    if assignment.ends_on or Ability.ASSIGN not in abilities:
        return False
    if _assigns_at(seats, assignment.participation):
        return True
    return assignment.function.access == Access.NONE and Ability.RECORD_ON_PAPER in abilities


def parties_of(collaboration: Collaboration) -> QuerySet[Participation]:
    """Who takes part today, each with whether its people have a coordinator, and one that can sign in."""
    coordinators = Function.objects.in_force().filter(
        organisation=OuterRef("organisation"), access=Access.COORDINATE
    )
    return (
        collaboration.participations.in_force()
        .select_related("organisation")
        .annotate(
            has_coordinator=Exists(coordinators),
            administered=Exists(coordinators.filter(person__user__is_active=True)),
        )
    )


def may_hand_over(seats: Iterable[Seat], abilities: frozenset[Ability], assignment: Assignment) -> bool:
    """Among one's own people: it ends one role and gives another."""
    seats = list(seats)
    return may_end_role(seats, abilities, assignment) and may_give_role(
        seats, abilities, assignment.participation
    )


def may_invite(seats: Iterable[Seat], abilities: frozenset[Ability], participation: Any) -> Answer:
    """A coordinator invites the people of her own organisation; for the others there is one rule each.

    `participation` is one of `parties_of`. Someone of a gemeente sees every file of that gemeente, so nobody else brings people in there. An initiative
    or a partner that nobody administers yet gets its first coordinator from who keeps the file.
    """
    seats = list(seats)
    own = own_seat(seats, participation)
    if own and own.access == Access.COORDINATE:
        return Answer(True)
    organisation = participation.organisation
    if participation.side in (Side.MUNICIPALITY, Side.SUPPORT):
        return Answer(False, why=_why_closed(participation))
    keeps = {
        Side.INITIATIVE: any(s.side == Side.SUPPORT for s in seats) and Ability.RECORD_ON_PAPER in abilities,
        Side.PARTNER: Ability.DRAFT in abilities,
    }[Side(participation.side)]
    if not keeps:
        return Answer(False, why=_why_closed(participation))
    if participation.administered:
        return Answer(
            False,
            why=_("%(name)s nodigt zelf mensen uit. Vraag het aan iemand met toegang “beheren”.")
            % {"name": organisation.name},
        )
    return Answer(True, access=Access.WORK if participation.has_coordinator else Access.COORDINATE)


def may_refuse_invitation(abilities: frozenset[Ability], participation: Participation) -> bool:
    """Who works at this table, on any side, may close an invitation by which another party fills a place."""
    return Ability.ASSIGN in abilities and participation.side in (Side.INITIATIVE, Side.PARTNER)


def _why_closed(participation: Participation) -> str:
    if participation.side == Side.MUNICIPALITY:
        return _(
            "Iemand van de gemeente ziet alle initiatieven van die gemeente. Daarom nodigt alleen de "
            "coördinator van de gemeente uit, of de beheerder van Samenspel."
        )
    return _("Hier nodigt %(name)s zelf mensen uit: iemand met toegang “beheren”.") % {
        "name": participation.organisation.name
    }
