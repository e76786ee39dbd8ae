"""What is asked about a result that is no agreement and no policy?"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from initiatives.uploads import megabytes
from samenspel.fields import day_field


class RecordResultForm(forms.Form):
    """An agreement and a place in policy have a page of their own, where more is asked."""

    title = forms.CharField(
        label=_("Hoe heet het?"),
        help_text=_("Bijvoorbeeld: Verslag van de bewonersavond."),
        max_length=200,
    )
    on = day_field(label=_("Van welke dag is het?"))
    url = forms.URLField(
        label=_("Link"),
        max_length=200,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    file = forms.FileField(
        label=_("Bestand"),
        help_text=format_lazy(
            _(
                "PDF, foto, Word, Excel of OpenDocument, hoogstens {limit} MB. Iedereen in dit dossier leest het."
            ),
            limit=megabytes(),
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].widget.attrs["max"] = timezone.localdate().isoformat()


class StandForm(forms.Form):
    """Which policy document, and whether the initiative stands behind it."""

    result = forms.ModelChoiceField(queryset=None, to_field_name="uuid")
    stands = forms.BooleanField(required=False)

    def __init__(self, *args: Any, policies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].queryset = policies
