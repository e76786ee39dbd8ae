"""What happens when a party says what it thinks of an article, proposes another text, or puts it off?"""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.actions.rules import must_be_open, one_line_of
from agreements.draft import Draft
from agreements.formats.typed import Refused, lines
from agreements.models import Agreement, Article, Party, Proposal, Remark, Stance
from agreements.settling.rows import Settled, settle_articles
from agreements.terms import ArticleState, ProposalState, Stage, Verdict
from agreements.text import wording
from contacts.models import Organisation, Person
from initiatives import timeline
from initiatives.actions.notes import add_upload
from initiatives.models import Participation
from initiatives.terms import Circle, EventKind
from samenspel.errors import DomainError

MAX_REMARK = 2000


@transaction.atomic
def give_stance(
    article: Article, *, party: Party, seen: str, verdict: Verdict, reason: str = "", by: Person
) -> Stance:
    """`seen`: the hash of the text that was read, the article's own or that of a proposal. With the last party's
    yes to a proposal, its text becomes the article's."""
    settled = _held(article)
    offer = settled.offer(seen)
    if seen != settled.text_hash and offer is None:
        raise DomainError(
            _("De tekst is intussen veranderd. Lees hem opnieuw, en zeg dan wat jullie vinden.")
        )
    if verdict == Verdict.NOT_YET and not reason.strip():
        raise DomainError(_("Schrijf op wat er nodig is. De ander leest dit precies zo."), field="reason")
    if Stance.objects.filter(article=article, text_hash=seen, by=by).exclude(party=party).exists():
        raise DomainError(_("Je hebt over deze tekst al voor een andere partij beslist. Vraag een collega."))
    known = (offer or settled).stances.get(party.pk)
    reason = one_line_of(reason, "reason", 500)
    if known and (known.verdict, known.reason) == (verdict, reason):
        return known  # pressed twice
    stance = Stance.objects.create(
        article=article,
        party=party,
        text_hash=seen,
        verdict=verdict,
        reason=reason,
        by=by,
        on=timezone.localdate(),
    )
    _record(article, EventKind.STANCE_GIVEN, by, party.organisation, verdict=verdict, text_hash=seen)
    _adopt_when_all_agree(article, seen, by)
    return stance


@transaction.atomic
def record_on_paper(
    article: Article,
    *,
    party: Party,
    seen: str,
    verdict: Verdict,
    reason: str = "",
    decided_by: str,
    decided_on: date,
    file: UploadedFile,
    by: Person,
    seat: Participation,
) -> Stance:
    """A party decided itself, on paper; someone else records it, names who decided and shows the proof."""
    settled = _held(article)
    if seen != settled.text_hash and settled.offer(seen) is None:
        raise DomainError(_("De tekst is intussen veranderd. Kijk of het besluit over deze tekst gaat."))
    if party.organisation_id == seat.organisation_id:
        raise DomainError(_("Dit is jullie eigen partij. Zeg het zelf, zonder papier."))
    if decided_on > timezone.localdate():
        raise DomainError(_("Deze dag moet nog komen. Kies vandaag of een eerdere dag."), field="decided_on")
    if verdict == Verdict.NOT_YET and not reason.strip():
        raise DomainError(_("Schrijf op wat de partij nodig heeft."), field="reason")
    proof = add_upload(article.agreement.collaboration, file, circle=Circle.EVERYONE, by=by, seat=seat)
    stance = Stance.objects.create(
        article=article,
        party=party,
        text_hash=seen,
        verdict=verdict,
        reason=one_line_of(reason, "reason", 500),
        by_name=one_line_of(decided_by, "decided_by", 160),
        on=decided_on,
        on_paper=True,
        recorded_by=by,
        evidence=proof,
    )
    _record(
        article,
        EventKind.STANCE_GIVEN,
        by,
        seat.organisation,
        on_behalf_of=party.organisation,
        verdict=verdict,
        text_hash=seen,
        on_paper=True,
    )
    _adopt_when_all_agree(article, seen, by)
    return stance


# --- other texts ----------------------------------------------------------------------------------------


@transaction.atomic
def propose_text(
    article: Article,
    *,
    party: Party,
    text: str,
    reason: str = "",
    answers: Proposal | None = None,
    seen: str = "",
    decides: bool,
    by: Person,
) -> Proposal:
    """Lays another text beside the article. `decides`: the proposer may decide for the party, so it agrees at once.

    `answers`: the proposal this one counters; that one closes and stays readable. `seen`: the hash of the text of
    the article that the writer had before her.
    """
    settled = _held(article)
    if seen and seen != settled.text_hash:
        raise DomainError(
            _("De tekst is intussen veranderd. Lees hem opnieuw, en stuur dan jullie voorstel.")
        )
    try:
        words = wording.clean_own_text(text)
    except Refused as refused:
        raise DomainError(str(refused), field="text") from refused
    if not words:
        raise DomainError(_("Schrijf de tekst die jullie voorstellen."), field="text")
    if answers is not None:
        _close(answers, ProposalState.COUNTERED, article=article)
    proposal = Proposal.objects.create(
        article=article,
        party=party,
        text=words,
        reason=one_line_of(reason, "reason", 500),
        base_hash=settled.text_hash,
        answers=answers,
        by=by,
    )
    offered = _hash_of(article, proposal)
    if offered == settled.text_hash:
        raise DomainError(_("Dit is de tekst die er al staat. Verander eerst iets."), field="text")
    twin = settled.offer(offered)
    if twin is not None:
        raise DomainError(_("Deze tekst ligt al voor. Zeg daar wat jullie ervan vinden."), field="text")
    _record(article, EventKind.TEXT_PROPOSED, by, party.organisation, proposal=str(proposal.uuid))
    if decides:
        give_stance(article, party=party, seen=offered, verdict=Verdict.ACCEPT, by=by)
    return proposal


