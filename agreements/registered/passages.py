"""What can be said of a passage in a next version, does it still count, and when does it ask for somebody?"""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from initiatives.terms import PassageState as S
from samenspel.days import AHEAD

NEEDS_QUOTE = frozenset({S.NAMED, S.CHANGED})
NEW_VERSION = frozenset({S.NAMED, S.STANDS, S.CHANGED, S.GONE})
COUNTS = frozenset({S.NAMED, S.WAITS, S.STANDS, S.CHANGED})  # the initiative is named in it
SAME_WORDS = frozenset({S.WAITS, S.STANDS})  # what the initiative said about the text still holds
FIRST: tuple[S, ...] = (S.NAMED,)
AFTER: dict[S, tuple[S, ...]] = {
    **dict.fromkeys(COUNTS, (S.STANDS, S.CHANGED, S.GONE, S.WAITS, S.WITHDRAWN)),
    S.GONE: (S.CHANGED, S.WITHDRAWN),  # a later version may name the initiative again
    S.WITHDRAWN: (),
}


def possible(last: S | None) -> tuple[S, ...]:
    return AFTER[last] if last else FIRST


def alarms(state: str, *, answered: bool) -> bool:
    """The passage is gone, and no side said yet what it did about that."""
    return state == S.GONE and not answered


def asks(state: str, expected_on: date | None, today: date) -> bool:
    """The day has passed on which the next version would be there: does the passage still stand in it?"""
    return state in COUNTS and expected_on is not None and expected_on < today


def wrong_days(
    state: S, adopted_on: date | None, expected_on: date | None, *, before: date | None, today: date
) -> dict[str, str]:
    """Per field what to do about a day that cannot be. `before`: the day of the version before this one."""
    wrong = {}
    if state in NEW_VERSION and adopted_on:
        if adopted_on > today:
            wrong["adopted_on"] = str(AHEAD)
        elif before and adopted_on < before:
            wrong["adopted_on"] = _("De vorige versie is van later. Kijk de dag nog eens na.")
        elif expected_on and expected_on <= adopted_on:
            wrong["expected_on"] = _("De volgende versie komt na deze. Kies een latere dag.")
    if state == S.WAITS and (expected_on is None or expected_on <= today):
        wrong["expected_on"] = _("Wanneer verwacht je de nieuwe versie dan? Kies een dag die nog komt.")
    return wrong


def lacking(
    state: S, *, version: str, adopted_on: date | None, body: str, quote: str, reason: str
) -> Collection[str]:
    """Which answers are still needed for what is said."""
    needed = {"version": version, "adopted_on": adopted_on, "body": body} if state in NEW_VERSION else {}
    if state in NEEDS_QUOTE:
        needed["quote"] = quote
    if state == S.WITHDRAWN:
        needed["reason"] = reason
    return [name for name, given in needed.items() if not given]
