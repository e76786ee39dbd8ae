"""What can be asked about a goal or an activity?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from initiatives.models import Participation
from initiatives.people.names import party_name
from initiatives.plan import doers
from initiatives.terms import Actor, GoalStatus, ItemKind, ItemState, Phase, Track
from samenspel.fields import day_field, reason_field

STATES = [(state, state.label) for state in (ItemState.OPEN, ItemState.DOING, ItemState.DONE)]


class RevisionForm(forms.Form):
    """Carries which text the writer saw, so that nobody's work is lost."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class GoalViewForm(forms.Form):
    status = forms.ChoiceField(
        label=_("Hoe ver is het volgens jullie?"), choices=GoalStatus.choices, widget=forms.RadioSelect
    )
    remark = forms.CharField(
        label=_("Waarom zien jullie het zo?"),
        help_text=_("Eén of twee zinnen. Iedereen in dit dossier leest het."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RecordedViewForm(GoalViewForm):
    """How a party that does not sign in sees a goal, and who said so."""

    field_order = ("party", "status", "remark", "told_by", "told_on")
    party = forms.ModelChoiceField(
        label=_("Welke partij ziet het zo?"),
        queryset=None,
        to_field_name="uuid",
        empty_label=None,
        widget=forms.RadioSelect,
    )
    told_by = forms.CharField(
        label=_("Wie zei dit?"), help_text=_("Naam en functie, of de naam van het overleg."), max_length=160
    )
    told_on = day_field(label=_("Op welke dag?"))

    def __init__(self, *args: Any, parties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties.select_related("organisation")
        self.fields["party"].label_from_instance = lambda party: capfirst(party_name(party.organisation))
        self.fields["status"].label = _("Hoe ver is het volgens deze partij?")
        self.fields["remark"].label = _("Waarom ziet zij het zo?")


class WhoForm(forms.Form):
    """Who picks it up; of the partners that take part, one by name: `actor` says that it is one, `partner` which."""

    actor = forms.ChoiceField(label=_("Wie pakt het op?"), choices=doers.choices, required=False)

    def __init__(self, *args: Any, partners: Sequence[Participation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._partners = {str(partner.uuid): partner for partner in partners}
        if partners:
            self.fields["actor"].choices = doers.choices(partners)
            help_text = self.fields["actor"].help_text
            self.fields["actor"].help_text = format_lazy("{} {}", help_text, NAMED) if help_text else NAMED

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["partner"] = self._partners.get(values.get("actor", ""))
        if values["partner"]:
            values["actor"] = Actor.PARTNER
        return values


NAMED = _("Kies je een partner bij naam? Dan leest die wat er moet gebeuren, en wanneer.")


class ActivityForm(WhoForm, RevisionForm):
    field_order = ("revision", "state", "actor", "due_on")
    state = forms.ChoiceField(label=_("Stand"), choices=STATES, widget=forms.RadioSelect)
    actor = forms.ChoiceField(
        label=_("Wie pakt het op"),
        help_text=_("Begint een partner hieraan? Dan leest die de doelen van dit spoor in deze fase."),
        choices=doers.choices,
        required=False,
    )
    due_on = day_field(label=_("Uiterlijk"), required=False)


class GoalDateForm(RevisionForm):
    due_on = day_field(label=_("Uiterlijk"), required=False)


class WordingForm(RevisionForm):
    title = forms.CharField(label=_("Naam"), max_length=200)
    text = forms.CharField(
        label=_("Uitleg"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )


class SkipForm(RevisionForm):
    reason = reason_field(
        _("Waarom slaan jullie dit over?"),
        _("Iedereen in dit dossier leest dit. Terughalen kan altijd."),
        rows=3,
        required=True,
    )


class MoveForm(forms.Form):
    """Two buttons: the one that was pressed carries the revision."""

    hoger = forms.IntegerField(min_value=1, required=False)
    lager = forms.IntegerField(min_value=1, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        up, down = values.get("hoger"), values.get("lager")
        if bool(up) == bool(down):
            raise forms.ValidationError(_("Kies hoger of lager."))
        return {"up": bool(up), "revision": up or down}


class RenewalForm(forms.Form):
    """What to do with one thing of a newer stappenplan, as the chooser saw it; without a key it closes the list."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    choice = forms.ChoiceField(
        choices=[("take", _("neem over")), ("leave", _("laat zo")), ("close", _("klaar"))]
    )


class ItemForm(WhoForm):
    """An own goal or activity; an activity has someone who does it."""

    kind = forms.ChoiceField(
        label=_("Wat voeg je toe?"),
        choices=[(ItemKind.GOAL, _("een doel")), (ItemKind.ACTIVITY, _("een activiteit"))],
        widget=forms.RadioSelect,
        initial=ItemKind.GOAL,
    )
    title = forms.CharField(
        label=_("Naam"),
        help_text=_("Schrijf wat er straks anders is, of wat jullie gaan doen."),
        max_length=200,
    )
    text = forms.CharField(
        label=_("Uitleg"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    phase = forms.ChoiceField(label=_("In welke fase?"), choices=Phase.choices)
    track = forms.ChoiceField(
        label=_("Bij welk spoor hoort het?"),
        help_text=_("Weet je het niet? Kies dan het spoor dat het dichtst in de buurt komt."),
        choices=Track.choices,
    )
    actor = forms.ChoiceField(
        label=_("Wie pakt het op?"),
        help_text=_("Alleen voor een activiteit."),
        choices=doers.choices,
        required=False,
    )
    due_on = day_field(label=_("Uiterlijk"), required=False)
    field_order = ("kind", "title", "text", "phase", "track", "actor", "due_on")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("kind") == ItemKind.GOAL:
            values |= {"actor": "", "partner": None}
        return values
