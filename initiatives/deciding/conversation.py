"""What was asked and answered beside a decision, and what may this reader add?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy

from initiatives import policy
from initiatives.models import DecisionNote, JointDecision
from initiatives.policy import Ability, Seat
from initiatives.terms import NoteKind

# What is written at an ending, and above which heading it is read afterwards.
PARTING = (
    (NoteKind.LESSON, gettext_lazy("Wat is er geleerd?")),
    (NoteKind.AFTERCARE, gettext_lazy("Wie kun je bellen?")),
    (NoteKind.THANKS, gettext_lazy("Dank")),
)


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


def parting_words(notes: Iterable[DecisionNote]) -> list[tuple[Any, list[DecisionNote]]]:
    """Lessons, aftercare and thanks, as far as somebody wrote them: also once the file has opened again."""
    said = list(notes)
    found = [(heading, [note for note in said if note.kind == kind]) for kind, heading in PARTING]
    return [(heading, written) for heading, written in found if written]


def answering_seat(question: DecisionNote, seats: list[Seat]) -> Seat | None:
    """From which seat this reader answers: any but the one that asked."""
    others = [seat for seat in seats if seat.participation.pk != question.participation_id]
    return policy.seat_for(others, Ability.PROPOSE)
