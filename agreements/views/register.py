"""How does anyone who holds a document check that it is real?"""

import re

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agreements import register
from samenspel.access import public
from samenspel.fields import day_field

ACTION = "check_document"  # in ACCOUNT_RATE_LIMITS: how often from one address


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Het bestand"),
        help_text=gettext_lazy("De PDF of het Word-bestand, zoals je het kreeg. We bewaren het niet."),
    )

    def clean_file(self) -> object:
        if self.cleaned_data["file"].size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(_("Dit bestand is te groot. Kies de PDF zoals je die kreeg."))
        return self.cleaned_data["file"]


class MarkForm(forms.Form):
    mark = forms.CharField(
        label=gettext_lazy("Kenmerk"),
        max_length=20,
        help_text=gettext_lazy("Acht tekens, onder aan elke bladzijde. Bijvoorbeeld 28aa 8793."),
    )
    number = forms.IntegerField(label=gettext_lazy("Nummer van de versie"), min_value=1, max_value=9999)
    on = day_field(
        label=gettext_lazy("Datum van de versie"), help_text=gettext_lazy("De datum staat voorop het stuk.")
    )

    def clean_mark(self) -> str:
        mark = re.sub(r"\s", "", self.cleaned_data["mark"]).lower()
        if not re.fullmatch(rf"[0-9a-f]{{{register.MARK}}}", mark):
            raise forms.ValidationError(
                _("Typ de acht tekens van het kenmerk: cijfers en de letters a tot f.")
            )
        return mark


@never_cache
@public
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, language: str) -> HttpResponse:
    """The same page in Dutch and in English, for anyone who holds a document."""
    with translation.override(language):
        response = _checked(request, language)
    response["Content-Language"] = language
    return response


def _checked(request: HttpRequest, language: str) -> HttpResponse:
    by_file, by_mark = FileForm(prefix="bestand"), MarkForm(prefix="kenmerk")
    context = {
        "language": language,
        "by_file": by_file,
        "by_mark": by_mark,
        "form": None,
        "asked": False,
        "known": None,
    }
    if request.method == "GET":
        return render(request, "agreements/check.html", context)
    if not ratelimit.consume(request, action=ACTION):
        return ratelimit.respond_429(request)
    if "mark" in request.POST.get("hoe", ""):
        form: forms.Form = MarkForm(request.POST, prefix="kenmerk")
        context["by_mark"] = form
    else:
        form = FileForm(request.POST, request.FILES, prefix="bestand")
        context["by_file"] = form
    if not form.is_valid():
        return render(request, "agreements/check.html", {**context, "form": form}, status=422)
    return render(request, "agreements/check.html", {**context, "asked": True, "known": _known(form)})


def _known(form: forms.Form) -> register.Known | None:
    data = form.cleaned_data
    if isinstance(form, FileForm):
        return register.by_file(data["file"].chunks())
    return register.by_mark(data["mark"], data["number"], data["on"])
