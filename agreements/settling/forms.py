"""Which forms do parties fill in to settle an article?"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agreements.editing.table_field import PREFIX, RowsField
from agreements.models import Article, Party
from agreements.terms import Verdict
from initiatives.deciding.forms import DecidedOnPaper
from initiatives.plan.evidence_forms import hat_field
from samenspel.fields import day_field, reason_field


class StanceForm(forms.Form):
    """`seen`: the hash of the text the form is about; `beside`: of what the article itself said on that page. The two
    verdicts are its two buttons."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    beside = forms.CharField(max_length=64, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.HiddenInput)
    reason = reason_field(_("Wat is er nodig?"), _("De ander leest dit precies zo."))
    hat = hat_field()

    def __init__(
        self,
        *args: Any,
        seen: str,
        beside: str = "",
        reason: str = "",
        wears_hats: bool = False,
        **kwargs: Any,
    ) -> None:
        """wears_hats: somebody of the gemeente may say in which of its roles it agrees."""
        kwargs.setdefault("auto_id", f"standpunt-{seen[:8]}-%s")
        kwargs.setdefault("initial", {"seen": seen, "beside": beside, "reason": reason})
        super().__init__(*args, **kwargs)
        if not wears_hats:
            del self.fields["hat"]

    def clean(self) -> dict[str, Any]:
        """Who agrees needs no reason; one that was begun goes no further."""
        values = super().clean() or self.cleaned_data
        if values.get("verdict") == Verdict.ACCEPT:
            values["reason"] = ""
        return values


class ProposalForm(forms.Form):
    """What every proposal says besides what it proposes."""

    reason = reason_field(_("Waarom?"), _("Alle partijen lezen dit bij het voorstel."))
    answer_by = day_field(
        label=_("Voor welke dag willen jullie graag een reactie?"),
        help_text=_("Een wens: na die dag vervalt er niets."),
        required=False,
    )


class ChangeForm(ProposalForm):
    """Of an article that is there. `seen`: the hash of its text on that page."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class OfferForm(ChangeForm):
    text = forms.CharField(
        label=_("De tekst die jullie voorstellen"),
        max_length=20000,
        error_messages={"required": _("Schrijf de tekst die jullie voorstellen.")},
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Verander wat anders moet. Begin een regel met een streepje voor een punt in een lijst."),
    )

    def __init__(
        self, *args: Any, tables: Iterable[RowsField] = (), has_words: bool = True, **kwargs: Any
    ) -> None:
        """`tables`: those of the article, each with the rows to begin with."""
        super().__init__(*args, **kwargs)
        rows = {f"{PREFIX}{field.variable.name}": field for field in tables}
        self.fields["text"].required = has_words or not rows
        self.fields |= rows
        self.order_fields(["text", *rows])

    def clean(self) -> dict[str, Any]:
        """The rows together, by the field of their table."""
        said = super().clean() or self.cleaned_data
        values = {name: said.pop(name) for name in list(said) if name.startswith(PREFIX)}
        return {**said, "values": {name.removeprefix(PREFIX): rows for name, rows in values.items()}}


class DropForm(ChangeForm):
    reason = reason_field(_("Waarom kan dit artikel eruit?"), _("Alle partijen lezen dit bij het voorstel."))


class MoveForm(ChangeForm):
    field_order = ("after",)
    after = forms.ModelChoiceField(
        label=_("Achter welk artikel hoort het?"),
        queryset=Article.objects.none(),
        to_field_name="clause_key",
        empty_label=_("Kies een artikel"),
        error_messages={
            "required": _("Kies een artikel."),
            "invalid_choice": _("Kies een artikel van dit stuk."),
        },
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].queryset = places
        self.fields["after"].label_from_instance = lambda article: article.title


def _title(**options: Any) -> forms.CharField:
    return forms.CharField(label=_("Titel van het nieuwe artikel"), max_length=200, **options)


def _words(label: Any, rows: int = 8, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=20000, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class SplitForm(ChangeForm):
    field_order = ("text", "new_title", "new_text")
    text = _words(
        _("Dit blijft in het artikel"),
        rows=10,
        help_text=_("Haal weg wat naar het nieuwe artikel gaat."),
        error_messages={"required": _("Schrijf wat in dit artikel blijft.")},
    )
    new_title = _title(error_messages={"required": _("Geef het nieuwe artikel een titel.")})
    new_text = _words(
        _("Dit komt in het nieuwe artikel"),
        error_messages={"required": _("Schrijf de tekst van het nieuwe artikel.")},
    )


class AddForm(ProposalForm):
    """An article of the format, or the parties' own words; the format asks for no title and no text."""

    field_order = ("clause", "new_title", "new_text")
    clause = forms.ChoiceField(label=_("Welk artikel komt erbij?"), required=False)
    new_title = _title(required=False, help_text=_("Alleen bij een artikel van jullie zelf."))
    new_text = _words(_("Tekst van het nieuwe artikel"), required=False)

    def __init__(self, *args: Any, clauses: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [("", _("Een eigen artikel, buiten het format")), *clauses]


class FreezeForm(forms.Form):
    """`seen`: the mark of all that stands and does not, as the page showed it."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class ParkForm(forms.Form):
    reason = reason_field(_("Waarom spreken jullie dit later af?"), _("Dit komt ook in de PDF te staan."))

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


class SeenArticlesField(forms.MultipleChoiceField):
    """Articles by their key, each with the hash of the text that was seen: {key: hash}. A text that changed since is for
    the action to leave out."""

    def valid_value(self, value: str) -> bool:
        return True

    def clean(self, value: Any) -> dict[str, str]:
        return {key: seen for key, _colon, seen in (one.partition(":") for one in super().clean(value))}


class StanceOnPaperForm(DecidedOnPaper):
    """What a party decided itself; someone else records it, with the proof."""

    field_order = ("party", "seen", "also", "verdict", "reason", "decided_by", "decided_on", "file")
    party = forms.TypedChoiceField(label=_("Welke partij heeft beslist?"), widget=forms.RadioSelect)
    seen = forms.ChoiceField(
        label=_("Over welke tekst?"),
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": _("Deze tekst is intussen veranderd. Kijk over welke tekst het besluit gaat.")
        },
    )
    also = SeenArticlesField(
        label=_("Ook over deze artikelen?"),
        help_text=_("Het besluit gaat dan over de tekst die er nu staat, niet over een voorstel."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    verdict = forms.ChoiceField(
        label=_("Wat is het besluit?"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    reason = reason_field(_("Wat heeft de partij nodig?"), _("Schrijf dit op als zij nog niet akkoord is."))

    def __init__(
        self,
        *args: Any,
        parties: Iterable[Party],
        texts: Iterable[tuple[str, Any]],
        names: Mapping[str, str],
        others: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parties = list(parties)
        rows = {str(party.uuid): party for party in self.parties}
        self.fields["party"].choices = [(uuid, capfirst(names[party.key])) for uuid, party in rows.items()]
        self.fields["party"].coerce = rows.__getitem__
        self.fields["seen"].choices = list(texts)
        self.fields["also"].choices = list(others)
        if not self.fields["also"].choices:
            del self.fields["also"]