@transaction.atomic
def withdraw(proposal: Proposal, *, party: Party, by: Person) -> None:
    """Who proposed takes it back; what was said of it stays readable."""
    if proposal.party_id != party.pk:
        raise DomainError(_("Alleen wie het voorstelde kan het intrekken."))
    _held(proposal.article)
    _close(proposal, ProposalState.WITHDRAWN, article=proposal.article)


def _adopt_when_all_agree(article: Article, seen: str, by: Person) -> None:
    settled = _held(article)
    offer = settled.offer(seen)
    if offer is None or any(offer.verdict_of(party) != Verdict.ACCEPT for party in settled.parties):
        return
    _close(offer.proposal, ProposalState.ADOPTED, article=article)
    Article.objects.filter(pk=article.pk).update(
        own_text=offer.proposal.text, state=ArticleState.ACTIVE, revision=F("revision") + 1
    )
    article.refresh_from_db()
    party = offer.proposal.party
    _record(
        article,
        EventKind.TEXT_ADOPTED,
        by,
        party.organisation,
        proposal=str(offer.proposal.uuid),
        text_hash=seen,
    )


def _close(proposal: Proposal, state: ProposalState, *, article: Article) -> None:
    mine = Proposal.objects.filter(pk=proposal.pk, article=article, state=ProposalState.OPEN)
    if not mine.update(state=state, closed_at=timezone.now()):
        raise DomainError(_("Dit voorstel is al gesloten. Ververs de pagina."))


# --- later, and talking ---------------------------------------------------------------------------------


@transaction.atomic
def park(article: Article, *, party: Party, reason: str, by: Person) -> Article:
    """Not now: the article stays in the text, marked, until a party takes it back."""
    _held(article)
    reason = one_line_of(reason, "reason", 500)
    if not reason:
        raise DomainError(_("Schrijf op waarom jullie dit later afspreken."), field="reason")
    _change_state(article, ArticleState.ACTIVE, ArticleState.PARKED, park_reason=reason, parked_by=party)
    _record(article, EventKind.ARTICLE_PARKED, by, party.organisation)
    return article


@transaction.atomic
def resume(article: Article, *, party: Party, by: Person) -> Article:
    _held(article)
    _change_state(article, ArticleState.PARKED, ArticleState.ACTIVE, park_reason="", parked_by=None)
    _record(article, EventKind.ARTICLE_RESUMED, by, party.organisation)
    return article


def _change_state(article: Article, before: ArticleState, after: ArticleState, **values: object) -> None:
    changed = Article.objects.filter(pk=article.pk, state=before).update(
        state=after, revision=F("revision") + 1, **values
    )
    if not changed:
        raise DomainError(_("Iemand was je net voor. Kijk hoe het artikel er nu voor staat."))
    article.refresh_from_db()


@transaction.atomic
def say(article: Article, *, owner: Organisation, own_only: bool, text: str, by: Person) -> Remark:
    """A line in the conversation beside an article, for all who read it or for one's own people alone."""
    must_be_open(article.agreement)
    try:
        words = lines(text, MAX_REMARK)
    except Refused as refused:
        raise DomainError(str(refused), field="text") from refused
    if not words:
        raise DomainError(_("Schrijf eerst iets op."), field="text")
    return Remark.objects.create(article=article, owner=owner, own_only=own_only, text=words, by=by)


# --- the mechanism --------------------------------------------------------------------------------------


def _held(article: Article) -> Settled:
    """Takes the agreement's row, so that two parties speak one after another, and reads how the article stands."""
    if not Agreement.objects.filter(pk=article.agreement_id, stage=Stage.SHARED).update(stage=Stage.SHARED):
        raise DomainError(
            _("Dit stuk is nog niet gedeeld, of het is gestopt. Publiceer het eerst als concept.")
        )
    agreement = Agreement.objects.select_related("collaboration", "format").get(pk=article.agreement_id)
    must_be_open(agreement)
    article.refresh_from_db()
    if article.state == ArticleState.DROPPED:
        raise DomainError(_("Dit artikel staat niet meer in de overeenkomst."))
    draft = Draft(agreement)
    current = next(row for row in draft.articles if row.pk == article.pk)
    return settle_articles(draft, [current])[article.pk]


def _hash_of(article: Article, proposal: Proposal) -> str:
    offers = {offer.proposal.pk: offer for offer in _held(article).offers}
    return offers[proposal.pk].text_hash


def _record(
    article: Article,
    kind: EventKind,
    by: Person,
    organisation: Organisation,
    *,
    on_behalf_of: Organisation | None = None,
    **payload: object,
) -> None:
    timeline.record(
        article.agreement.collaboration,
        kind,
        by=by,
        organisation=organisation,
        on_behalf_of=on_behalf_of,
        subject=article.agreement,
        payload={"article": article.clause_key, **payload},
    )
