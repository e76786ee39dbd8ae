"""What is asked about a part of the neighbourhood, and about where it lies now?"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.deciding import layers
from initiatives.deciding.forms import WithResult
from initiatives.models import PhasePeriod
from initiatives.plan.evidence_forms import hat_field
from initiatives.terms import Layer, Phase
from samenspel.fields import day_field, reason_field

FINISHED = "finished"


class PartForm(WithResult):
    """A first step of a part, or a next one: `now` is the period in which it is."""

    field_order = ("part", "to", "on", "result", "reason", "hat")
    part = forms.CharField(
        label=_("Welk deel van de buurt?"),
        help_text=_("Bijvoorbeeld Blok Noord, of de huizen aan de Dorpsstraat."),
        max_length=80,
    )
    to = forms.ChoiceField(label=_("Naar welke fase?"), choices=(), widget=forms.RadioSelect)
    on = day_field(
        label=_("Sinds wanneer?"),
        help_text=_("Laat dit leeg als het nu begint. Fasen mogen elkaar overlappen."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("Iedereen in dit dossier leest dit."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    hat = hat_field()

    def __init__(self, *args: Any, now: PhasePeriod | None, wears_hats: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not wears_hats:
            del self.fields["hat"]
        current = Phase(now.phase) if now else None
        steps = [(phase.value, f"{phase.number} {phase.label}") for phase in Phase if phase != current]
        self.fields["to"].choices = [*steps, (FINISHED, _("dit deel is klaar"))] if now else steps
        if current and current.next:
            self.initial.setdefault("to", current.next)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "to" in values:
            values["to"] = None if values["to"] == FINISHED else Phase(values["to"])
        return values


class PeriodForm(forms.Form):
    """Other days on which a phase began or, once it is over, ended; carries the days that the writer saw."""

    seen = forms.DateField(widget=forms.HiddenInput)
    seen_until = forms.DateField(widget=forms.HiddenInput, required=False)
    starts_on = day_field(label=_("Op welke dag begon deze fase?"))
    ends_on = day_field(
        label=_("Tot wanneer?"),
        help_text=_("Mag ook later zijn dan het begin van een andere fase. Fasen mogen elkaar overlappen."),
        required=False,
    )
    reason = reason_field(
        _("Waarom klopt de oude dag niet?"), _("Iedereen in dit dossier leest dit."), required=True
    )

    def __init__(self, data: Any = None, *, period: PhasePeriod) -> None:
        days = {"starts_on": period.starts_on, "ends_on": period.ends_on}
        super().__init__(data, initial=days | {"seen": period.starts_on, "seen_until": period.ends_on or ""})
        if period.ends_on is None:
            del self.fields["ends_on"]


class LayerForm(forms.Form):
    """Of something new, or of what was said before: `now`. Only what lies somewhere can lie nowhere any more."""

    layer = forms.ChoiceField(label=_("Waar ligt het nu?"), choices=(), widget=forms.RadioSelect)
    what = forms.CharField(
        label=_("Waarover gaat het?"),
        help_text=_(
            "Bijvoorbeeld: het voorstel over het warmteplan. Wie over een overeenkomst besluit, staat er vanzelf bij."
        ),
        max_length=200,
        required=False,
    )
    since = day_field(label=_("Sinds wanneer?"))
    expected_on = day_field(label=_("Wanneer verwachten jullie een antwoord?"), required=False)

    def __init__(self, data: Any = None, *, side: str, now: layers.Lies | None) -> None:
        initial: dict[str, Any] = {"since": timezone.localdate()}
        if now:
            initial = {
                "layer": now.layer,
                "what": now.what,
                "since": now.since if now.layer else timezone.localdate(),
                "expected_on": now.expected_on,
            }
        super().__init__(data, initial=initial)
        own = [(layer.value, str(layer.label)) for layer in layers.OF_SIDE[side]]
        nowhere = [("nowhere", _("nergens meer: er is een antwoord"))] if now and now.layer else []
        self.fields["layer"].choices = [*own, *nowhere]

    def clean_layer(self) -> Layer | None:
        chosen = self.cleaned_data["layer"]
        return None if chosen == "nowhere" else Layer(chosen)
