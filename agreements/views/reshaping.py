"""How does a party propose to drop, move or split an article, or to add one behind it?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from agreements.actions import reshaping as actions
from agreements.models import Agreement, Proposal
from agreements.policy import Ability, needs
from agreements.settling.forms import AddForm, DropForm, MoveForm, SplitForm
from agreements.settling.page import SettlePage
from agreements.settling.rows import Settled
from agreements.terms import ArticleState
from agreements.text import wording
from agreements.views.closed import in_words_when_closed
from agreements.views.speaking import party_of, settle_context
from samenspel.htmx import kept, posted


@dataclass(frozen=True)
class Change:
    """One way to change the row of articles: what it is called, what it does, and who carries it out."""

    title: Any
    meaning: Any
    act: Callable[..., Proposal]


CHANGES = {
    "eruit": Change(
        gettext_lazy("Stel voor: artikel eruit"),
        gettext_lazy(
            "Het artikel gaat eruit als alle partijen akkoord zijn. Verandert de tekst eerst? Dan vraagt dit opnieuw ieders akkoord."
        ),
        actions.propose_drop,
    ),
    "verplaatsen": Change(
        gettext_lazy("Stel voor: artikel verplaatsen"),
        gettext_lazy("De tekst blijft gelijk, dus wie akkoord is, blijft dat. Alleen de nummers schuiven."),
        actions.propose_move,
    ),
    "splitsen": Change(
        gettext_lazy("Stel voor: artikel splitsen"),
        gettext_lazy(
            "Zijn alle partijen akkoord? Dan staan beide artikelen meteen. Het nieuwe artikel komt direct achter dit artikel."
        ),
        actions.propose_split,
    ),
    "nieuw": Change(
        gettext_lazy("Stel voor: artikel erbij"),
        gettext_lazy("Het nieuwe artikel komt direct achter dit artikel, zodra alle partijen akkoord zijn."),
        actions.propose_add,
    ),
}


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.OFFER)
def propose_change(request: HttpRequest, agreement: Agreement, key: str, change: str) -> HttpResponse:
    page = SettlePage(agreement, request.user)
    settled = page.find(key)
    if settled is None or change not in CHANGES:
        raise Http404
    article, party = settled.article, party_of(request, agreement)
    chosen = CHANGES[change]
    form = _form(request, change, page, settled)
    decides = Ability.DECIDE in request.abilities
    proposer = {"party": party, "decides": decides, "by": request.person}
    if request.method == "POST" and kept(form, lambda said: chosen.act(article, **said, **proposer)):
        messages.success(request, _("Jullie voorstel ligt voor. De anderen kunnen reageren."))
        return redirect("agreements:settle-article", agreement.uuid, key)
    above = (page.url_of(article), article.title)
    context = settle_context(request, agreement, here=str(chosen.title), under=[above])
    context |= page.heading(settled) | {
        "form": form,
        "meaning": chosen.meaning,
        "decides": decides,
    }
    return render(request, "agreements/propose_change.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, change: str, page: SettlePage, settled: Settled) -> forms.Form:
    sent = posted(request)
    initial = {"seen": settled.text_hash}
    if change == "eruit":
        return DropForm(sent, initial=initial)
    if change == "verplaatsen":
        places = page.agreement.articles.exclude(pk=settled.article.pk)
        places = places.exclude(state=ArticleState.DROPPED).exclude(clause_key="ondertekening")
        return MoveForm(sent, initial=initial, places=places)
    if change == "splitsen":
        words = wording.plain_text(page.draft.composed(settled.article).blocks)
        return SplitForm(sent, initial=initial | {"text": words})
    present = set(page.draft.numbers)
    offered = page.draft.format.offered(present)
    return AddForm(sent, clauses=[(key, page.draft.format.clauses[key].title) for key in offered])
