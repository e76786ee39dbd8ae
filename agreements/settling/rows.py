"""What do the parties say of each article as it reads now, and which other texts lie before them?

An article is known by the hash of what it says: whoever agrees names that hash. When the text changes, nothing is
taken back; what was said then simply names another text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from agreements import hashes
from agreements.draft import Draft
from agreements.models import Article, Party, Proposal, Stance
from agreements.settling import standing
from agreements.terms import ProposalState, Stage
from agreements.text.prose import Composition


@dataclass
class Offer:
    """A proposal as it would read now: its own hash, and what each party says of it."""

    proposal: Proposal
    composition: Composition
    text_hash: str
    stances: dict[int, Stance] = field(default_factory=dict)

    def verdict_of(self, party: Party) -> str:
        stance = self.stances.get(party.pk)
        return stance.verdict if stance else ""


@dataclass
class Settled:
    """One article between its parties; `stances` are the newest on the text of now, by party."""

    article: Article
    text_hash: str
    parties: list[Party]
    stances: dict[int, Stance] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)

    def verdict_of(self, party: Party) -> str:
        stance = self.stances.get(party.pk)
        return stance.verdict if stance else ""

    @property
    def state(self) -> str:
        verdicts = {party.key: self.verdict_of(party) for party in self.parties}
        return standing.state_of(self.article.state, verdicts, verdicts)

    @property
    def agreed(self) -> list[Party]:
        """Whose approval a change of the text would cost."""
        return [party for party in self.parties if self.verdict_of(party) == "accept"]

    def waits_for(self, party: Party) -> bool:
        on_offers = [offer.verdict_of(party) for offer in self.offers]
        return standing.waits_for(self.state, self.verdict_of(party), on_offers)

    def offer(self, text_hash: str) -> Offer | None:
        return next((offer for offer in self.offers if offer.text_hash == text_hash), None)


def hash_of(article: Article, composition: Composition) -> str:
    return hashes.digest({"key": article.clause_key, "title": article.title, "blocks": composition.blocks})


def settle(draft: Draft) -> dict[int, Settled]:
    """Every article of the draft, by its id: two queries."""
    return settle_articles(draft, draft.articles)


def settle_articles(draft: Draft, articles: Iterable[Article]) -> dict[int, Settled]:
    found = _as_they_read(draft, articles)
    proposals = Proposal.objects.filter(article__in=found, state=ProposalState.OPEN)
    for proposal in proposals.select_related("party__organisation", "by"):
        settled = found[proposal.article_id]
        composition = draft.reading(settled.article, proposal.text)
        settled.offers.append(Offer(proposal, composition, hash_of(settled.article, composition)))
    _with_stances(found)
    return found


def at_stake(draft: Draft, articles: Iterable[Article]) -> dict[int, list[Party]]:
    """Whose approval a change of these articles would cost, by article; nothing is asked before a draft is shared."""
    if draft.agreement.stage != Stage.SHARED:
        return {}
    found = _as_they_read(draft, articles)
    _with_stances(found)
    return {pk: settled.agreed for pk, settled in found.items()}


def _as_they_read(draft: Draft, articles: Iterable[Article]) -> dict[int, Settled]:
    return {
        article.pk: Settled(article, hash_of(article, draft.composed(article)), draft.party_rows)
        for article in articles
    }


def _with_stances(found: dict[int, Settled]) -> None:
    stances = Stance.objects.filter(article__in=found).select_related("by", "recorded_by", "evidence")
    for stance in stances:  # oldest first
        settled = found[stance.article_id]
        if stance.text_hash == settled.text_hash:
            settled.stances[stance.party_id] = stance
        for offer in settled.offers:
            if stance.text_hash == offer.text_hash:
                offer.stances[stance.party_id] = stance
