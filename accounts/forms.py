"""What does someone fill in to sign in, and to choose a password?"""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _


def address_field(**options: Any) -> forms.EmailField:
    return forms.EmailField(
        label=_("E-mailadres"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        **options,
    )


def password_field(label: Any, *, autocomplete: str = "current-password", **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": _("Vul een wachtwoord in.")},
        **options,
    )


NEW_PASSWORD_HELP = _("Minstens 12 tekens. Een zin van vier woorden onthoud je makkelijk.")


class CodeRequestForm(allauth_forms.LoginForm):
    """One address; the code goes there by mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password", None)
        self.fields["login"] = address_field(
            help_text=_("Je krijgt een code van zes cijfers. Een wachtwoord is niet nodig.")
        )

    def clean_login(self) -> str:
        return super().clean_login().lower()


class PasswordSignInForm(allauth_forms.LoginForm):
    """An address and a password, for who chose one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "id_met_%s")
        super().__init__(*args, **kwargs)
        self.fields = {"login": address_field(), "password": password_field(_("Wachtwoord"))}

    def clean_login(self) -> str:
        return super().clean_login().lower()


class CodeForm(allauth_forms.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=_("Code uit de mail"),
            max_length=20,
            widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
            error_messages={"required": _("Vul de zes cijfers uit de mail in.")},
        )


class _OneNewPassword:
    """A new password is typed once: who mistypes it can always ask for a code."""

    fields: dict[str, forms.Field]

    def ask_once(self) -> None:
        self.fields.pop("password2", None)
        new = self.fields["password1"]
        new.label = _("Nieuw wachtwoord")
        new.help_text = NEW_PASSWORD_HELP
        new.widget.attrs.pop("placeholder", None)
        new.error_messages["required"] = _("Vul een wachtwoord in.")


class NewPasswordForm(_OneNewPassword, allauth_forms.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_once()


class ResetPasswordForm(_OneNewPassword, allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_once()


class ChangePasswordForm(_OneNewPassword, allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = password_field(_("Huidig wachtwoord"))
        self.ask_once()


class RequestResetForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = address_field()
