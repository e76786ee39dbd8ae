"""On which day can something have happened? Not on one that is still to come."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samenspel.errors import DomainError

AHEAD = _("Deze dag moet nog komen. Kies vandaag of een eerdere dag.")


def lies_ahead(day: date) -> bool:
    return day > timezone.localdate()


def must_have_come(day: date, field: str) -> None:
    if lies_ahead(day):
        raise DomainError(str(AHEAD), field=field)
