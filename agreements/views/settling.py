"""How do parties settle an agreement: what stands, whose move it is, and everything about one article?"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from agreements.actions import settling as actions
from agreements.models import Agreement, Article, Proposal
from agreements.page import agreement_context
from agreements.policy import Ability, needs
from agreements.settling import partial
from agreements.settling.forms import ParkForm, SayForm, StanceForm
from agreements.settling.page import SettlePage
from agreements.settling.rows import Settled
from agreements.terms import ArticleState, Verdict
from agreements.views.closed import in_words_when_closed
from agreements.views.speaking import party_of, settle_context, speaks_for
from initiatives.deciding import hats
from samenspel.errors import DomainError
from samenspel.htmx import kept, page_or_part

# --- reading --------------------------------------------------------------------------------------------


@require_safe
@needs(Ability.READ)
def settle(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """What stands and what does not, and who is to move."""
    if not agreement.versions.exists():
        return _not_shared_yet(request, agreement)
    page = SettlePage(agreement, request.user)
    context = agreement_context(request, agreement, here=_("Bespreek de artikelen"))
    context |= {"counts": page.counts(), "lines": page.lines, "moves": page.moves()}
    context["stands"] = partial.stands(page.settled)
    return render(request, "agreements/settle.html", context)


@require_safe
@needs(Ability.READ)
def settle_article(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    if not agreement.versions.exists():
        return _not_shared_yet(request, agreement)
    return _article_page(request, agreement, key)


def _not_shared_yet(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    messages.info(request, _("Bespreken kan zodra het concept is gepubliceerd."))
    return redirect("agreements:agreement", agreement.uuid)


def _article_page(
    request: HttpRequest, agreement: Agreement, key: str, refused: forms.Form | None = None, done: str = ""
) -> HttpResponse:
    """The page of one article, for htmx only the article. `refused`: the form that was sent and could not be kept;
    `done`: what htmx asked for and is kept."""
    page = SettlePage(agreement, request.user)
    settled = _found(page, key)
    shown = page.article(settled, whole=request.GET.get("alles") == "1")
    here = _("Artikel %(number)s bespreken") % {"number": shown["number"]}
    context = settle_context(request, agreement, here=here)
    may = context["may"]
    if "decide" in may:
        _put_stance_forms(shown, refused, wears_hats=_asks_hat(request, agreement))
    if "offer" in may:
        context["park_form"] = refused if isinstance(refused, ParkForm) else ParkForm()
    if "discuss" in may:
        us = speaks_for(request, agreement).name
        context["say_form"] = refused if isinstance(refused, SayForm) else SayForm(us=us)
    context |= shown | {"refused": refused, "announce": done}
    return page_or_part(
        request,
        "agreements/settle_article.html",
        "agreements/_settle_part.html",
        context,
        form=refused,
    )


def _found(page: SettlePage, key: str) -> Settled:
    settled = page.find(key)
    if settled is None:
        raise Http404
    return settled


def _asks_hat(request: HttpRequest, agreement: Agreement) -> bool:
    return hats.are_asked(agreement.collaboration, party_of(request, agreement).key)


def _put_stance_forms(shown: dict[str, Any], refused: forms.Form | None, *, wears_hats: bool) -> None:
    """The refused form beside the text it was about; when that text is gone, its words beside the text of now."""
    texts = [shown, *shown["offers"]]
    for text in texts:
        text["form"] = StanceForm(seen=text["hash"], beside=shown["hash"], wears_hats=wears_hats)
    if isinstance(refused, StanceForm):
        sent = refused.data.get("seen")
        about = next((text for text in texts if text["hash"] == sent), shown)
        if about["hash"] == sent and refused.data.get("beside") == shown["hash"]:
            about["form"] = refused
        else:
            reason = refused.data.get("reason", "")
            about["form"] = StanceForm(
                seen=about["hash"], beside=shown["hash"], reason=reason, wears_hats=wears_hats
            )


def _anew(agreement: Agreement) -> Agreement:
    """As it reads after what was just done: another article may have come, gone or moved."""
    return Agreement.objects.select_related("collaboration", "format").get(pk=agreement.pk)


# --- acting ---------------------------------------------------------------------------------------------


def _article(agreement: Agreement, key: str) -> Article:
    return get_object_or_404(agreement.articles, clause_key=key)


def _done(request: HttpRequest, agreement: Agreement, key: str, words: str) -> HttpResponse:
    """Back at the article; at all of them when this one just went out."""
    messages.success(request, words)
    if not agreement.articles.exclude(state=ArticleState.DROPPED).filter(clause_key=key).exists():
        return redirect("agreements:settle", agreement.uuid)
    return redirect("agreements:settle-article", agreement.uuid, key)


@require_POST
@in_words_when_closed
@needs(Ability.DECIDE)
def give_stance(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    article, party = _article(agreement, key), party_of(request, agreement)
    form = StanceForm(request.POST, seen=request.POST.get("seen", ""), wears_hats=hats.wears_hats(party.key))
    if not kept(form, lambda said: actions.give_stance(article, party=party, by=request.person, **said)):
        return _article_page(request, agreement, key, form)
    agreed = form.cleaned_data["verdict"] == Verdict.ACCEPT
    words = _("Jullie zijn akkoord. Dat staat erbij.") if agreed else _("Jullie woorden staan erbij.")
    article.refresh_from_db(fields=["state"])
    if not request.htmx or article.state == ArticleState.DROPPED:
        done = _done(request, agreement, key, words)
        return HttpResponseClientRedirect(done["Location"]) if request.htmx else done
    return _article_page(request, _anew(agreement), key, done=words)


@require_POST
@in_words_when_closed
@needs(Ability.OFFER)
def withdraw(request: HttpRequest, agreement: Agreement, key: str, proposal: UUID) -> HttpResponse:
    row = get_object_or_404(
        Proposal.objects.select_related("article__agreement"),
        uuid=proposal,
        article__agreement=agreement,
        article__clause_key=key,
    )
    try:
        actions.withdraw(row, party=party_of(request, agreement), by=request.person)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("agreements:settle-article", agreement.uuid, key)
    return _done(request, agreement, key, _("Jullie voorstel is ingetrokken. Het blijft leesbaar."))


@require_POST
@in_words_when_closed
@needs(Ability.OFFER)
def park(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    article, party = _article(agreement, key), party_of(request, agreement)
    form = ParkForm(request.POST)
    if not kept(form, lambda said: actions.park(article, party=party, by=request.person, **said)):
        return _article_page(request, agreement, key, form)
    return _done(request, agreement, key, _("Dit artikel is geparkeerd. Jullie kunnen het altijd hervatten."))


@require_POST
@in_words_when_closed
@needs(Ability.OFFER)
def resume(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    article = _article(agreement, key)
    try:
        actions.resume(article, party=party_of(request, agreement), by=request.person)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("agreements:settle-article", agreement.uuid, key)
    return _done(request, agreement, key, _("Dit artikel ligt weer open."))


@require_POST
@in_words_when_closed
@needs(Ability.DISCUSS)
def say(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    article, owner = _article(agreement, key), speaks_for(request, agreement)
    form = SayForm(request.POST, us=owner.name)
    done = kept(
        form,
        lambda said: actions.say(
            article,
            owner=owner,
            own_only=said["readers"] == SayForm.OWN,
            text=said["text"],
            by=request.person,
        ),
    )
    if not done:
        return _article_page(request, agreement, key, form)
    return _done(request, agreement, key, _("Je woorden staan in het gesprek."))
