"""What happens to an article when the last party says yes: its text changes, or it goes, moves, splits or gets company?"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.actions.answers import keep_values
from agreements.actions.drafts import add_articles
from agreements.actions.rules import hold
from agreements.draft import Draft
from agreements.formats import published
from agreements.models import Agreement, Article, Proposal, Stance
from agreements.settling.keeping import keep_asked, keep_hashes
from agreements.settling.other import what_it_changes
from agreements.settling.rows import Offer, Settled, added_by, hash_of, settle_articles
from agreements.terms import ArticleState, ProposalKind, ProposalState, Stage
from contacts.models import Organisation, Person
from initiatives.history import timeline
from initiatives.terms import EventKind
from samenspel.errors import DomainError
from samenspel.frozen import Moment


def adopt_when_all_agree(article: Article, seen: str, by: Person) -> None:
    settled = held(article)
    offer = settled.offer(seen)
    if offer is None or not offer.is_agreed(settled.parties):
        keep_asked(article.agreement)
        return
    proposal = offer.proposal
    if _goes_nowhere(proposal):
        close(proposal, ProposalState.LAPSED, article=article)
        keep_asked(article.agreement)
        return
    close(proposal, ProposalState.ADOPTED, article=article)
    carried = EFFECTS[ProposalKind(proposal.kind)](article, offer)
    came_true = _close_what_it_says_by_now(article)
    changed = keep_hashes(article.agreement)
    others = [key for key in changed if proposal.values and key != article.clause_key]
    along: dict[str, Any] = {"along": others} if others else {}
    article.refresh_from_db()
    proposal.refresh_from_db()
    record(
        article,
        EventKind.TEXT_ADOPTED,
        by,
        proposal.party.organisation,
        holds=[*carried, *(Moment(row, "closed") for row in (proposal, *came_true))],
        proposal=str(proposal.uuid),
        what=what_it_changes(proposal),
        text_hash=seen,
        **along,
    )


def _close_what_it_says_by_now(article: Article) -> list[Proposal]:
    """Other proposals that asked for the very same: with this one they came true."""
    article.refresh_from_db()
    if article.state == ArticleState.DROPPED:
        return []
    settled = _as_it_stands(article)
    same = [offer.proposal for offer in settled.offers if offer.text_hash == settled.text_hash]
    for row in same:
        close(row, ProposalState.ADOPTED, article=article)
        row.refresh_from_db()
    return same


def _goes_nowhere(proposal: Proposal) -> bool:
    """To a place behind an article that is there no more; the last yes to it is kept all the same."""
    after = proposal.after
    return proposal.kind == ProposalKind.MOVE and (after is None or after.state == ArticleState.DROPPED)


# --- what each kind of proposal does; each gives the stances that it wrote down anew -------------------------


def _word(article: Article, offer: Offer) -> list[Stance]:
    proposal = offer.proposal
    _change(article, own_text=proposal.text or article.own_text, state=ArticleState.ACTIVE)
    keep_values(article.agreement, proposal.values, by=proposal.by, party=proposal.party)
    return []


def _drop(article: Article, offer: Offer) -> list[Stance]:
    _change(article, state=ArticleState.DROPPED, drop_reason=offer.proposal.reason)
    no_place = Q(kind=ProposalKind.MOVE, after=article)
    others = Proposal.objects.filter(Q(article=article) | no_place, state=ProposalState.OPEN)
    others.update(state=ProposalState.LAPSED, closed_at=timezone.now())
    return []


def _move(article: Article, offer: Offer) -> list[Stance]:
    if (after := offer.proposal.after) is not None:  # one without a place lapsed before
        _put_behind(article, after)
    return []


def _split(article: Article, offer: Offer) -> list[Stance]:
    _word(article, offer)
    carried = _carry(offer, article, hash_of(article, offer.composition))
    return carried + _add(article, offer)


def _add(article: Article, offer: Offer) -> list[Stance]:
    """Behind this article comes another: one of the format, or the parties' own."""
    proposal, agreement = offer.proposal, article.agreement
    read = added_by(proposal)
    seen = hash_of(read, Draft(agreement).reading(read, proposal.new_text))
    spec = published.of(agreement)
    if proposal.new_key in spec.clauses:
        gone = Article.objects.filter(agreement=agreement, clause_key=proposal.new_key)
        if not gone.update(
            state=ArticleState.ACTIVE, drop_reason="", own_text="", revision=F("revision") + 1
        ):
            add_articles(agreement, spec, [proposal.new_key])
        added = gone.get()
    else:
        added = Article.objects.create(
            agreement=agreement,
            clause_key=proposal.new_key,
            order=0,
            title=proposal.new_title,
            own_text=proposal.new_text,
        )
    _put_behind(added, article)
    return _carry(offer, added, seen)


