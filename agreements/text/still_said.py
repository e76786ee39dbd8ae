"""Which values under an article that was worded anew do its words no longer say?

A table stays rows whatever is written around it. Anything else is still said when the sentence of the format in which it
stood is there word for word, and a day also when the words repeat it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from agreements.formats.variables import Variable
from agreements.text.tables import Block, Span, reads_as_list
from agreements.text.wording import text_of

_ENDS = re.compile(r"[.!?](?=\s|$)")


def repeats(own_text: str, words: str) -> bool:
    """Whether these words stand in it, whole and in this order, on however many lines."""
    return re.search(rf"(?<!\w){re.escape(_plain(words))}(?!\w)", _plain(own_text)) is not None


def unsaid(fields: Iterable[Variable], blocks: Sequence[Block], own_text: str) -> set[str]:
    """Of the fields of an article, those that its own text leaves out; `blocks` are what the format says with them."""
    left: set[str] = set()
    for field in fields:
        if _stays_rows(field):
            continue
        printed = [found for spans in _sentences(blocks) for found in _around(spans, field)]
        if not printed or not all(any(repeats(own_text, words) for words in found) for found in printed):
            left.add(field.name)
    return left


def _stays_rows(field: Variable) -> bool:
    return field.type == "party_list" or (field.table is not None and not reads_as_list(field))


def _sentences(blocks: Iterable[Block]) -> Iterator[list[Span]]:
    for block in blocks:
        if block["type"] == "p":
            yield block["spans"]
        elif block["type"] == "list":
            yield from block["items"]


def _around(spans: Sequence[Span], field: Variable) -> Iterator[list[str]]:
    """For each time the field is printed: the words of which one is enough to say it still."""
    texts = [text_of(span) for span in spans]
    whole = "".join(texts)
    for number, span in enumerate(spans):
        if span.get("name") != field.name:
            continue
        start = len("".join(texts[:number]))
        end = start + len(texts[number])
        before = [found.end() for found in _ENDS.finditer(whole, 0, start)]
        after = _ENDS.search(whole, max(end - 1, start))
        sentence = whole[before[-1] if before else 0 : after.end() if after else len(whole)]
        yield [sentence, texts[number]] if field.type == "date" else [sentence]


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
