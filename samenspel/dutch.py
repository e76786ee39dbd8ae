"""How does a person write this date, this number or this amount in Dutch?

Plain functions, so that pages, mail and documents agree. Dates carry a year only when it is not this year's.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NBSP = "\N{NO-BREAK SPACE}"
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
NUMBERS = (
    "nul",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
)


def local_date(value: date | datetime) -> date:
    """The day on the wall calendar here; a moment is moved to our own time zone first."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def full_date(value: date | datetime) -> str:
    """*3 februari 2026*"""
    day = local_date(value)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(value: date | datetime, today: date | None = None) -> str:
    """*12 november*, and *3 februari 2025* when it is another year."""
    day = local_date(value)
    if day.year != (today or timezone.localdate()).year:
        return full_date(day)
    return f"{day.day} {MONTHS[day.month - 1]}"


def tight_date(value: date | datetime, today: date | None = None) -> str:
    """*1 dec*, for the columns of a table; with the year when it is another one."""
    day = local_date(value)
    month = {"maart": "mrt"}.get(MONTHS[day.month - 1], MONTHS[day.month - 1][:3])
    year = "" if day.year == (today or timezone.localdate()).year else f" {day.year}"
    return f"{day.day} {month}{year}"


def clock(value: datetime) -> str:
    """*20.14 uur*"""
    moment = timezone.localtime(value) if timezone.is_aware(value) else value
    return _("%(hour)d.%(minute)02d uur") % {"hour": moment.hour, "minute": moment.minute}


def moment(value: datetime, today: date | None = None) -> str:
    """*12 november, 20.14 uur*"""
    return f"{short_date(value, today)}, {clock(value)}"


def weekday_date(value: date | datetime, today: date | None = None) -> str:
    """*dinsdag 24 november*"""
    day = local_date(value)
    return f"{WEEKDAYS[day.weekday()]} {short_date(day, today)}"


def since(value: date | datetime, today: date | None = None) -> str:
    """*sinds 12 november*, and *sinds vandaag* on the day itself."""
    if local_date(value) == (today or timezone.localdate()):
        return _("sinds vandaag")
    return _("sinds %(date)s") % {"date": short_date(value, today)}


def deadline(value: date | datetime, today: date | None = None) -> str:
    """*uiterlijk 1 december*, and *vandaag* on the day itself."""
    if local_date(value) == (today or timezone.localdate()):
        return _("vandaag")
    return _("uiterlijk %(date)s") % {"date": short_date(value, today)}


def elapsed(value: date | datetime, today: date | None = None) -> str:
    """How long that is by now, in the unit that people would choose: *5 dagen*, *42 weken*, *1 jaar*."""
    days = ((today or timezone.localdate()) - local_date(value)).days
    if days < 1:
        return _("vandaag")
    if days < 14:
        return ngettext("%(count)d dag", "%(count)d dagen", days) % {"count": days}
    if days < 365:
        weeks = days // 7
        return ngettext("%(count)d week", "%(count)d weken", weeks) % {"count": weeks}
    return _("%(count)d jaar") % {"count": days // 365}


def thousands(value: float | Decimal) -> str:
    """*1.204* and *2,5*: dots between thousands, a comma before the fraction."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def euro(value: float | Decimal) -> str:
    """*€ 1.250*, and *€ 1.250,50* when there are cents; the sign stays beside its amount."""
    cents = Decimal(str(value)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"€{NBSP}{thousands(int(cents) if cents == int(cents) else cents)}"


def count_word(number: int) -> str:
    """*twee* up to twelve, figures above."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else thousands(number)


def joined(words: Iterable[Any]) -> str:
    """*a, b en c*"""
    *first, last = [str(word) for word in words] or [""]
    return _("%(first)s en %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def either(words: Iterable[Any]) -> str:
    """*a, b of c*"""
    *first, last = [str(word) for word in words] or [""]
    return _("%(first)s of %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def first_name(name: str) -> str:
    """*Ruben* of *Ruben van der Velde*; a name with a title keeps the title's bearer: *dr. Els Prins* is *Els*.

    Who gave only initials is called by the whole surname: *J. de Wit* is *de Wit*, not *de*.
    """
    words = [word for word in name.split() if not word.endswith(".")]
    if not words:
        return name.strip()
    only_initials = all(word.replace(".", "").isupper() for word in name.split() if word.endswith("."))
    return " ".join(words) if only_initials and name.split()[0].endswith(".") else words[0]
