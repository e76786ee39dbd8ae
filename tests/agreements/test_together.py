"""Three parties at one agreement at the same moment: no yes and no signature on a text that was not seen.

One of the three acts on paper, through the coach. Each round starts a handful of acts at once, each in a connection of
its own; after it everybody's words are where they belong, and `verify` finds nothing amiss. More rounds with SOAK=1.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from itertools import cycle
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from agreements import verifying
from agreements.actions import answers, publication, receipts, settling, shape, sheets, signing
from agreements.draft import Draft
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import (
    Agreement,
    Article,
    Proposal,
    Receipt,
    Signature,
    SignatureSheet,
    SigningMove,
    SigningPlace,
    Stance,
)
from agreements.settling.keeping import asked_of
from agreements.settling.other import words_of
from agreements.settling.rows import Settled, hash_of, settle
from agreements.signing.rows import newest_signable
from agreements.terms import SheetState, Stage, Verdict
from initiatives.history import held, timeline
from initiatives.models import Collaboration
from tests import factories
from tests.agreements import signing_table as at
from tests.agreements.test_signing_property import must_hold, together

pytestmark = pytest.mark.engine

ROUNDS = 150 if os.environ.get("SOAK") else 6
AT_ONCE = 5
KEY = "rolverdeling"
PAPER = "partner-1"  # the party that says and signs everything on paper
OTHERS = {"official": "clerk", "chair": "member"}  # who signs instead of whom
SPEAK = ["agree", "agree", "refuse", "propose", "counter", "withdraw"]
SHAPE = ["edit", "fill_in", "park", "publish", "lay_ready", "agree_on_paper", "agree_on_paper"]
SIGN = ["sign", "sign", "replace", "decline", "attach", "check"]
LAST = ["sign", "sign", "check"]  # what is lacking: with these it holds
TURN = ["mend", "edit", "lay_ready", "agree", "check", "receive"]
Act = Callable[[], Any]


class Deck:
    """Every act of the deck is dealt before one comes back, so that a few rounds try them all."""

    def __init__(self, acts: list[str], chance: random.Random) -> None:
        self.acts, self.chance, self.left = acts, chance, list[str]()

    def deal(self, number: int) -> list[str]:
        if len(self.left) < number:
            self.left += self.chance.sample(self.acts, k=len(self.acts))
        dealt, self.left = self.left[:number], self.left[number:]
        return dealt


class People:
    """The coach, who edits, and who speaks for each party; each acts on what lay before her when the round began."""

    def __init__(self, cast: SimpleNamespace, partner: Any, chance: random.Random) -> None:
        self.cast, self.chance = cast, chance
        self.table = at.lay_out(cast, partner)
        self.number = 0
        self.shown: dict[int, set[str]] = {}  # person -> hashes of all texts she had before her

    def fresh(self) -> Agreement:
        return Agreement.objects.select_related("collaboration", "format").get(pk=self.table.agreement.pk)

    def article(self) -> Article:
        return Article.objects.select_related("agreement__collaboration").get(
            agreement=self.table.agreement, clause_key=KEY
        )

    def party(self, key: str) -> Any:
        return self.table.agreement.parties.select_related("organisation").get(key=key)

    def by(self, key: str) -> Any:
        return getattr(self.cast, at.SPEAKS[key]).person

    def place(self, key: str) -> SigningPlace | None:
        places = SigningPlace.objects.select_related("party__organisation", "version")
        return places.filter(version=newest_signable(self.fresh()), party__key=key).first()

    def reads(self, *people: str) -> Settled:
        """One look at the page: every article, and every proposal beside the one they talk about."""
        found = settle(Draft(self.fresh()))
        now = next(row for row in found.values() if row.article.clause_key == KEY)
        lies = {row.text_hash for row in found.values()} | {offer.text_hash for offer in now.offers}
        for who in people:
            self.shown.setdefault(getattr(self.cast, who).person.pk, set()).update(lies)
        return now

    def text_to_choose(self, who: str) -> str:
        """The article's own, or one of the last proposals."""
        now = self.reads(who)
        return self.chance.choice([now.text_hash, *(offer.text_hash for offer in now.offers)][-2:])

    # --- between the parties ---------------------------------------------------------------------------

    def say(self, key: str, verdict: Verdict, reason: str = "") -> Act:
        seen, party, article = self.text_to_choose(at.SPEAKS[key]), self.party(key), self.article()
        said: dict[str, Any] = {"seen": seen, "verdict": verdict, "reason": reason, "by": self.by(key)}
        return lambda: settling.give_stance(article, party=party, **said)

    def agree(self, key: str) -> Act:
        return self.say(key, Verdict.ACCEPT)

    def refuse(self, key: str) -> Act:
        return self.say(key, Verdict.NOT_YET, "Eerst de leden.")

    def agree_on_paper(self, _key: str) -> Act:
        seen, article, party = self.text_to_choose("coach"), self.article(), self.party(PAPER)
        said: dict[str, Any] = {"decided_by": "Het bestuur", "decided_on": timezone.localdate()}
        said |= {"by": self.cast.coach.person, "seat": self.table.coach_seat, "file": at.scan("besluit")}
        return lambda: settling.record_on_paper(
            article, party=party, seen=seen, verdict=Verdict.ACCEPT, **said
        )

    def propose(self, key: str, *countered: Proposal) -> Act:
        """Other words, or other rows below the words of now: of the text on the page, as its form says."""
        seen = self.reads(at.SPEAKS[key]).text_hash
        article, party, by = self.article(), self.party(key), self.by(key)
        draft, rows = Draft(self.fresh()), self.rows()
        text = self.chance.choice([f"Wij spreken dit af: {self.chance.randrange(4)}.", ""])
        values = {} if text else {"taken": rows}
        wrote = hash_of(article, draft.with_values(values).reading(article, text or article.own_text))
        self.shown.setdefault(by.pk, set()).add(wrote)
        said: dict[str, Any] = {
            "text": text or words_of(draft, article),
            "values": values,
            "by": by,
            "seen": seen,
        }
        return lambda: settling.propose_text(article, party=party, answers=countered, decides=True, **said)

    def rows(self) -> list[dict[str, str]]:
        """One or more: an empty table is a blank, and a text with a blank is not laid ready."""
        row = {"who": "initiative", "ready": "doorlopend"}
        return [row | {"task": f"Taak {n}"} for n in range(1 + self.chance.randrange(3))]

    def counter(self, key: str) -> Act:
        offers = self.reads(at.SPEAKS[key]).offers
        return self.propose(key, *[offer.proposal for offer in offers[:1]])

    def withdraw(self, key: str) -> Act:
        mine = Proposal.objects.filter(party=self.party(key)).select_related("article__agreement").last()
        return self.propose(key) if mine is None else lambda: settling.withdraw(mine, **self.speaking(key))

    def speaking(self, key: str) -> dict[str, Any]:
        return {"party": self.party(key), "by": self.by(key)}

    def park(self, key: str) -> Act:
        article, speaking = self.article(), self.speaking(key)
        if article.state == "parked":
            return lambda: settling.resume(article, **speaking)
        return lambda: settling.park(article, reason="Later.", **speaking)

    def fill_in(self, _key: str) -> Act:
        agreement, rows = self.fresh(), self.rows()
        kept = agreement.values.filter(variable="taken").first()
        by = factories.acting(self.cast.file, self.cast.coach)
        revision = kept.revision if kept else 0
        return lambda: answers.save_field(agreement, "taken", rows, revision=revision, **by)

    def edit(self, _key: str) -> Act:
        article, text = self.article(), f"Wij doen het zo: {self.chance.randrange(4)}."
        return lambda: shape.word_anew(
            article, text=text, revision=article.revision, **factories.acting(self.cast.file, self.cast.coach)
        )

    def publish(self, _key: str) -> Act:
        agreement = self.fresh()
        return lambda: publication.publish(agreement, by=self.cast.coach.person, seat=self.table.coach_seat)

    # --- signing ---------------------------------------------------------------------------------------

    def lay_ready(self, _key: str) -> Act:
        agreement = self.fresh()
        return lambda: signing.lay_ready(agreement, by=self.cast.coach.person, seat=self.table.coach_seat)

    def name(self, key: str, who: str) -> Act:
        place = self.place(key)
        if place is None:
            return self.lay_ready(key)
        signer, by, organisation = getattr(self.cast, who), self.by(key), place.party.organisation
        return lambda: signing.name_signer(place, signer=signer, by=by, seat=organisation)

    def replace(self, key: str) -> Act:
        return self.name(key, OTHERS[at.SPEAKS[key]])

    def sign(self, key: str) -> Act:
        place = self.place(key)
        name, by = self.name(key, at.SPEAKS[key]), self.by(key)
        if place is None:
            return name

        def act() -> Signature:
            name()
            return signing.sign(place, seen=place.version.text_hash, by=by)

        return act

    def decline(self, key: str) -> Act:
        """Or going on after all, when this party had said no."""
        place, by = self.place(key), self.by(key)
        if place is None:
            return self.refuse(key)
        newest = SigningMove.objects.filter(place=place, kind__in=["declined", "taken_up"]).last()
        if newest and newest.kind == "declined":
            return lambda: signing.take_up(place, by=by)
        return lambda: signing.decline(place, reason="Nog niet.", by=by)

    def attach(self, _key: str) -> Act:
        place = self.place(PAPER)
        if place is None:
            return self.agree_on_paper(PAPER)
        by: dict[str, Any] = {"by": self.cast.coach.person, "seat": self.table.coach_seat}
        return lambda: sheets.attach([place], signed_on=timezone.localdate(), file=at.scan(), **by)

    def check(self, key: str) -> Act:
        lies = newest_signable(self.fresh())
        sheet = SignatureSheet.objects.filter(state=SheetState.WAITING, version=lies).last()
        if sheet is None:
            return self.attach(key)
        seat = factories.seat(self.cast.file, getattr(self.cast, at.SPEAKS[key]))
        return lambda: sheets.accept(sheet, by=self.by(key), seat=seat)

    def mend(self, _key: str) -> Act:
        agreement, support = self.fresh(), self.cast.support
        by = self.cast.coach.person
        return lambda: signing.mend(agreement, reason="Anders.", by=by, organisation=support)

    def receive(self, key: str) -> Act:
        version = self.fresh().versions.first()
        version.agreement = self.fresh()
        return lambda: receipts.confirm(version, **self.speaking(key))

    # --- a round ---------------------------------------------------------------------------------------

    def go_on(self, *, to_sign: bool) -> None:
        """They are brought to where something can happen: a proposal that lacks one yes, or a text to sign."""
        if self.fresh().stage == Stage.FINAL and not to_sign:
            self.mend("")()
        if self.article().state == "parked":
            self.park("initiative")()
        if not to_sign:
            self.offer()
        elif self.fresh().stage == Stage.SHARED:
            at.agree_on_all(self.cast, self.fresh())
            self.lay_ready("")()
            self.attach("")()
        self.reads("coach", "director", *at.SPEAKS.values())

    def offer(self) -> None:
        """The initiative proposes another text and the gemeente agrees; the party on paper did not speak yet."""
        self.number += 1
        said: dict[str, Any] = {"text": f"Zo dan: {self.number}.", "decides": True}
        said |= {"values": {"taken": self.rows()}} if self.number % 2 else {}
        settling.propose_text(self.article(), **said, **self.speaking("initiative"))
        seen = self.reads("official", "chair").offers[-1].text_hash
        yes: dict[str, Any] = {"seen": seen, "verdict": Verdict.ACCEPT, **self.speaking("municipality")}
        settling.give_stance(self.article(), **yes)

    def round(self, dealt: list[str]) -> None:
        before = set(Stance.objects.values_list("pk", flat=True))
        speakers = cycle(self.chance.sample(list(at.SPEAKS), k=2))
        acts = [getattr(self, act)(key) for act, key in zip(dealt, speakers, strict=False)]
        together(*acts)
        self.must_hold(before)

    def must_hold(self, before: set[int]) -> None:
        must_hold(self.fresh())
        for stance in Stance.objects.exclude(pk__in=before).filter(article__agreement=self.table.agreement):
            reader = stance.by_id or stance.recorded_by_id or 0
            assert stance.text_hash in self.shown[reader], "a yes on a text that was not seen"
        settled = settle(Draft(self.fresh())).values()
        if self.fresh().stage != Stage.SHARED:
            assert {row.state for row in settled} == {"standing"}
        for party in self.fresh().parties.all():
            assert party.asked == asked_of(party, settled), "a list would ask something else than the page"
        assert list(verifying.problems()) == []
        assert list(held.changed_rows()) == []
        assert list(timeline.broken_links(Collaboration.objects.get(pk=self.cast.file.pk))) == []
        both = Receipt.objects.values_list("version", "party", "how")
        assert len(set(both)) == len(both)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(0 if os.environ.get("SOAK") else 120)
def test_whoever_acts_at_the_same_moment_nobody_is_bound_to_a_text_she_did_not_see(
    cast: SimpleNamespace,
) -> None:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    chance = random.Random(20261125)  # noqa: S311  the same rounds every time
    partner = at.add_partner(cast)
    people = People(cast, partner, chance)
    decks = (Deck(SPEAK + SHAPE, chance), Deck(SIGN + TURN, chance))
    for number in range(ROUNDS):
        if people.fresh().stage == Stage.IN_FORCE:
            people = People(cast, partner, chance)
        people.go_on(to_sign=number % 2 == 1)
        lacking = LAST if number % 4 == 3 else []  # every other time there is a text to sign
        people.round([*lacking, *decks[number % 2].deal(AT_ONCE - len(lacking))])
