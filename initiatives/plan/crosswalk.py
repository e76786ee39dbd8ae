"""What is a goal or activity of the stappenplan called by who learned other words: steps, work streams or moments?

The table is data: `fixtures/crosswalk-1.json`, by the key of the item. No source makes these links: each row is our reading.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

NPLW = "nplw"  # the words that every page already uses
COOKIE = "words"


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

    def word(self, frame: Frame, item: str) -> str:
        """What this item is called there, or nothing."""
        return frame.words.get(self.items.get(item, {}).get(frame.key, ""), "")

    def why_not(self, frame: Frame, item: str) -> str:
        """Why it has no word there."""
        return self.reasons.get(self.items.get(item, {}).get("why_not", {}).get(frame.key, ""), "")


def crosswalk() -> Crosswalk:
    return _read(Path(settings.BASE_DIR) / "fixtures" / "crosswalk-1.json")


def chosen_frame(cookies: Mapping[str, str]) -> Frame | None:
    """The words that this reader knows best; None: those of the stappenplan itself."""
    return crosswalk().frame(cookies.get(COOKIE, ""))


@lru_cache(maxsize=2)
def _read(path: Path) -> Crosswalk:
    data = json.loads(path.read_text(encoding="utf-8"))
    frames = tuple(
        Frame(**{**row, "words": {word["code"]: word["word"] for word in row["words"]}})
        for row in data["frames"]
    )
    return Crosswalk(data["note"], frames, data["reasons"], {row["key"]: row for row in data["items"]})
