"""What can be asked about people, contact and sharing?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.forms import ACCESS_WORDS, phone_field
from contacts.models import Access, Function, FunctionKind, Organisation, Side
from initiatives.actions.people import ROLES_OF_SIDE
from initiatives.models import Assignment, Participation
from initiatives.plan.evidence_forms import hat_field
from initiatives.terms import Channel, Circle, Role, WorksFor
from samenspel.fields import OneLine, day_field

CHANNEL_ICONS = "phone talk mail person video"
PRIVACY = _("Jij kiest wie dit leest. Bij “Alleen wij” leest niemand buiten jouw organisatie mee.")
WOO = _("Een notitie van de gemeente kan onder de Wet open overheid vallen.")
ACCESS_TO_GIVE = [(access, words) for access, words in ACCESS_WORDS.items() if access.opens]
PARTY_KINDS = {
    Side.MUNICIPALITY: ("official", "manager", "alderman", "council_member", "advisor", "other"),
    Side.INITIATIVE: ("chair", "secretary", "treasurer", "core_team", "volunteer", "advisor", "other"),
    Side.SUPPORT: ("coach", "facilitator", "coordinator", "advisor", "other"),
    Side.PARTNER: ("director", "manager", "coordinator", "advisor", "other"),
}


def kinds_of(side: str) -> list[tuple[str, Any]]:
    """The functions that fit this side, so that nobody chooses from sixteen."""
    return [(kind, FunctionKind(kind).label) for kind in PARTY_KINDS[Side(side)]]


def a_kind_to_choose(side: str) -> list[tuple[str, Any]]:
    """Nobody becomes voorzitter because it stands first."""
    return [("", _("Kies een functie")), *kinds_of(side)]


def who_reads(side: str) -> str:
    return f"{PRIVACY} {WOO}" if side == Side.MUNICIPALITY else str(PRIVACY)


class ContactForm(forms.Form):
    """A contact moment in ten seconds."""

    channel = forms.ChoiceField(
        label=_("Hoe?"), choices=Channel.choices, initial=Channel.PHONE, widget=forms.RadioSelect
    )
    on = day_field(label=_("Wanneer?"), initial=timezone.localdate)
    summary = forms.CharField(
        label=_("Wat is er gezegd?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    circle = forms.ChoiceField(
        label=_("Wie leest dit?"), choices=Circle.choices, initial=Circle.OWN, widget=forms.RadioSelect
    )
    hat = hat_field()

    def __init__(self, *args: Any, side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if side != Side.MUNICIPALITY:  # only a gemeente wears several
            del self.fields["hat"]
        if side == Side.SUPPORT:  # the coach is “wij”
            self.fields["circle"].choices = [
                (circle, circle.label) for circle in Circle if circle != Circle.WITH_COACH
            ]


def mandate_field() -> OneLine:
    return OneLine(
        label=_("Mag zelf beslissen over"),
        help_text=_("Dit heet mandaat. Bijvoorbeeld: de planning en kosten tot € 5.000."),
        max_length=300,
        required=False,
    )


class ContactPersonForm(forms.Form):
    """Someone to call. She gets no access by this."""

    name = OneLine(label=_("Naam"), max_length=160)
    kind = forms.ChoiceField(label=_("Functie"), choices=())
    title = OneLine(
        label=_("Eigen naam van de functie"),
        help_text=_("Bijvoorbeeld: adviseur warmte."),
        max_length=120,
        required=False,
    )
    phone = phone_field()
    email = forms.EmailField(label=_("E-mailadres"), max_length=254, required=False)
    role = forms.ChoiceField(label=_("Rol in dit dossier"), choices=(), widget=forms.RadioSelect)
    mandate = mandate_field()

    def __init__(self, *args: Any, side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = a_kind_to_choose(side)
        self.fields["role"].choices = _roles(side)
        self.fields["role"].initial = Role.CONTACT


class RoleForm(forms.Form):
    """A role for someone who already stands on the list of one's own organisation."""

    function = forms.ModelChoiceField(
        label=_("Wie?"), queryset=Function.objects.none(), to_field_name="uuid", empty_label=_("Kies iemand")
    )
    role = forms.ChoiceField(label=_("Rol in dit dossier"), choices=(), widget=forms.RadioSelect)
    mandate = mandate_field()
    works_for = forms.ChoiceField(
        label=_("Voor wie werkt de begeleider?"),
        help_text=_("Iedereen in dit dossier ziet dit."),
        choices=WorksFor.choices,
        initial=WorksFor.BOTH,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, participation: Participation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        functions = Function.objects.in_force().filter(organisation=participation.organisation_id)
        functions = functions.exclude(
            access=Access.NONE, ends_on=F("starts_on")
        )  # ended at once on its first day
        self.fields["function"].queryset = functions.select_related("person").order_by("person__name")
        self.fields["role"].choices = _roles(participation.side)
        self.fields["role"].initial = ROLES_OF_SIDE[participation.side][0]
        del self.fields["mandate" if participation.side == Side.SUPPORT else "works_for"]


def _roles(side: str) -> list[tuple[str, Any]]:
    return [(role, role.label) for role in ROLES_OF_SIDE[side]]


class EndRoleForm(forms.Form):
    ends_on = day_field(
        label=_("Laatste dag"),
        initial=timezone.localdate,
        help_text=_("Tot en met deze dag geldt de rol nog."),
    )


class HandOverForm(RoleForm):
    """Who takes a role over, and how long the one who has it goes along."""

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, participation=assignment.participation, **kwargs)
        del self.fields["role"]
        colleagues = self.fields["function"].queryset.exclude(pk=assignment.function_id)
        if assignment.participation.side == Side.SUPPORT:  # a role here is what opens the file
            colleagues = colleagues.filter(access__in=Access.opening())
            self.fields["works_for"].initial = assignment.works_for
        self.fields["function"].queryset = colleagues
        self.fields["function"].label = _("Wie neemt het over?")
        self.fields["ends_on"] = day_field(
            label=_("Laatste dag van wie overdraagt"),
            initial=timezone.localdate,
            help_text=_("Tot en met deze dag werken jullie samen verder."),
        )


