"""How does a single value of an agreement read in a sentence: an amount, a moment, a period, a list?

Documents are always in Dutch, so nothing here is translated. Quotes are set when it is printed.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from samenspel.dutch import MONTHS, NBSP, euro, thousands

UNITS = {"weeks": ("week", "weken"), "months": ("maand", "maanden"), "years": ("jaar", "jaar")}

_ISO_DATE = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d{2})", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
# Letters that become a capital together: IJsbaan.
_DIGRAPH = re.compile(r"ij", re.IGNORECASE)


def date(iso: str) -> str:
    """7 maart 2027, kept on one line; a month prints as maart 2027 and words as they are."""
    if match := _ISO_DATE.fullmatch(iso):
        return NBSP.join((str(int(match[3])), MONTHS[int(match[2]) - 1], match[1]))
    if match := _ISO_MONTH.fullmatch(iso):
        return NBSP.join((MONTHS[int(match[2]) - 1], match[1]))
    return iso


def money(value: str | Decimal) -> str:
    return euro(Decimal(value))


def amount(value: str | Decimal) -> str:
    """An amount in a column that says euro above it."""
    return euro(Decimal(value)).removeprefix(f"€{NBSP}")


def integer(value: int) -> str:
    return thousands(value)


def percent(value: str) -> str:
    return f"{value.replace('.', ',')}%"


def duration(number: int, unit: str) -> str:
    return f"{number}{NBSP}{UNITS[unit][number != 1]}"


def months(number: int) -> str:
    """A whole number of months in a sentence: 1 maand, 3 maanden."""
    return duration(number, "months")


def period(start: str, end: str) -> str:
    return f"{date(start)} tot en met {date(end)}"


def joined(items: Sequence[str]) -> str:
    """Items of a list inside a sentence: a, b en c."""
    bare = [item.rstrip(" .;,") for item in items]
    if len(bare) < 2:
        return "".join(bare)
    return f"{', '.join(bare[:-1])} en {bare[-1]}"


def capitalised(text: str) -> str:
    if _DIGRAPH.match(text):
        return "IJ" + text[2:]
    return text[:1].upper() + text[1:]


def without_article(short_name: str) -> str:
    """In a narrow cell "de gemeente" reads as gemeente."""
    return re.sub(r"^(?:de|het)\s+(?=\w)", "", short_name)


def clause_reference(number: int, title: str) -> str:
    return f'artikel{NBSP}{number} ("{title}")'
