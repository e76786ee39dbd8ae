"""Which keys does a partner hold, who sees nothing else of the file, and what may she do with one?"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from contacts.models import Access, Side
from contacts.querysets import in_force
from initiatives.deciding.conversation import Question, questions
from initiatives.models import DecisionKey, DecisionNote
from initiatives.people.partners import organisations_of, seat_of
from initiatives.policy import WHEN_ENDED, Ability
from initiatives.terms import Status
from samenspel.access import guard

ABOUT = (
    "participation__organisation",
    "by",
    "recorded_by",
    "contested_by",
    "evidence",
    "decision__by",
    "decision__by_organisation",
    "decision__collaboration__initiative__organisation",
    "decision__collaboration__municipality__organisation",
)


def keys_of(user: Any) -> QuerySet[DecisionKey]:
    """The keys of the partners for which this user has a function, as long as they take part."""
    organisations = organisations_of(user)
    if not organisations:
        return DecisionKey.objects.none()
    keys = DecisionKey.objects.filter(
        in_force(prefix="participation__"),
        participation__side=Side.PARTNER,
        participation__organisation__in=organisations,
    )
    return keys.select_related(*ABOUT)


# Everyone at the partner reads it. Who works there responds: asks, and contests what was recorded; who decides turns it.
_AT_WORK = frozenset({Ability.VIEW, Ability.RESPOND})
GRANTS: Mapping[Access, frozenset[Ability]] = {
    Access.WORK: _AT_WORK,
    Access.DECIDE: _AT_WORK | {Ability.DECIDE_FOR_SIDE},
    Access.COORDINATE: _AT_WORK | {Ability.DECIDE_FOR_SIDE},
}


def abilities(user: Any, key: DecisionKey) -> frozenset[Ability]:
    """No key turns in a file that has ended; what was recorded can still be contested."""
    granted = GRANTS.get(seat_of(user, key.participation).access, frozenset({Ability.VIEW}))
    return granted & WHEN_ENDED if key.decision.collaboration.status == Status.ENDED else granted


def asked_by(key: DecisionKey, notes: Iterable[DecisionNote]) -> list[Question]:
    """What this partner asked beside the decision, with the answers; what others asked each other is theirs."""
    asked = questions(notes, [])
    return [question for question in asked if question.note.participation_id == key.participation_id]


def _find(user: Any, uuid: UUID) -> DecisionKey | None:
    return keys_of(user).filter(uuid=uuid).first()


def _saw_before(user: Any, uuid: UUID) -> bool:
    """The key was asked of her organisation, which left the file meanwhile."""
    return DecisionKey.objects.filter(
        uuid=uuid, participation__side=Side.PARTNER, participation__organisation__in=organisations_of(user)
    ).exists()


needs_on_partner_key = guard(DecisionKey, abilities, find=_find, saw_before=_saw_before)
