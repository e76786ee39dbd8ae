"""When may a text be signed, whose turn is it, and when is it an agreement? Rules without rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from agreements.settling import standing
from initiatives.deciding import keys
from initiatives.terms import DecisionState

SIGNING = "ondertekening"  # the article where people sign

# --- the text -------------------------------------------------------------------------------------------


class Lack(StrEnum):
    """Why a text cannot be signed yet."""

    OPEN = "open"  # an article is still being discussed
    PARKED = "parked"  # an article was put off: take it back, or take it out
    BLANK = "blank"  # something is to be filled in
    SIGNATORY = "signatory"  # nobody is named to sign for a party


@dataclass(frozen=True)
class Lacking:
    kind: Lack
    number: int = 0  # of the article
    key: str = ""  # of the article, or of the party
    label: str = ""


def lacking(content: Mapping[str, Any], signatories: Mapping[str, Sequence[str]]) -> list[Lacking]:
    """What stands between this frozen text and signing; nothing: it is signable. `signatories`: by party."""
    articles = [article for part in content["parts"] for article in part["articles"]]
    kinds = {standing.OPEN: Lack.OPEN, standing.PARKED: Lack.PARKED}
    found = [
        Lacking(kinds[state], article["number"], article["key"], article["title"])
        for state in kinds
        for article in articles
        if article["state"] == state
    ]
    by_number = {article["number"]: article["key"] for article in articles}
    found += [
        Lacking(Lack.BLANK, blank["article"], by_number[blank["article"]], blank["label"])
        for blank in content["missing"]
    ]
    if SIGNING in by_number.values():
        return found  # there the text itself asks who signs
    return found + [Lacking(Lack.SIGNATORY, key=key) for key, labels in signatories.items() if not labels]


# --- signing --------------------------------------------------------------------------------------------


class Wait(StrEnum):
    """Why this place cannot be signed now."""

    SIGNED = "signed"
    DECLINED = "declined"  # somebody said no: first that
    MANDATE = "mandate"  # a body of its party is still to decide
    TURN = "turn"  # another signs first


@dataclass(frozen=True)
class Place:
    turn: int
    signed: bool = False
    declined: bool = False
    mandated: bool = True


def why_not(place: Place, places: Iterable[Place]) -> Wait | None:
    if place.signed:
        return Wait.SIGNED
    others = list(places)
    if halted(others):
        return Wait.DECLINED
    if not place.mandated:
        return Wait.MANDATE
    if any(other.turn < place.turn and not other.signed for other in others):
        return Wait.TURN
    return None


def halted(places: Iterable[Place]) -> bool:
    return any(place.declined for place in places)


def complete(places: Iterable[Place]) -> bool:
    """Every place signed: the same rule as for the keys of a joint decision."""
    return keys.together(place.signed or None for place in places) == DecisionState.ACCEPTED
