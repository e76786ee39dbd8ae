"""Whom do you call at each party of a file today?"""

from collections.abc import Iterable

from contacts.models import Side
from contacts.querysets import in_force
from initiatives.models import Assignment
from initiatives.people.names import has_left
from initiatives.terms import Role

# Who stands for a side, in this order.
FACES = {
    Side.MUNICIPALITY: (Role.CONTACT, Role.DEPUTY),
    Side.SUPPORT: (Role.COACH, Role.FACILITATOR),
    Side.INITIATIVE: (Role.CONTACT, Role.DEPUTY),
    Side.PARTNER: (Role.CONTACT,),
}


def faces_of_files(files: Iterable[int]) -> dict[int, list[Assignment]]:
    """Per file one person for each organisation that takes part: one query for all of them."""
    order = [role for wanted in FACES.values() for role in wanted]
    found = (
        Assignment.objects.in_force()
        .filter(
            in_force(prefix="participation__"), participation__collaboration__in=list(files), role__in=order
        )
        .select_related("function__person", "participation__organisation")
    )
    chosen: dict[int, Assignment] = {}
    for assignment in sorted(found, key=lambda a: (order.index(Role(a.role)), a.pk)):
        if not has_left(assignment.function) and not assignment.function.person.erased_at:
            chosen.setdefault(assignment.participation_id, assignment)
    by_file: dict[int, list[Assignment]] = {}
    for assignment in chosen.values():
        by_file.setdefault(assignment.participation.collaboration_id, []).append(assignment)
    return by_file


def faces_of(collaboration: int) -> dict[str, Assignment]:
    """Per side the person to call today."""
    faces: dict[str, Assignment] = {}
    for assignment in faces_of_files([collaboration]).get(collaboration, []):
        faces.setdefault(assignment.participation.side, assignment)
    return faces
