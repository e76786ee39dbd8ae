"""Which blocks of an old text and a new one are one block that was changed?"""

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Any

ALIKE = 0.4  # from here on two paragraphs are one that was changed


def pairs(old: list[Any], new: list[Any], alike: Callable[[Any, Any], bool]) -> Iterator[tuple[Any, Any]]:
    """In reading order; what has no counterpart stands beside nothing."""
    start = 0
    for was in old:
        like = next((n for n in range(start, len(new)) if alike(was, new[n])), None)
        if like is None:
            yield was, None
            continue
        yield from ((None, now) for now in new[start:like])
        yield was, new[like]
        start = like + 1
    yield from ((None, now) for now in new[start:])


def read_alike(was: str, now: str) -> bool:
    """Whether enough words stayed to read the one as a change of the other."""
    matcher = SequenceMatcher(None, was.split(), now.split(), autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
