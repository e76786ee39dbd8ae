"""On which day can something have happened? Not on one that is still to come, nor before what it is about was there."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samenspel import dutch
from samenspel.errors import DomainError

AHEAD = _("Deze dag moet nog komen. Kies vandaag of een eerdere dag.")

TOO_EARLY = _(
    "Dit ligt er sinds %(day)s. Kies die dag of een latere. Is het van eerder? Vraag of het ook hiervoor geldt, en kies"
    " de dag van het antwoord."
)


def lies_ahead(day: date) -> bool:
    return day > timezone.localdate()


def must_have_come(day: date, field: str) -> None:
    if lies_ahead(day):
        raise DomainError(str(AHEAD), field=field)


def must_be_since(began: datetime, day: date, field: str) -> None:
    """Nobody decides on, or signs, what was not there yet. `began`: when it came to lie there."""
    must_have_come(day, field)
    first = dutch.local_date(began)
    if day < first:
        raise DomainError(str(TOO_EARLY) % {"day": dutch.full_date(first)}, field=field)
