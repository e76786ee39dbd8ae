"""Which contact moment may be settled as minutes, which words were settled, and how does it stand?"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from initiatives.models import ContactMoment, JointDecision
from initiatives.people.names import party_name
from initiatives.terms import Circle, DecisionKind, DecisionState
from samenspel.dutch import joined


@dataclass(frozen=True)
class Minutes:
    """The newest proposal about one contact moment, and who holds a key in it."""

    decision: JointDecision
    who: str

    @property
    def is_open(self) -> bool:
        return self.decision.state == DecisionState.OPEN

    @property
    def is_settled(self) -> bool:
        return self.decision.state == DecisionState.ACCEPTED

    @property
    def is_returned(self) -> bool:
        return self.decision.state == DecisionState.RETURNED


def text_hash(moment: ContactMoment) -> str:
    """The mark of what was said, when and how: another word gives another mark."""
    words = [moment.on.isoformat(), moment.channel, moment.summary]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def is_as_proposed(decision: JointDecision, moment: ContactMoment) -> bool:
    """Not once somebody's words in it were erased."""
    return bool(decision.payload["text_hash"] == text_hash(moment))


def of_moments(moments: Iterable[ContactMoment]) -> dict[UUID, Minutes]:
    """Per contact moment how its minutes stand; a proposal that was taken back says nothing. Two queries."""
    shared = {str(moment.uuid): moment for moment in moments if moment.circle == Circle.EVERYONE}
    if not shared:
        return {}
    decisions = (
        JointDecision.objects.filter(
            collaboration__in={moment.collaboration_id for moment in shared.values()},
            kind=DecisionKind.MINUTES,
            subject__in=shared,
        )
        .exclude(state=DecisionState.WITHDRAWN)
        .order_by("pk")
        .prefetch_related("keys__participation__organisation")
    )
    return {
        shared[decision.subject].uuid: Minutes(
            decision, joined(party_name(key.participation.organisation) for key in decision.keys.all())
        )
        for decision in decisions
    }


def may_be_proposed(moment: ContactMoment, minutes: Minutes | None) -> bool:
    """What everyone reads, and what does not lie on the table or stand already."""
    return moment.circle == Circle.EVERYONE and (minutes is None or minutes.is_returned)
