"""Whom can a partner call about an agreement that names it?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from agreements.models import Agreement, Party
from agreements.policy import REACHED_BY_PARTNERS
from contacts.models import Organisation, Person, Side
from initiatives.models import Assignment
from initiatives.people.faces import faces_of_files
from initiatives.people.names import known_as, party_name
from municipalities import heirs

ORDER = (Side.MUNICIPALITY, Side.SUPPORT, Side.INITIATIVE, Side.PARTNER)


@dataclass(frozen=True)
class Line:
    """One party: who speaks for it, and how to reach her as far as a partner may know."""

    side: str
    party: str
    who: str = ""
    reached: Person | None = None


def people_to_call(user: Any, agreements: Iterable[Agreement]) -> dict[int, list[Line]]:
    """Per agreement its other parties and the coach: two queries, however many agreements."""
    agreements = list(agreements)
    faces = faces_of_files({a.collaboration_id for a in agreements}) if agreements else {}
    own = {function.organisation_id for function in heirs.functions_of(user)}
    parties: dict[int, list[Organisation]] = {}
    for party in Party.objects.filter(agreement__in=agreements).select_related("organisation"):
        parties.setdefault(party.agreement_id, []).append(party.organisation)
    return {
        a.pk: _lines(
            [organisation for organisation in parties.get(a.pk, []) if organisation.pk not in own],
            faces.get(a.collaboration_id, []),
        )
        for a in agreements
    }


def _lines(parties: list[Organisation], faces: list[Assignment]) -> list[Line]:
    by_organisation = {face.participation.organisation_id: face for face in faces}
    coaches = [face.participation.organisation for face in faces if face.participation.side == Side.SUPPORT]
    lines = [_line(party, by_organisation.get(party.pk)) for party in [*parties, *coaches]]
    return sorted(lines, key=lambda line: ORDER.index(Side(line.side)))


def _line(party: Organisation, face: Assignment | None) -> Line:
    name = capfirst(party_name(party))
    if face is None:
        return Line(party.kind, name)
    person = face.function.person
    reached = person if party.kind in REACHED_BY_PARTNERS else None
    return Line(party.kind, name, known_as(person, face.function), reached)
