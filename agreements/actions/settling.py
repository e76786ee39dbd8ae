"""What happens when a party says what it thinks of an article, proposes another text, or puts it off?"""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.actions.adopting import (
    adopt_when_all_agree,
    close,
    hash_of_offer,
    held,
    held_beside,
    record,
)
from agreements.actions.rules import must_be_open, must_be_worded_by_people, must_take_part, one_line_of
from agreements.draft import Draft
from agreements.formats.typed import Refused, lines
from agreements.models import Article, Party, Proposal, Remark, Stance
from agreements.settling.keeping import keep_asked
from agreements.settling.other import other_rows, other_words, what_it_changes
from agreements.settling.rows import Settled
from agreements.terms import ArticleState, ProposalState, Verdict
from agreements.text import wording
from contacts.models import Organisation, Person
from initiatives.actions.notes import add_upload
from initiatives.deciding.hats import worn
from initiatives.models import Participation
from initiatives.terms import Circle, EventKind
from samenspel.days import must_be_since
from samenspel.errors import DomainError
from samenspel.frozen import Moment

MAX_REMARK = 2000


@transaction.atomic
def give_stance(
    article: Article,
    *,
    party: Party,
    seen: str,
    beside: str = "",
    verdict: Verdict,
    reason: str = "",
    hat: str = "",
    by: Person,
) -> Stance:
    """`seen`: the hash of the text that was read, the article's own or that of a proposal; `beside`: of the article's
    own text on that page. With the last party's yes to a proposal, its text becomes the article's. `hat`: in which of its
    roles the gemeente says this."""
    settled = held(article)
    must_take_part(party)
    offer = settled.offer(seen)
    if seen != settled.text_hash and offer is None:
        raise DomainError(
            _("De tekst is intussen veranderd. Lees hem opnieuw, en zeg dan wat jullie vinden.")
        )
    if offer and verdict == Verdict.ACCEPT and beside not in ("", settled.text_hash):
        raise DomainError(
            _(
                "Het artikel zelf is intussen veranderd. Kijk wat dit voorstel daarvan weghaalt, en kies opnieuw."
            )
        )
    if verdict == Verdict.NOT_YET and not reason.strip():
        raise DomainError(_("Schrijf op wat er nodig is. De ander leest dit precies zo."), field="reason")
    if Stance.objects.filter(article=article, text_hash=seen, by=by).exclude(party=party).exists():
        raise DomainError(_("Je hebt over deze tekst al voor een andere partij beslist. Vraag een collega."))
    known = (offer or settled).stances.get(party.pk)
    reason = one_line_of(reason, "reason", 500)
    if known and not known.on_paper and (known.verdict, known.reason) == (verdict, reason):
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
    record(
        article,
        EventKind.STANCE_GIVEN,
        by,
        party.organisation,
        on_behalf_of=None,
        holds=[stance],
        verdict=verdict,
        text_hash=seen,
        **worn(hat, party.key),
    )
    adopt_when_all_agree(article, seen, by)
    return stance


@transaction.atomic
def record_on_paper(
    article: Article,
    *,
    party: Party,
    seen: str,
    also: Mapping[str, str] = MappingProxyType({}),
    verdict: Verdict,
    reason: str = "",
    decided_by: str,
    decided_on: date,
    file: UploadedFile,
    by: Person,
    seat: Participation,
) -> list[Stance]:
    """A party decided itself, on paper; someone else records it, names who decided and shows the proof.

    `also`: other articles on which that same paper decides, by key, each with the hash of the text that was seen. One
    that reads otherwise by now, or on which the party has spoken, is left out: it gets no stance.
    """
    settled = held(article)
    must_take_part(party)
    if seen != settled.text_hash and settled.offer(seen) is None:
        raise DomainError(_("De tekst is intussen veranderd. Kijk of het besluit over deze tekst gaat."))
    if party.organisation_id == seat.organisation_id:
        raise DomainError(_("Dit is jullie eigen partij. Zeg het zelf, zonder papier."))
    must_be_since(article.agreement.created_at, decided_on, "decided_on")
    if verdict == Verdict.NOT_YET and not reason.strip():
        raise DomainError(_("Schrijf op wat de partij nodig heeft."), field="reason")
    others = [
        row
        for row in held_beside(settled, also)
        if row.text_hash == also[row.article.clause_key] and row.lacks_word_of(party)
    ]
    said = {
        "party": party,
        "verdict": verdict,
        "reason": one_line_of(reason, "reason", 500),
        "by_name": one_line_of(decided_by, "decided_by", 160),
        "on": decided_on,
        "on_paper": True,
        "recorded_by": by,
        "evidence": add_upload(
            article.agreement.collaboration, file, circle=Circle.EVERYONE, by=by, seat=seat
        ),
    }
    about = [(article, seen), *((row.article, row.text_hash) for row in others)]
    stances = [Stance.objects.create(article=row, text_hash=text_hash, **said) for row, text_hash in about]
    record(
        article,
        EventKind.STANCE_GIVEN,
        by,
        seat.organisation,
        on_behalf_of=party.organisation,
        holds=stances,
        verdict=verdict,
        text_hash=seen,
        on_paper=True,
        **({"also": [row.article.clause_key for row in others]} if others else {}),
    )
    adopt_when_all_agree(article, seen, by)
    return stances


