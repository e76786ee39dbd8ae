"""What is written down with an agreement at every change while parties settle it, so that a list composes no text?

With each article what it says now, and with each party about which articles it is still to speak.
"""

from collections.abc import Iterable, Mapping

from agreements.draft import Draft
from agreements.models import Agreement, Article, Party
from agreements.settling.rows import Settled, as_they_read, between_parties
from agreements.terms import ANSWER_BY, Asks, Stage

SPEAKS = frozenset(Asks) - {Asks.RECORDED}  # of what was recorded it is only asked whether it is right


def keep_hashes(agreement: Agreement) -> list[str]:
    """Writes down with each article what it says now, where that changed; after every change of a shared agreement.

    Gives the keys of the articles that read otherwise than was known.
    """
    if agreement.stage != Stage.SHARED:
        return []
    draft = Draft(Agreement.objects.select_related("collaboration", "format").get(pk=agreement.pk))
    found = as_they_read(draft, draft.articles)
    changed = []
    for settled in found.values():
        if (known := settled.article.text_hash) != settled.text_hash:
            Article.objects.filter(pk=settled.article.pk).update(text_hash=settled.text_hash)
            if known:
                changed.append(settled.article.clause_key)
    _keep_asked(between_parties(draft, found), draft.party_rows)
    return changed


def keep_asked(agreement: Agreement) -> None:
    """Writes down with each party what it is still to say; after every word of a party. The texts stayed as they were."""
    draft = Draft(Agreement.objects.select_related("collaboration", "format").get(pk=agreement.pk))
    known = {row.pk: Settled(row, row.text_hash, draft.party_rows) for row in draft.articles}
    _keep_asked(between_parties(draft, known), draft.party_rows)


def _keep_asked(found: Mapping[int, Settled], parties: Iterable[Party]) -> None:
    for party in parties:
        asked = asked_of(party, found.values())
        if party.asked != asked:
            Party.objects.filter(pk=party.pk).update(asked=asked)


def asked_of(party: Party, articles: Iterable[Settled]) -> dict[str, list[str]]:
    """Per reason the keys of the articles about which this party is to speak, in their order; and the first day before
    which another would like its answer."""
    asked: dict[str, list[str]] = {}
    days = []
    for settled in articles:
        if reason := settled.asks(party):
            asked.setdefault(reason.value, []).append(settled.article.clause_key)
        if settled.is_recorded_for(party):
            asked.setdefault(Asks.RECORDED.value, []).append(settled.article.clause_key)
        if day := settled.answer_by(party):
            days.append(day.isoformat())
    return asked | ({ANSWER_BY: [min(days)]} if days else {})


def is_to_speak(asked: Mapping[str, object] | None) -> bool:
    """Whether a party has something to say, by its `asked`; none: it is no party."""
    return not SPEAKS.isdisjoint(asked or ())
