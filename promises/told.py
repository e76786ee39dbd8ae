"""Who promises what, and for when, in words that people wrote themselves? Rules without rows.

Only what a reader sees at a glance: a sentence that begins with who does it, and the one day or month that it names. What
cannot be told is left to people. A sentence is never rewritten: what stands in the register is what was written.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import MINYEAR, date

from contacts.models import Organisation, Side
from samenspel.dutch import MONTHS

# What a party is called beside its own name.
CALLED: Mapping[str, tuple[str, ...]] = {
    Side.MUNICIPALITY: ("gemeente",),
    Side.INITIATIVE: ("initiatief", "bewonersinitiatief"),
    Side.SUPPORT: ("begeleider", "buurtbegeleider"),
    Side.PARTNER: (),
}
_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý“‘\"'])")
_ITEM = re.compile(r"^[-–•*]\s+")
_AND = r"(?:,? en |, )"
_DAY = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) (\d{{4}})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """One sentence, who promise it, and the day that it names."""

    sentence: str
    givers: tuple[str, ...]
    due_on: date | None


def told_in(text: str, names: Mapping[str, Iterable[str]], *, since: date) -> list[Told]:
    """The sentences that begin with a party. `names`: per key what it is called, and no name that two share says who;
    `since`: a day before is no deadline."""
    parties: dict[str, str] = {}
    shared = set()
    for key, called in names.items():
        for name in (name.casefold() for name in called if name.strip()):
            if parties.setdefault(name, key) != key:
                shared.add(name)
    parties = {name: key for name, key in parties.items() if name not in shared}
    if not parties:
        return []
    found = []
    for sentence in _sentences(text, parties):
        if givers := _beginning(sentence, parties):
            found.append(Told(sentence, givers, _day_in(sentence, since)))
    return found


def _sentences(text: str, parties: Mapping[str, str]) -> Iterator[str]:
    """Each on its own; a list below “De gemeente:” says of each line who does it."""
    lead = ""
    for line in text.splitlines():
        words = " ".join(line.split())
        if not words:
            continue
        if item := _ITEM.match(words):
            rest = words[item.end() :]
            yield f"{lead} {rest}" if lead and not _beginning(rest, parties) else rest
            continue
        lead = words[:-1] if words.endswith(":") and _beginning(words, parties) else ""
        if not words.endswith(":"):
            yield from _ENDS.split(words)


def _beginning(sentence: str, parties: Mapping[str, str]) -> tuple[str, ...]:
    """Whoever the sentence begins with: one party, or several joined by commas and “en”."""
    longest = sorted(parties, key=len, reverse=True)
    name = rf"(?:de |het )?({'|'.join(re.escape(known) for known in longest)})(?!\w)"
    givers: list[str] = []
    rest = sentence.casefold()
    while found := re.match(name if not givers else _AND + name, rest):
        givers.append(parties[found[1]])
        rest = rest[found.end() :]
    return tuple(dict.fromkeys(givers))


def _day_in(sentence: str, since: date) -> date | None:
    """The one day or month it names, when that is still to come; of a month its last day."""
    found = [day for match in _DAY.finditer(sentence) if (day := _day(*match.groups()))]
    return found[0] if len(found) == 1 and found[0] >= since else None


def _day(day: str | None, month: str, year: str) -> date | None:
    return day_or_last(int(year), MONTHS.index(month.casefold()) + 1, int(day) if day else None)


def day_or_last(year: int, month: int, day: int | None) -> date | None:
    """A day of a month, or its last when none is named; nothing for one that no calendar has."""
    if year < MINYEAR or not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    day = last if day is None else day
    return date(year, month, day) if 1 <= day <= last else None


def names_of(organisations: Iterable[Organisation]) -> dict[str, tuple[str, ...]]:
    """What each is called: by name, and by its side when it is the only one there."""
    parties = list(organisations)
    sides = [party.kind for party in parties]
    return {
        str(party.uuid): (
            party.name,
            party.short_name,
            *((f"gemeente {party.name}",) if party.kind == Side.MUNICIPALITY else ()),
            *(CALLED[party.kind] if sides.count(party.kind) == 1 else ()),
        )
        for party in parties
    }
