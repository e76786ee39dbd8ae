"""What was asked and answered beside a decision, and what may this reader add?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from initiatives import policy
from initiatives.models import DecisionNote, JointDecision
from initiatives.policy import Ability, Seat
from initiatives.terms import NoteKind


@dataclass
class Question:
    note: DecisionNote
    answers: list[DecisionNote] = field(default_factory=list)
    may_answer: bool = False
    form: Any = None  # put there by the page, for whoever may answer
    is_open: bool = False


def notes_of(decision: JointDecision) -> list[DecisionNote]:
    """All that was said beside it, in order: one query."""
    return list(decision.notes.select_related("by", "participation__organisation", "item"))


def questions(notes: Iterable[DecisionNote], seats: list[Seat]) -> list[Question]:
    found: dict[int, Question] = {}
    for note in notes:
        if note.kind == NoteKind.QUESTION:
            found[note.pk] = Question(note, may_answer=answering_seat(note, seats) is not None)
        elif note.kind == NoteKind.ANSWER and note.answers_id in found:
            found[note.answers_id].answers.append(note)
    return list(found.values())


def answering_seat(question: DecisionNote, seats: list[Seat]) -> Seat | None:
    """From which seat this reader answers: any but the one that asked."""
    others = [seat for seat in seats if seat.participation.pk != question.participation_id]
    return policy.seat_for(others, Ability.PROPOSE)
