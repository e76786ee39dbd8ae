"""Where does this file stand on the coach's five steps: what is there, what is missing, and whom do you ask?

The steps are data: `fixtures/coach-steps-1.json`. A question points to its home in the file; only what has no other
home is a fact of its own. Nothing here is a lock, and nothing is counted against anyone.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.text import capfirst

PREFIX = "step."  # before the name of every fact that answers a question of the five steps
FACT = "fact"  # the home of what is asked here and nowhere else


@dataclass(frozen=True)
class Question:
    step: str
    key: str
    text: str
    help: str
    home: str  # "fact", or where the answer already lives: "goal.<key>", "role.municipality", …
    ask: str  # whom: a side, `together`, or the coach herself
    source: str
    options: tuple[tuple[str, str], ...] = ()  # code, words
    several: bool = False
    enough: tuple[str, ...] = ()  # the options that must all be named; empty: any answer will do
    words: str = ""  # the label of what may be written beside the choice; empty: nothing

    @property
    def is_asked_here(self) -> bool:
        return self.home == FACT

    @property
    def fact(self) -> str:
        return f"{PREFIX}{self.step}.{self.key}"

    def in_words(self, codes: list[str], words: str) -> str:
        """What was chosen as a sentence, then what was written beside it."""
        chosen = "; ".join(word for code, word in self.options if code in codes)
        return "\n".join(part for part in (f"{capfirst(chosen)}." if chosen else "", words) if part)

    def is_answered_by(self, codes: list[str], words: str) -> bool:
        if self.enough:
            return set(self.enough) <= set(codes)
        return bool(codes or words)


@dataclass(frozen=True)
class Point:
    """One thing that shows readiness for the next step, and the questions that it rests on."""

    text: str
    needs: tuple[str, ...]
    ask: str
    source: str
    own_reading: bool = False


@dataclass(frozen=True)
class Step:
    number: int
    key: str
    title: str
    intro: str
    source: str
    questions: tuple[Question, ...]
    ready: tuple[Point, ...]
    mind: tuple[tuple[str, str], ...]  # what to mind, and where that was said

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.key == key), None)


@dataclass(frozen=True)
class Answer:
    """What the file says to one question, and where it says so."""

    there: bool
    words: str = ""
    url: str = ""
    by: str = ""
    at: Any = None


NOTHING = Answer(there=False)


@dataclass(frozen=True)
class Stand:
    """One step of one file."""

    step: Step
    answers: Mapping[str, Answer]

    @cached_property
    def missing(self) -> list[Point]:
        return [point for point in self.step.ready if not self.has(point)]

    def has(self, point: Point) -> bool:
        return all(self.answers.get(key, NOTHING).there for key in point.needs)


def stand_of(step: Step, answers: Mapping[tuple[str, str], Answer]) -> Stand:
    own = {key: answer for (name, key), answer in answers.items() if name == step.key}
    return Stand(step, own)


def standing(answers: Mapping[tuple[str, str], Answer]) -> list[Stand]:
    return [stand_of(step, answers) for step in steps()]


def current(stands: list[Stand]) -> Stand | None:
    """The first step with something open. A file may well be further: then the coach sees what was passed over."""
    return next((stand for stand in stands if stand.missing), None)


# --- the data -----------------------------------------------------------------------------------------


def steps() -> tuple[Step, ...]:
    return _read(Path(settings.BASE_DIR) / "fixtures" / "coach-steps-1.json")


def step_of(key: str) -> Step | None:
    return next((step for step in steps() if step.key == key), None)


def question_of_fact(name: str) -> Question | None:
    """The question that a fact answers, by the name of that fact."""
    return next((question for question in questions() if question.fact == name), None)


def questions() -> Iterator[Question]:
    return (question for step in steps() for question in step.questions)


def homes(kind: str) -> set[str]:
    """The names behind one kind of home: `goal` gives the keys of goals."""
    found = (question.home.partition(".") for question in questions())
    return {name for home, _dot, name in found if home == kind}


@lru_cache(maxsize=2)
def _read(path: Path) -> tuple[Step, ...]:
    data = json.loads(path.read_text(encoding="utf-8"))
    return tuple(_step(number, row) for number, row in enumerate(data["steps"], 1))


def _step(number: int, row: dict[str, Any]) -> Step:
    return Step(
        number=number,
        key=row["key"],
        title=row["title"],
        intro=row["intro"],
        source=row["source"],
        questions=tuple(_question(row["key"], question) for question in row["questions"]),
        ready=tuple(Point(**{**point, "needs": tuple(point["needs"])}) for point in row["ready"]),
        mind=tuple((line["text"], line["source"]) for line in row["mind"]),
    )


def _question(step: str, row: dict[str, Any]) -> Question:
    options = tuple((option["code"], option["word"]) for option in row.get("options", ()))
    return Question(**{**row, "step": step, "options": options, "enough": tuple(row.get("enough", ()))})
