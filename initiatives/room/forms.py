"""What can be asked about roles and room, and about what climbs a ladder?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.plan.evidence_forms import hat_field
from initiatives.plan.forms import RevisionForm, WhoForm
from initiatives.room.ladders import REQUEST, WHOSE, Ladder
from initiatives.room.stances import Field, Option, Topic
from initiatives.room.topics import TOPICS
from initiatives.terms import HelpKind
from samenspel.fields import OneLine, day_field, reason_field

FEW = 4  # so many options lie open; more fold into a list
MOST_HOURS = 2000


class TopicForm(forms.Form):
    """The questions of one topic for one side. Everything may stay empty; `seen` names the answers that stood there.

    partners: whether a partner takes part, so that something can be theirs.
    """

    asks_texts = tuple(
        field.name
        for topic in TOPICS
        for line in topic.lines
        for field in (*line.municipality, *line.initiative)
        if field.kind == "words"
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, topic: Topic, side: str, phase: str, partners: bool, **options: Any
    ) -> None:
        super().__init__(data, **options)
        asked = topic.fields_of(side)
        # What this phase asks comes first, and lies open.
        for field in sorted(asked, key=lambda f: f.phase != phase if f.phase else f.kind == "words"):
            choose = field.asked(partners=partners, said=self.initial.get(field.name))
            self.fields[field.name] = _form_field(field, choose, open=field.phase == phase)

    @property
    def asked(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "seen"]

    def answers(self) -> dict[str, Any]:
        return {name: answer for name, answer in self.cleaned_data.items() if name != "seen"}


def _form_field(field: Field, choose: Sequence[Option], *, open: bool) -> forms.Field:
    options: dict[str, Any] = {"label": field.label, "help_text": field.help, "required": False}
    if field.kind == "words":
        return forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}), **options)
    if field.kind == "number":
        return forms.IntegerField(min_value=0, max_value=MOST_HOURS, **options)
    if open or len(choose) <= FEW:
        choices = [(o.code, f"{o.word}: {o.text}" if o.text else o.word) for o in choose]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **options)
    return forms.ChoiceField(
        choices=[("", _("nog niet gekozen")), *((option.code, option.word) for option in choose)],
        **options,
    )


class LadderForm(WhoForm):
    """One item on a ladder; which kind of help is asked only of a request."""

    help_kind = forms.ChoiceField(
        label=_("Wat voor hulp is het?"),
        choices=lambda: [("", _("iets anders")), *HelpKind.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("Naam"), max_length=200)
    text = forms.CharField(
        label=_("Uitleg"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    due_on = day_field(label=_("Uiterlijk"), required=False)
    field_order = ("revision", "title", "help_kind", "text", "actor", "due_on")

    def __init__(self, data: Any = None, *, ladder: Ladder, **options: Any) -> None:
        super().__init__(data, **options)
        if ladder is not REQUEST:
            del self.fields["help_kind"]


def owner_field(label: Any, **options: Any) -> OneLine:
    """Whose a koppelkans is. The page offers the departments and organisations of the file (`page.owners`)."""
    widget = forms.TextInput(attrs={"list": "eigenaren"})
    return OneLine(label=label, max_length=120, widget=widget, error_messages={"required": WHOSE}, **options)


class LadderChangeForm(RevisionForm, LadderForm):
    """`owned`: whether it has an owner, who can be another."""

    owner = owner_field(_("Wie is de eigenaar?"), required=False)
    field_order = (*LadderForm.field_order, "owner")

    def __init__(self, data: Any = None, *, owned: bool = False, **options: Any) -> None:
        super().__init__(data, **options)
        if not owned:
            del self.fields["owner"]


class StepForm(RevisionForm):
    """One step; a gemeente may say in which of its roles it answers, and the first with an owner says who."""

    use_required_attribute = False  # what is missing is said in our words
    owner = owner_field(_("Wie?"), help_text=_("Een afdeling, een organisatie, of wie het trekt."))
    hat = hat_field()

    def __init__(self, data: Any = None, *, asks_owner: bool = False, **options: Any) -> None:
        super().__init__(data, **options)
        if not asks_owner:
            del self.fields["owner"]


class LadderNoForm(StepForm):
    field_order = ("revision", "reason", "hat")
    reason = reason_field(
        _("Waarom niet?"),
        _("Iedereen in dit dossier leest dit. Zeg ook wat misschien wel kan."),
        rows=3,
        required=True,
    )
