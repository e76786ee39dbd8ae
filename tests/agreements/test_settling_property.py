"""Whatever the parties do, in whatever order: nobody agreed to a text she did not see, and nothing said is lost.

More examples with SOAK=1.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from agreements.actions import answers, drafts, parties, publication, reshaping, settling, shape
from agreements.draft import Draft
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement, Article, Party, Proposal, Remark, Stance
from agreements.settling import partial
from agreements.settling.keeping import asked_of, keep_asked
from agreements.settling.other import words_of
from agreements.settling.rows import Settled, settle
from agreements.terms import Form, Length, ProposalState, Verdict
from samenspel.errors import DomainError
from tests import factories
from tests.agreements import signing_table

pytestmark = pytest.mark.engine

SOAK = bool(os.environ.get("SOAK"))
KEY = "rolverdeling"  # words around a table
WHO = st.sampled_from(["official", "chair", "director"])
TEXT = st.sampled_from(["Wij praten.", "Wij praten samen.", "Wij beslissen samen.", ""])
TALK = {"task": "Praten", "who": "initiative", "ready": "2027-03-01"}
ROWS = st.sampled_from([[], [TALK], [TALK | {"ready": "2027-06-01"}], [TALK, {"task": "Lopen"}]])
PARTY = {"official": "municipality", "chair": "initiative", "director": "partner-1"}


class Table(RuleBasedStateMachine):
    """One article between two parties or three, who come and go; each keeps the last text that she read, old or new."""

    cast: SimpleNamespace
    agreement: Agreement

    @initialize(three=st.booleans())
    def begin(self, three: bool) -> None:
        # party -> hash and words of what she has on her screen; what was ever kept, to see that it stays
        self.read: dict[str, dict[str, str]] = {who: {} for who in PARTY}
        # who takes part -> how many words were said when she came: what her party said before does not count
        self.here: dict[str, int] = {"official": 0, "chair": 0}
        self.kept: set[tuple[str, int, str]] = set()
        self.said: dict[int, tuple[str, str]] = {}
        if three:
            self.join()

    def now(self) -> Settled:
        """Of the article; when both took it out, it comes back as it was."""
        if self.agreement.articles.filter(clause_key=KEY, state="dropped").update(state="active"):
            keep_asked(self.agreement)
        found = settle(Draft(Agreement.objects.get(pk=self.agreement.pk)))
        return next(row for row in found.values() if row.article.clause_key == KEY)

    def article(self) -> Article:
        return self.agreement.articles.get(clause_key=KEY)

    def party(self, who: str) -> Any:
        found = Party.ever.select_related("organisation").filter(agreement=self.agreement, key=PARTY[who])
        return found.first() or self.agreement.parties.get(key="municipality")  # it never took part

    def seat(self, who: str) -> Any:
        return self.cast.file.participations.get(organisation=getattr(self.cast, who).organisation)

    def newest(self) -> int:
        return Stance.objects.order_by("pk").values_list("pk", flat=True).last() or 0

    @rule()
    def join(self) -> None:
        """Who was never party, and is no partner that stopped."""
        partner = self.seat("director")
        before = Party.ever.filter(agreement=self.agreement, organisation=partner.organisation).exists()
        by = factories.acting(self.cast.file, self.cast.coach)
        party = self.attempt(lambda: parties.add_party(self.agreement, partner=partner, **by))
        assert (party is not None) == (not before)
        if party:
            self.here["director"] = self.newest()

    @rule(who=WHO)
    def leave(self, who: str) -> None:
        if len(self.here) < 3:
            return  # with one party left it stops for everyone
        party, by = self.party(who), getattr(self.cast, who).person
        self.attempt(
            lambda: parties.leave(self.agreement, party=party, reason="Weg.", by=by, seat=self.seat(who))
        )
        del self.here[who]

    @rule(who=WHO)
    def come_back(self, who: str) -> None:
        party, by = self.party(who), getattr(self.cast, who).person
        if party.key != PARTY[who]:
            return
        back = self.attempt(
            lambda: parties.come_back(self.agreement, party=party, by=by, seat=self.seat(who))
        )
        assert (back is not None) == (who not in self.here)
        if back:
            self.here[who] = self.newest()

    def attempt(self, act: Callable[[], Any]) -> Any:
        try:
            with transaction.atomic():
                return act()
        except DomainError:
            return None

    @rule(who=WHO)
    def be_away_for_a_moment(self, who: str) -> None:
        """After all said yes, so that each example also has something to lose."""
        for here in list(self.here):
            self.look(who=here)
            self.speak(who=here, verdict=Verdict.ACCEPT, which=0)
        if who in self.here and len(self.here) > 2:
            self.leave(who=who)
            self.come_back(who=who)

    @rule(who=WHO)
    def look(self, who: str) -> None:
        now = self.now()
        texts = {now.text_hash: str(Draft(self.agreement).composed(now.article).blocks)}
        texts |= {offer.text_hash: str(offer.composition.blocks) for offer in now.offers}
        self.read[who] = texts

    @rule(who=WHO, verdict=st.sampled_from(Verdict), which=st.integers(0, 3))
    def speak(self, who: str, verdict: Verdict, which: int) -> None:
        if not self.read[who] or self.party(who).key != PARTY[who]:
            return
        seen = list(self.read[who])[which % len(self.read[who])]
        reason = "Eerst de leden." if verdict == Verdict.NOT_YET else ""
        there = {self.now().text_hash, *(offer.text_hash for offer in self.now().offers)}
        words = [offer for offer in self.now().offers if offer.proposal.kind == "text"]
        by = getattr(self.cast, who).person
        stance = self.attempt(
            lambda: settling.give_stance(
                self.article(), party=self.party(who), seen=seen, verdict=verdict, reason=reason, by=by
            )
        )
        assert (stance is not None) == (seen in there and who in self.here)
        if stance:
            assert stance.text_hash == seen
            self.said[stance.pk] = (stance.verdict, stance.text_hash)
            adopted = Proposal.objects.filter(pk__in=[o.proposal.pk for o in words], state="adopted")
            assert not adopted or self.now().text_hash == seen, "it became another text than was agreed to"

    @rule(
        who=WHO,
        text=TEXT,
        rows=st.none() | ROWS,
        counter=st.booleans(),
        decides=st.booleans(),
        all_agree=st.booleans(),
    )
    def propose(self, who: str, text: str, rows: Any, counter: bool, decides: bool, all_agree: bool) -> None:
        """Other words, other rows, or both; without words of her own she leaves those of now. Or they agree at once."""
        now = self.now()
        countered = [now.offers[0].proposal] if counter and now.offers else []
        as_it_is = "" if rows is None else words_of(Draft(self.agreement), now.article)
        self.attempt(
            lambda: settling.propose_text(
                self.article(),
                party=self.party(who),
                text=text or as_it_is,
                values={} if rows is None else {"taken": rows},
                answers=countered,
                decides=decides,
                by=getattr(self.cast, who).person,
            )
        )

        for one in PARTY if all_agree else ():
            self.look(one)
            self.speak(one, Verdict.ACCEPT, -1)

    @rule(who=WHO, change=st.sampled_from(["drop", "move", "split", "add"]), decides=st.booleans())
    def reshape(self, who: str, change: str, decides: bool) -> None:
        article = Article.objects.select_related("agreement").get(pk=self.article().pk)
        others = self.agreement.articles.exclude(pk=article.pk)
        new = {"new_title": "Overleg", "new_text": "Elke maand."}
        by = {"party": self.party(who), "decides": decides, "by": getattr(self.cast, who).person}
        acts: dict[str, Callable[[], Any]] = {
            "drop": lambda: reshaping.propose_drop(article, reason="Te vaag.", **by),
            "move": lambda: reshaping.propose_move(article, after=others.get(clause_key="intentie"), **by),
            "split": lambda: reshaping.propose_split(article, text="Wij praten.", **new, **by),
            "add": lambda: reshaping.propose_add(article, **new, **by),
        }
        self.attempt(acts[change])

    @rule(late=st.booleans())
    def freeze(self, late: bool) -> None:
        agreement = Agreement.objects.get(pk=self.agreement.pk)
        found = list(settle(Draft(agreement)).values())
        mark = "0" * 64 if late else partial.mark_of(found)
        by = self.cast.chair
        version = self.attempt(
            lambda: publication.publish_partial(
                agreement, seen=mark, by=by.person, organisation=by.organisation
            )
        )
        assert (version is not None) == (not late and any(row.state == "standing" for row in found))
        if version:
            said = {a["key"]: a["state"] for part in version.content["parts"] for a in part["articles"]}
            assert said == {row.article.clause_key: row.state for row in found}

    @rule(who=WHO)
    def withdraw(self, who: str) -> None:
        row = Proposal.objects.filter(party=self.party(who)).last()
        if row:
            self.attempt(
                lambda: settling.withdraw(row, party=self.party(who), by=getattr(self.cast, who).person)
            )

    @rule(rows=ROWS)
    def fill_in(self, rows: Any) -> None:
        kept = self.agreement.values.filter(variable="taken").first()
        by = factories.acting(self.cast.file, self.cast.coach)
        revision = kept.revision if kept else 0
        self.attempt(lambda: answers.save_field(self.agreement, "taken", rows, revision=revision, **by))

    @rule(text=TEXT)
    def edit(self, text: str) -> None:
        article = self.article()
        self.attempt(
            lambda: shape.word_anew(
                article,
                text=text,
                revision=article.revision,
                **factories.acting(self.cast.file, self.cast.coach),
            )
        )

    @rule(who=WHO, on=st.booleans())
    def put_off_or_go_on(self, who: str, on: bool) -> None:
        by, party = getattr(self.cast, who).person, self.party(who)
        if on:
            self.attempt(lambda: settling.resume(self.article(), party=party, by=by))
        else:
            self.attempt(lambda: settling.park(self.article(), party=party, reason="Later.", by=by))

    @rule(who=WHO, own_only=st.booleans())
    def talk(self, who: str, own_only: bool) -> None:
        owner, by = self.party(who).organisation, getattr(self.cast, who).person
        row = settling.say(self.article(), owner=owner, own_only=own_only, text="Zo zien wij het.", by=by)
        self.kept.add(("remark", row.pk, row.text))

    @invariant()
    def it_stands_exactly_when_all_who_take_part_said_yes_to_the_text_of_now(self) -> None:
        now = self.now()
        assert {party.key for party in now.parties} == {PARTY[who] for who in self.here}
        since = {PARTY[who]: pk for who, pk in self.here.items()}
        newest = {
            stance.party.key: stance.verdict
            for stance in Stance.objects.filter(text_hash=now.text_hash)
            .select_related("party")
            .order_by("pk")
            if stance.pk > since.get(stance.party.key, stance.pk)
        }
        every = newest == dict.fromkeys(since, Verdict.ACCEPT)
        assert now.state == ("parked" if now.article.state == "parked" else "standing" if every else "open")

    @invariant()
    def a_text_is_taken_over_only_with_a_yes_of_all_and_then_lies_before_nobody(self) -> None:
        for row in Proposal.objects.filter(state=ProposalState.ADOPTED):
            assert row.closed_at is not None
        for offer in self.now().offers:
            verdicts = [offer.verdict_of(party) for party in self.now().parties]
            assert verdicts != [Verdict.ACCEPT] * len(self.here)
            assert offer.proposal.party.left_at is None

    @invariant()
    def what_a_list_reads_of_each_party_is_what_the_texts_say(self) -> None:
        self.now()
        found = settle(Draft(Agreement.objects.get(pk=self.agreement.pk))).values()
        assert {p.key: p.asked for p in self.agreement.parties.all()} == {
            p.key: asked_of(p, found) for p in self.agreement.parties.all()
        }

    @invariant()
    def nothing_that_was_said_is_lost_or_changed(self) -> None:
        stances = {row.pk: (row.verdict, row.text_hash) for row in Stance.objects.all()}
        assert self.said.items() <= stances.items()
        proposals = {("proposal", row.pk, f"{row.text}{row.values}") for row in Proposal.objects.all()}
        remarks = {("remark", row.pk, row.text) for row in Remark.objects.all()}
        assert self.kept <= proposals | remarks
        self.kept |= proposals


@pytest.mark.slow
@pytest.mark.django_db
def test_whatever_happens_a_yes_stays_with_its_text(cast: SimpleNamespace) -> None:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    seat = factories.seat(cast.file, cast.coach)
    signing_table.add_partner(cast)
    agreement = drafts.start(
        cast.file,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title="Samen beginnen",
        by=cast.coach.person,
        seat=seat,
    )
    publication.publish(agreement, by=cast.coach.person, seat=seat)

    class WithinOneTransaction(Table):
        def __init__(self) -> None:
            super().__init__()
            self.cast, self.agreement = cast, agreement
            self.block = transaction.atomic()
            self.block.__enter__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    run_state_machine_as_test(
        WithinOneTransaction,
        settings=settings(
            max_examples=200 if SOAK else 12,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=not SOAK,
            phases=list(Phase) if SOAK else [Phase.generate],
            database=None,
        ),
    )
