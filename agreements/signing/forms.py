"""What does someone fill in around signing: a body's decision, who signs, a no, a scanned sheet?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Party, SigningPlace
from agreements.terms import Outcome
from contacts.models import Function
from initiatives.deciding.layers import NAMES
from initiatives.terms import Layer
from samenspel.fields import day_field, reason_field


class BodyForm(forms.Form):
    """How one body of one party decides; `choices` names a party and a body in one value."""

    body = forms.ChoiceField(label=gettext_lazy("Wie besluit?"), widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Hoe staat het?"),
        choices=[
            (Outcome.AWAITED, gettext_lazy("Moet nog besluiten")),
            (Outcome.APPROVED, gettext_lazy("Is akkoord")),
            (Outcome.REFUSED, gettext_lazy("Is nog niet akkoord")),
            (Outcome.NOT_NEEDED, gettext_lazy("Hoeft niet te besluiten")),
        ],
        widget=forms.RadioSelect,
    )
    expected_on = day_field(
        label=gettext_lazy("Wanneer verwacht je het besluit?"),
        help_text=gettext_lazy("Bij “moet nog besluiten”. Laat leeg als je het niet weet."),
        required=False,
    )
    decided_on = day_field(
        label=gettext_lazy("Op welke dag viel het besluit?"),
        help_text=gettext_lazy("Bij “akkoord” of “nog niet akkoord”."),
        required=False,
    )
    remark = reason_field(
        gettext_lazy("Wat hoort erbij?"),
        gettext_lazy("Een voorwaarde, of wat er nog nodig is. Alle partijen lezen dit."),
    )
    file = forms.FileField(
        label=gettext_lazy("Het besluit zelf"),
        help_text=gettext_lazy("Iedereen in dit dossier kan het openen."),
        required=False,
    )

    def __init__(self, *args: Any, bodies: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = list(bodies)


def bodies_of(party: Party, name: str, layers: Iterable[Layer]) -> list[tuple[str, str]]:
    """*Het college (gemeente Eskerveen)*, as values of the form."""
    return [(f"{party.key}:{layer}", f"{capfirst(NAMES[layer])} ({name})") for layer in layers]


class SignersForm(forms.Form):
    """For each place of one's own party: who signs there, or nobody in particular."""

    def __init__(
        self, *args: Any, places: Iterable[SigningPlace], people: Iterable[Function], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = list(places)
        choices = [("", _("Iemand op papier"))]
        choices += [(str(held.uuid), held.person.name) for held in people]
        by_person = {held.person_id: str(held.uuid) for held in people}
        for place in self.places:
            self.fields[str(place.uuid)] = forms.ChoiceField(
                label=capfirst(place.function_label),
                choices=choices,
                required=False,
                initial=by_person.get(place.person_id, ""),
            )


class ReasonForm(forms.Form):
    reason = reason_field(gettext_lazy("Wat is er nodig?"), gettext_lazy("De anderen lezen dit precies zo."))


class MendForm(forms.Form):
    reason = reason_field(
        gettext_lazy("Wat moet er anders in de tekst?"), gettext_lazy("De anderen lezen dit precies zo.")
    )


class SignForm(forms.Form):
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    read = forms.BooleanField(
        label=gettext_lazy("Ik las deze versie en ik teken haar."),
        error_messages={"required": gettext_lazy("Zet hier een vinkje als je de tekst hebt gelezen.")},
    )
    code = forms.CharField(
        label=gettext_lazy("Code uit de mail"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Vul de zes cijfers uit de mail in.")},
    )


class SheetForm(forms.Form):
    places = forms.MultipleChoiceField(
        label=gettext_lazy("Wie tekenden op dit blad?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies wie er op dit blad tekenden.")},
    )
    signed_on = day_field(label=gettext_lazy("Op welke dag?"))
    file = forms.FileField(
        label=gettext_lazy("Scan of foto van het blad"),
        help_text=gettext_lazy(
            "Versie en kenmerk moeten erop staan. Iedereen in dit dossier kan het openen."
        ),
    )

    def __init__(self, *args: Any, places: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"].choices = list(places)


class TurnsForm(forms.Form):
    """All at the same time, or one party after another; a number per party."""

    TOGETHER, ORDER = "tegelijk", "volgorde"

    how = forms.ChoiceField(
        label=gettext_lazy("Wie tekent wanneer?"),
        choices=[
            (TOGETHER, gettext_lazy("Iedereen tekent wanneer het uitkomt")),
            (ORDER, gettext_lazy("Om de beurt, in de volgorde hieronder")),
        ],
        initial=TOGETHER,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, parties: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(parties)
        numbers = [(str(n), str(n)) for n in range(1, len(found) + 1)]
        for number, (key, name) in enumerate(found, 1):
            self.fields[f"turn_{key}"] = forms.ChoiceField(
                label=_("Beurt van %(party)s") % {"party": name},
                choices=numbers,
                initial=str(number),
                required=False,
            )

    def turns(self) -> dict[str, int]:
        if self.cleaned_data["how"] == self.TOGETHER:
            return {}
        prefix = "turn_"
        return {
            name.removeprefix(prefix): int(value or 1)
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix)
        }
