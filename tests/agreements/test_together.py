"""Several people at one agreement at the same moment: no yes and no signature on a text that was not seen.

Each round starts a handful of acts at once, each in a connection of its own; after it, `verify` finds nothing amiss.
More rounds with SOAK=1, also through `make soak`.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from agreements import verifying
from agreements.actions import publication, receipts, settling, shape, signing
from agreements.draft import Draft
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement, Article, Receipt, Signature, SigningPlace, Stance
from agreements.settling.rows import Settled, hash_of, settle
from agreements.signing.rows import newest_signable
from agreements.terms import Stage, Verdict
from initiatives.history import held, timeline
from initiatives.models import Collaboration
from tests import factories
from tests.agreements import signing_table as at
from tests.agreements.test_signing_property import must_hold, together

ROUNDS = 150 if os.environ.get("SOAK") else 8
AT_ONCE = 4
KEY = "intentie"


class People:
    """The coach, who edits, and one speaker of each party; each acts on what lay before her when the round began."""

    def __init__(self, cast: SimpleNamespace, chance: random.Random) -> None:
        self.cast, self.chance = cast, chance
        self.table = at.lay_out(cast)
        at.agree_on_all(cast, self.table.agreement)
        self.shown: dict[int, set[str]] = {}  # person -> hashes of all texts she had before her

    def fresh(self) -> Agreement:
        return Agreement.objects.select_related("collaboration", "format").get(pk=self.table.agreement.pk)

    def article(self) -> Article:
        return Article.objects.select_related("agreement__collaboration").get(
            agreement=self.table.agreement, clause_key=KEY
        )

    def party(self, key: str) -> Any:
        return self.table.agreement.parties.select_related("organisation").get(key=key)

    def reads(self, who: str) -> Settled:
        found = settle(Draft(self.fresh()))
        seen = self.shown.setdefault(getattr(self.cast, who).person.pk, set())
        seen |= {row.text_hash for row in found.values()}
        now = next(row for row in found.values() if row.article.clause_key == KEY)
        seen |= {offer.text_hash for offer in now.offers}
        return now

    # --- what somebody sets out to do ------------------------------------------------------------------

    def agree(self, key: str) -> Callable[[], Any]:
        who, now = at.SPEAKS[key], self.reads(at.SPEAKS[key])
        texts = [now.text_hash, *(offer.text_hash for offer in now.offers)]
        seen, party, article = self.chance.choice(texts), self.party(key), self.article()
        by = getattr(self.cast, who).person
        return lambda: settling.give_stance(article, party=party, seen=seen, verdict=Verdict.ACCEPT, by=by)

    def propose(self, key: str) -> Callable[[], Any]:
        who, article, party = at.SPEAKS[key], self.article(), self.party(key)
        text = f"Wij spreken dit af: {self.chance.randrange(4)}."
        by = getattr(self.cast, who).person
        wrote = hash_of(article, Draft(self.fresh()).reading(article, text))
        self.shown.setdefault(by.pk, set()).add(wrote)
        return lambda: settling.propose_text(article, party=party, text=text, decides=True, by=by)

    def edit(self, _key: str) -> Callable[[], Any]:
        article, text = self.article(), f"Wij doen het zo: {self.chance.randrange(4)}."
        return lambda: shape.word_anew(
            article, text=text, revision=article.revision, **factories.acting(self.cast.file, self.cast.coach)
        )

    def park(self, key: str) -> Callable[[], Any]:
        article, party, by = self.article(), self.party(key), getattr(self.cast, at.SPEAKS[key]).person
        if article.state == "parked":
            return lambda: settling.resume(article, party=party, by=by)
        return lambda: settling.park(article, party=party, reason="Later.", by=by)

    def lay_ready(self, _key: str) -> Callable[[], Any]:
        agreement, by = self.fresh(), self.cast.coach.person
        return lambda: signing.lay_ready(agreement, by=by, seat=self.table.coach_seat)

    def publish(self, _key: str) -> Callable[[], Any]:
        agreement, by = self.fresh(), self.cast.coach.person
        return lambda: publication.publish(agreement, by=by, seat=self.table.coach_seat)

    def sign(self, key: str) -> Callable[[], Any]:
        version, by = newest_signable(self.fresh()), getattr(self.cast, at.SPEAKS[key]).person
        if version is None:
            return self.lay_ready(key)
        seen = version.text_hash
        place = SigningPlace.objects.select_related("party__organisation", "version").get(
            version=version, party__key=key
        )
        held_by, organisation = getattr(self.cast, at.SPEAKS[key]), place.party.organisation

        def act() -> Signature:
            signing.name_signer(place, signer=held_by, by=by, seat=organisation)
            return signing.sign(place, seen=seen, by=by)

        return act

    def mend(self, _key: str) -> Callable[[], Any]:
        agreement, by = self.fresh(), self.cast.coach.person
        return lambda: signing.mend(agreement, reason="Anders.", by=by, organisation=self.cast.support)

    def receive(self, key: str) -> Callable[[], Any]:
        version, party = self.fresh().versions.first(), self.party(key)
        by = getattr(self.cast, at.SPEAKS[key]).person
        version.agreement = self.fresh()
        return lambda: receipts.confirm(version, party=party, by=by)

    # --- a round ---------------------------------------------------------------------------------------

    def round(self) -> None:
        settling_acts = [self.agree, self.propose, self.edit, self.park, self.lay_ready, self.publish]
        signing_acts = [self.sign, self.sign, self.mend, self.edit, self.lay_ready, self.agree]
        acts = settling_acts if self.fresh().stage == Stage.SHARED else signing_acts
        chosen = [*self.chance.choices([*acts, self.receive], k=AT_ONCE - 1), self.chance.choice(acts)]
        before = set(Stance.objects.values_list("pk", flat=True))
        together(*[act(self.chance.choice(["municipality", "initiative"])) for act in chosen])
        self.must_hold(before)

    def must_hold(self, before: set[int]) -> None:
        must_hold(self.fresh())
        for stance in Stance.objects.exclude(pk__in=before).filter(article__agreement=self.table.agreement):
            assert stance.text_hash in self.shown[stance.by_id or 0], "a yes on a text that was not seen"
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
    people = People(cast, chance)
    for number in range(ROUNDS):
        if number % 3 == 0 and people.fresh().stage == Stage.SHARED:
            at.agree_on_all(cast, people.fresh())  # so that each round also goes somewhere
            for who in at.SPEAKS.values():
                people.reads(who)
        people.round()
        if people.fresh().stage == Stage.IN_FORCE:
            people = People(cast, chance)
