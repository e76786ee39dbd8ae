"""How does a party lay other words or other rows beside an article, also in answer to what lies there?"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.actions import settling as actions
from agreements.editing import table_field
from agreements.editing.table_field import RowsField
from agreements.models import Agreement, Article, Proposal
from agreements.policy import Ability, needs
from agreements.settling import other
from agreements.settling.forms import OfferForm
from agreements.settling.page import SettlePage
from agreements.settling.rows import Settled
from agreements.terms import ProposalKind
from agreements.views.closed import in_words_when_closed
from agreements.views.speaking import party_of, settle_context
from samenspel.htmx import asks_for_part, kept, posted


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.OFFER)
def propose(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    """Another text beside the article; with `op` in answer to a proposal that lies there."""
    page = SettlePage(agreement, request.user)
    settled = page.find(key)
    if settled is None:
        raise Http404
    article, party = settled.article, party_of(request, agreement)
    answers = _answered(article, request.GET.getlist("op"))
    form = _form(page, settled, answers, posted(request))
    decides = Ability.DECIDE in request.abilities
    if table := table_field.asks_row(form, request.POST):
        if asks_for_part(request):
            return render(request, "agreements/_row_asked.html", table_field.fresh_row(table, request.POST))
        form = _form(page, settled, answers, None)
        form.initial |= table_field.as_typed(form, request.POST)
    elif request.method == "POST" and kept(
        form,
        lambda said: actions.propose_text(
            article, party=party, answers=answers, decides=decides, by=request.person, **said
        ),
    ):
        messages.success(request, _("Jullie voorstel ligt voor. De anderen kunnen reageren."))
        return redirect("agreements:settle-article", agreement.uuid, key)
    if form.is_bound and form.data.get("seen") != settled.text_hash:
        form = _form(page, settled, answers, {**form.data.dict(), "seen": settled.text_hash})
        _read_first(form)
    shown = page.heading(settled)
    here = _title(len(answers), asks_rows=shown["asks_rows"])
    context = settle_context(request, agreement, here=here, under=[(page.url_of(article), article.title)])
    context |= shown | {"form": form, "answers": answers, "decides": decides}
    return render(request, "agreements/propose_text.html", context, status=422 if form.is_bound else 200)


def _title(answers: int, *, asks_rows: bool) -> str:
    if answers:
        return _("Doe een tegenvoorstel") if answers == 1 else _("Maak er één voorstel van")
    return _("Stel andere tekst of een andere tabel voor") if asks_rows else _("Stel andere tekst voor")


def _form(page: SettlePage, settled: Settled, answers: list[Proposal], sent: Any) -> OfferForm:
    """It begins with what the answered proposals say, or with the article as it is now."""
    draft, article = page.draft, settled.article
    tables = [
        RowsField(
            other.of_annex(draft, variable), other.rows_to_start(draft, variable, answers), draft.parties
        )
        for variable in draft.tables_of(article)
    ]
    initial = {"text": other.words_to_start(draft, article, answers), "seen": settled.text_hash}
    has_words = bool(other.words_of(draft, article))
    return OfferForm(sent, initial=initial, tables=tables, has_words=has_words)


def _answered(article: Article, sent: list[str]) -> list[Proposal]:
    """The proposals that the new text answers: one to counter, or several to bring together."""
    try:
        wanted = {UUID(one) for one in sent}
    except ValueError as unknown:
        raise Http404 from unknown
    found = list(article.proposals.filter(uuid__in=wanted, kind=ProposalKind.TEXT)) if wanted else []
    if len(found) != len(wanted):
        raise Http404
    return found


def _read_first(form: OfferForm) -> None:
    """The same words again: who reads the text of now and sends them, does so knowingly."""
    form.is_valid()
    form.add_error(None, _("De tekst van dit artikel is intussen veranderd. Lees hem, en verstuur opnieuw."))
