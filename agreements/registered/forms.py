"""What is asked about an agreement that was made elsewhere, and about a version of a policy document?"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.formats.typed import Refused, clean_money
from agreements.registered import passages
from agreements.registered.mentions import Named
from initiatives.deciding.layers import NAMES
from initiatives.models import Participation
from initiatives.people.names import party_name
from initiatives.terms import Circle, Form, Layer, PassageState, PolicyKind
from initiatives.uploads import megabytes
from samenspel.fields import day_field, reason_field

WHAT = (
    (Form.GRANT_AGREEMENT, gettext_lazy("subsidie: een besluit of overeenkomst")),
    *((form, form.label) for form in Form if form not in (Form.GRANT_AGREEMENT, Form.POLICY_INCLUSION)),
)
BODIES = [(layer, NAMES[layer]) for layer in (Layer.COUNCIL, Layer.EXECUTIVE, Layer.OFFICIALS)]
READERS = [
    (Circle.EVERYONE, gettext_lazy("iedereen in dit dossier")),
    (Circle.WITH_COACH, gettext_lazy("wij en de begeleider")),
    (Circle.OWN, gettext_lazy("alleen wij")),
]
LINK = {"max_length": 300, "required": False, "assume_scheme": "https"}


def _link(label: Any, help_text: Any = "") -> forms.URLField:
    widget = forms.URLInput(attrs={"placeholder": "https://"})
    return forms.URLField(label=label, help_text=help_text, widget=widget, **LINK)


class ElsewhereForm(forms.Form):
    """An agreement that was made elsewhere; `correcting` asks why as well."""

    form = forms.ChoiceField(
        label=gettext_lazy("Wat is het?"), choices=lambda: [("", _("kies een vorm")), *WHAT]
    )
    title = forms.CharField(
        label=gettext_lazy("Hoe heet het?"),
        help_text=gettext_lazy("Bijvoorbeeld: Startsubsidie 2026."),
        max_length=160,
    )
    parties = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Tussen wie is het?"),
        queryset=Participation.objects.none(),
        to_field_name="uuid",
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Een partner die je kiest, leest dit ook."),
        error_messages={"required": gettext_lazy("Kies tussen wie het is.")},
    )
    since = day_field(label=gettext_lazy("Sinds welke dag geldt het?"))
    until = day_field(
        label=gettext_lazy("Tot en met welke dag?"),
        help_text=gettext_lazy("Laat leeg als dat er niet in staat."),
        required=False,
    )
    signed = forms.BooleanField(label=gettext_lazy("Alle partijen hebben het getekend"), required=False)
    file = forms.FileField(
        label=gettext_lazy("Het document"),
        help_text=format_lazy(
            gettext_lazy(
                "Of hieronder een link: één van beide is genoeg. PDF, scan, foto of Office-bestand, hoogstens {limit} MB."
            ),
            limit=megabytes(),
        ),
        required=False,
    )
    circle = forms.ChoiceField(
        label=gettext_lazy("Wie mag het document openen?"),
        choices=READERS,
        initial=Circle.EVERYONE,
        widget=forms.RadioSelect,
    )
    url = _link(
        gettext_lazy("Of een link naar het document"),
        gettext_lazy("Staat het openbaar op een website? Dan is een link genoeg."),
    )
    amount = forms.CharField(
        label=gettext_lazy("Om hoeveel geld gaat het?"),
        help_text=gettext_lazy("In euro’s, zoals 12.500. Laat leeg als er geen geld bij hoort."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    money = forms.CharField(
        label=gettext_lazy("Wat staat er over het geld?"),
        help_text=gettext_lazy("Van wie het komt, waarvoor, en wanneer jullie verantwoorden."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = reason_field(
        gettext_lazy("Waarom verbeter je dit?"),
        gettext_lazy("De anderen lezen dit. Wat er eerst stond, blijft leesbaar."),
        required=True,
    )

    def __init__(self, *args: Any, parties: Any, correcting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parties"].queryset = parties
        self.fields["parties"].label_from_instance = lambda seat: party_name(seat.organisation)
        if correcting:
            self.fields["file"].label = _("Een ander document")
            self.fields["file"].help_text = _("Laat leeg als het document hetzelfde blijft.")
            self.fields["circle"].label = _("Wie mag dat andere document openen?")
            self.fields["circle"].help_text = _("Kies je geen ander document, dan blijft dit zoals het was.")
            del self.fields["request_key"]
        else:
            del self.fields["reason"], self.fields["revision"]

    def clean_amount(self) -> Decimal | None:
        try:
            return Decimal(typed) if (typed := clean_money(self.cleaned_data["amount"])) else None
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused


class WithdrawForm(forms.Form):
    reason = reason_field(
        gettext_lazy("Waarom trek je de registratie in?"),
        gettext_lazy("De anderen lezen dit precies zo."),
        required=True,
    )


class DoubtForm(forms.Form):
    seen = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Wat klopt er niet?"),
        help_text=gettext_lazy("Iedereen die de registratie leest, leest dit ernaast."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DocumentForm(forms.Form):
    """Which version of the document; what a new one has in common for all initiatives that it names."""

    version = forms.CharField(
        label=gettext_lazy("Welke versie?"),
        help_text=gettext_lazy("Een jaar of een nummer, zoals 2026 of 2.0."),
        max_length=60,
        required=False,
    )
    adopted_on = day_field(label=gettext_lazy("Wanneer is die vastgesteld?"), required=False)
    body = forms.ChoiceField(
        label=gettext_lazy("Door wie?"),
        choices=lambda: [("", _("kies wie")), *BODIES],
        required=False,
    )
    url = _link(gettext_lazy("Link naar het stuk"))
    expected_on = day_field(
        label=gettext_lazy("Wanneer komt de volgende versie?"),
        help_text=gettext_lazy("Na die dag vraagt Mijn werk of de passage er nog in staat."),
        required=False,
    )


class NamedForm(DocumentForm):
    """A document that names the initiative, for the first time."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Wat voor stuk is het?"),
        choices=lambda: [("", _("kies een soort")), *PolicyKind.choices],
    )
    name = forms.CharField(
        label=gettext_lazy("Hoe heet het?"),
        help_text=gettext_lazy("Zonder jaar of versie. Bijvoorbeeld: Warmteprogramma."),
        max_length=160,
    )
    quote = forms.CharField(
        label=gettext_lazy("Wat staat er over het initiatief?"),
        help_text=gettext_lazy("Neem de zinnen precies over. Dan zie je later of ze er nog staan."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    place = forms.CharField(
        label=gettext_lazy("Waar staat het?"),
        help_text=gettext_lazy("Een bladzijde of alinea."),
        max_length=80,
        required=False,
    )
    stands_behind = forms.BooleanField(
        label=gettext_lazy("Ons initiatief staat achter deze tekst"), required=False
    )
    field_order = ["kind", "name", "version", "adopted_on", "body", "quote", "place", "url", "expected_on"]

    def __init__(self, *args: Any, for_initiative: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("version", "adopted_on", "body", "quote"):
            self.fields[name].required = True
        if not for_initiative:
            del self.fields["stands_behind"]


CHOICES: dict[PassageState, Any] = {
    PassageState.STANDS: gettext_lazy(
        "Er is een nieuwe versie. De passage staat er nog, met dezelfde woorden"
    ),
    PassageState.CHANGED: gettext_lazy("Er is een nieuwe versie. De passage is veranderd"),
    PassageState.GONE: gettext_lazy("Er is een nieuwe versie. De passage is weg"),
    PassageState.WAITS: gettext_lazy("Er is nog geen nieuwe versie"),
    PassageState.WITHDRAWN: gettext_lazy("Deze vermelding klopte niet. Haal haar weg"),
}
OF_OTHERS: dict[PassageState, Any] = {
    PassageState.STANDS: gettext_lazy("Staat er nog, met dezelfde woorden"),
    PassageState.CHANGED: gettext_lazy("Is veranderd"),
    PassageState.GONE: gettext_lazy("Is weg"),
    PassageState.WAITS: gettext_lazy("Er is nog geen nieuwe versie"),
}
BACK_IN = gettext_lazy("Het initiatief staat er weer in")


class PassageForm(forms.Form):
    """What this version says of one initiative. Of another than the page is about, it may be left for later."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)
    state = forms.ChoiceField(
        label=gettext_lazy("Hoe staat het met de passage?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies hoe het met de passage staat.")},
    )
    quote = forms.CharField(
        label=gettext_lazy("Wat staat er nu?"),
        help_text=gettext_lazy("Als de passage is veranderd. Neem de zinnen precies over."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    place = forms.CharField(
        label=gettext_lazy("Op welke bladzijde of alinea?"), max_length=80, required=False
    )
    reason = reason_field(
        gettext_lazy("Waarom klopte het niet?"), gettext_lazy("Alleen als je de vermelding weghaalt.")
    )

    def __init__(self, *args: Any, named: Named, other: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named = named
        last = PassageState(named.newest.state)
        words = OF_OTHERS if other else CHOICES
        offered: Sequence[tuple[str, Any]] = [
            (state, BACK_IN if (last, state) == (PassageState.GONE, PassageState.CHANGED) else words[state])
            for state in passages.possible(last)
            if state in words
        ]
        self.fields["seen"].initial = str(named.newest.uuid)
        self.fields["state"].choices = [("", _("Nu niet")), *offered] if other else offered
        if other:
            self.fields["state"].required = False
            self.fields["state"].initial = ""
            del self.fields["reason"]


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Wat deden jullie, nu de passage weg is?"),
        help_text=gettext_lazy("Iedereen in dit dossier leest dit. Is het goed zo? Schrijf dan waarom."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
