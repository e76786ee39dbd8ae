"""What does registering an initiative ask, and what can be changed later?"""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from contacts.models import Function, Side
from initiatives.actions.register import Facts, Profile
from initiatives.models import Initiative
from initiatives.plan.forms import RevisionForm
from initiatives.plan.variants import CONDITIONS
from initiatives.terms import Aim, Experience, LegalForm, Phase, Technique, Ties, WantedRole
from municipalities.fields import MunicipalityField
from municipalities.models import Municipality

ABOUT_INITIATIVE = ("legal_form", "ambition", "technique", "wanted_role")


def _sentence_case(choices: Any) -> list[tuple[str, str]]:
    return [(choice.value, capfirst(choice.label)) for choice in choices]


class FactsForm(forms.Form):
    """The facts about an initiative and its neighbourhood."""

    area_name = forms.CharField(
        label=_("Buurt of dorp"),
        help_text=_("Zoals jullie het zelf noemen, bijvoorbeeld Zeebuurt."),
        max_length=120,
    )
    legal_form = forms.ChoiceField(
        label=_("Rechtsvorm"), choices=lambda: _sentence_case(LegalForm), widget=forms.RadioSelect
    )
    ambition = forms.CharField(
        label=_("Ambitie"),
        help_text=_(
            "Wat wil het initiatief bereiken? Een of twee zinnen. Iedereen in het dossier leest dit."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    technique = forms.ChoiceField(
        label=_("Techniek"),
        help_text=_("Aan welke warmte denken jullie nu? Later aanpassen kan altijd."),
        choices=lambda: _sentence_case(Technique),
        widget=forms.RadioSelect,
        initial=Technique.OPEN,
    )
    wanted_role = forms.ChoiceField(
        label=_("Welke rol wil het initiatief?"),
        choices=lambda: _sentence_case(WantedRole),
        widget=forms.RadioSelect,
    )


class ProfileForm(RevisionForm, FactsForm):
    """Changing them later; carries which facts the writer saw, and for which the changed plan.

    Asks three things more than registering did: by then people know each other well enough to say.
    """

    aim = forms.ChoiceField(
        label=_("Hoe ver reikt de ambitie?"),
        choices=lambda: _sentence_case(Aim),
        widget=forms.RadioSelect,
        required=False,
    )
    experience = forms.ChoiceField(
        label=_("Deed het initiatief eerder een project met de buurt?"),
        help_text=_("Bijvoorbeeld samen inkopen, een buurthuis of zonnepanelen op de school."),
        choices=lambda: _sentence_case(Experience),
        widget=forms.RadioSelect,
        required=False,
    )
    ties = forms.ChoiceField(
        label=_("Werkten gemeente en initiatief eerder samen?"),
        choices=lambda: _sentence_case(Ties),
        widget=forms.RadioSelect,
        required=False,
    )

    seen = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    field_order = (
        "area_name",
        "legal_form",
        "ambition",
        "aim",
        "technique",
        "wanted_role",
        "experience",
        "ties",
        "revision",
    )

    def clean(self) -> dict[str, Any]:
        """What nobody answered stays as it was."""
        given = super().clean() or self.cleaned_data
        for name in ("aim", "experience", "ties"):
            given[name] = given.get(name) or self.get_initial_for_field(self.fields[name], name)
        return given

    def facts(self) -> Facts:
        return Facts(**{field.name: self.cleaned_data[field.name] for field in fields(Facts)})

    def kind_of_initiative(self) -> str:
        """The answers that the stappenplan looks at, as one word."""
        return ".".join(self.cleaned_data[name] for name, asked in CONDITIONS.items() if asked.asked)


class RegisterForm(FactsForm):
    """Asks only what is not known yet: a gemeente registers in itself, an initiative under its own name."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Naam van het initiatief"),
        help_text=_("Nog geen naam? Neem de naam van de buurt."),
        max_length=200,
    )
    municipality = MunicipalityField(
        help_text=_("Typ een deel van de naam. Een oude naam mag ook, zoals Den Bosch.")
    )
    phase = forms.ChoiceField(
        label=_("In welke fase zijn jullie nu?"),
        choices=lambda: [(p.value, f"{p.number} {p.label}") for p in Phase],
        widget=forms.RadioSelect,
        initial=Phase.STARTUP,
        required=False,
    )
    phase_reason = forms.CharField(
        label=_("Waarom beginnen jullie daar?"),
        help_text=_("Bijvoorbeeld: er ligt al een ondertekende intentieovereenkomst."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("request_key", "name", "municipality", "area_name", *ABOUT_INITIATIVE)

    def __init__(self, data: Any = None, *, function: Function, own: Sequence[str] = ()) -> None:
        """own: codes of the gemeenten in whose files this reader works already; she finds these first."""
        super().__init__(data, initial={"request_key": uuid4()})
        self.fields["municipality"].widget.own = own
        self.organisation = function.organisation
        self.fixed_municipality: Municipality | None = None
        self.existing: Initiative | None = None
        if self.organisation.kind == Side.MUNICIPALITY:
            self.fixed_municipality = Municipality.objects.filter(organisation=self.organisation).first()
        if self.fixed_municipality:
            del self.fields["municipality"]
        if self.organisation.kind == Side.INITIATIVE:
            del self.fields["name"]
            self.existing = Initiative.objects.filter(organisation=self.organisation).first()
        if self.existing:
            for name in ABOUT_INITIATIVE:
                del self.fields[name]

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in ("request_key", "phase", "phase_reason")]

    @property
    def starts_later(self) -> bool:
        """Whether the folded part must lie open."""
        return self.is_bound and (
            self["phase"].value() not in ("", None, Phase.STARTUP)
            or bool(self["phase"].errors or self["phase_reason"].errors)
        )

    def chosen_municipality(self) -> Municipality:
        return self.fixed_municipality or self.cleaned_data["municipality"]

    def profile(self) -> Profile:
        given = self.cleaned_data
        about = {
            name: getattr(self.existing, name) if self.existing else given[name] for name in ABOUT_INITIATIVE
        }
        return Profile(
            name=given.get("name") or self.organisation.name,
            area_name=given["area_name"],
            phase=Phase(given["phase"] or Phase.STARTUP),
            phase_reason=given["phase_reason"],
            **about,
        )
