"""What can a beheerder fill in about a part of the stappenplan?"""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from initiatives.models import FormatItem, PlanFormat
from initiatives.plan.crosswalk import KINDS, crosswalk
from initiatives.plan.variants import CONDITIONS
from initiatives.terms import Actor, Group, ItemKind, Phase, Track

# Which fields a kind has beside its name, explanation and source.
ASKED = {
    ItemKind.GOAL: ("track",),
    ItemKind.ACTIVITY: ("track", "actor", "serves"),
    ItemKind.WITH_WHOM: ("group",),
    ItemKind.LINK: ("url",),
}
SPECIAL = ("track", "actor", "group", "serves", "url")


class FormatItemForm(forms.Form):
    """One part; only the fields of its kind. Who it is for: nothing ticked is everybody."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)
    title = forms.CharField(label=_("Naam"), max_length=200)
    text = forms.CharField(
        label=_("Uitleg"),
        help_text=_("Eén tot vier korte zinnen."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    phase = forms.ChoiceField(label=_("Fase"), choices=Phase.choices)
    track = forms.ChoiceField(label=_("Spoor"), choices=Track.choices)
    actor = forms.ChoiceField(label=_("Wie pakt het op?"), choices=Actor.choices)
    group = forms.ChoiceField(label=_("Over wie gaat het?"), choices=Group.choices)
    serves = forms.MultipleChoiceField(
        label=_("Bij welke doelen helpt het?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één doel van deze fase.")},
    )
    url = forms.URLField(
        label=_("Adres van de pagina"),
        help_text=_("Mag leeg blijven als er geen pagina is."),
        max_length=300,
        required=False,
        assume_scheme="https",
    )
    source = forms.CharField(
        label=_("Bron"), help_text=_("Waar komt dit vandaan? Iedereen kan het lezen."), max_length=200
    )

    def __init__(
        self, data: Any = None, *, draft: PlanFormat, kind: str, phase: str, item: FormatItem | None = None
    ) -> None:
        super().__init__(data, initial=_initial(item) if item else {"phase": phase})
        for name in set(SPECIAL) - set(ASKED.get(ItemKind(kind), ())):
            del self.fields[name]
        if item is None:
            del self.fields["phase"]  # the page says in which phase it comes
        if "serves" in self.fields:
            chosen = self.data.get("phase", phase) if self.is_bound and item else phase
            goals = draft.items.filter(kind=ItemKind.GOAL, phase=chosen).order_by("order")
            self.fields["serves"].choices = [(goal.key, goal.title) for goal in goals]
        for name, condition in CONDITIONS.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=_("Alleen voor: %(question)s") % {"question": str(condition.label).lower()},
                choices=[(value, capfirst(word)) for value, word in condition.fits.items()],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        self._ask_words(kind, item)

    def _ask_words(self, kind: str, item: FormatItem | None) -> None:
        """Of a goal or activity that the kruistabel does not know."""
        table = crosswalk()
        self.frames = table.frames if ItemKind(kind) in KINDS and not (item and table.knows(item)) else ()
        for frame in self.frames:
            self.fields[f"words_{frame.key}"] = forms.ChoiceField(
                label=_("In de kruistabel: %(frame)s") % {"frame": frame.title[:1].lower() + frame.title[1:]},
                choices=[("", _("geen woord")), *frame.words.items()],
                required=False,
            )

    def values(self) -> dict[str, Any]:
        """As the row keeps it; all ticked is the same as none."""
        given = self.cleaned_data
        values = {
            name: given[name] for name in ("title", "text", "phase", "source", *SPECIAL) if name in given
        }
        values["applies"] = {
            name: given[name]
            for name, condition in CONDITIONS.items()
            if given[name] and len(given[name]) < len(condition.fits)
        }
        if self.frames:
            said = {frame.key: given[f"words_{frame.key}"] for frame in self.frames}
            values["words"] = {key: word for key, word in said.items() if word}
        return values


def _initial(item: FormatItem) -> dict[str, Any]:
    names = ("title", "text", "phase", "source", *SPECIAL)
    words = {f"words_{key}": word for key, word in item.words.items()}
    return {name: getattr(item, name) for name in names} | dict(item.applies) | words


class IntroForm(forms.Form):
    """What a phase is about, as everyone in a file reads it above its goals."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)
    intro = forms.CharField(
        label=_("Inleiding"),
        help_text=_("Twee of drie korte zinnen. Dit staat boven de doelen van deze fase."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PublishForm(forms.Form):
    note = forms.CharField(
        label=_("Wat is er nieuw?"),
        help_text=_("Twee of drie zinnen. Wie in een dossier werkt, leest dit bij het overnemen."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
