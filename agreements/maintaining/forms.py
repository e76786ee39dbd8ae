"""What can somebody fill in who writes a format: an article, a field, and what is new in a version?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.formats.columns import TABLES
from agreements.formats.kinds import PARTS
from agreements.formats.typed import Refused, is_empty, lines, one_line
from agreements.formats.variables import Variable as Field
from agreements.maintaining.siblings import Sibling
from agreements.maintaining.together import Companion
from agreements.maintaining.words import (
    ASK,
    MADE,
    SOURCES,
    WITH_DEFAULT,
    source_word,
    type_choices,
    type_word,
)
from agreements.models import Clause, Format, Variable
from agreements.paper.characters import unprintable
from agreements.terms import ALWAYS_THERE, Need

MAX_TYPE = 200  # characters in which a type and its choices are kept
DEFAULT_HELP = gettext_lazy("Dit staat er al als het stuk begint. Partijen kunnen het veranderen.")


def printable(text: str) -> None:
    """What our faces cannot draw would keep every agreement with it from being published."""
    if strange := unprintable(text):
        message = _("Dit teken past niet in de pdf. Haal het weg: %(signs)s")
        raise forms.ValidationError(message % {"signs": " ".join(strange)})


class Line(forms.CharField):
    """One line that ends up on paper, without control characters."""

    default_validators = (printable,)

    def to_python(self, value: Any) -> str:
        try:
            return one_line(super().to_python(value), limit=10_000) or ""
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused


class ClauseForm(forms.Form):
    """An article. Parties and signing always belong in it, on their own place."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)
    title = Line(label=gettext_lazy("Titel"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Tekst"),
        max_length=18000,
        validators=[printable],
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "true"}),
        help_text=gettext_lazy("Elke regel wordt een alinea. Een regel met een streepje wordt een punt."),
    )
    need = forms.ChoiceField(
        label=gettext_lazy("Hoort het in dit stuk?"),
        choices=[
            (Need.REQUIRED.value, gettext_lazy("Hoort erin: wie het eruit haalt, schrijft op waarom")),
            (Need.ADVISED.value, gettext_lazy("Meestal erin: wie het weglaat, leest dat het ontbreekt")),
            (Need.OPTIONAL.value, gettext_lazy("Kan erbij: alleen als het past")),
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Hoort het nooit in dit soort stuk? Haal het artikel dan weg."),
    )
    in_short = forms.BooleanField(label=gettext_lazy("Ook in het korte stuk"), required=False)
    part = forms.ChoiceField(
        label=gettext_lazy("In welk deel?"), choices=[(part.letter, part.title) for part in PARTS]
    )
    why = forms.CharField(
        label=gettext_lazy("Waarom is dit artikel er?"),
        help_text=gettext_lazy("Eén zin. Partijen lezen die bij het kiezen."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    along = forms.MultipleChoiceField(
        label=gettext_lazy("Dit artikel staat ook in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Daar veranderde iemand dit net. Kijk opnieuw waar het ook moet staan."
            )
        },
        help_text=gettext_lazy(
            "Met een vinkje komt jouw tekst daar ook. Zonder vinkje houdt dat stuk zijn eigen tekst. Bij het uitgeven kies je welke stukken meegaan."
        ),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        clause: Clause | None = None,
        seen: str = "",
        siblings: Sequence[Sibling] = (),
    ) -> None:
        names = ("title", "text", "need", "in_short", "part", "why")
        initial = {name: getattr(clause, name) for name in names} if clause else {"need": Need.OPTIONAL.value}
        same = [sibling.value for sibling in siblings if sibling.same]
        super().__init__(data, initial={**initial, "seen": seen, "along": same})
        self.siblings = siblings
        if siblings:
            self.fields["along"].choices = [(sibling.value, sibling.label) for sibling in siblings]
        else:
            del self.fields["along"]
        if clause and clause.key in ALWAYS_THERE:
            for name in ("need", "in_short", "part"):
                del self.fields[name]

    def clean_text(self) -> str:
        try:
            return lines(self.cleaned_data["text"]) or ""
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def values(self) -> dict[str, Any]:
        return {name: v for name, v in self.cleaned_data.items() if name not in ("seen", "along")}

    def ticked(self) -> list[Sibling]:
        """The other kinds in which it gets the same text."""
        values = self.cleaned_data.get("along", [])
        return [sibling for sibling in self.siblings if sibling.value in values]


class FieldForm(forms.Form):
    """A field. Its name stands in the texts, so it stays; its type too, once an agreement may have filled it in."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)
    name = forms.RegexField(
        label=gettext_lazy("Naam in de tekst"),
        regex=r"^[a-z][a-z0-9_]{0,59}$",
        max_length=60,
        help_text=gettext_lazy("Kleine letters, zoals startdatum. In de tekst schrijf je {{ startdatum }}."),
        error_messages={
            "invalid": gettext_lazy("Begin met een kleine letter. Daarna mogen cijfers en _ ook.")
        },
    )
    label = Line(
        label=gettext_lazy("Vraag aan de partijen"),
        max_length=200,
        help_text=gettext_lazy("Bijvoorbeeld: Op welke dag begint het werk?"),
    )
    short = Line(
        label=gettext_lazy("Korte naam"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Die staat op de open plek, zoals: begindag van het werk."),
    )
    help = forms.CharField(
        label=gettext_lazy("Hulp bij de vraag"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    type = forms.ChoiceField(label=gettext_lazy("Wat vullen de partijen in?"), choices=type_choices)
    options = forms.CharField(
        label=gettext_lazy("Waaruit kiezen ze?"),
        required=False,
        max_length=MAX_TYPE - len("choice:"),
        validators=[printable],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Alleen bij een keuze. Elk woord op een eigen regel."),
    )
    caption = Line(
        label=gettext_lazy("Wat staat er boven de tabel?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Alleen bij een tabel."),
    )
    required = forms.BooleanField(
        label=gettext_lazy("Zonder dit gegeven is het stuk niet af"), required=False
    )
    default = Line(label=gettext_lazy("Voorstel"), max_length=1000, required=False, help_text=DEFAULT_HELP)
    filled_from = forms.ChoiceField(
        label=gettext_lazy("Waar vinden we het in het dossier?"), choices=list(SOURCES.items()), initial=ASK
    )

    def __init__(
        self,
        data: Any = None,
        *,
        field: Variable | None = None,
        fixed_type: bool = False,
        seen: str = "",
        name: str = "",
    ) -> None:
        super().__init__(data, initial={**(_initial(field) if field else {"name": name}), "seen": seen})
        self.type = field.type.partition(":")[0] if field and fixed_type else ""
        if field:
            del self.fields["name"]
            if field.filled_from not in SOURCES:
                kept = (
                    field.filled_from,
                    _("Zoals nu: %(source)s") % {"source": source_word(field.filled_from)},
                )
                self.fields["filled_from"].choices = [kept, *SOURCES.items()]
        if self.type:
            del self.fields["type"]
            for unused in _unused(self.type):
                del self.fields[unused]

    @property
    def type_word(self) -> str:
        return type_word(self.type) if self.type else ""

    def clean_options(self) -> str:
        words = [" ".join(line.split()) for line in self.cleaned_data["options"].splitlines()]
        if any("|" in word for word in words):
            raise forms.ValidationError(_("Zet elk woord op een eigen regel, zonder streep ertussen."))
        return "|".join(dict.fromkeys(word for word in words if word))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        kind = self.type or given.get("type", "")
        if kind == "choice" and "options" in given and "|" not in given["options"]:
            self.add_error("options", _("Schrijf minstens twee woorden waaruit ze kiezen."))
        elif not self.errors:
            given["type"] = f"choice:{given['options']}" if kind == "choice" else kind
            self._clean_default(given)
        return given

    def _clean_default(self, given: dict[str, Any]) -> None:
        if "default" not in self.fields:
            return
        field = Field.from_row({"name": "voorstel", "type": given["type"]})
        raw = given["default"]
        if raw and field.type not in WITH_DEFAULT:
            self.add_error("default", _("Bij deze soort kan er geen voorstel staan. Maak dit leeg."))
            return
        try:
            value = field.clean(raw)
        except Refused as refused:
            self.add_error("default", str(refused))
        else:
            given["default"] = None if is_empty(value) else value

    def values(self) -> dict[str, Any]:
        return {name: v for name, v in self.cleaned_data.items() if name not in ("seen", "name", "options")}


def _unused(kind: str) -> list[str]:
    """What says nothing for this type."""
    asked = {"options": kind == "choice", "caption": kind in TABLES, "default": kind in WITH_DEFAULT}
    return [name for name, fits in asked.items() if not fits or kind in MADE]


def _initial(field: Variable) -> dict[str, Any]:
    kind, _colon, options = field.type.partition(":")
    plain = ("label", "short", "help", "caption", "required", "filled_from")
    default = {True: "ja", False: "nee"}.get(field.default, field.default) if kind in WITH_DEFAULT else ""
    return {name: getattr(field, name) for name in plain} | {
        "type": kind,
        "options": options.replace("|", "\n"),
        "default": "" if default is None else default,
    }


class PublishForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Wat is er nieuw?"),
        help_text=gettext_lazy(
            "Twee of drie zinnen. Wie aan een concept werkt, leest dit bij het overnemen."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    along = forms.MultipleChoiceField(
        label=gettext_lazy("Geef ook uit"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy(
                "In een van deze concepten veranderde net iets. Kijk opnieuw wat meegaat."
            )
        },
        help_text=gettext_lazy(
            "Hier staat dezelfde nieuwe tekst klaar. Zonder vinkje blijft het een concept."
        ),
    )

    def __init__(self, data: Any = None, *, companions: Sequence[Companion] = (), note: str = "") -> None:
        ready = [companion for companion in companions if not companion.waits]
        alone = [companion.value for companion in ready if not companion.more]
        super().__init__(data, initial={"note": note, "along": alone})
        self.ready = ready
        if ready:
            self.fields["along"].choices = [(companion.value, companion.label) for companion in ready]
        else:
            del self.fields["along"]

    def ticked(self) -> list[Format]:
        values = self.cleaned_data.get("along", [])
        return [companion.draft for companion in self.ready if companion.value in values]
