"""What did a party decide on paper about an article, or about many at once?"""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.actions.settling import record_on_paper
from agreements.models import Agreement, Party, Stance
from agreements.policy import Ability, needs
from agreements.settling.forms import StanceOnPaperForm
from agreements.settling.page import SettlePage
from agreements.settling.rows import Settled
from agreements.terms import ArticleState
from agreements.views.closed import in_words_when_closed
from agreements.views.speaking import settle_context
from initiatives import policy as file_policy
from initiatives.models import Participation
from initiatives.policy import Ability as FileAbility
from initiatives.views.acting import seat_to_record
from samenspel import dutch
from samenspel.htmx import kept


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.RECORD)
def stance_on_paper(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    """Who decided, when, of which texts, and the proof. `partij`: of whom all open articles stand there, ticked."""
    page = SettlePage(agreement, request.user)
    settled = page.find(key)
    if settled is None:
        raise Http404
    article, seat = settled.article, _seat(request, agreement)
    form = _form(request, page, settled, seat)
    stances: list[Stance] = []
    if request.method == "POST" and kept(
        form, lambda said: stances.extend(record_on_paper(article, by=request.person, seat=seat, **said))
    ):
        _tell(request, agreement, stances, form.cleaned_data.get("also", ()))
        still = agreement.articles.exclude(state=ArticleState.DROPPED).filter(pk=article.pk)
        if len(stances) > 1 or not still.exists():
            return redirect("agreements:settle", agreement.uuid)
        return redirect("agreements:settle-article", agreement.uuid, key)
    here = _("Leg een besluit op papier vast")
    context = settle_context(request, agreement, here=here, under=[(page.url_of(article), article.title)])
    context |= page.heading(settled) | {"form": form}
    if "also" not in form.fields:
        context["silent"] = _silent(page, settled, form.parties)
    status = 422 if form.is_bound else 200
    return render(request, "agreements/stance_on_paper.html", context, status=status)


def _seat(request: HttpRequest, agreement: Agreement) -> Participation:
    seats = file_policy.seats_of(request.user, agreement.collaboration)
    return seat_to_record(seats, FileAbility.DRAFT)


def _form(request: HttpRequest, page: SettlePage, settled: Settled, seat: Participation) -> StanceOnPaperForm:
    """With the other articles that wait for the party in `partij`; of several parties each waits for others."""
    parties = [party for party in settled.parties if party.organisation_id != seat.organisation_id]
    asked = next((party for party in parties if party.key == request.GET.get("partij")), None)
    others = [row for row in page.settled if asked and row is not settled and row.lacks_word_of(asked)]
    initial = {
        "party": str(asked.uuid) if asked else None,
        "seen": settled.text_hash,
        "also": [_code(row) for row in others],
    }
    return StanceOnPaperForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        parties=parties,
        texts=_texts(page, settled),
        names={party.key: page.name_of(party) for party in settled.parties},
        others=[(_code(row), f"{page.settled.index(row) + 1}. {row.article.title}") for row in others],
        initial=initial,
    )


def _silent(page: SettlePage, settled: Settled, parties: Iterable[Party]) -> list[tuple[str, str]]:
    """For which parties more articles than this one wait: their key and name."""
    others = [row for row in page.settled if row is not settled]
    silent = [party for party in parties if any(row.lacks_word_of(party) for row in others)]
    return [(party.key, page.name_of(party)) for party in silent]


def _texts(page: SettlePage, settled: Settled) -> list[tuple[str, str]]:
    """The text of now, and each that lies beside it."""
    offers = [
        (offer.text_hash, _("Het voorstel van %(party)s") % {"party": page.name_of(offer.proposal.party)})
        for offer in settled.offers
    ]
    return [(settled.text_hash, _("De tekst van nu")), *offers]


def _code(row: Settled) -> str:
    return f"{row.article.clause_key}:{row.text_hash}"


def _tell(request: HttpRequest, agreement: Agreement, stances: list[Stance], asked: Iterable[str]) -> None:
    """What was recorded, and by name what was not."""
    said = {stance.article_id for stance in stances}
    left_out = agreement.articles.filter(clause_key__in=list(asked)).exclude(pk__in=said)
    if len(said) == 1:
        messages.success(request, _("Het besluit is vastgelegd namens de partij."))
    else:
        words = _("Het besluit over %(n)s artikelen is vastgelegd namens de partij.")
        messages.success(request, words % {"n": dutch.count_word(len(said))})
    if titles := [f"“{article.title}”" for article in left_out]:
        words = _(
            "Niet vastgelegd: %(titles)s. Daar veranderde de tekst intussen, of de partij zei er al iets over. Lees die tekst opnieuw."
        )
        messages.warning(request, words % {"titles": dutch.joined(titles)})
