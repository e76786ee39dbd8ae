"""Fields that every form of the product asks in the same way."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

MAX_REASON = 500
# Wider than any collaboration, narrower than a slip of the keyboard: the year 1, or 9999.
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)


# A date picker speaks the language of the browser; this says in ours what to do.
DAY_HELP = _("Kies een dag, of typ hem in de volgorde die in het vak staat.")


class OneLine(forms.CharField):
    """Text on one line: no stray line ends, so that it can stand in a mail subject or a table cell."""

    def clean(self, value: Any) -> str:
        return super().clean(" ".join(value.split()) if isinstance(value, str) else value)


def day_field(**options: Any) -> forms.DateField:
    """A day between FIRST_DAY and LAST_DAY, with the browser's own date picker; without help of its own, DAY_HELP."""
    options.setdefault("help_text", DAY_HELP)
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    limits = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]
    return forms.DateField(widget=widget, validators=limits, **options)


def reason_field(
    label: Any, help_text: Any = "", *, required: bool = False, rows: int = 2
) -> forms.CharField:
    """A reason in a sentence or two, which the others read as it stands. Whether it is needed, the action may know."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, max_length=MAX_REASON, required=required, widget=widget
    )
