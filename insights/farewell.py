"""What does an ended file show first: how it ended for each side, what was learned, whom to call, what was reached?"""

from typing import Any

from django.utils.text import capfirst

from agreements.models import Agreement
from initiatives import endings
from initiatives.models import Collaboration, JointDecision, PhasePeriod
from initiatives.names import party_name
from initiatives.policy import Viewer
from initiatives.terms import DecisionKind, EndKind, NoteKind
from insights import next_step
from insights.latest import with_newest_version
from insights.overview import faces_of, last_contact, side_cards


def farewell_context(
    user: Any, collaboration: Collaboration, *, viewer: Viewer, file: dict[str, Any]
) -> dict[str, Any]:
    """`file`: the context that every page of a file has."""
    decision: JointDecision | None = file["status_decision"]
    kind = EndKind(collaboration.end_kind)
    milestones = list(collaboration.milestones.all())
    said = list(decision.notes.select_related("participation", "by")) if decision else []
    return {
        "decision": decision,
        "ending": endings.ENDINGS[kind],
        "celebrate": endings.CELEBRATE if endings.celebrates(kind, milestones=len(milestones)) else "",
        "readings": _readings(decision, said) if decision else [],
        "lessons": [note for note in said if note.kind == NoteKind.LESSON],
        "aftercare": [note for note in said if note.kind == NoteKind.AFTERCARE],
        "cards": side_cards(
            collaboration,
            faces_of(collaboration),
            dict.fromkeys(next_step.SIDES),
            last_contact=last_contact(collaboration, viewer),
        ),
        "reached": _reached(file["periods"]),
        "milestones": milestones,
        "agreements": list(_agreements(user, collaboration)),
        "successors": list(Collaboration.objects.visible_to(user).filter(predecessor=collaboration)),
        "reopening": next(
            (k.decision for k in file["open_keys"] if k.decision.kind == DecisionKind.REOPEN), None
        ),
    }


def _readings(decision: JointDecision, said: list[Any]) -> list[dict[str, Any]]:
    """How each side sees the ending, in its own words; beside the reason of who ended it stand the thanks."""
    found = []
    for key in decision.keys.select_related("participation__organisation", "by"):
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


def _agreements(user: Any, collaboration: Collaboration) -> Any:
    visible = Agreement.objects.visible_to(user).running().filter(collaboration=collaboration)
    return with_newest_version(visible).order_by("-pk")
