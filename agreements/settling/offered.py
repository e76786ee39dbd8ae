"""What does a proposal say: which words and rows come and go, which article would come, and how did an earlier one read?"""

from typing import Any

from django.utils.translation import gettext as _

from agreements.draft import Draft
from agreements.formats.variables import Variable
from agreements.models import Article, Proposal
from agreements.settling.other import of_annex, proposed_rows, rows_of
from agreements.settling.rows import WITH_TEXT, Offer, added_by
from agreements.settling.table_changes import TableChange, change_of
from agreements.terms import ArticleState, ProposalState
from agreements.text import tables, wording
from agreements.text.blocks import Preparer
from samenspel.differences import SAME, Part, parts, spans


def words_that_change(draft: Draft, article: Article, offer: Offer) -> list[Part]:
    """The words of now and the proposed ones as one text; none where only tables change."""
    if offer.proposal.kind not in WITH_TEXT:
        return []
    now = wording.plain_text(draft.composed(article).blocks)
    found = spans(now, wording.plain_text(offer.composition.blocks))
    stays = all(span.kind == SAME for span in found)
    return [] if stays and offer.proposal.values else parts(found)


def tables_that_change(draft: Draft, article: Article, proposal: Proposal) -> list[TableChange]:
    found = [
        change_of(
            of_annex(draft, variable),
            rows_of(draft, variable),
            proposed_rows(variable, proposal.values),
            draft.parties,
        )
        for variable in draft.tables_of(article)
        if variable.name in proposal.values
    ]
    return [change for change in found if change.rows or change.total]


def articles_along(draft: Draft, article: Article, proposal: Proposal) -> list[Article]:
    """Other articles that would read otherwise as well: they print the same table, or what it adds up to."""
    if not proposal.values:
        return []
    then = draft.with_values(proposal.values)
    touched = {*proposal.values, *(v.name for v in draft.format.variables.values() if _adds_up(v))}
    return [
        other
        for other in draft.articles
        if other.pk != article.pk
        and draft.clause(other).variables & touched
        and then.composed(other).blocks != draft.composed(other).blocks
    ]


def _adds_up(variable: Variable) -> bool:
    return variable.filled_from == "berekend"


def article_added(draft: Draft, proposal: Proposal) -> dict[str, Any] | None:
    """The article that would come, as it would read."""
    if not proposal.new_key:
        return None
    article = added_by(proposal)
    blocks = draft.reading(article, proposal.new_text).blocks
    return {
        "title": article.title,
        "outside": draft.is_outside(article),
        "units": Preparer().units(blocks, None),
    }


def as_it_read(draft: Draft, proposal: Proposal) -> dict[str, Any]:
    """One that is closed: its words and its rows, without a difference, since the text went on."""
    known = {**draft.format.variables, **draft.annexes.variables}
    blocks = wording.own_text(proposal.text)
    for variable in (known[name] for name in proposal.values if name in known):
        blocks += tables.blocks(variable, proposed_rows(variable, proposal.values), draft.parties, {})
    return {
        "units": Preparer().units(blocks, None),
        "new_units": Preparer().units(wording.own_text(proposal.new_text), None),
        "lapsed": _why_lapsed(proposal),
    }


def _why_lapsed(proposal: Proposal) -> str:
    if proposal.state != ProposalState.LAPSED:
        return ""
    if proposal.after and proposal.after.state == ArticleState.DROPPED:
        return _("Het artikel waar dit achter moest, staat er niet meer. Stel een andere plek voor.")
    return _("Dit artikel ging er toen uit.")
