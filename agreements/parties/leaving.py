"""Can an agreement go on without this party, and what would that cost?"""

from dataclasses import dataclass

from agreements.draft import Draft
from agreements.models import Agreement, Party
from agreements.parties.naming import naming
from agreements.settling.rows import Settled, settle, settled_anew
from agreements.settling.standing import STANDING
from agreements.terms import Relation
from samenspel.dutch import joined

AT_LEAST = 2  # parties: one alone agrees on nothing


def goes_on(agreement: Agreement, others: int) -> bool:
    """Whether this many parties can go on together. An addendum changes what all of them signed, so it needs them all."""
    return others >= AT_LEAST and agreement.relation != Relation.AMENDS


@dataclass(frozen=True)
class Change:
    """An article that reads otherwise without this party, and who of the others is asked anew."""

    number: int
    title: str
    asked: str


@dataclass(frozen=True)
class Cost:
    """What it means that this party stops now: names as the text has them, and articles by their titles."""

    goes_on: bool
    others: str
    changed: list[Change]
    now_standing: list[str]  # it was the only one that did not agree yet
    taken_over: list[str]  # the others already agreed on another text
    offers: int  # its own, that it takes back
    still_naming: list[str]


def cost_of(agreement: Agreement, party: Party) -> Cost:
    before = Draft(agreement)
    after, was = before.without(party), settle(before)
    then = settled_anew(after, was)
    return Cost(
        goes_on=goes_on(agreement, len(after.party_rows)),
        others=joined(row.name for row in after.parties.values()),
        changed=[
            Change(*after.numbers[row.article.clause_key], _asked(after, was[pk]))
            for pk, row in then.items()
            if row.text_hash != was[pk].text_hash
        ],
        now_standing=[
            row.article.title
            for pk, row in then.items()
            if row.state == STANDING and was[pk].state != STANDING
        ],
        taken_over=[row.article.title for row in then.values() if agreed_offer(row, but=party)],
        offers=sum(offer.proposal.party_id == party.pk for row in was.values() for offer in row.offers),
        still_naming=[article.title for article in naming(after, after.named[party.key])],
    )


def _asked(after: Draft, before: Settled) -> str:
    others = [after.parties[row.key].name for row in before.agreed if row.key in after.parties]
    return joined(others) if others else ""


def agreed_offer(settled: Settled, *, but: Party) -> str:
    """The text to which every party says yes while it lies there as a proposal, by its hash; `but`: not one of hers."""
    found = (
        offer.text_hash
        for offer in settled.offers
        if offer.proposal.party_id != but.pk and offer.is_agreed(settled.parties)
    )
    return next(found, "")
