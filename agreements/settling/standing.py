"""How does an article stand between its parties? Rules without rows."""

from collections.abc import Iterable, Mapping

from agreements.terms import ArticleState, Verdict

STANDING, OPEN, PARKED = "standing", "open", "parked"


def state_of(article_state: str, verdicts: Mapping[str, str], parties: Iterable[str]) -> str:
    """standing: every party agrees to the text as it is now. `verdicts`: per party its newest on that text."""
    if article_state == ArticleState.PARKED:
        return PARKED
    asked = list(parties)
    agreed = bool(asked) and all(verdicts.get(party) == Verdict.ACCEPT for party in asked)
    return STANDING if agreed else OPEN


def key_state(verdict: str) -> str:
    """The word the key's drawing knows."""
    return {"": "open", Verdict.ACCEPT: "turned", Verdict.NOT_YET: "returned"}[verdict]


def waits_for(state: str, own_verdict: str, on_offers: Iterable[str]) -> bool:
    """Whether a party is to speak: of a text that lies before it, or of the article when it chose no other text."""
    verdicts = list(on_offers)
    if state == PARKED:
        return False
    return "" in verdicts or (not own_verdict and Verdict.ACCEPT not in verdicts)
