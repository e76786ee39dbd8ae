"""Which mention of an initiative in policy may someone see or write at, in one file or in many?"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from agreements.models import PolicyMention
from initiatives import policy
from initiatives.models import Participation
from initiatives.policy import Ability, Seat
from initiatives.terms import Status
from municipalities import heirs
from samenspel.access import guard


def _mention(user: Any, uuid: UUID) -> PolicyMention | None:
    file = policy.file_of(user, collaboration__policy_mentions__uuid=uuid)
    if file is None:
        return None
    mention = PolicyMention.objects.filter(uuid=uuid).first()
    if mention is not None:
        mention.collaboration = file
    return mention


needs_on_mention = guard(PolicyMention, policy.row_abilities, find=_mention)


def seats_to_write(user: Any, files: Iterable[int]) -> dict[int, Seat]:
    """Per running file the seat from which this user may say something of a version: one query for all of them."""
    own = policy.seat_filter(user)
    if own is None:
        return {}
    functions, with_role = heirs.functions_of(user), policy.assigned(user)
    taking_part = Participation.objects.seating().filter(own, collaboration__in=list(files))
    found: dict[int, list[Seat]] = {}
    for participation in taking_part.exclude(collaboration__status=Status.ENDED).select_related(
        "organisation"
    ):
        if levels := policy.levels_at(participation, functions, with_role):
            strongest = max(levels, key=lambda access: access.rank)
            found.setdefault(participation.collaboration_id, []).append(Seat(participation, strongest))
    able = {pk: policy.seat_for(seats, Ability.LOG) for pk, seats in found.items()}
    return {pk: seat for pk, seat in able.items() if seat is not None}
