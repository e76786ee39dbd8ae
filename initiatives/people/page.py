"""Who sits at this table, in which role and until when, and what may this reader change about it?"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst

from contacts.models import BOTH_SIDES, Access, Person, Side
from initiatives.models import Assignment, Collaboration, Opening, Participation
from initiatives.people import roles
from initiatives.people.invited import Guest, guests_of
from initiatives.people.names import has_left, known_as, party_name
from initiatives.policy import Ability, Seat
from initiatives.terms import Role

ORDER = [Side.MUNICIPALITY, Side.SUPPORT, Side.INITIATIVE, Side.PARTNER]
OPENINGS_SHOWN = 30
DAYS = 30


def people_context(
    collaboration: Collaboration, *, seats: list[Seat], abilities: frozenset[Ability]
) -> dict[str, Any]:
    taking_part = sorted(
        roles.parties_of(collaboration),
        key=lambda p: (ORDER.index(Side(p.side)), p.pk),
    )
    rows: dict[int, list[dict[str, Any]]] = {}
    former: list[dict[str, Any]] = []
    for assignment in _assignments(collaboration):
        row = _role(assignment, seats, abilities)
        if row["former"]:
            former.append(row)
        else:
            rows.setdefault(assignment.participation_id, []).append(row)
    guests = guests_of(taking_part)
    return {
        "parties": [
            _party(p, rows.get(p.pk, []), seats, abilities) | _invited(guests.get(p.organisation_id, []))
            for p in taking_part
        ],
        "former": former,
        "may_add_partner": Ability.DRAFT in abilities,
        "openings": _openings(collaboration) if _may_see_openings(seats) else None,
        "days": DAYS,
    }


def _assignments(collaboration: Collaboration) -> Iterable[Assignment]:
    found = Assignment.objects.filter(participation__collaboration=collaboration)
    order = list(Role)
    return sorted(
        found.select_related("function__person", "function__organisation", "participation__organisation"),
        key=lambda a: (order.index(Role(a.role)), a.pk),
    )


def _role(assignment: Assignment, seats: list[Seat], abilities: frozenset[Ability]) -> dict[str, Any]:
    today = timezone.localdate()
    function, person = assignment.function, assignment.function.person
    ended = bool(assignment.ends_on and assignment.ends_on < today)
    return {
        "assignment": assignment,
        "side": assignment.participation.side,
        "who": known_as(person, function, in_full=True),
        "person": person,
        "former": ended or has_left(function) or bool(person.erased_at),
        "until": assignment.ends_on or function.ends_on,
        "no_access": function.access == Access.NONE or not person.user_id,
        "may_end": roles.may_end_role(seats, abilities, assignment),
        "may_hand_over": roles.may_hand_over(seats, abilities, assignment),
    }


def _party(
    participation: Participation,
    rows: list[dict[str, Any]],
    seats: list[Seat],
    abilities: frozenset[Ability],
) -> dict[str, Any]:
    is_party = participation.side in BOTH_SIDES
    return {
        "participation": participation,
        "side": participation.side,
        "name": capfirst(party_name(participation.organisation)),
        "is_own": roles.own_seat(seats, participation) is not None,
        "rows": rows,
        "lacks_contact": is_party and not any(r["assignment"].role == Role.CONTACT for r in rows),
        "may_give_role": roles.may_give_role(seats, abilities, participation),
        "may_add_contact": roles.may_add_contact(seats, abilities, participation),
        "invite": roles.may_invite(seats, abilities, participation),
        "may_refuse": roles.may_refuse_invitation(abilities, participation),
    }


def _invited(found: list[Guest]) -> dict[str, list[Guest]]:
    """By another party, for all to see; by their own, for themselves."""
    return {
        "guests": [guest for guest in found if not guest.by_own],
        "invited": [guest for guest in found if guest.by_own],
    }


def _may_see_openings(seats: Iterable[Seat]) -> bool:
    return any(s.access == Access.COORDINATE or s.side == Side.SUPPORT for s in seats)


def _openings(collaboration: Collaboration) -> list[dict[str, Any]]:
    """Per person the last day, newest first; who opened it twice stands here once."""
    since = timezone.localdate() - timedelta(days=DAYS)
    rows = Opening.objects.filter(collaboration=collaboration, on__gte=since).order_by("-on", "-pk")
    days: dict[int, list[Any]] = {}
    for user, on in rows.values_list("user_id", "on"):
        days.setdefault(user, []).append(on)
    people = Person.objects.filter(user__in=list(days)[:OPENINGS_SHOWN])
    known = {person.user_id: person for person in people}
    return [
        {"name": known[user].name, "last": on[0], "times": len(on)}
        for user, on in days.items()
        if user in known
    ]
