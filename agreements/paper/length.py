"""How long does a document become on paper? Counted beforehand, so that it is laid out once.

Laying out takes nearly all the time of a document. A count of lines decides which form it gets; it depends on the
text alone, so the same content still gives the same bytes everywhere.
"""

import html as entities
import math
import re

LINE = 70  # signs: about what a line of an article holds
ROW = 115  # signs: across a table as wide as the sheet
ONE_SHEET = 50  # lines: with more, the title and the places to sign never fit the same sheet
WITH_CONTENTS = 90  # lines: three or four sheets, from where a reader looks for the page of an article

_ROWS = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_BREAKS = re.compile(r"</?(?:p|li|ul|ol|dl|dt|h2|h3|caption|section|div|table)\b[^>]*>")
_TAGS = re.compile(r"<[^>]*>")


def lines(html: str) -> int:
    """The lines of the articles; what is beside each other in a table is one line."""
    text = html.partition("<main>")[2]
    rows, rest = _ROWS.findall(text), _ROWS.sub("", text)
    return sum(_lines(row, ROW) for row in rows) + sum(_lines(part, LINE) for part in _BREAKS.split(rest))


def _lines(part: str, signs: int) -> int:
    return math.ceil(len(entities.unescape(_TAGS.sub("", part)).strip()) / signs)
