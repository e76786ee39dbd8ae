"""How does an article stand between its parties? Rules without rows."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from agreements.terms import ArticleState, Verdict
from initiatives.deciding import keys
from initiatives.terms import DecisionState

STANDING, OPEN, PARKED = "standing", "open", "parked"
SAYS: Mapping[str, bool | None] = {Verdict.ACCEPT: True, Verdict.NOT_YET: False, "": None}
Party = TypeVar("Party", bound=Hashable)


def state_of(article_state: str, verdicts: Mapping[str, str], parties: Iterable[str]) -> str:
    """standing: every party agrees to the text as it is now. `verdicts`: per party its newest on that text."""
    if article_state == ArticleState.PARKED:
        return PARKED
    return STANDING if all_agree(verdicts, parties) else OPEN


def all_agree(verdicts: Mapping[Party, str], parties: Iterable[Party]) -> bool:
    """Whether each party said yes to one text: the same rule as for the keys of a joint decision."""
    return keys.together(SAYS[verdicts.get(party, "")] for party in parties) == DecisionState.ACCEPTED


def key_state(verdict: str) -> str:
    """The word the key's drawing knows."""
    return {"": "open", Verdict.ACCEPT: "turned", Verdict.NOT_YET: "returned"}[verdict]


def waits_for(state: str, party: str, own: Mapping[str, str], offers: Iterable[Mapping[str, str]]) -> bool:
    """Whether a party is to speak: of a text that lies before it, or of the article when it chose no other text.

    `own`: per party its verdict on the text of the article; `offers`: the same for each proposal.
    """
    on_offers = [verdicts.get(party, "") for verdicts in offers]
    if state == PARKED:
        return False
    return "" in on_offers or (not own.get(party) and Verdict.ACCEPT not in on_offers)


def must_answer(state: str, party: str, texts: Iterable[Mapping[str, str]], parties: Iterable[str]) -> bool:
    """Whether a party is to come with another text. `texts`: per text that can be chosen the verdict of each party.

    Somebody said of every text what it needs: then it is up to who refused none of them, or to all when all refused.
    """
    found = list(texts)
    if state != OPEN or not all(Verdict.NOT_YET in verdicts.values() for verdicts in found):
        return False
    refusing = {who for verdicts in found for who, verdict in verdicts.items() if verdict == Verdict.NOT_YET}
    return party not in refusing or refusing >= set(parties)
