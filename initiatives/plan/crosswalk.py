"""What is a goal or activity of the stappenplan called by who learned other words: steps, work streams or moments?

The table is data: `fixtures/crosswalk-1.json`, by the key of the item. No source makes these links: each row is our reading.
What a beheerder adds to the stappenplan says its words itself. Who signs in keeps the words she chose with her person, on
every device; who does not, in a cookie.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from contacts.models import Person
from initiatives.formats.tables import FormatItem
from initiatives.terms import ItemKind

NPLW = "nplw"  # the words that every page already uses
COOKIE = "words"
KINDS = (ItemKind.GOAL, ItemKind.ACTIVITY)  # what has a word there


@dataclass(frozen=True)
class Frame:
    """One way to cut up the same work."""

    key: str
    title: str
    short: str  # above a column
    in_words_of: str
    source: str
    words: Mapping[str, str]


@dataclass(frozen=True)
class Crosswalk:
    note: str
    frames: tuple[Frame, ...]
    reasons: Mapping[str, str]  # why an item has no place in a frame
    items: Mapping[str, Mapping[str, Any]]

    def frame(self, key: str) -> Frame | None:
        return next((frame for frame in self.frames if frame.key == key), None)

    def knows(self, item: FormatItem) -> bool:
        return item.key in self.items

    def word(self, frame: Frame, item: FormatItem) -> str:
        """What this item is called there, or nothing."""
        return frame.words.get(self.items.get(item.key, item.words).get(frame.key, ""), "")

    def why_not(self, frame: Frame, item: FormatItem) -> str:
        """Why it has no word there."""
        return self.reasons.get(self.items.get(item.key, {}).get("why_not", {}).get(frame.key, ""), "")


def crosswalk() -> Crosswalk:
    return _read(Path(settings.BASE_DIR) / "fixtures" / "crosswalk-1.json")


def chosen_frame(person: Person | None, cookies: Mapping[str, str]) -> Frame | None:
    """The words that this reader knows best; None: those of the stappenplan itself."""
    return crosswalk().frame(person.words if person else cookies.get(COOKIE, ""))


def own_words(words: Mapping[str, str]) -> list[str]:
    """What an item says of itself: *Vijf stappen: Arrangeer het gesprek*."""
    frames = [(frame, frame.words.get(words.get(frame.key, ""))) for frame in crosswalk().frames]
    return [f"{frame.short}: {word}" for frame, word in frames if word]


@lru_cache(maxsize=2)
def _read(path: Path) -> Crosswalk:
    data = json.loads(path.read_text(encoding="utf-8"))
    frames = tuple(
        Frame(**{**row, "words": {word["code"]: word["word"] for word in row["words"]}})
        for row in data["frames"]
    )
    return Crosswalk(data["note"], frames, data["reasons"], {row["key"]: row for row in data["items"]})
