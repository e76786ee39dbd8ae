"""How does a gemeente with its own format take over what is new in the shared one, article by article?"""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.actions import following as actions
from agreements.formats.printing import joined
from agreements.maintaining import following, page
from agreements.maintaining.following import Following, News
from agreements.maintaining.policy import Ability, needs
from agreements.models import Format
from agreements.views.formats import format_page, url_of
from samenspel.errors import DomainError


class ChoiceForm(forms.Form):
    shared = forms.UUIDField()
    choice = forms.ChoiceField(choices=[(word, word) for word in ("take", "leave")])


@require_http_methods(["GET", "POST"])
@needs(Ability.WRITE)
def format_take_over(request: HttpRequest, own: Format) -> HttpResponse:
    if own.owner_org is None:
        return redirect(url_of(own))
    found = following.of(own)
    refused = ""
    if request.method == "POST" and found:
        try:
            return _chosen(request, found)
        except DomainError as refusal:
            refused = refusal.message
            found = following.of(own)
    answer = format_page(
        request,
        "agreements/format_take_over.html",
        here=_("Overnemen uit het gedeelde format"),
        row=found.format if found else own,
        refused=refused,
        **page.following_context(found),
    )
    answer.status_code = 422 if refused else 200
    return answer


def _chosen(request: HttpRequest, found: Following) -> HttpResponse:
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("Kies “Neem over” of “Niet overnemen”."))
    if form.cleaned_data["shared"] != found.newest.uuid:
        raise DomainError(_("Er is net een nieuwer gedeeld format uitgegeven. Kies opnieuw."))
    chosen = _about(request, found)
    back = found.format
    if not chosen:
        messages.info(request, _("Hier is al over gekozen. De rest staat hieronder."))
    elif form.cleaned_data["choice"] == "take":
        back = actions.take_over(found, chosen)
        said = _("Overgenomen in concept %(number)d: %(titles)s.")
        messages.success(request, said % {"number": back.number, "titles": _titles(chosen)})
    else:
        actions.set_aside(found, [news for news, _seen in chosen], by=request.person)
        messages.success(request, _("Niet overgenomen: %(titles)s.") % {"titles": _titles(chosen)})
    return redirect(reverse("agreements:format-take-over", args=[back.uuid]) + "#nieuws")


def _about(request: HttpRequest, found: Following) -> list[tuple[News, str]]:
    """What was chosen about, each with the own text that the chooser saw."""
    seen = dict(zip(request.POST.getlist("key"), request.POST.getlist("seen"), strict=False))
    return [(news, seen[news.key]) for news in found.read([key for key in found.differing if key in seen])]


def _titles(chosen: list[tuple[News, str]]) -> str:
    return joined([f"“{news.title}”" for news, _seen in chosen])
