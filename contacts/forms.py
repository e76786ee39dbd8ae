"""What does someone fill in about people and their functions?"""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import NEW_PASSWORD_HELP, password_field
from contacts.models import Access, Function, FunctionKind, Organisation
from samenspel.fields import OneLine, day_field

ACCESS_WORDS = {
    Access.NONE: gettext_lazy("geen toegang: staat op de lijst, kan niet aanmelden"),
    Access.FIGURES: gettext_lazy("cijfers: fasen, data en aantallen, zonder mensen en zonder teksten"),
    Access.READ: gettext_lazy("lezen"),
    Access.WORK: gettext_lazy("meewerken: ook invullen en vastleggen"),
    Access.DECIDE: gettext_lazy("beslissen: ook akkoord geven namens de organisatie"),
    Access.COORDINATE: gettext_lazy("beheren: ook mensen uitnodigen en toegang geven"),
}


def access_to_give(organisation: Organisation) -> list[tuple[Access, Any]]:
    """Figures alone are for who oversees files, without sitting at the table."""
    return [
        (access, words)
        for access, words in ACCESS_WORDS.items()
        if access != Access.FIGURES or organisation.oversees
    ]


def phone_field(**attrs: str) -> OneLine:
    return OneLine(
        label=gettext_lazy("Telefoon"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", **attrs}),
        validators=[RegexValidator(r"^[-+() 0-9]*$", gettext_lazy("Gebruik cijfers, spaties, + en -."))],
    )


def email_field(**options: Any) -> forms.EmailField:
    return forms.EmailField(label=gettext_lazy("E-mailadres"), max_length=254, **options)


class DetailsForm(forms.Form):
    """What someone changes about herself."""

    name = OneLine(
        label=gettext_lazy("Naam"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = phone_field(autocomplete="tel")
    wants_mail = forms.BooleanField(
        label=gettext_lazy("Mail mij als iets op mij wacht"),
        help_text=gettext_lazy(
            "Bijvoorbeeld een fasestap of een vraag. In de mail staat alleen waar het om gaat."
        ),
        required=False,
    )


class FunctionForm(forms.Form):
    """Someone new on the roster."""

    name = OneLine(label=gettext_lazy("Naam"), max_length=160)
    email = email_field(
        required=False,
        help_text=gettext_lazy("De uitnodiging is voor dit adres. Zonder adres kan iemand niet aanmelden."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Functie"),
        choices=[("", gettext_lazy("Kies een functie")), *FunctionKind.choices],
    )
    title = OneLine(
        label=gettext_lazy("Eigen naam van de functie"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld: adviseur warmte."),
    )
    department = OneLine(label=gettext_lazy("Afdeling"), max_length=120, required=False)
    access = forms.ChoiceField(
        label=gettext_lazy("Toegang"), choices=(), initial=Access.WORK, widget=forms.RadioSelect
    )
    starts_on = day_field(label=gettext_lazy("Begint op"), initial=timezone.localdate)
    send = forms.BooleanField(label=gettext_lazy("Nodig meteen uit"), required=False, initial=True)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["access"].choices = access_to_give(organisation)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("send") and not answers.get("email") and "email" not in self.errors:
            self.add_error("email", _("Vul een e-mailadres in, of haal het vinkje bij de uitnodiging weg."))
        if answers.get("send") and answers.get("access") == Access.NONE:
            self.add_error("access", _("Kies welke toegang bij de uitnodiging hoort."))
        return answers


class AccessForm(forms.Form):
    access = forms.ChoiceField(label=gettext_lazy("Toegang"), choices=(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["access"].choices = access_to_give(organisation)


class InviteForm(forms.Form):
    email = email_field(help_text=gettext_lazy("Alleen met dit adres kan iemand de uitnodiging aannemen."))


class EndForm(forms.Form):
    """When a function ends: at once, or after a last day."""

    when = forms.ChoiceField(
        label=gettext_lazy("Wanneer?"),
        choices=[
            ("now", gettext_lazy("Nu meteen: de toegang stopt direct")),
            ("later", gettext_lazy("Na een laatste dag")),
        ],
        initial="now",
        widget=forms.RadioSelect,
    )
    last_day = day_field(label=gettext_lazy("Laatste dag"), required=False)

    def __init__(self, *args: Any, function: Function, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.function = function

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("when") == "later" and "last_day" not in self.errors:
            last_day = answers.get("last_day")
            if last_day is None:
                self.add_error("last_day", _("Vul de laatste dag in, of kies “nu meteen”."))
            elif last_day < self.function.starts_on:
                self.add_error("last_day", _("De laatste dag ligt vóór het begin van de functie."))
        return answers

    @property
    def ends_on(self) -> date:
        if self.cleaned_data["when"] == "later":
            return self.cleaned_data["last_day"]
        return timezone.localdate() - timedelta(days=1)


class AcceptForm(forms.Form):
    """Who accepts may choose a password; a code by mail always works."""

    password = password_field(
        gettext_lazy("Wachtwoord"), autocomplete="new-password", required=False, help_text=NEW_PASSWORD_HELP
    )
    post = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
