"""What does a form say when an answer does not fit?

Django's own sentences ("Dit veld is verplicht.") do not say what to do. A sentence that a form or a field wrote
itself is kept as it is.
"""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.dutch import thousands


def messages_for(bound: BoundField) -> list[str]:
    """One sentence per mistake, in words that say how to go on."""
    sentences = []
    for error in bound.errors.as_data():
        own = _ours(bound.field, error)
        sentences += [own.format(label=bound.label)] if own else [str(text) for text in error]
    return sentences


def _ours(field: forms.Field, error: ValidationError) -> str:
    params = getattr(error, "params", None) or {}
    if "limit_value" in params:
        return _limit(error.code or "", params)
    if not _is_djangos(field, error):
        return ""
    if error.code == "required":
        return _missing(field)
    if error.code == "invalid":
        return _unreadable(field)
    return {
        "invalid_choice": _("Kies bij ‘{label}’ iets uit de lijst."),
        "invalid_list": _("Kies bij ‘{label}’ iets uit de lijst."),
        "invalid_pk_value": _("Kies bij ‘{label}’ iets uit de lijst."),
        "empty": _("Dit bestand is leeg. Kies een ander bestand."),
        "missing": _("Er kwam geen bestand mee. Kies het nog eens."),
        "invalid_image": _("Dit bestand is geen foto die wij kunnen lezen. Kies een ander bestand."),
        "max_digits": _("Dit getal is te lang. Kijk het nog eens na."),
        "max_decimal_places": _("Dit getal heeft te veel cijfers achter de komma."),
        "max_whole_digits": _("Dit getal is te groot. Kijk het nog eens na."),
        "null_characters_not_allowed": _(
            "In deze tekst zit een teken dat we niet kunnen bewaren. Typ hem opnieuw."
        ),
    }.get(error.code or "", "")


def _missing(field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Zet een vinkje bij ‘{label}’ om verder te gaan.")
    if isinstance(field, forms.FileField):
        return _("Kies een bestand bij ‘{label}’.")
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return _("Maak een keuze bij ‘{label}’.")
    return _("Vul ‘{label}’ in.")


def _unreadable(field: forms.Field) -> str:
    if isinstance(field, forms.DateField):
        return _("Deze datum bestaat niet. Schrijf hem zo: 3-2-2026.")
    if isinstance(field, forms.DateTimeField | forms.TimeField | forms.SplitDateTimeField):
        return _("Deze tijd bestaat niet. Schrijf hem zo: 19:30.")
    if isinstance(field, forms.EmailField):
        return _("Dit lijkt geen e-mailadres. Schrijf het zo: naam@voorbeeld.nl.")
    if isinstance(field, forms.URLField):
        return _("Dit lijkt geen webadres. Schrijf het zo: https://voorbeeld.nl.")
    if isinstance(field, forms.IntegerField):
        return _("Vul bij ‘{label}’ een getal in, zonder letters.")
    return _("Kijk ‘{label}’ nog eens na.")


def _limit(code: str, params: dict[str, object]) -> str:
    limit = params["limit_value"]
    if isinstance(limit, date):
        return _("Kijk het jaartal nog eens na.")
    if code == "max_length":
        extra = int(str(params.get("show_value", limit))) - int(str(limit))
        return ngettext(
            "Deze tekst is %(extra)s teken te lang. Maak hem korter.",
            "Deze tekst is %(extra)s tekens te lang. Maak hem korter.",
            extra,
        ) % {"extra": thousands(extra)}
    if code == "min_length":
        return _("Schrijf iets meer: minstens %(limit)s tekens.") % {"limit": limit}
    if code == "max_value":
        return _("Dit mag niet meer zijn dan %(limit)s.") % {"limit": limit}
    if code == "min_value":
        return _("Dit mag niet minder zijn dan %(limit)s.") % {"limit": limit}
    return ""


def _is_djangos(field: forms.Field, error: ValidationError) -> bool:
    """Whether nobody wrote a sentence of their own for this mistake."""
    defaults = {
        str(texts[error.code])
        for parent in type(field).__mro__
        if (texts := parent.__dict__.get("default_error_messages", {})) and error.code in texts
    }
    defaults |= {str(check.message) for check in field.validators if hasattr(check, "message")}
    return str(error.message) in defaults