class InviteForm(forms.Form):
    name = OneLine(label=_("Naam"), max_length=160)
    email = forms.EmailField(
        label=_("E-mailadres"),
        max_length=254,
        help_text=_("De uitnodiging is voor dit adres. Alleen daarmee kan iemand haar aannemen."),
    )
    kind = forms.ChoiceField(label=_("Functie"), choices=())
    access = forms.ChoiceField(
        label=_("Toegang"), choices=ACCESS_TO_GIVE, initial=Access.WORK, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, side: str, fixed_access: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = a_kind_to_choose(side)
        if fixed_access:
            del self.fields["access"]


class PartnerForm(forms.Form):
    """An organisation that already takes part nearby, or a new one by its name."""

    known = forms.ModelChoiceField(
        label=_("Deze partners kennen jullie al in deze gemeente"),
        queryset=Organisation.objects.none(),
        to_field_name="uuid",
        empty_label=_("een andere organisatie"),
        required=False,
        widget=forms.RadioSelect,
    )
    name = OneLine(label=_("Naam van de organisatie"), max_length=200, required=False)
    short_name = OneLine(
        label=_("Korte naam in de tekst"),
        help_text=_("Bijvoorbeeld: de corporatie."),
        max_length=80,
        required=False,
    )
    place = OneLine(label=_("Plaats"), max_length=120, required=False)

    def __init__(self, *args: Any, nearby: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nearby = nearby
        if nearby:
            self.fields["known"].queryset = nearby
        else:
            del self.fields["known"]

    def clean(self) -> dict[str, Any]:
        """Who types the name of one that stands in the list means that one."""
        values = super().clean() or self.cleaned_data
        name = values.get("name", "")
        known = values.pop("known", None) or next(
            (found for found in self.nearby if found.name.casefold() == name.casefold()), None
        )
        if known is None and not name and not self.errors:
            self.add_error("name", _("Vul de naam in."))
        return {**values, "known": known}


def choices_of(files: Iterable[tuple[str, str]]) -> list[tuple[str, Any]]:
    """Files for a select; the empty one only when there is something to choose."""
    found = list(files)
    return found if len(found) == 1 else [("", _("Kies een initiatief")), *found]
