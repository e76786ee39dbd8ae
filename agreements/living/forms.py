"""What does someone fill in about an agreement that holds: a look back, an addendum, an ending?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.terms import Conclusion
from samenspel.fields import day_field

MAX_WORDS = 2000


def words_field(label: Any, help_text: Any = "", *, missing: Any = "") -> forms.CharField:
    """`missing`: what is said when nothing is written; without it the field may stay empty."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=MAX_WORDS,
        required=bool(missing),
        error_messages={"required": missing},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class EvaluationForm(forms.Form):
    on = day_field(label=_("Op welke dag keken jullie terug?"))
    conclusion = forms.ChoiceField(
        label=_("Wat kwam eruit?"),
        choices=[
            (Conclusion.GOES_ON, _("Het gaat goed zo")),
            (Conclusion.CHANGES, _("We passen iets aan")),
            (Conclusion.STOPS, _("We willen stoppen")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat eruit kwam.")},
    )
    words = words_field(_("In het kort"), _("Een paar zinnen zijn genoeg. Zij komen niet op de tijdlijn."))
    present = forms.CharField(
        label=_("Wie waren erbij?"),
        max_length=300,
        required=False,
        help_text=_("Functies zijn genoeg, zoals “wethouder, voorzitter en begeleider”."),
    )
    own_only = forms.BooleanField(
        label=_("Deze woorden zijn alleen voor onze eigen mensen. De dag en wat eruit kwam, leest iedereen."),
        required=False,
    )


class PlanForm(forms.Form):
    on = day_field(label=_("Op welke dag kijken jullie terug?"))


class AmendForm(forms.Form):
    """`changes`: articles of the agreement; `adds`: what its format offers more."""

    changes = forms.MultipleChoiceField(
        label=_("Welke artikelen veranderen?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    adds = forms.MultipleChoiceField(
        label=_("Welke artikelen komen erbij?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        changes: Iterable[tuple[str, str]],
        adds: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (("changes", list(changes)), ("adds", list(adds))):
            self.fields[name].choices = offered
            if not offered:
                del self.fields[name]


class EndForm(forms.Form):
    """Together."""

    on = day_field(label=_("Op welke dag eindigt de overeenkomst?"))
    reason = words_field(
        _("Waarom stoppen jullie?"), _("De anderen lezen dit precies zo."), missing=_("Schrijf op waarom.")
    )
    wraps_up = words_field(
        _("Wat ronden jullie af?"), _("Een regel per punt. Dit blijft bij de overeenkomst staan.")
    )


class StopForm(forms.Form):
    """Before it holds."""

    reason = words_field(
        _("Waarom stoppen jullie?"),
        _("Wie dit stuk kan lezen, leest dit precies zo."),
        missing=_("Schrijf op waarom. Het blijft bij de overeenkomst staan."),
    )


class NoticeForm(EndForm):
    """By one party; `at_once` only where the text names reasons."""

    at_once = forms.BooleanField(
        label=_("Meteen, om een reden die in de tekst staat. De dag hierboven telt dan niet."),
        required=False,
    )
    field_order = ("on", "at_once", "reason", "wraps_up")

    def __init__(self, *args: Any, may_at_once: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_at_once:
            del self.fields["at_once"]


class TakeBackForm(forms.Form):
    words = words_field(
        _("Waarom blijven jullie toch?"),
        _("De anderen lezen dit precies zo."),
        missing=_("Schrijf op waarom. De ander leest dit, en het blijft bewaard."),
    )


class ReadingForm(forms.Form):
    text = words_field(
        _("Hoe zien jullie het einde?"),
        _("De anderen lezen dit precies zo."),
        missing=_("Schrijf eerst iets op."),
    )
