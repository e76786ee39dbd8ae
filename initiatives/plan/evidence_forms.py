"""What can be asked about what a goal or activity rests on, and who may read it?"""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from initiatives.circles import wider_circles
from initiatives.plan.sources import Sources, name_of
from initiatives.terms import Circle, Hat
from initiatives.uploads import megabytes

READERS = {
    Circle.OWN: _("Alleen jouw organisatie leest dit."),
    Circle.WITH_COACH: _("Jouw organisatie en de begeleider lezen dit."),
    Circle.EVERYONE: _("Gemeente, initiatief en begeleider lezen dit."),
}


def hat_field() -> forms.ChoiceField:
    """In which of its roles the gemeente does this; every form that asks it removes it for the other sides."""
    choices = [("", _("maakt niet uit")), *Hat.choices]
    return forms.ChoiceField(label=_("Met welke pet op?"), choices=choices, required=False)


class EvidenceForm(forms.Form):
    title = forms.CharField(
        label=_("Naam"),
        help_text=_(
            "Bijvoorbeeld: verslag van de buurtavond. Kies je iets uit dit dossier? Dan mag dit leeg."
        ),
        max_length=200,
        required=False,
    )
    quote = forms.CharField(
        label=_("De zin waar het om gaat"),
        help_text=_("Neem één zin over. Dan hoeft niemand het hele stuk te openen."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.ChoiceField(
        label=_("Iets uit dit dossier"),
        help_text=_("Een gesprek, een besluit of een overeenkomst die hier al staat."),
        required=False,
    )
    url = forms.URLField(
        label=_("Link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    file = forms.FileField(
        label=_("Bestand"),
        help_text=format_lazy(
            _("PDF, foto, Word, Excel of OpenDocument, hoogstens {limit} MB."), limit=megabytes()
        ),
        required=False,
    )
    circle = forms.ChoiceField(
        label=_("Wie leest dit?"),
        choices=[
            (Circle.EVERYONE, _("iedereen in dit dossier")),
            (Circle.WITH_COACH, _("wij en de begeleider")),
            (Circle.OWN, _("alleen wij")),
        ],
        widget=forms.RadioSelect,
        initial=Circle.EVERYONE,
    )

    hat = hat_field()

    def __init__(self, *args: Any, sources: Sources, wears_hats: bool = False, **kwargs: Any) -> None:
        """wears_hats: somebody of the gemeente may say in which of its roles it shows this."""
        super().__init__(*args, **kwargs)
        self._sources = sources
        if not wears_hats:
            del self.fields["hat"]
        choices = sources.choices()
        if choices:
            self.fields["source"].choices = choices
        else:
            del self.fields["source"]

    def clean(self) -> dict[str, Any]:
        """Names the row that was chosen, as the action takes it."""
        values = super().clean() or self.cleaned_data
        chosen = self._sources.row(values.pop("source", ""))
        if not values.get("title") and "title" not in self.errors:
            values["title"] = name_of(chosen.values())
            if not chosen:
                self.add_error("title", _("Geef dit een naam."))
        return {**values, **chosen}


class ShareForm(forms.Form):
    """Only wider circles than the row has now."""

    circle = forms.ChoiceField(label=_("Wie gaat dit ook lezen?"), choices=(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wider = wider_circles(row)
        self.fields["circle"].choices = [(circle, circle.label) for circle in wider]
        self.fields["circle"].initial = wider[-1] if wider else None
