"""Which forms do parties fill in to settle an article?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agreements.models import Party
from agreements.terms import Verdict
from samenspel.fields import day_field

MAX_REASON = 500


def _reason(label: Any, help_text: Any = "", **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(
        label=label, help_text=help_text, max_length=MAX_REASON, widget=widget, required=False, **options
    )


class StanceForm(forms.Form):
    """`seen`: the hash of the text beside the form; the two verdicts are its two buttons."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.HiddenInput)
    reason = _reason(_("Wat is er nodig?"), _("De ander leest dit precies zo."))

    def __init__(self, *args: Any, seen: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"standpunt-{seen[:8]}-%s")
        kwargs.setdefault("initial", {"seen": seen})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Who agrees needs no reason; one that was begun goes no further."""
        values = super().clean() or self.cleaned_data
        if values.get("verdict") == Verdict.ACCEPT:
            values["reason"] = ""
        return values


class OfferForm(forms.Form):
    text = forms.CharField(
        label=_("De tekst die jullie voorstellen"),
        max_length=20000,
        error_messages={"required": _("Schrijf de tekst die jullie voorstellen.")},
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Verander wat anders moet. Begin een regel met een streepje voor een punt in een lijst."),
    )
    reason = _reason(_("Waarom?"), _("Alle partijen lezen dit bij het voorstel."))
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class ParkForm(forms.Form):
    reason = _reason(_("Waarom spreken jullie dit later af?"), _("Dit komt ook in de PDF te staan."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="parkeren-%s", **kwargs)


class SayForm(forms.Form):
    EVERYONE, OWN = "iedereen", "ons"

    text = forms.CharField(
        label=_("Wat wil je zeggen?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    readers = forms.ChoiceField(
        label=_("Wie mag dit lezen?"),
        choices=[(EVERYONE, _("Iedereen die dit stuk leest")), (OWN, _("Alleen wij"))],
        initial=EVERYONE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, us: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="gesprek-%s", **kwargs)
        self.fields["readers"].choices = [
            (self.EVERYONE, _("Iedereen die dit stuk leest")),
            (self.OWN, _("Alleen de mensen van %(us)s") % {"us": us}),
        ]


class StanceOnPaperForm(forms.Form):
    """What a party decided itself; someone else records it, with the proof."""

    party = forms.ModelChoiceField(
        label=_("Welke partij heeft beslist?"),
        queryset=Party.objects.none(),
        to_field_name="uuid",
        empty_label=None,
        widget=forms.RadioSelect,
    )
    seen = forms.ChoiceField(
        label=_("Over welke tekst?"),
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": _("Deze tekst is intussen veranderd. Kijk over welke tekst het besluit gaat.")
        },
    )
    verdict = forms.ChoiceField(
        label=_("Wat is het besluit?"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    reason = _reason(_("Wat heeft de partij nodig?"), _("Schrijf dit op als zij nog niet akkoord is."))
    decided_by = forms.CharField(
        label=_("Wie besliste?"), help_text=_("Naam en functie, of de naam van het overleg."), max_length=160
    )
    decided_on = day_field(label=_("Op welke dag?"))
    file = forms.FileField(
        label=_("Bewijs"),
        help_text=_(
            "Een foto van het besluit, een mail of een verslag. Iedereen in dit dossier kan het openen."
        ),
    )

    def __init__(
        self, *args: Any, parties: Any, texts: Iterable[tuple[str, Any]], names: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties
        self.fields["party"].label_from_instance = lambda party: capfirst(names[party.key])
        self.fields["seen"].choices = list(texts)
