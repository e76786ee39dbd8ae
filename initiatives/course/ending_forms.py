"""What is asked when a file ends, opens again, or goes on in another neighbourhood?"""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.models import Function, Side
from initiatives.actions.going_along import supports
from initiatives.course import endings
from initiatives.deciding.forms import ReasonForm
from initiatives.models import Assignment, Collaboration
from initiatives.people.names import known_as
from initiatives.terms import Phase
from municipalities.fields import MunicipalityField
from municipalities.models import Municipality


def _words(label: Any, help_text: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class LastWords(forms.Form):
    """What both sides are asked: thanks, lessons, and who remains."""

    thanks = _words(
        _("Wat ging goed, en wie willen jullie bedanken?"),
        _("De ander leest dit als laatste. Neem er even de tijd voor."),
    )
    lessons = _words(
        _("Wat leerden jullie hiervan?"),
        _("Zet elke les op een eigen regel. Andere buurten hebben er wat aan."),
    )
    aftercare = _words(_("Wie blijft aanspreekpunt, en wat spreken jullie nog af?"), rows=2)

    def clean_lessons(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["lessons"].splitlines() if line.strip()]


class EndForm(LastWords, ReasonForm):
    end_kind = forms.ChoiceField(
        label=_("Hoe eindigt het?"), choices=endings.choices, widget=forms.RadioSelect
    )
    field_order = ("end_kind", "reason", "thanks", "lessons", "aftercare")


class AfterwordsForm(LastWords):
    """Added later, by either side; its reading once."""

    reading = _words(
        _("Hoe zien jullie het einde?"), _("Jullie eigen lezing blijft naast het besluit staan.")
    )
    field_order = ("reading", "thanks", "lessons", "aftercare")

    def __init__(self, *args: Any, has_read: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_read:
            del self.fields["reading"]


class PeopleField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, assignment: Assignment) -> str:
        return (
            f"{known_as(assignment.function.person, assignment.function)} ({assignment.get_role_display()})"
        )


class SuccessorForm(forms.Form):
    """Only what differs: where, and from which phase. The rest comes along."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)
    municipality = MunicipalityField(help_text=_("Gaat het in een andere gemeente verder? Typ dan die naam."))
    area_name = forms.CharField(
        label=_("In welke buurt of welk dorp?"), help_text=_("Zoals jullie het zelf noemen."), max_length=120
    )
    keep = PeopleField(
        label=_("Wie van jullie gaan mee?"),
        help_text=_("Zij houden hun rol. Afspraken over mandaat maak je opnieuw."),
        queryset=Assignment.objects.none(),
        to_field_name="pk",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ask_coach = forms.BooleanField(
        label=_("Vraag de begeleider mee"),
        help_text=_("De begeleider zegt zelf ja, en leest het nieuwe dossier pas daarna."),
        required=False,
        initial=True,
    )
    phase = forms.ChoiceField(
        label=_("In welke fase beginnen jullie?"),
        choices=lambda: [(p.value, f"{p.number} {p.label}") for p in Phase],
        widget=forms.RadioSelect,
        initial=Phase.STARTUP,
    )
    phase_reason = _words(
        _("Waarom beginnen jullie daar?"),
        _("Alleen nodig als jullie later beginnen dan in Opstarten."),
        rows=2,
    )

    def __init__(
        self, data: Any = None, *, old: Collaboration, function: Function, people: Iterable[Assignment]
    ) -> None:
        super().__init__(data, initial={"request_key": uuid4(), "municipality": str(old.municipality)})
        self.old = old
        self.keeps_municipality = function.organisation.kind == Side.MUNICIPALITY
        if self.keeps_municipality:
            del self.fields["municipality"]
        if function.organisation.kind == Side.SUPPORT or not supports(old).exists():
            del self.fields["ask_coach"]
        people = list(people)
        self.fields["keep"].queryset = Assignment.objects.filter(pk__in=[one.pk for one in people])
        self.fields["keep"].queryset = self.fields["keep"].queryset.select_related("function__person")
        self.initial["keep"] = [one.pk for one in people]
        if not people:
            del self.fields["keep"]

    @property
    def choice(self) -> dict[str, Any]:
        """What `begin_successor` asks."""
        given = self.cleaned_data
        municipality: Municipality = (
            self.old.municipality if self.keeps_municipality else given["municipality"]
        )
        return {
            "ask_coach": given.get("ask_coach", False),
            "municipality": municipality,
            "area_name": given["area_name"],
            "phase": Phase(given["phase"]),
            "phase_reason": given["phase_reason"],
            "keep": given.get("keep", ()),
        }
