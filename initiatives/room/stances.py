"""What do the two sides state about their roles and their room, and where do they see it differently?

A topic is a table of lines. Each side answers its own fields of a line; the answers lie in the file as a `Fact` of
that side. Rules only: which topics there are stands in `topics.py`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from contacts.models import BOTH_SIDES, Side
from samenspel.signs import DuoState, choice_state

PREFIX = "room."  # before the name of every fact that belongs to a topic
Codes = Mapping[str, Any]


@dataclass(frozen=True)
class Option:
    code: str
    word: Any
    text: Any = ""  # what it means, beside the choice
    settled: bool = True  # an answer that leaves the matter open is never “gedeeld”
    of_partner: bool = False  # asked only where a partner takes part


@dataclass(frozen=True)
class Field:
    """One thing that one side answers: one of the options, a number, or words of its own."""

    name: str
    label: Any
    options: tuple[Option, ...] = ()
    kind: Literal["choice", "number", "words"] = "choice"
    help: Any = ""
    asks: Any = ""  # the question for the conversation, when the other side sees it differently
    lead: Any = ""  # before the answer, where a side has more than one: “ervaart”
    phase: str = ""
    unit: Any = ""  # after a number: “uur”

    def asked(self, *, partners: bool, said: Any = "") -> list[Option]:
        """The options to choose from in this file; what was said stays among them, also when the partner left."""
        return [o for o in self.options if partners or not o.of_partner or o.code == said]

    def option(self, code: Any) -> Option | None:
        return next((option for option in self.options if option.code == code), None)

    def word(self, answer: Any) -> str:
        if answer in ("", None):
            return ""
        if self.kind != "choice":
            return f"{answer} {self.unit}".strip()
        option = self.option(answer)
        return str(option.word) if option else str(answer)


@dataclass(frozen=True)
class Line:
    """Answers that stand beside each other."""

    label: Any
    municipality: tuple[Field, ...] = ()
    initiative: tuple[Field, ...] = ()
    compared: bool = True

    def fields_of(self, side: str) -> tuple[Field, ...]:
        return self.municipality if side == Side.MUNICIPALITY else self.initiative


@dataclass(frozen=True)
class Talk:
    """One difference, as the beginning of a conversation."""

    label: Any
    municipality: str
    initiative: str
    asks: Any


@dataclass(frozen=True)
class Topic:
    name: str
    slug: str
    title: Any
    question: Any
    lines: tuple[Line, ...]
    phases: frozenset[str] = frozenset()  # in which phases the page asks for it
    remark: Any = ""  # label of the words that every side may add; empty: none

    @property
    def fact(self) -> str:
        return PREFIX + self.name

    def fields_of(self, side: str) -> tuple[Field, ...]:
        own = tuple(field for line in self.lines for field in line.fields_of(side))
        if self.remark and own:
            own += (Field("remark", self.remark, kind="words"),)
        return own

    @cached_property
    def is_mirrored(self) -> bool:
        """Both sides answer the very same questions, so that one can take over what the other said."""
        own, theirs = ([field.name for field in self.fields_of(side)] for side in BOTH_SIDES)
        return own == theirs and any(line.compared for line in self.lines)

    @cached_property
    def knows_partners(self) -> bool:
        """Whether something here can be a partner's, where one takes part."""
        options = (o for side in BOTH_SIDES for field in self.fields_of(side) for o in field.options)
        return any(option.of_partner for option in options)


def state_of(line: Line, municipality: Codes, initiative: Codes) -> DuoState:
    """same, differ or shared: one difference makes the line differ, and all must agree for it to be shared."""
    if not line.compared:
        return "same"
    states = {
        choice_state(str(municipality.get(ours.name, "")), str(initiative.get(theirs.name, "")))
        for ours, theirs in _compared(line)
    }
    if "differ" in states:
        return "differ"
    settled = all(_is_settled(field, municipality) for field in line.municipality)
    return "shared" if states == {"shared"} and settled else "same"


def shared_since(line: Line, said: Iterable[tuple[str, Codes, datetime]]) -> datetime | None:
    """When the second side came to what both hold now. `said`: side, all its answers, moment; oldest first."""
    now: dict[str, Codes] = {}
    since = None
    for side, codes, at in said:
        now[side] = codes
        shared = state_of(line, *(now.get(side, {}) for side in BOTH_SIDES)) == "shared"
        since = (since or at) if shared else None
    return since


def talks(topic: Topic, municipality: Codes, initiative: Codes) -> list[Talk]:
    """Where both spoke and differ, with the question that may help."""
    found = []
    for line in topic.lines:
        for ours, theirs in _compared(line) if line.compared else ():
            own, other = municipality.get(ours.name, ""), initiative.get(theirs.name, "")
            if choice_state(str(own), str(other)) == "differ":
                said = " ".join(str(part) for part in (theirs.lead, theirs.word(other)) if part)
                found.append(Talk(line.label, ours.word(own), said, theirs.asks or ours.asks))
    return found


def topic_state(topic: Topic, municipality: Codes, initiative: Codes) -> DuoState:
    """As its lines: one difference counts for all; shared when all that was said is shared."""
    lines = [line for line in topic.lines if line.compared and _is_spoken(line, municipality, initiative)]
    states = {state_of(line, municipality, initiative) for line in lines}
    if "differ" in states:
        return "differ"
    return "shared" if states == {"shared"} else "same"


def _is_spoken(line: Line, municipality: Codes, initiative: Codes) -> bool:
    return any(field.name in municipality for field in line.municipality) or any(
        field.name in initiative for field in line.initiative
    )


def _compared(line: Line) -> Iterator[tuple[Field, Field]]:
    for ours in line.municipality:
        for theirs in line.initiative:
            if ours.kind == theirs.kind == "choice":
                yield ours, theirs


def _is_settled(field: Field, codes: Codes) -> bool:
    option = field.option(codes.get(field.name))
    return option is None or option.settled
