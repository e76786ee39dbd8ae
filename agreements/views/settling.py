"""How do parties settle an agreement: what stands, whose move it is, and everything about one article?"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements import policy
from agreements.actions import settling as actions
from agreements.models import Agreement, Article, Party, Proposal
from agreements.page import agreement_context
from agreements.policy import Ability, needs
from agreements.settling.forms import OfferForm, ParkForm, SayForm, StanceForm, StanceOnPaperForm
from agreements.settling.page import SettlePage
from agreements.settling.rows import Settled
from agreements.terms import Verdict
from agreements.text import wording
from agreements.views.closed import in_words_when_closed
from contacts.models import Organisation
from initiatives import policy as file_policy
from samenspel.errors import DomainError
from samenspel.htmx import refuse

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
    request: HttpRequest, agreement: Agreement, key: str, refused: forms.Form | None = None
) -> HttpResponse:
    """The page of one article; `refused`: the form that was sent and could not be kept."""
    page = SettlePage(agreement, request.user)
    settled = _found(page, key)
    shown = page.article(settled, whole=request.GET.get("alles") == "1")
    here = _("Artikel %(number)s bespreken") % {"number": shown["number"]}
    context = agreement_context(request, agreement, here=here)
    context["crumbs"].append((_all_url(agreement), _("Bespreek de artikelen")))
    may = context["may"]
    if "decide" in may:
        _put_stance_forms(shown, refused)
    if "offer" in may:
        context["park_form"] = refused if isinstance(refused, ParkForm) else ParkForm()
    if "discuss" in may:
        us = _speaks_for(request, agreement).name
        context["say_form"] = refused if isinstance(refused, SayForm) else SayForm(us=us)
    context |= shown | {"refused": refused}
    return render(request, "agreements/settle_article.html", context, status=422 if refused else 200)


def _all_url(agreement: Agreement) -> str:
    return reverse("agreements:settle", args=[agreement.uuid])


def _found(page: SettlePage, key: str) -> Settled:
    settled = page.find(key)
    if settled is None:
        raise Http404
    return settled


def _put_stance_forms(shown: dict[str, Any], refused: forms.Form | None) -> None:
    """The refused form beside the text it was about; when that text is gone, its words beside the text of now."""
    texts = [shown, *shown["offers"]]
    for text in texts:
        text["form"] = StanceForm(seen=text["hash"])
    if isinstance(refused, StanceForm):
        sent = refused.data.get("seen")
        about = next((text for text in texts if text["hash"] == sent), None)
        if about:
            about["form"] = refused
        else:
            words = {"seen": shown["hash"], "reason": refused.data.get("reason", "")}
            shown["form"] = StanceForm(seen=shown["hash"], initial=words)


# --- acting ---------------------------------------------------------------------------------------------


def _article(agreement: Agreement, key: str) -> Article:
    return get_object_or_404(agreement.articles, clause_key=key)


def _party(request: HttpRequest, agreement: Agreement) -> Party:
    speaker = policy.speaker_of(request.user, agreement)
    if speaker is None:
        raise PermissionDenied
    return speaker.party


def _speaks_for(request: HttpRequest, agreement: Agreement) -> Organisation:
    """Whose people read what is said among themselves: of a party, or of the coach."""
    speaker = policy.speaker_of(request.user, agreement)
    if speaker is not None and policy.PARTY_GRANTS.get(speaker.access):
        return speaker.party.organisation
    seats = file_policy.seats_of(request.user, agreement.collaboration)
    return file_policy.seat_for(seats, file_policy.Ability.DRAFT).participation.organisation


def _done(request: HttpRequest, agreement: Agreement, key: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("agreements:settle-article", agreement.uuid, key)


def _kept(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was right and the rules agreed; a rule's no stands on the form."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except DomainError as refusal:
        refuse(form, refusal)
    return form.is_valid()


@require_POST
@in_words_when_closed
@needs(Ability.DECIDE)
def give_stance(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    article, party = _article(agreement, key), _party(request, agreement)
    form = StanceForm(request.POST, seen=request.POST.get("seen", ""))
    if not _kept(form, lambda said: actions.give_stance(article, party=party, by=request.person, **said)):
        return _article_page(request, agreement, key, form)
    agreed = form.cleaned_data["verdict"] == Verdict.ACCEPT
    words = _("Jullie zijn akkoord. Dat staat erbij.") if agreed else _("Jullie woorden staan erbij.")
    return _done(request, agreement, key, words)


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.OFFER)
def propose(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    """Another text beside the article; with `op` in answer to a proposal that lies there."""
    article, party = _article(agreement, key), _party(request, agreement)
    page = SettlePage(agreement, request.user)
    settled = _found(page, key)
    answers = _answered(article, request.GET.get("op", ""))
    now = wording.plain_text(page.draft.composed(settled.article).blocks)
    initial = {"text": answers.text if answers else now, "seen": settled.text_hash}
    form = OfferForm(request.POST if request.method == "POST" else None, initial=initial)
    decides = Ability.DECIDE in request.abilities
    if request.method == "POST" and _kept(
        form,
        lambda said: actions.propose_text(
            article, party=party, answers=answers, decides=decides, by=request.person, **said
        ),
    ):
        return _done(request, agreement, key, _("Jullie voorstel ligt voor. De anderen kunnen reageren."))
    if form.is_bound and form.data.get("seen") != settled.text_hash:
        form = _beside_the_text_of_now(form, settled.text_hash)
    here = _("Doe een tegenvoorstel") if answers else _("Stel andere tekst voor")
    context = agreement_context(request, agreement, here=here)
    context["crumbs"] += [
        (_all_url(agreement), _("Bespreek de artikelen")),
        (page.url_of(article), article.title),
    ]
    context |= page.article(settled, whole=False) | {"form": form, "answers": answers, "decides": decides}
    status = 422 if form.is_bound else 200
    return render(request, "agreements/propose_text.html", context, status=status)


def _answered(article: Article, sent: str) -> Proposal | None:
    if not sent:
        return None
    try:
        return article.proposals.get(uuid=UUID(sent))
    except (ValueError, Proposal.DoesNotExist) as unknown:
        raise Http404 from unknown


def _beside_the_text_of_now(form: OfferForm, seen: str) -> OfferForm:
    """The same words again: who reads the text of now and sends them, does so knowingly."""
    again = OfferForm({**form.data.dict(), "seen": seen})
    again.is_valid()
    again.add_error(None, _("De tekst van dit artikel is intussen veranderd. Lees hem, en verstuur opnieuw."))
    return again


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
        actions.withdraw(row, party=_party(request, agreement), by=request.person)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("agreements:settle-article", agreement.uuid, key)
    return _done(request, agreement, key, _("Jullie voorstel is ingetrokken. Het blijft leesbaar."))


@require_POST
@in_words_when_closed
@needs(Ability.OFFER)
def park(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    article, party = _article(agreement, key), _party(request, agreement)
    form = ParkForm(request.POST)
    if not _kept(form, lambda said: actions.park(article, party=party, by=request.person, **said)):
        return _article_page(request, agreement, key, form)
    return _done(request, agreement, key, _("Dit artikel is geparkeerd. Jullie kunnen het altijd hervatten."))


@require_POST
@in_words_when_closed
@needs(Ability.OFFER)
def resume(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    article = _article(agreement, key)
    try:
        actions.resume(article, party=_party(request, agreement), by=request.person)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("agreements:settle-article", agreement.uuid, key)
    return _done(request, agreement, key, _("Dit artikel ligt weer open."))


@require_POST
@in_words_when_closed
@needs(Ability.DISCUSS)
def say(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    article, owner = _article(agreement, key), _speaks_for(request, agreement)
    form = SayForm(request.POST, us=owner.name)
    kept = _kept(
        form,
        lambda said: actions.say(
            article,
            owner=owner,
            own_only=said["readers"] == SayForm.OWN,
            text=said["text"],
            by=request.person,
        ),
    )
    if not kept:
        return _article_page(request, agreement, key, form)
    return _done(request, agreement, key, _("Je woorden staan in het gesprek."))


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.RECORD)
def stance_on_paper(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    """A party decided itself, on paper: who, when, of which text, and the proof."""
    article = _article(agreement, key)
    page = SettlePage(agreement, request.user)
    settled = _found(page, key)
    seats = file_policy.seats_of(request.user, agreement.collaboration)
    records, drafts = file_policy.Ability.RECORD_ON_PAPER, file_policy.Ability.DRAFT
    seat = (file_policy.seat_for(seats, records) or file_policy.seat_for(seats, drafts)).participation
    form = StanceOnPaperForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        parties=agreement.parties.exclude(organisation=seat.organisation_id),
        texts=_texts(page, settled),
        names={party.key: page.name_of(party) for party in settled.parties},
        initial={"seen": settled.text_hash},
    )
    if request.method == "POST" and _kept(
        form, lambda said: actions.record_on_paper(article, by=request.person, seat=seat, **said)
    ):
        return _done(request, agreement, key, _("Het besluit is vastgelegd namens de partij."))
    context = agreement_context(request, agreement, here=_("Leg een besluit op papier vast"))
    context["crumbs"] += [
        (_all_url(agreement), _("Bespreek de artikelen")),
        (page.url_of(article), article.title),
    ]
    context |= page.article(settled, whole=False) | {"form": form}
    status = 422 if form.is_bound else 200
    return render(request, "agreements/stance_on_paper.html", context, status=status)


def _texts(page: SettlePage, settled: Settled) -> list[tuple[str, str]]:
    """The text of now, and each that lies beside it."""
    offers = [
        (offer.text_hash, _("Het voorstel van %(party)s") % {"party": page.name_of(offer.proposal.party)})
        for offer in settled.offers
    ]
    return [(settled.text_hash, _("De tekst van nu")), *offers]
