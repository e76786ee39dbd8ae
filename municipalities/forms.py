"""Which gemeenten does someone want to see?"""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from municipalities.models import Municipality, SizeClass
from samenspel.provinces import PROVINCES


class MunicipalityFilterForm(forms.Form):
    """A value that is not in a list is left out, so that an old link still shows something."""

    q = forms.CharField(
        label=_("Zoek op naam"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    province = forms.ChoiceField(
        label=_("Provincie"),
        required=False,
        choices=[("", _("Alle provincies")), *((p, p) for p in PROVINCES)],
    )
    size = forms.ChoiceField(
        label=_("Grootte"), required=False, choices=[("", _("Alle groottes")), *SizeClass.choices]
    )

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, municipalities: QuerySet[Municipality]) -> QuerySet[Municipality]:
        chosen = self.chosen()
        if "province" in chosen:
            municipalities = municipalities.filter(province=chosen["province"])
        if "size" in chosen:
            municipalities = municipalities.of_size(chosen["size"])
        return municipalities
