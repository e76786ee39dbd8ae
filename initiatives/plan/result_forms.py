"""What is asked about a result that was made elsewhere?"""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from initiatives.terms import Form
from initiatives.uploads import megabytes
from samenspel.fields import day_field


class RecordResultForm(forms.Form):
    """stands_behind is asked of the initiative alone, and only about policy."""

    form = forms.ChoiceField(
        label=_("Wat is het?"),
        choices=lambda: [("", _("kies een vorm")), *Form.choices],
    )
    title = forms.CharField(
        label=_("Hoe heet het?"),
        help_text=_("Bijvoorbeeld: Warmteprogramma 2026."),
        max_length=200,
    )
    on = day_field(label=_("Van welke dag is het?"))
    signed = forms.BooleanField(label=_("Alle partijen hebben het getekend"), required=False)
    stands_behind = forms.BooleanField(
        label=_("Is het een beleidsstuk? Ons initiatief staat achter wat er over ons in staat"),
        required=False,
    )
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

    def __init__(self, *args: Any, for_initiative: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].widget.attrs["max"] = timezone.localdate().isoformat()
        if not for_initiative:
            del self.fields["stands_behind"]

    def clean_on(self) -> date:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Deze dag moet nog komen. Kies vandaag of een eerdere dag."))
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("form") != Form.POLICY_INCLUSION:
            values.pop("stands_behind", None)
        return values


class StandForm(forms.Form):
    """Which policy document, and whether the initiative stands behind it."""

    result = forms.ModelChoiceField(queryset=None, to_field_name="uuid")
    stands = forms.BooleanField(required=False)

    def __init__(self, *args: Any, policies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].queryset = policies
