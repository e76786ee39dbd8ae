"""Which characters can our faces not draw, and in which article do they stand?"""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any

from django.conf import settings

from agreements.text.typography import clean

FONTS = (
    "source-sans-3-latin-400-normal.woff2",
    "source-sans-3-latin-600-normal.woff2",
    "source-sans-3-latin-ext-400-normal.woff2",
    "source-sans-3-latin-ext-600-normal.woff2",
)


def unprintable(content: Any) -> list[str]:
    """In order of appearance. Another font would differ per machine, so there is none to fall back on."""
    found: dict[str, None] = {}
    todo: list[Any] = [content]
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            found.update(dict.fromkeys(c for c in clean(node) if c != "\n" and ord(c) not in _drawable()))
        elif isinstance(node, dict):
            todo += reversed(node.values())
        elif isinstance(node, list):
            todo += reversed(node)
    return list(found)


def first_unprintable(content: Mapping[str, Any]) -> tuple[str, list[str]] | None:
    """The title of the first article with such characters, or "" when they stand elsewhere, and which they are."""
    for part in content["parts"]:
        for article in part["articles"]:
            if strange := unprintable(article):
                return article["title"], strange
    strange = unprintable(content)
    return ("", strange) if strange else None


@cache
def font(name: str) -> bytes:
    return (settings.BASE_DIR / "static" / "fonts" / name).read_bytes()


@cache
def _drawable() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # heavy, and a page needs it only at publishing

    regular, extended = (set(TTFont(BytesIO(font(name))).getBestCmap()) for name in (FONTS[0], FONTS[2]))
    return frozenset(regular | extended)
