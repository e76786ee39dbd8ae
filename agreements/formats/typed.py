"""How is what people type turned into a value to keep, and what do we ask when it cannot be one?

What people type is data: it is cleaned here once and never read as text of the format.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from agreements.formats import printing
from agreements.formats.columns import Cell, Column, Table
from samenspel.dutch import MONTHS

Json = Any

MAX_TEXT = 300
MAX_LONGTEXT = 8000
MAX_ROWS = 60
MAX_ITEMS = 60
MAX_AMOUNT = Decimal("999999999.99")
YES, NO = "ja", "nee"


class Refused(ValueError):
    """What was typed cannot be kept; the message says what to type instead."""


def is_empty(value: Json) -> bool:
    if isinstance(value, Mapping):
        return not value or any(is_empty(part) for part in value.values())
    return value is None or value == "" or value == []


# --- text


def plain(raw: Any) -> str:
    """Text without control characters and direction marks, in one normal form."""
    text = unicodedata.normalize("NFC", str(raw))
    text = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text).replace("\t", " ")
    kept = (c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs") and c not in _MARKS)
    return "".join(kept)


_MARKS = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def one_line(raw: Any, limit: int = MAX_TEXT) -> str | None:
    if raw is None:
        return None
    text = " ".join(re.sub(r"[ \n]+", " ", plain(_scalar(raw))).split(" ")).strip()
    return _within(text, limit) or None


def lines(raw: Any, limit: int = MAX_LONGTEXT) -> str | None:
    if raw is None:
        return None
    text = "\n".join(re.sub(r" +", " ", line).strip() for line in plain(_scalar(raw)).split("\n"))
    return _within(re.sub(r"\n{3,}", "\n\n", text).strip(), limit) or None


def _scalar(raw: Any) -> Any:
    if isinstance(raw, (list, tuple, dict, set)):
        raise Refused(_("Vul hier één tekst in."))
    return raw


def _within(text: str, limit: int) -> str:
    if len(text) > limit:
        message = _("Maak dit korter: hoogstens %(limit)d tekens. Je hebt er nu %(count)d.")
        raise Refused(message % {"limit": limit, "count": len(text)})
    return text


# --- numbers and dates


def clean_date(raw: Any) -> str | None:
    if isinstance(raw, date):
        return raw.strftime("%Y-%m-%d")
    text = one_line(raw)
    if text is None:
        return None
    found = _date_parts(text)
    try:
        if found and 1900 <= found[0] <= 2200:
            return date(*found).isoformat()
    except ValueError:
        pass
    raise Refused(_("Schrijf de datum zo: 7 maart 2027. Er staat nu: “%(text)s”.") % {"text": text[:40]})


def _date_parts(text: str) -> tuple[int, int, int] | None:
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text, re.ASCII):
        return int(match[1]), int(match[2]), int(match[3])
    if match := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text, re.ASCII):
        return int(match[3]), int(match[2]), int(match[1])
    if match := re.fullmatch(r"(\d{1,2})\s+([a-z]+)\s+(\d{4})", text.lower(), re.ASCII):
        for number, month in enumerate(MONTHS, 1):
            if match[2] in (month, month[:3]):
                return int(match[3]), number, int(match[1])
    return None


def clean_when(raw: Any) -> str | None:
    """A cell for a moment: a date when it reads as one, otherwise the words themselves; never both."""
    text = one_line(raw)
    if text is None or not any(character.isdigit() for character in text):
        return text
    if re.match(r"\d{4}-\d{2}-\d{2}; ", text):
        raise Refused(_("Kies een dag, of schrijf het bij “anders”. Niet allebei."))
    try:
        return clean_date(text)
    except Refused:
        return text


def _clean_number(raw: Any, low: int, high: int, message: str) -> int | None:
    text = one_line(raw)
    if text is None or isinstance(raw, bool):
        return None
    digits = text.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+", text) else text
    if not re.fullmatch(r"\d{1,12}", digits, re.ASCII) or not low <= int(digits) <= high:
        raise Refused(message % {"text": text[:40]})
    return int(digits)


def clean_integer(raw: Any) -> int | None:
    return _clean_number(raw, 0, 9_999_999, _("Vul een heel getal in, zoals 12. Er staat nu: “%(text)s”."))


def clean_year(raw: Any) -> int | None:
    return _clean_number(raw, 1900, 2200, _("Vul een jaar in, zoals 2035. Er staat nu: “%(text)s”."))


EURO_SIGNS = re.compile(r"^(€|EUR|euro)\s*|\s*(€|EUR|euro)$", re.IGNORECASE)
NO_CENTS = re.compile(r"[.,]\s?[-–—]{1,2}$")  # 18.500,-
# How people write an amount: whole euros with or without thousands apart, and at most two figures of cents.
AMOUNTS = (
    re.compile(r"([0-9]+)(?:[.,]([0-9]{1,2}))?"),  # 1250,5 and 1250.00
    re.compile(r"([1-9][0-9]{0,2}(?:[.][0-9]{3})+)(?:,([0-9]{1,2}))?"),  # 1.250,50
    re.compile(r"([1-9][0-9]{0,2}(?:\s[0-9]{3})+)(?:,([0-9]{1,2}))?"),  # 1 250,50
    re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)[.]([0-9]{1,2})"),  # 1,250.50, as others write it
    re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3}){2,})()"),  # 1,250,000
)
# 12,345 is twelve thousand to one reader, and twelve with a third figure of cents to another.
TWO_READINGS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")


def clean_money(raw: Any) -> str | None:
    """Reads 1.250, 1250,50, 1 250 and € 1.250,- as people write them, and its own "1250.00"; never guesses."""
    text = one_line(raw)
    if text is None:
        return None
    number = NO_CENTS.sub("", EURO_SIGNS.sub("", text)).strip()
    found = next((match for form in AMOUNTS if (match := form.fullmatch(number))), None)
    if found is None:
        raise Refused(_what_amount(number) % {"text": text[:40], "thousands": number.replace(",", ".")})
    euros, cents = re.sub("[^0-9]", "", found[1]), found[2] or "0"
    value = _decimal(f"{euros}.{cents}", MAX_AMOUNT)
    if value is None:
        raise Refused(_("Dit bedrag is te groot. Er staat nu: “%(text)s”.") % {"text": text[:40]})
    return str(value.quantize(Decimal("0.01")))


def _what_amount(number: str) -> str:
    if TWO_READINGS.fullmatch(number):
        return _(
            "Bedoel je %(thousands)s? Schrijf dan een punt. Na de komma komen twee cijfers, voor de centen. Er staat nu: “%(text)s”."
        )
    return _("Vul een bedrag in, zoals 1.250 of 1.250,50. Er staat nu: “%(text)s”.")


def clean_percent(raw: Any) -> str | None:
    text = one_line(raw)
    if text is None:
        return None
    number = re.sub(r"\s*(%|procent)$", "", text).replace(",", ".")
    value = _decimal(number, Decimal(100))
    if value is None:
        message = _("Vul een getal van 0 tot en met 100 in. Er staat nu: “%(text)s”.")
        raise Refused(message % {"text": text[:40]})
    return f"{value.quantize(Decimal('0.1')).normalize():f}"


def _decimal(text: str, high: Decimal) -> Decimal | None:
    if not re.fullmatch(r"\d{1,12}(\.\d{1,6})?", text, re.ASCII):
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value <= high else None


def clean_duration(raw: Any) -> Json:
    if not isinstance(raw, Mapping):
        raw = _duration_parts(raw)
    message = _("Vul een aantal in en kies weken, maanden of jaren.")
    number, unit = raw.get("number"), raw.get("unit") or None
    if is_empty(number):
        return None
    if not isinstance(unit, str) or unit not in printing.UNITS:
        raise Refused(message)
    return {"number": _clean_number(number, 1, 999, message), "unit": unit}


def _duration_parts(raw: Any) -> dict[str, Any]:
    text = one_line(raw) or ""
    match = re.fullmatch(r"(\d+)\s+([a-z]+)", text, re.ASCII)
    words = {word: unit for unit, pair in printing.UNITS.items() for word in (*pair, unit)} | {
        "jaren": "years"
    }
    return {"number": match[1], "unit": words.get(match[2])} if match else {"number": text, "unit": None}


def clean_period(raw: Any) -> Json:
    if not isinstance(raw, Mapping):
        if is_empty(raw) or not one_line(raw):
            return None
        raise Refused(_("Vul een begindatum en een einddatum in."))
    start, end = clean_date(raw.get("from")), clean_date(raw.get("to"))
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise Refused(_("Vul een begindatum en een einddatum in."))
    if end < start:
        raise Refused(_("De einddatum ligt voor de begindatum. Draai ze om."))
    return {"from": start, "to": end}


# --- choices and lists


def clean_boolean(raw: Any) -> bool | None:
    if isinstance(raw, bool):
        return raw
    text = (one_line(raw) or "").lower()
    if text in ("", "onbekend"):
        return None
    if text in (YES, "true", "on", "1"):
        return True
    if text in (NO, "false", "off", "0"):
        return False
    raise Refused(_("Kies ja of nee."))


def clean_choice(raw: Any, options: tuple[str, ...]) -> str | None:
    text = one_line(raw)
    if text is None or text in options:
        return text
    raise Refused(_("Kies een van deze: %(options)s.") % {"options": ", ".join(options)})


def clean_list(raw: Any) -> list[str]:
    """One item per line; a dash in front may stay away."""
    if is_empty(raw):
        return []
    items = plain(raw).split("\n") if isinstance(raw, str) else raw
    if not isinstance(items, (list, tuple)):
        raise Refused(_("Zet elk punt op een eigen regel."))
    cleaned = [
        one_line(re.sub(r"^\s*[-–•*]\s+", "", _scalar(item)) if isinstance(item, str) else item)
        for item in items
    ]
    kept = [item for item in cleaned if item]
    if len(kept) > MAX_ITEMS:
        raise Refused(
            _("Dit is een lange lijst. Kies de belangrijkste %(count)d punten.") % {"count": MAX_ITEMS}
        )
    return kept


def clean_table(raw: Any, table: Table) -> list[dict[str, Json]]:
    """Rows with only the cells that are filled; empty rows and unknown columns are left out."""
    if is_empty(raw):
        return []
    if not isinstance(raw, (list, tuple)) or not all(isinstance(row, Mapping) for row in raw):
        raise Refused(_("Vul de tabel per rij in."))
    rows = []
    for number, row in enumerate(raw, 1):
        if cells := _clean_row(row, table, number):
            rows.append(cells)
    if len(rows) > MAX_ROWS:
        raise Refused(_("De tabel kan hoogstens %(count)d rijen hebben.") % {"count": MAX_ROWS})
    return rows


def _clean_row(row: Mapping[str, Any], table: Table, number: int) -> dict[str, Json]:
    cells = {}
    for column in table.columns:
        try:
            value = clean_cell(row.get(column.key), column)
        except Refused as refusal:
            where = _("Rij %(row)d, %(column)s:") % {"row": number, "column": column.label}
            raise Refused(f"{where} {refusal}") from None
        if not is_empty(value):
            cells[column.key] = value
    return cells


def clean_cell(raw: Any, column: Column) -> Json:
    match column.type:
        case Cell.MONEY:
            return clean_money(raw)
        case Cell.INTEGER:
            return clean_integer(raw)
        case Cell.CHOICE:
            return clean_choice(raw, column.options)
        case Cell.WHEN:
            return clean_when(raw)
        case Cell.LONGTEXT:
            return one_line(raw, limit=1000)
        case Cell.WHO:
            return _within(", ".join(who(raw)), MAX_TEXT) or None
    return one_line(raw)


def who(value: Any) -> list[str]:
    """The parties and functions named in a cell."""
    if value is None:
        return []
    text = "\n".join(map(str, value)) if isinstance(value, (list, tuple)) else plain(_scalar(value))
    return [" ".join(word.split()) for word in re.split(r"[,;\n]", text) if word.strip()]
