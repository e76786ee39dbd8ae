"""Which promises of an agreement can be taken over into the register, and which stand there already?

Rows of a table with tasks or steps; and of an article that people worded themselves each sentence that says who does
something and by which day.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator

from agreements import hashes, horizon
from agreements.advising import Draft as Looked
from agreements.draft import Draft
from agreements.formats import printing
from agreements.living import amending
from agreements.living.said import addenda_of
from agreements.models import Agreement, Article
from agreements.terms import ArticleState, Relation
from agreements.text.tables import party_keys
from contacts.models import Organisation
from promises.models import Promise
from promises.terms import RUNNING
from promises.told import day_or_last, names_of, told_in

LONGEST = 500


@dataclass(frozen=True)
class Offer:
    """One row of a table or one sentence, for one party that does it."""

    key: str
    clause_key: str
    article: str
    what: str
    giver: Organisation
    receiver: Organisation | None  # nobody in particular: with more than two parties it is promised to all
    due_on: date | None
    is_row: bool = True  # a sentence is for people to read first


@dataclass(frozen=True)
class OwnArticle:
    """An article that people worded themselves: what else it promises they record themselves."""

    key: str
    number: int
    title: str
    text: str


@dataclass(frozen=True)
class Offered:
    """What an agreement promises: by whom, how often it names no party, and which articles have words of their own."""

    offers: list[Offer]
    nameless: int = 0
    own: tuple[OwnArticle, ...] = ()


def offered(agreement: Agreement) -> Offered:
    """In the order of the agreement; two who do something together both promise it."""
    if not agreement.format_id:
        return Offered([])  # its text does not stand here
    draft = Draft(agreement)
    looked = Looked(draft.said, list(draft.numbers), draft.parties)
    elsewhere = _replaced(agreement)
    found = [p for p in horizon.promises(looked, timezone.localdate()) if p.clause_key not in elsewhere]
    doing = [party_keys(promise.who, draft.parties) for promise in found]
    parties = {row.key: row.organisation for row in draft.party_rows}
    offers = [
        _offer(draft, promise, key, parties)
        for promise, keys in zip(found, doing, strict=True)
        for key in parties
        if key in keys
    ]
    own = tuple(row for row in own_articles(draft.articles) if row.key not in elsewhere)
    said = [offer for row in own for offer in _told(draft, row, parties)]
    return Offered(offers + said, nameless=sum(not keys for keys in doing), own=own)


def own_articles(articles: Iterable[Article]) -> list[OwnArticle]:
    """`articles`: all of an agreement, in their order. What was put off is not agreed."""
    return [
        OwnArticle(row.clause_key, number, row.title, row.own_text)
        for number, row in enumerate(articles, 1)
        if row.own_text and row.state == ArticleState.ACTIVE
    ]


def _told(draft: Draft, article: OwnArticle, parties: Mapping[str, Organisation]) -> Iterator[Offer]:
    """The sentences that say who and when, for each who does it."""
    since = draft.agreement.starts_on or timezone.localdate()
    keys = {str(organisation.uuid): key for key, organisation in parties.items()}
    for told in dict.fromkeys(told_in(article.text, _names(draft, parties), since=since)):
        if not told.due_on or len(told.sentence) > LONGEST:
            continue
        mark = hashes.digest([article.key, told.sentence])[:12]
        for key in (keys[giver] for giver in told.givers):
            others = [other for name, other in parties.items() if name != key]
            yield Offer(
                key=f"woorden-{mark}-{key}",
                clause_key=article.key,
                article=article.title,
                what=told.sentence,
                giver=parties[key],
                receiver=others[0] if len(others) == 1 else None,
                due_on=told.due_on,
                is_row=False,
            )


def _names(draft: Draft, parties: Mapping[str, Organisation]) -> dict[str, tuple[str, ...]]:
    """As the register calls them, and as this text does."""
    known = names_of(parties.values())
    return {
        str(organisation.uuid): (
            *known[str(organisation.uuid)],
            draft.parties[key].name,
            printing.without_article(draft.parties[key].short),
        )
        for key, organisation in parties.items()
    }


def _replaced(agreement: Agreement) -> set[str]:
    """Articles that an addendum replaced: what they promised is read there, and not here any more."""
    spoke_last = amending.changed_by(addenda_of(_original(agreement)))
    return {key for key, addendum in spoke_last.items() if addendum.pk != agreement.pk}


def _offer(draft: Draft, promise: horizon.Promise, key: str, parties: Mapping[str, Organisation]) -> Offer:
    others = [other for name, other in parties.items() if name != key]
    due_on = day_of(promise.when)
    return Offer(
        key=f"{promise.variable}-{promise.row}-{key}",
        clause_key=promise.clause_key,
        article=draft.numbers[promise.clause_key][1],
        what=_words(promise.what, "" if due_on else promise.when),
        giver=parties[key],
        receiver=others[0] if len(others) == 1 else None,
        due_on=due_on,
    )


def day_of(when: str) -> date | None:
    """*2027-03-15*, or the last day of *2027-03*; words such as “doorlopend” name no day."""
    year, month, day = (*when.split("-"), "", "")[:3]
    if not (len(year) == 4 and year.isdecimal() and month.isdecimal()) or (day and not day.isdecimal()):
        return None
    return day_or_last(int(year), int(month), int(day) if day else None)


def _words(what: str, when: str) -> str:
    text = f"{what} ({when})" if when.strip() else what
    return Truncator(" ".join(text.split())).chars(LONGEST)


def taken(agreement: Agreement, offers: Iterable[Offer]) -> set[str]:
    """The keys that stand in the register: taken from here, or word for word from the text that this one changes."""
    original = _original(agreement)
    family = Q(agreement=original) | Q(agreement__predecessor=original, agreement__relation=Relation.AMENDS)
    standing = list(Promise.objects.standing().filter(family))
    own = {promise.source_key for promise in standing if promise.agreement_id == agreement.pk}
    said = {_said(p) for p in standing if p.replaced_by_id is None}
    return own | {offer.key for offer in offers if _offers(offer) in said}


def replaced_by(addendum: Agreement) -> Iterator[Promise]:
    """What was taken over from an article that this addendum words anew, and that it does not promise so any more."""
    if addendum.relation != Relation.AMENDS:
        return
    own = {row.clause_key for row in amending.own_articles(addendum)}
    before = [_original(addendum), *addenda_of(_original(addendum))]
    taken_before = Promise.objects.standing().filter(
        agreement__in=before, clause_key__in=own, replaced_by=None, state__in=RUNNING
    )
    rows = list(taken_before.exclude(agreement=addendum))
    stays = {_offers(offer) for offer in offered(addendum).offers} if rows else set()
    yield from (row for row in rows if _said(row) not in stays)


def _said(promise: Promise) -> tuple[str, str, int, date | None]:
    return promise.clause_key, promise.what, promise.giver_id, promise.first_due_on


def _offers(offer: Offer) -> tuple[str, str, int, date | None]:
    return offer.clause_key, offer.what, offer.giver.pk, offer.due_on


def _original(agreement: Agreement) -> Agreement:
    amends = agreement.relation == Relation.AMENDS
    return agreement.predecessor if amends and agreement.predecessor else agreement