EFFECTS = {
    ProposalKind.TEXT: _word,
    ProposalKind.DROP: _drop,
    ProposalKind.MOVE: _move,
    ProposalKind.SPLIT: _split,
    ProposalKind.ADD: _add,
}


def _change(article: Article, **values: object) -> None:
    Article.objects.filter(pk=article.pk).update(revision=F("revision") + 1, **values)
    article.refresh_from_db()


def _put_behind(article: Article, after: Article) -> None:
    """Every article gets a new place in the row; the moved one belongs to the part where it lands."""
    draft = Draft(Agreement.objects.get(pk=article.agreement_id))
    row = [other for other in article.agreement.articles.all() if other.pk != article.pk]
    place = next(number for number, other in enumerate(row, 1) if other.pk == after.pk)
    row.insert(place, article)
    for order, other in enumerate(row, 1):
        other.order = order
    article.part = draft.part_of(after)
    Article.objects.bulk_update(row, ["order", "part"])


def _carry(offer: Offer, article: Article, seen: str) -> list[Stance]:
    """Who agreed to the proposal read this very text in it: the yes is written down with the article it became.

    An article of the format that was filled from the file on its way in is read anew.
    """
    text_hash = _as_it_stands(article).text_hash
    if text_hash != seen:
        return []
    fields = ("party", "verdict", "by", "by_name", "on", "on_paper", "recorded_by", "evidence")
    said = [{name: getattr(stance, name) for name in fields} for stance in offer.stances.values()]
    return [Stance.objects.create(article=article, text_hash=text_hash, **row) for row in said]


def _as_it_stands(article: Article) -> Settled:
    draft = Draft(Agreement.objects.select_related("collaboration", "format").get(pk=article.agreement_id))
    current = next(row for row in draft.articles if row.pk == article.pk)
    return settle_articles(draft, [current])[article.pk]


# --- the mechanism ----------------------------------------------------------------------------------------


def close(proposal: Proposal, state: ProposalState, *, article: Article) -> None:
    mine = Proposal.objects.filter(pk=proposal.pk, article=article, state=ProposalState.OPEN)
    if not mine.update(state=state, closed_at=timezone.now()):
        raise DomainError(_("Dit voorstel is al gesloten. Ververs de pagina."))


def held(article: Article) -> Settled:
    """Takes the agreement's row, so that two parties speak one after another, and reads how the article stands."""
    not_shared = _("Dit stuk is nog niet gedeeld, of het is gestopt. Publiceer het eerst als concept.")
    agreement = hold(article.agreement_id, [Stage.SHARED], not_shared)
    article.refresh_from_db()
    if article.state == ArticleState.DROPPED:
        raise DomainError(_("Dit artikel staat niet meer in de overeenkomst."))
    draft = Draft(agreement)
    current = next(row for row in draft.articles if row.pk == article.pk)
    return settle_articles(draft, [current])[article.pk]


def held_beside(settled: Settled, keys: Collection[str]) -> list[Settled]:
    """Other articles of the same agreement, in their order; its row is held already."""
    if not keys:
        return []
    draft = Draft(settled.article.agreement)
    others = [row for row in draft.articles if row.clause_key in keys and row.pk != settled.article.pk]
    return list(settle_articles(draft, others).values())


def hash_of_offer(article: Article, proposal: Proposal) -> str:
    offers = {offer.proposal.pk: offer for offer in held(article).offers}
    return offers[proposal.pk].text_hash


def record(
    article: Article,
    kind: EventKind,
    by: Person,
    organisation: Organisation,
    *,
    on_behalf_of: Organisation | None = None,
    holds: Iterable[Any] = (),
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
        holds=holds,
    )
