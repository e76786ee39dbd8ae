"""What was asked when a step came back, and what happened at those goals since?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from initiatives.models import Collaboration, DecisionNote, GoalView, JointDecision
from initiatives.plan.goals import Goal
from initiatives.terms import DecisionKind, DecisionState, NoteKind

AT_ITEMS = (NoteKind.GOOD, NoteKind.NEEDED)
RESULT = 0  # stands among the items for the result of the phase, of which a reason names no item


def rests_on_result(decision: JointDecision) -> bool:
    """A step names its result, or says that there is none."""
    return decision.kind == DecisionKind.PHASE_STEP and "result" in decision.payload


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
    """What was said to be good or needed, per item and of the `RESULT`."""
    found: dict[int, list[DecisionNote]] = {}
    for note in notes:
        if note.kind in AT_ITEMS:
            found.setdefault(note.item_id or RESULT, []).append(note)
    return found


def still_asked(collaboration: Collaboration, part: str = "") -> dict[int, list[DecisionNote]]:
    """Per item what the step that came back last says of it; nothing once somebody proposed again. One query.

    part: of a step of that part, of which only the `RESULT` is its own.
    """
    return by_item(_notes_of_newest(collaboration.decisions.filter(subject=part), AT_ITEMS))


def asked_before(decision: JointDecision, goals: Iterable[Goal]) -> dict[int, list[Asked]]:
    """Per item, and of the `RESULT`, what the step before this one still needed, and what came since: two queries.

    `goals` carry the evidence that this reader may see. Of a closed decision: what there was when it closed.
    """
    same = {"collaboration": decision.collaboration_id, "subject": decision.subject}
    earlier = JointDecision.objects.filter(**same, pk__lt=decision.pk)
    notes = list(_notes_of_newest(earlier, (NoteKind.NEEDED,)))
    if not notes:
        return {}
    views = GoalView.objects.filter(
        item__in={note.item_id for note in notes if note.item_id},
        created_at__gt=notes[0].created_at,
        created_at__lte=decision.closed_at or timezone.now(),
    )
    newer = list(views.select_related("by", "participation").order_by("pk"))
    evidence = {goal.item.pk: list(reversed(goal.evidence)) for goal in goals}
    found: dict[int, list[Asked]] = {}
    for note in notes:
        item = note.item_id or RESULT
        said = [view for view in newer if view.item_id == item and view.created_at > note.created_at]
        shown = [row for row in evidence.get(item, []) if row.created_at > note.created_at]
        found.setdefault(item, []).append(Asked(note, said, shown))
    return found


def _notes_of_newest(decisions: QuerySet[JointDecision], kinds: Iterable[NoteKind]) -> QuerySet[DecisionNote]:
    """The reasons in the newest phase step among these, if it came back. A step withdrawn says nothing."""
    steps = decisions.filter(kind=DecisionKind.PHASE_STEP).exclude(state=DecisionState.WITHDRAWN)
    return DecisionNote.objects.filter(
        decision__in=steps.order_by("-pk").values("pk")[:1],
        decision__state=DecisionState.RETURNED,
        kind__in=kinds,
    ).select_related("by", "participation__organisation", "decision")
