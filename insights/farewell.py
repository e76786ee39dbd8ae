"""What does an ended file show first: how it ended for each side, what was learned, whom to call, what was reached?"""

from typing import Any

from django.utils.text import capfirst

from contacts.models import Side
from initiatives.actions.going_along import asked_along
from initiatives.course import endings
from initiatives.models import Collaboration, DecisionKey, DecisionNote, JointDecision, PhasePeriod
from initiatives.people.faces import faces_of
from initiatives.people.names import party_name
from initiatives.policy import Seat
from initiatives.terms import DecisionKind, EndKind, NoteKind
from insights import next_step
from insights.overview import side_cards


def farewell_context(user: Any, collaboration: Collaboration, *, file: dict[str, Any]) -> dict[str, Any]:
    """`file`: the context that every page of a file has."""
    decision: JointDecision | None = file["status_decision"]
    kind = EndKind(collaboration.end_kind)
    milestones = list(collaboration.milestones.standing())
    said = list(decision.notes.select_related("participation", "by")) if decision else []
    return {
        "decision": decision,
        "ending": endings.ENDINGS[kind],
        "celebrate": endings.CELEBRATE if endings.celebrates(kind, milestones=len(milestones)) else "",
        "readings": _readings(file["status_keys"], said),
        "lessons": [note for note in said if note.kind == NoteKind.LESSON],
        "aftercare": [note for note in said if note.kind == NoteKind.AFTERCARE],
        "cards": side_cards(
            collaboration,
            faces_of(collaboration.pk),
            dict.fromkeys(next_step.SIDES),
            last_contact=None,
        ),
        "reached": _reached(file["periods"]),
        "milestones": [one for one in milestones if not one.url],
        "documents": [one for one in milestones if one.url],
        "asked_along": _asked_along(collaboration, file["seats"]),
        "successors": list(Collaboration.objects.visible_to(user).filter(predecessor=collaboration)),
        "reopening": next(
            (k.decision for k in file["open_keys"] if k.decision.kind == DecisionKind.REOPEN), None
        ),
    }


def _asked_along(collaboration: Collaboration, seats: list[Seat]) -> list[Collaboration]:
    """Where a coach was asked to come along and has not said yes."""
    own = next((s.participation.organisation for s in seats if s.side == Side.SUPPORT), None)
    return list(asked_along(collaboration, own)) if own else []


def _readings(keys: list[DecisionKey], said: list[DecisionNote]) -> list[dict[str, Any]]:
    """How each side sees the ending, in its own words; beside the reason of who ended it stand the thanks."""
    found = []
    for key in keys:
        decision = key.decision
        ended_it = key.participation.organisation_id == decision.by_organisation_id
        thanks = [
            note.text
            for note in said
            if note.kind == NoteKind.THANKS and note.participation_id == key.participation_id
        ]
        if ended_it and key.remark:
            thanks.insert(0, key.remark)
        found.append(
            {
                "side": key.participation.side,
                "name": capfirst(party_name(key.participation.organisation)),
                "text": decision.reason if ended_it else key.remark,
                "thanks": thanks,
            }
        )
    return found


def _reached(periods: list[PhasePeriod]) -> list[PhasePeriod]:
    """The phases and parts in the order in which they began."""
    return sorted(periods, key=lambda period: (period.starts_on, period.pk))
