"""What was asked when a step came back, and what happened at those goals since?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from initiatives.models import Collaboration, DecisionNote, Evidence, GoalView, JointDecision
from initiatives.policy import Viewer
from initiatives.terms import DecisionKind, DecisionState, NoteKind

AT_ITEMS = (NoteKind.GOOD, NoteKind.NEEDED)


@dataclass
class Asked:
    """One note at a goal, with the views and the evidence that came after it, oldest first."""

    note: DecisionNote
    views: list[GoalView] = field(default_factory=list)
    evidence: list[Any] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        return bool(self.views or self.evidence)


def by_item(notes: Iterable[DecisionNote]) -> dict[int, list[DecisionNote]]:
    """What was said to be good or needed, per item."""
    found: dict[int, list[DecisionNote]] = {}
    for note in notes:
        if note.item_id and note.kind in AT_ITEMS:
            found.setdefault(note.item_id, []).append(note)
    return found


def still_asked(collaboration: Collaboration) -> dict[int, list[DecisionNote]]:
    """Per item what the step that came back last says of it; nothing once somebody proposed again. One query."""
    return by_item(_notes_of_newest(collaboration.decisions.all(), AT_ITEMS))


def asked_before(decision: JointDecision, viewer: Viewer) -> dict[int, list[Asked]]:
    """Per item what the step before this one still needed, and what this reader sees of the answer.

    Of a closed decision: what there was when it closed.
    """
    if decision.kind != DecisionKind.PHASE_STEP:
        return {}
    earlier = JointDecision.objects.filter(collaboration=decision.collaboration_id, pk__lt=decision.pk)
    asked = [Asked(note) for note in _notes_of_newest(earlier, (NoteKind.NEEDED,))]
    if asked:
        _add_answers(asked, viewer, until=decision.closed_at)
    found: dict[int, list[Asked]] = {}
    for row in asked:
        found.setdefault(row.note.item_id or 0, []).append(row)
    return found


def _notes_of_newest(decisions: QuerySet[JointDecision], kinds: Iterable[NoteKind]) -> QuerySet[DecisionNote]:
    """The notes at items of the newest phase step among these, if it came back. A step withdrawn says nothing."""
    steps = decisions.filter(kind=DecisionKind.PHASE_STEP).exclude(state=DecisionState.WITHDRAWN)
    return DecisionNote.objects.filter(
        decision__in=steps.order_by("-pk").values("pk")[:1],
        decision__state=DecisionState.RETURNED,
        kind__in=kinds,
        item__isnull=False,
    ).select_related("by", "participation__organisation", "decision")


def _add_answers(asked: Iterable[Asked], viewer: Viewer, *, until: datetime | None) -> None:
    asked = list(asked)
    items = {row.note.item_id for row in asked}
    since = min(row.note.created_at for row in asked)
    between = {"item__in": items, "created_at__gt": since} | ({"created_at__lte": until} if until else {})
    views = GoalView.objects.filter(**between).select_related("by", "participation").order_by("pk")
    evidence = Evidence.objects.readable_by(viewer).filter(**between).order_by("pk")
    evidence = evidence.select_related("upload", "milestone", "owner", "by")
    for row in asked:
        row.views = [v for v in views if v.item_id == row.note.item_id and v.created_at > row.note.created_at]
        row.evidence = [
            e for e in evidence if e.item_id == row.note.item_id and e.created_at > row.note.created_at
        ]
