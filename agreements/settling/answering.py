"""Before which day would who proposed something like an answer? A wish, said kindly: when it passes nothing lapses."""

from datetime import date

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from samenspel import dutch


def asked_for(day: date) -> str:
    """In a list: *reageer voor 12 december*."""
    words = _("graag voor %(day)s") if day < timezone.localdate() else _("reageer voor %(day)s")
    return words % {"day": dutch.short_date(day)}


def wish(day: date | None, name: str, *, waits: bool) -> str:
    """Beside a proposal. `waits`: the reader's own party said nothing of it yet."""
    if day is None:
        return ""
    facts = {"day": dutch.short_date(day), "name": capfirst(name)}
    if day < timezone.localdate():
        words = _("%(name)s had voor %(day)s graag een reactie gehad.")
        return words % facts + (" " + _("Reageren kan nog steeds.") if waits else "")
    if waits:
        return _("Reageer voor %(day)s, als het lukt.") % facts
    return _("%(name)s wil graag voor %(day)s een reactie.") % facts
