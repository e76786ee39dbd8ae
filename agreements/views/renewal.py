"""How does a draft take over what is new in its format, one article at a time?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.actions import renewal as actions
from agreements.draft_page import DraftPage
from agreements.models import Agreement, Format
from agreements.page import agreement_context
from agreements.policy import Ability, needs
from agreements.renewal import Renewal, newest_for, renewal_of
from agreements.views.closed import in_words_when_closed
from agreements.views.editing import drafting_seat
from samenspel.errors import DomainError

MAX = 2**31 - 1


class ChoiceForm(forms.Form):
    number = forms.IntegerField(min_value=0, max_value=MAX)
    revision = forms.IntegerField(min_value=0, max_value=MAX)
    key = forms.SlugField(max_length=60, required=False)
    choice = forms.ChoiceField(choices=[(word, word) for word in ("take", "leave", "close")])


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.EDIT)
def renewal(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    newest = newest_for(agreement)
    context: dict[str, Any] = {}
    if request.method == "POST":
        if newest is None:
            return redirect("agreements:agreement", agreement.uuid)  # somebody else chose the last thing
        form = ChoiceForm(request.POST)
        try:
            if form.is_valid():
                return _chosen(request, agreement, newest, form.cleaned_data)
            context["refused"] = _("Kies “Neem over” of “Laat zo”.")
        except DomainError as refusal:
            context["refused"] = refusal.message
        agreement.refresh_from_db()
    page = DraftPage(agreement)
    found = renewal_of(page.draft, newest) if newest else None
    context |= agreement_context(request, agreement, here=_("Nieuw format"))
    context |= {"renewal": found, "costs": _costs(page, found) if found else {}}
    return render(request, "agreements/renewal.html", context, status=422 if "refused" in context else 200)


def _costs(page: DraftPage, found: Renewal) -> dict[str, str]:
    """Per article whose approval taking it over would cost."""
    articles = [news.article for news in found.open if news.article]
    costs = page.costs(articles)
    return {article.clause_key: costs[article.pk] for article in articles if article.pk in costs}


def _chosen(
    request: HttpRequest, agreement: Agreement, newest: Format, given: dict[str, Any]
) -> HttpResponse:
    if given["number"] != newest.number:
        raise DomainError(_("Er is net een nieuwer format uitgekomen. Kies opnieuw."))
    own: dict[str, Any] = {"by": request.person, "seat": drafting_seat(request, agreement)}
    if given["choice"] == "close":
        actions.close(agreement, newest, **own)
    elif news := renewal_of(DraftPage(agreement).draft, newest).about(given["key"]):
        choose = actions.take_over if given["choice"] == "take" else actions.leave
        choose(agreement, news, newest, revision=given["revision"], **own)
        said = _("“%(title)s” is overgenomen.") if given["choice"] == "take" else _("“%(title)s” blijft zo.")
        messages.success(request, said % {"title": news.clause.title if news.clause else news.title})
    else:
        messages.info(request, _("Hier is al over gekozen. De rest staat hieronder."))
    agreement.refresh_from_db()
    if agreement.format_id == newest.pk:
        messages.success(
            request,
            _("Dit stuk volgt nu versie %(number)s van het format.") % {"number": newest.number},
        )
        return redirect("agreements:agreement", agreement.uuid)
    return redirect(reverse("agreements:renewal", args=[agreement.uuid]) + "#nieuws")
