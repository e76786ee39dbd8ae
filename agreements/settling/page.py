"""What do the pages show on which parties settle an agreement, article by article?"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements import hashes, policy
from agreements.draft import Draft
from agreements.models import Agreement, Article, Party, Proposal, Remark, Stance
from agreements.settling import answering, offered, standing
from agreements.settling.other import collide
from agreements.settling.rows import WITH_TEXT, Offer, Settled, settle, why_it_stands
from agreements.terms import ALWAYS_THERE, ProposalState, Verdict
from agreements.text import wording
from agreements.text.blocks import Preparer
from initiatives import policy as file_policy
from municipalities import heirs
from samenspel import dutch

STATE_WORDS = {
    standing.STANDING: gettext_lazy("staat"),
    standing.OPEN: gettext_lazy("open"),
    standing.PARKED: gettext_lazy("geparkeerd"),
}
VERDICT_WORDS = {
    "": gettext_lazy("nog niets gezegd"),
    Verdict.ACCEPT: gettext_lazy("akkoord"),
    Verdict.NOT_YET: gettext_lazy("nog niet akkoord"),
}
NEWEST = 20  # remarks and earlier proposals on a page; the others are a link away


class SettlePage:
    """The whole agreement as one person finds it: her party, and how each article stands."""

    def __init__(self, agreement: Agreement, user: Any) -> None:
        self.agreement = agreement
        self.user = user
        self.draft = Draft(agreement)
        self.settled: list[Settled] = list(settle(self.draft).values())
        speaker = policy.speaker_of(user, agreement)
        self.party: Party | None = speaker.party if speaker else None
        self.in_file = bool(file_policy.seats_of(user, agreement.collaboration))

    def name_of(self, party: Party) -> str:
        return self.draft.named[party.key].name

    def who(self, person: Any, organisation: int) -> str:
        """By first name for who shares the file, and among one's own people; a partner reads the party and the day."""
        ours = self.party is not None and self.party.organisation_id == organisation
        return person.first_name if person and (self.in_file or ours) else ""

    def url_of(self, article: Article) -> str:
        return reverse("agreements:settle-article", args=[self.agreement.uuid, article.clause_key])

    # --- all articles ---------------------------------------------------------------------------------

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        return [
            {
                "number": number,
                "article": settled.article,
                "url": self.url_of(settled.article),
                "state": settled.state,
                "word": STATE_WORDS[settled.state],
                "signs": [self._sign(party, settled) for party in settled.parties],
                "offers": len(settled.offers),
                "outside": self.draft.is_outside(settled.article),
                "on_paper": self._on_paper(settled.stances.values()),
                "answer": [party.pk for party in settled.parties if settled.must_answer(party)],
                "waits_for": [party.pk for party in settled.parties if settled.waits_for(party)],
            }
            for number, settled in enumerate(self.settled, 1)
        ]

    def _on_paper(self, stances: Iterable[Stance]) -> str:
        """*op papier, vastgelegd door Marit*"""
        recorded = {str(self._recorded_by(stance)) for stance in stances if stance.on_paper}
        if recorded and self.in_file:
            return _("op papier, vastgelegd door %(who)s") % {"who": dutch.joined(sorted(recorded))}
        return _("op papier") if recorded else ""

    def _recorded_by(self, stance: Stance) -> str | bool:
        """The first name, for the drawing of a key; who has no seat in the file reads none."""
        return stance.recorded_by.first_name if self.in_file and stance.recorded_by else True

    def _sign(self, party: Party, settled: Settled) -> dict[str, Any]:
        verdict = settled.verdict_of(party)
        return {
            "side": party.organisation.kind,
            "state": standing.key_state(verdict),
            "words": f"{self.name_of(party)}: {VERDICT_WORDS[verdict]}",
        }

    def counts(self) -> str:
        """The heading: 9 staan, 3 open, 1 geparkeerd."""
        found = [settled.state for settled in self.settled]
        stand, parked = found.count(standing.STANDING), found.count(standing.PARKED)
        said = [
            ngettext("%(n)s staat", "%(n)s staan", stand) % {"n": stand},
            _("%(n)s open") % {"n": found.count(standing.OPEN)},
        ]
        return ", ".join([*said, _("%(n)s geparkeerd") % {"n": parked}] if parked else said)

    def by_state(self) -> list[dict[str, Any]]:
        """The articles that stand, those that are open and those put off, each under its own word."""
        groups = [
            {
                "state": state,
                "word": STATE_WORDS[state],
                "lines": [line for line in self.lines if line["state"] == state],
            }
            for state in STATE_WORDS
        ]
        return [group for group in groups if group["lines"]]

    def moves(self) -> list[dict[str, Any]]:
        """Which party is to speak, and of which articles; one's own party first."""
        found = [
            {
                "name": self.name_of(party),
                "side": party.organisation.kind,
                "own": self.party is not None and party.pk == self.party.pk,
                "key": party.key,
                "articles": [line for line in self.lines if party.pk in line["waits_for"]],
            }
            for party in self.draft.party_rows
        ]
        moves = [move for move in found if move["articles"]]
        for move in moves:  # a proposal waits for an answer; an article without one waits for a first word
            move["first"] = min(move["articles"], key=lambda line: not (line["offers"] or line["answer"]))
        return sorted(moves, key=lambda move: not move["own"])

    def onward(self, settled: Settled) -> dict[str, Any] | None:
        """Where one's own party speaks next, once it has nothing left to say here."""
        if self.party is None or settled.waits_for(self.party):
            return None
        place = self.settled.index(settled)
        others = self.lines[place + 1 :] + self.lines[:place]
        return next((line for line in others if self.party.pk in line["waits_for"]), None)

    # --- one article ----------------------------------------------------------------------------------

    def find(self, key: str) -> Settled | None:
        return next((row for row in self.settled if row.article.clause_key == key), None)

    def heading(self, settled: Settled) -> dict[str, Any]:
        """The article as it reads now, beside a form about it."""
        number = self.settled.index(settled) + 1
        blocks = self.draft.composed(settled.article).blocks
        return {
            "article": settled.article,
            "number": number,
            "units": Preparer().units(blocks, number),
            "tables": len(wording.structured(blocks)),
            "asks_rows": bool(self.draft.tables_of(settled.article)),
        }

    def article(self, settled: Settled, *, whole: bool) -> dict[str, Any]:
        """Everything about one article; `whole`: also what was said long ago."""
        place = self.settled.index(settled)
        offers = [self._offer(offer, settled) for offer in settled.offers]
        verdict, recorded = self._own(settled.stances)
        waiting = next((row["hash"] for row in offers if row["waits"]), "")
        chosen = any(row["verdict"] == Verdict.ACCEPT for row in offers)
        return {
            **self.heading(settled),
            "count": len(self.settled),
            "previous": self.lines[place - 1] if place else None,
            "onward": self.onward(settled),
            "following": self.lines[place + 1] if place + 1 < len(self.lines) else None,
            "lines": self.lines,
            "state": settled.state,
            "state_word": STATE_WORDS[settled.state],
            "edges": {
                party.organisation.kind: standing.key_state(settled.verdict_of(party))
                for party in settled.parties
            },
            "why": why_it_stands(self.draft, settled.article),
            "parked_by": self._parked_by(settled.article),
            "hash": settled.text_hash,
            "verdict": verdict,
            "recorded": recorded,
            "main": waiting or ("" if (verdict and not recorded) or chosen else settled.text_hash),
            "keys": self._keys(settled.parties, settled.stances),
            "proofs": self._proofs(settled.stances),
            "offers": offers,
            "collide": self._collide(settled),
            "outside": self.draft.is_outside(settled.article),
            "fixed": settled.article.clause_key in ALWAYS_THERE,
            "said": self._said(settled),
            "own_words": bool(settled.article.own_text),
            **self._earlier(settled.article, whole),
            **self._conversation(settled.article, whole),
        }

    def _own(self, stances: Mapping[int, Stance]) -> tuple[str, bool]:
        """What one's own party says, and whether another recorded it."""
        stance = stances.get(self.party.pk) if self.party else None
        return (stance.verdict, stance.on_paper) if stance else ("", False)

    def _parked_by(self, article: Article) -> str:
        party = self.draft.known.get(article.parked_by_id or 0)
        return self.name_of(party) if party else ""

    def _offer(self, offer: Offer, settled: Settled) -> dict[str, Any]:
        party = offer.proposal.party
        verdict, recorded = self._own(offer.stances)
        article = settled.article
        return {
            "proposal": offer.proposal,
            "hash": offer.text_hash,
            "name": self.name_of(party),
            "by": self.who(offer.proposal.by, party.organisation_id),
            "side": party.organisation.kind,
            "own": self.party is not None and party.pk == self.party.pk,
            "verdict": verdict,
            "recorded": recorded,
            "waits": (waits := self.party is not None and not verdict),
            "answer_by": answering.wish(offer.proposal.answer_by, self.name_of(party), waits=waits),
            "difference": offered.words_that_change(self.draft, article, offer),
            "tables": offered.tables_that_change(self.draft, article, offer.proposal),
            "along": offered.articles_along(self.draft, article, offer.proposal),
            "added": offered.article_added(self.draft, offer.proposal),
            "older": offer.proposal.base_hash != settled.text_hash and offer.proposal.kind in WITH_TEXT,
            "keys": self._keys(settled.parties, offer.stances),
            "proofs": self._proofs(offer.stances),
        }

    def _collide(self, settled: Settled) -> str:
        """When several proposals lie before the parties and not all can hold: the address part that brings them together."""
        return urlencode([("op", row.uuid) for row in collide(offer.proposal for offer in settled.offers)])

    def _keys(self, parties: list[Party], stances: Mapping[int, Stance]) -> list[dict[str, Any]]:
        return [self._key(party, stances.get(party.pk)) for party in parties]

    def _key(self, party: Party, stance: Stance | None) -> dict[str, Any]:
        name, verdict = self.name_of(party), stance.verdict if stance else ""
        if self.party is not None and party.pk == self.party.pk:
            name = _("%(party)s: jullie") % {"party": name}
        return {
            "side": party.organisation.kind,
            "name": capfirst(name),
            "state": standing.key_state(verdict),
            "word": VERDICT_WORDS[verdict],
            "on_paper": self._recorded_by(stance) if stance and stance.on_paper else "",
            "text": self._in_words(party, stance) if stance else _("Nog niets gezegd"),
        }

    def _in_words(self, party: Party, stance: Stance) -> str:
        who = self.who(stance.by, party.organisation_id) or (stance.by_name if self.in_file else "")
        said = {
            "signed": ", ".join(filter(None, [who, dutch.short_date(stance.on)])),
            "reason": stance.reason,
        }
        if stance.verdict == Verdict.ACCEPT:
            return _("Akkoord: %(signed)s") % said
        return _("Nog niet akkoord: “%(reason)s” %(signed)s") % said

    def _said(self, settled: Settled) -> list[dict[str, Any]]:
        """Who said what, when and of which text, the newest first; of texts that are gone as well."""
        of_whom = {offer.text_hash: self.name_of(offer.proposal.party) for offer in settled.offers}
        known = self.draft.known
        return [
            {
                "name": self.name_of(known[stance.party_id]),
                "side": known[stance.party_id].organisation.kind,
                "text": self._in_words(known[stance.party_id], stance),
                "now": stance.text_hash == settled.text_hash and settled.counts(stance),
                "offered_by": of_whom.get(stance.text_hash, ""),
                "mark": hashes.printed_mark(stance.text_hash),
            }
            for stance in reversed(settled.said)
        ]

    def _proofs(self, stances: Mapping[int, Stance]) -> list[dict[str, Any]]:
        """What was recorded in someone's name, and by whom."""
        return [
            {
                "name": self.name_of(self.draft.known[pk]),
                "own": self.party is not None and pk == self.party.pk,
                "who": self._recorded_by(stance),
                "file": stance.evidence if self.in_file else None,
            }
            for pk, stance in stances.items()
            if stance.on_paper
        ]

    def _earlier(self, article: Article, whole: bool) -> dict[str, Any]:
        """Proposals that were answered, taken over or withdrawn, the newest first."""
        closed = Proposal.objects.filter(article=article).exclude(state=ProposalState.OPEN).order_by("-pk")
        rows = list(closed.select_related("party", "by", "after")[: None if whole else NEWEST + 1])
        shown = rows if whole else rows[:NEWEST]
        return {
            "earlier": [
                {
                    "proposal": row,
                    "name": self.name_of(row.party),
                    "by": self.who(row.by, row.party.organisation_id),
                    **offered.as_it_read(self.draft, row),
                }
                for row in shown
            ],
            "earlier_more": len(rows) > len(shown),
        }

    def _conversation(self, article: Article, whole: bool) -> dict[str, Any]:
        """What was said to all, and among one's own people; the oldest first, the newest always there."""
        own = [function.organisation_id for function in heirs.functions_of(self.user)]
        said = Remark.objects.filter(article=article).readable_at(own).order_by("-pk")
        rows = list(said.select_related("owner", "by")[: None if whole else NEWEST + 1])
        shown = rows if whole else rows[:NEWEST]
        return {
            "remarks": [self._remark(row) for row in reversed(shown)],
            "remarks_more": len(rows) > len(shown),
        }

    def _remark(self, row: Remark) -> dict[str, Any]:
        who = self.who(row.by, row.owner_id)
        return {"remark": row, "title": who or row.owner.name, "under": row.owner.name if who else ""}
