"""What do the parties say of each article as it reads now, and which other texts lie before them?

An article is known by the hash of what it says: whoever agrees names that hash. When the text changes, nothing is
taken back; what was said then simply names another text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agreements import hashes
from agreements.draft import Draft
from agreements.models import Article, Party, Proposal, Stance
from agreements.settling import standing
from agreements.terms import ArticleState, Asks, ProposalKind, ProposalState, Stage, Verdict
from agreements.text.prose import Composition
from initiatives.erasure import BLANK

WITH_TEXT = {ProposalKind.TEXT, ProposalKind.SPLIT}  # they word the article anew


@dataclass
class Offer:
    """A proposal as it would read now: its own hash, and what each party says of it since it lies there.

    An earlier yes to the same text is no yes to going back to it.
    """

    proposal: Proposal
    composition: Composition
    text_hash: str
    stances: dict[int, Stance] = field(default_factory=dict)

    def verdict_of(self, party: Party) -> str:
        stance = self.stances.get(party.pk)
        return stance.verdict if stance else ""

    def verdicts(self, parties: Iterable[Party]) -> dict[str, str]:
        return {party.key: self.verdict_of(party) for party in parties}

    def is_agreed(self, parties: Iterable[Party]) -> bool:
        verdicts = self.verdicts(parties)
        return standing.all_agree(verdicts, verdicts)


@dataclass
class Settled:
    """One article between its parties; `stances` are the newest on the text of now, by party; `said` is all."""

    article: Article
    text_hash: str
    parties: list[Party]
    stances: dict[int, Stance] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    said: list[Stance] = field(default_factory=list)

    def verdict_of(self, party: Party) -> str:
        stance = self.stances.get(party.pk)
        return stance.verdict if stance else ""

    @property
    def verdicts(self) -> dict[str, str]:
        return {party.key: self.verdict_of(party) for party in self.parties}

    @property
    def state(self) -> str:
        verdicts = self.verdicts
        return standing.state_of(self.article.state, verdicts, verdicts)

    @property
    def agreed(self) -> list[Party]:
        """Whose approval a change of the text would cost."""
        return [party for party in self.parties if self.verdict_of(party) == Verdict.ACCEPT]

    def counts(self, stance: Stance) -> bool:
        """Whether a party said it, since it takes part; what was said before stays readable."""
        return any(party.pk == stance.party_id and party.counts(stance) for party in self.parties)

    def waits_for(self, party: Party) -> bool:
        return bool(self.asks(party))

    def asks(self, party: Party) -> Asks | None:
        """Why this party is to speak here, when it is."""
        theirs = [offer for offer in self.offers if offer.proposal.party_id != party.pk]
        if self.state != standing.PARKED and not all(offer.verdict_of(party) for offer in theirs):
            return Asks.UNANSWERED
        if self.must_answer(party):
            return Asks.REFUSED
        on_offers = [offer.verdicts(self.parties) for offer in self.offers]
        if not standing.waits_for(self.state, party.key, self.verdicts, on_offers):
            return None
        spoke = any(row.party_id == party.pk and party.counts(row) for row in self.said)
        return Asks.CHANGED if spoke else Asks.UNSAID

    def answer_by(self, party: Party) -> date | None:
        """The first day before which another would like this party's answer."""
        if self.asks(party) != Asks.UNANSWERED:
            return None
        unanswered = [
            offer.proposal.answer_by
            for offer in self.offers
            if offer.proposal.party_id != party.pk and not offer.verdict_of(party)
        ]
        return min((day for day in unanswered if day), default=None)

    def is_recorded_for(self, party: Party) -> bool:
        """Whether what this party says of the text as it is now is what another recorded from paper."""
        stance = self.stances.get(party.pk)
        return stance is not None and stance.on_paper and self.article.state == ArticleState.ACTIVE

    def lacks_word_of(self, party: Party) -> bool:
        """Whether it waits for what this party says of the text as it is now."""
        return not self.verdict_of(party) and self.waits_for(party)

    def must_answer(self, party: Party) -> bool:
        texts = [offer.verdicts(self.parties) for offer in self.offers if offer.proposal.kind in WITH_TEXT]
        return standing.must_answer(self.state, party.key, texts or [self.verdicts], self.verdicts)

    def offer(self, text_hash: str) -> Offer | None:
        return next((offer for offer in self.offers if offer.text_hash == text_hash), None)


def hash_of(article: Article, composition: Composition) -> str:
    """Of what the article says; the number of an article to which it refers may move without a word changing."""
    return _hash(article.clause_key, article.title, composition.blocks)


def hash_of_frozen(article: Mapping[str, Any]) -> str:
    """The same, of an article as a version keeps it."""
    return _hash(article["key"], article["title"], article["blocks"])


