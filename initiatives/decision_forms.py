"""What is asked when people decide together?"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.models import DecisionKey, Participation
from initiatives.plan_forms import date_field
from initiatives.terms import Phase, Verdict


class PhaseStepForm(forms.Form):
    to = forms.ChoiceField(label=_("Naar welke fase?"), choices=(), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Waarom deze stap?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, current: Phase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [
            (phase, f"{phase.number} {phase.label}") for phase in Phase if phase != current
        ]


class ReasonForm(forms.Form):
    """For pausing, going on, and opening again."""

    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("Iedereen in dit dossier leest dit. Het komt met je naam op de tijdlijn."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class KeyForm(forms.Form):
    """One side's yes, or what it needs first."""

    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.HiddenInput)
    good = forms.CharField(
        label=_("Wat is al goed?"), max_length=900, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    remark = forms.CharField(
        label=_("Wat is er nodig?"),
        help_text=_("De ander leest dit precies zo."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if (
            values.get("verdict") == Verdict.RETURN
            and not values.get("remark")
            and "remark" not in self.errors
        ):
            self.add_error("remark", _("Schrijf op wat er nodig is. De ander leest dit precies zo."))
        return values

    @property
    def words(self) -> str:
        """What was good first, then what is needed; the two are named when both are there."""
        good, needed = (self.cleaned_data.get(name, "").strip() for name in ("good", "remark"))
        if not good or not needed:
            return good or needed
        return "\n\n".join((_("Al goed: %(text)s") % {"text": good}, _("Nodig: %(text)s") % {"text": needed}))


class OnPaperForm(forms.Form):
    party = forms.ModelChoiceField(
        label=_("Welke partij heeft beslist?"),
        queryset=None,
        to_field_name="uuid",
        empty_label=None,
        widget=forms.RadioSelect,
    )
    verdict = forms.ChoiceField(
        label=_("Wat is het besluit?"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    decided_by = forms.CharField(
        label=_("Wie besliste?"), help_text=_("Naam en functie, of de naam van het overleg."), max_length=160
    )
    decided_on = date_field(label=_("Op welke dag?"))
    remark = forms.CharField(
        label=_("Wat zei de partij erbij?"),
        help_text=_("Gaf de partij het terug? Schrijf dan op waarom."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = forms.FileField(
        label=_("Bewijs"),
        help_text=_(
            "Een foto van het besluit, een mail of een verslag. Iedereen in dit dossier kan het openen."
        ),
    )

    def __init__(self, *args: Any, keys: Iterable[DecisionKey], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_keys = [key.participation_id for key in keys]
        participations = Participation.objects
        self.fields["party"].queryset = participations.filter(pk__in=open_keys).select_related("organisation")

    def clean_decided_on(self) -> date:
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Deze dag moet nog komen. Kies vandaag of een eerdere dag."))
        return day


class RemarkForm(forms.Form):
    """Own words beside something that others decided or recorded."""

    remark = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: str, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remark"].label, self.fields["remark"].help_text = label, help_text