# --- other texts ----------------------------------------------------------------------------------------


@transaction.atomic
def propose_text(
    article: Article,
    *,
    party: Party,
    text: str,
    values: Mapping[str, Any] = MappingProxyType({}),
    reason: str = "",
    answers: Collection[Proposal] = (),
    answer_by: date | None = None,
    seen: str = "",
    decides: bool,
    by: Person,
) -> Proposal:
    """Lays other words beside the article, other rows of its tables, or both. `decides`: the proposer may decide for the
    party, so it agrees at once.

    `values`: rows by the field of their table. `answers`: the proposals this one counters or brings together; they close and
    stay readable. `seen`: the hash of the text of the article that the writer had before her.
    """
    settled = held(article)
    must_be_worded_by_people(article)
    must_be_read(settled, seen)
    draft = Draft(article.agreement)
    proposed = {
        "text": other_words(draft, settled.article, text),
        "values": other_rows(draft, settled.article, values),
    }
    for answered in answers:
        close(answered, ProposalState.COUNTERED, article=article)
    return lay_down(
        settled,
        party=party,
        decides=decides,
        by=by,
        answers=answers,
        answer_by=answer_by,
        reason=reason,
        **proposed,
    )


def must_be_read(settled: Settled, seen: str) -> None:
    if seen and seen != settled.text_hash:
        raise DomainError(
            _("De tekst is intussen veranderd. Lees hem opnieuw, en stuur dan jullie voorstel.")
        )


def own_words(text: str, field: str, missing: str) -> str:
    """A text in one normal form; an empty one is asked for."""
    try:
        words = wording.clean_own_text(text)
    except Refused as refused:
        raise DomainError(str(refused), field=field) from refused
    if not words:
        raise DomainError(missing, field=field)
    return words


def lay_down(
    settled: Settled,
    *,
    party: Party,
    decides: bool,
    by: Person,
    answers: Collection[Proposal] = (),
    reason: str = "",
    answer_by: date | None = None,
    **changes: Any,
) -> Proposal:
    """Keeps a proposal of any kind, tells the others, and says the proposer's own yes when she may.

    `answer_by`: before when its party would like an answer.
    """
    article = settled.article
    must_take_part(party)
    if answer_by and answer_by < timezone.localdate():
        raise DomainError(_("Kies vandaag of een latere dag."), field="answer_by")
    proposal = Proposal.objects.create(
        article=article,
        party=party,
        reason=one_line_of(reason, "reason", 500),
        base_hash=settled.text_hash,
        answer_by=answer_by,
        by=by,
        **changes,
    )
    answered = Proposal.objects.filter(pk__in=[answered.pk for answered in answers])
    answered.update(answered_by=proposal)
    offered = hash_of_offer(article, proposal)
    if offered == settled.text_hash:
        raise DomainError(_("Dit is de tekst die er al staat. Verander eerst iets."), field="text")
    if settled.offer(offered) is not None:
        raise DomainError(_("Dit voorstel ligt al voor. Zeg daar wat jullie ervan vinden."), field="text")
    wanted: dict[str, Any] = {"answer_by": answer_by.isoformat()} if answer_by else {}
    record(
        article,
        EventKind.TEXT_PROPOSED,
        by,
        party.organisation,
        holds=[proposal, *(Moment(row, "closed") for row in answered.all())],
        proposal=str(proposal.uuid),
        what=what_it_changes(proposal),
        **wanted,
    )
    if decides:
        give_stance(article, party=party, seen=offered, verdict=Verdict.ACCEPT, by=by)
    else:
        keep_asked(article.agreement)
    return proposal


@transaction.atomic
def withdraw(proposal: Proposal, *, party: Party, by: Person) -> None:
    """Who proposed takes it back; what was said of it stays readable."""
    if proposal.party_id != party.pk:
        raise DomainError(_("Alleen wie het voorstelde kan het intrekken."))
    held(proposal.article)
    close(proposal, ProposalState.WITHDRAWN, article=proposal.article)
    keep_asked(proposal.article.agreement)


# --- later, and talking ---------------------------------------------------------------------------------


@transaction.atomic
def park(article: Article, *, party: Party, reason: str, by: Person) -> Article:
    """Not now: the article stays in the text, marked, until a party takes it back."""
    held(article)
    must_take_part(party)
    reason = one_line_of(reason, "reason", 500)
    if not reason:
        raise DomainError(_("Schrijf op waarom jullie dit later afspreken."), field="reason")
    _change_state(article, ArticleState.ACTIVE, ArticleState.PARKED, park_reason=reason, parked_by=party)
    keep_asked(article.agreement)
    record(article, EventKind.ARTICLE_PARKED, by, party.organisation)
    return article


@transaction.atomic
def resume(article: Article, *, party: Party, by: Person) -> Article:
    held(article)
    must_take_part(party)
    _change_state(article, ArticleState.PARKED, ArticleState.ACTIVE, park_reason="", parked_by=None)
    keep_asked(article.agreement)
    record(article, EventKind.ARTICLE_RESUMED, by, party.organisation)
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