def _hash(key: str, title: str, blocks: Any) -> str:
    return hashes.digest({"key": key, "title": title, "blocks": _without_numbers(blocks)})


def _without_numbers(found: Any) -> Any:
    if isinstance(found, list):
        return [_without_numbers(item) for item in found]
    if not isinstance(found, dict):
        return found
    return {name: _without_numbers(item) for name, item in found.items() if name != "t" or "ref" not in found}


def _hash_of_offer(draft: Draft, settled: Settled, proposal: Proposal, composition: Composition) -> str:
    """Names all that would change: whoever agrees to dropping an article agreed to dropping this text."""
    if proposal.kind == ProposalKind.TEXT:
        return hash_of(settled.article, composition)
    change: dict[str, Any] = {"do": proposal.kind, "article": settled.article.clause_key}
    if proposal.kind == ProposalKind.DROP:
        change["text"] = settled.text_hash
    elif proposal.kind == ProposalKind.MOVE:
        change["after"] = proposal.after.clause_key if proposal.after else ""
    else:
        change["text"] = hash_of(settled.article, composition) if proposal.kind == ProposalKind.SPLIT else ""
        added = added_by(proposal)
        change["new"] = hash_of(added, draft.reading(added, proposal.new_text))
    return hashes.digest(change)


def added_by(proposal: Proposal) -> Article:
    """The article that would come, not kept yet."""
    return Article(clause_key=proposal.new_key, title=proposal.new_title, own_text=proposal.new_text)


def settle(draft: Draft) -> dict[int, Settled]:
    """Every article of the draft, by its id: two queries."""
    return settle_articles(draft, draft.articles)


def settle_articles(draft: Draft, articles: Iterable[Article]) -> dict[int, Settled]:
    return between_parties(draft, as_they_read(draft, articles))


def between_parties(draft: Draft, found: dict[int, Settled]) -> dict[int, Settled]:
    """With the proposals that lie and all that was said: two queries."""
    proposals = Proposal.objects.filter(article__in=found, state=ProposalState.OPEN)
    _with_offers(draft, found, proposals.select_related("party__organisation", "by", "after"))
    _with_stances(found)
    return found


def _with_offers(draft: Draft, found: Mapping[int, Settled], proposals: Iterable[Proposal]) -> None:
    for proposal in proposals:
        settled = found[proposal.article_id]
        words = proposal.text or settled.article.own_text
        composition = draft.with_values(proposal.values).reading(settled.article, words)
        marked = _hash_of_offer(draft, settled, proposal, composition)
        settled.offers.append(Offer(proposal, composition, marked))


def settled_anew(draft: Draft, known: Mapping[int, Settled]) -> dict[int, Settled]:
    """The same articles as this draft reads them, with what was said and proposed as it is known: no queries."""
    found = as_they_read(draft, (row.article for row in known.values()))
    _with_offers(draft, found, (offer.proposal for row in known.values() for offer in row.offers))
    _with_said(found, (stance for row in known.values() for stance in row.said))
    return found


def at_stake(draft: Draft, articles: Iterable[Article]) -> dict[int, list[Party]]:
    """Whose approval a change of these articles would cost, by article; nothing is asked before a draft is shared."""
    if draft.agreement.stage != Stage.SHARED:
        return {}
    found = as_they_read(draft, articles)
    _with_stances(found)
    return {pk: settled.agreed for pk, settled in found.items()}


def as_they_read(draft: Draft, articles: Iterable[Article]) -> dict[int, Settled]:
    return {
        article.pk: Settled(article, hash_of(article, draft.composed(article)), draft.party_rows)
        for article in articles
    }


def _with_stances(found: dict[int, Settled]) -> None:
    stances = Stance.objects.filter(article__in=found).select_related("by", "recorded_by", "evidence")
    _with_said(found, stances)


def _with_said(found: Mapping[int, Settled], stances: Iterable[Stance]) -> None:
    for stance in stances:  # oldest first
        settled = found[stance.article_id]
        settled.said.append(stance)
        if not settled.counts(stance):
            continue
        if stance.text_hash == settled.text_hash:
            settled.stances[stance.party_id] = stance
        for offer in settled.offers:
            if stance.text_hash == offer.text_hash and stance.created_at >= offer.proposal.created_at:
                offer.stances[stance.party_id] = stance


def why_it_stands(draft: Draft, article: Article) -> str:
    """Why the format has it; of what the parties added themselves, why that was proposed."""
    if not draft.is_outside(article):
        return draft.clause(article).why
    family = [draft.agreement.pk, draft.agreement.predecessor_id]
    brought = Proposal.objects.filter(
        article__agreement__in=family, new_key=article.clause_key, state=ProposalState.ADOPTED
    )
    return brought.exclude(reason=BLANK).values_list("reason", flat=True).last() or ""
