"""Both sides, a partner and a coach act at one file at the same moment: nobody's word is lost and no key turns twice.

Each round starts a handful of acts at once, each in a connection of its own, on what lay there when it began; after it
everything that always holds is looked at. More rounds with SOAK=1.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from initiatives.actions import decisions
from initiatives.history import held
from initiatives.models import Collaboration, JointDecision
from initiatives.terms import DecisionKind, KeyVerdict, NoteKind, Phase, Status
from samenspel.errors import DomainError
from tests import factories
from tests.agreements.test_together import Deck
from tests.initiatives.test_keys_property import (
    ALWAYS,
    Table,
    at_once,
    only_refusals,
    with_partner,
    with_talks,
)

pytestmark = [pytest.mark.slow, pytest.mark.engine]

ROUNDS = 200 if os.environ.get("SOAK") else 12
AT_ONCE = 5
PARTIES = ["official", "chair", "partner"]
COLLEAGUES = {"official": "clerk", "chair": "member", "partner": "partner"}
# One key turns in each round: the last one, or one of two. `contest` and `settle` are about the key on paper.
THE_LAST_KEY = [
    *("withdraw", "pause", "end", "back", "same_key", "contest"),
    *("ask", "take", "record", "part", "settle", "contest"),
]
ONE_OF_TWO = [
    *("contest", "contest", "settle", "settle", "answer", "ask"),
    *("reading", "afterwords", "pause", "withdraw", "take", "minutes"),
]
NOTHING_LIES = ["propose", "propose", "part", "part", "pause", "contest", "minutes", "end"]


class Moment(Table):
    """One act of one person, on the decision that lay before her."""

    lies: JointDecision

    def attempt(self, act: Callable[[], Any]) -> Any:
        try:
            made = act()
        except DomainError:
            self.refused = True
            return None
        self.refused = False
        return made

    def newest(self) -> JointDecision:
        return JointDecision.objects.get(pk=self.lies.pk)


class Round:
    """What is about to happen at once: who lacks, whose key was recorded on paper, and what lies there."""

    def __init__(self, table: Table, chance: random.Random, number: int) -> None:
        self.table, self.chance, self.number = table, chance, number
        self.paper, self.lacks, self.other = chance.sample(PARTIES, k=3)
        self.spoken = 0

    @property
    def file(self) -> Collaboration:
        return self.table.file

    def go_on(self, *, lacking: int) -> None:
        """The file is brought to where something can happen: one key was recorded on paper, and so many still lack."""
        if self.file.status == Status.ENDED:
            self.table.propose_to_open_again("coach", "Wij gaan verder.")
            for who in ("official", "chair"):
                self.table.turn(who, KeyVerdict.ACCEPT, "")
        if self.file.status == Status.PAUSED:
            self.table.pause_or_resume("official", "Het kan weer.", "resume")
        for decision in self.file.decisions.open():
            seat = factories.seat(self.file, getattr(self.table.cast, self.speaks_for(decision)))
            decisions.withdraw(decision, by=self.table.cast.coach.person, seat=seat)
        to = self.chance.choice([phase for phase in Phase if phase != self.file.phase])
        self.table.propose("coach", to, "Samen verder.", True)
        self.table.record(self.paper, "coach", KeyVerdict.ACCEPT, f"Op papier, {self.number}.")
        if lacking == 1:
            self.table.turn(self.other, KeyVerdict.ACCEPT, f"Ja, {self.number}.")
        if not lacking:
            self.table.withdraw("coach")

    def speaks_for(self, decision: JointDecision) -> str:
        sides = {"municipality": "official", "initiative": "chair", "support": "coach"}
        return sides[decision.by_organisation.kind]

    def words(self) -> str:
        self.spoken += 1
        return f"Ronde {self.number}, woord {self.spoken}."

    def either(self, party: str) -> str:
        return self.chance.choice([party, COLLEAGUES[party]])

    def act(self, name: str) -> tuple[Moment, Callable[[], Any]]:
        moment = Moment()
        moment.cast, moment.lies = self.table.cast, self.table.newest()
        words, party = self.words(), self.chance.choice(PARTIES)
        side = self.chance.choice(["official", "chair"])
        back = [(self.chance.randrange(4), NoteKind.NEEDED, words)]
        acts: dict[str, Callable[[], Any]] = {
            "key": lambda: moment.turn(self.lacks, KeyVerdict.ACCEPT, words),
            "same_key": lambda: moment.turn(COLLEAGUES[self.lacks], KeyVerdict.ACCEPT, words),
            "back": lambda: moment.give_back(self.lacks, words, back),
            "record": lambda: moment.record(self.lacks, "coach", KeyVerdict.RETURN, words),
            "withdraw": lambda: moment.withdraw("coach"),
            "pause": lambda: moment.pause_or_resume(side, words, "pause"),
            "end": lambda: moment.end(side, words, 0),
            "contest": lambda: moment.contest(self.either(self.paper), words),
            "settle": lambda: moment.settle_contest(self.either(self.paper), words),
            "ask": lambda: moment.ask(side, words, None),
            "answer": lambda: (
                moment.answer(side, words) if moment.any_question() else moment.ask(side, words, 1)
            ),
            "take": lambda: moment.take(self.either(self.lacks), self.lacks, "nobody"),
            "reading": lambda: moment.add_reading(party, words) if moment.any_of_one_side() else None,
            "afterwords": lambda: moment.add_afterwords(side, words, True) if self.has_ended() else None,
            "propose": lambda: moment.propose(side, self.other_phase(), words, False),
            "part": lambda: moment.propose_for_a_part(side, "Blok Noord", self.other_phase(), words),
            "minutes": lambda: moment.propose_minutes("coach", 0, True),
        }
        return moment, acts[name]

    def has_ended(self) -> bool:
        return self.file.decisions.filter(kind=DecisionKind.END).exists()

    def other_phase(self) -> Phase:
        return Phase(self.file.phase).next or Phase.STARTUP

    def play(self, dealt: list[str]) -> None:
        played = [self.act(name) for name in dealt]
        refused = at_once(*(act for _moment, act in played))
        only_refusals(refused)
        for moment, _act in played:
            self.table.said += moment.said
            self.table.said_at_keys |= moment.said_at_keys
            self.table.asked |= moment.asked
        for holds in ALWAYS:
            holds(self.table)
        assert list(held.changed_rows()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(0 if os.environ.get("SOAK") else 120)
def test_whoever_acts_at_the_same_moment_every_word_is_kept_and_every_key_turns_once(
    cast: SimpleNamespace,
) -> None:
    table = Table()
    table.cast = with_talks(with_partner(cast))
    chance = random.Random(20261126)  # noqa: S311  the same rounds every time
    kinds = [
        (["key"], Deck(THE_LAST_KEY, chance)),
        (["key", "same_key"], Deck(ONE_OF_TWO, chance)),
        ([], Deck(NOTHING_LIES, chance)),
    ]
    for number in range(ROUNDS):
        now = Round(table, chance, number)
        now.go_on(lacking=(1, 2, 0)[number % 3])
        first, deck = kinds[number % 3]
        now.play([*first, *deck.deal(AT_ONCE - len(first))])
