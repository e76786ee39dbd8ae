"""What happens when a party proposes to drop, move or split an article, or to add one? It takes effect with the last yes."""

from itertools import count
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agreements.actions.adopting import held
from agreements.actions.rules import one_line_of
from agreements.actions.settling import lay_down, must_be_read, own_words
from agreements.formats import published
from agreements.models import Agreement, Article, Proposal
from agreements.settling.rows import Settled
from agreements.terms import ALWAYS_THERE, ArticleState, ProposalKind, Relation
from samenspel.errors import DomainError

OWN_KEY = "eigen-{number}"  # outside the format


@transaction.atomic
def propose_drop(article: Article, *, reason: str, seen: str = "", **proposer: Any) -> Proposal:
    settled = _free(article, seen)
    if not reason.strip():
        raise DomainError(_("Schrijf op waarom dit artikel eruit kan."), field="reason")
    return lay_down(settled, kind=ProposalKind.DROP, reason=reason, **proposer)


@transaction.atomic
def propose_move(
    article: Article, *, after: Article, reason: str = "", seen: str = "", **proposer: Any
) -> Proposal:
    """Behind which article it would stand; the signing stays last, and the parties come first."""
    settled = _free(article, seen)
    if after.agreement_id != article.agreement_id or after.state == ArticleState.DROPPED:
        raise DomainError(_("Kies een artikel van dit stuk."), field="after")
    rows = [row.pk for row in _in_order(article)]
    if after.pk == article.pk or rows.index(after.pk) + 1 == rows.index(article.pk):
        raise DomainError(_("Daar staat het artikel al. Kies een andere plek."), field="after")
    _not_behind_the_signing(after, "after")
    return lay_down(settled, kind=ProposalKind.MOVE, after=after, reason=reason, **proposer)


@transaction.atomic
def propose_split(
    article: Article,
    *,
    text: str,
    new_title: str,
    new_text: str,
    reason: str = "",
    seen: str = "",
    **proposer: Any,
) -> Proposal:
    """What stays, and what becomes an article of its own behind it."""
    settled = _free(article, seen)
    return lay_down(
        settled,
        kind=ProposalKind.SPLIT,
        text=own_words(text, "text", _("Schrijf wat in dit artikel blijft.")),
        reason=reason,
        **_own(article, new_title, new_text),
        **proposer,
    )


@transaction.atomic
def propose_add(
    article: Article,
    *,
    new_title: str = "",
    new_text: str = "",
    clause: str = "",
    reason: str = "",
    **proposer: Any,
) -> Proposal:
    """Another article behind this one: `clause` of the format, or the parties' own words."""
    settled = held(article)
    _not_behind_the_signing(article, "clause")
    new = _of_format(article, clause) if clause else _own(article, new_title, new_text)
    return lay_down(settled, kind=ProposalKind.ADD, reason=reason, **new, **proposer)


def _free(article: Article, seen: str) -> Settled:
    settled = held(article)
    must_be_read(settled, seen)
    if article.clause_key in ALWAYS_THERE:
        raise DomainError(_("Dit artikel hoort altijd in een overeenkomst, op zijn eigen plek."))
    return settled


def _not_behind_the_signing(article: Article, field: str) -> None:
    if article.clause_key == "ondertekening":
        raise DomainError(_("De ondertekening staat altijd achteraan. Kies een andere plek."), field=field)


def _in_order(article: Article) -> list[Article]:
    return list(article.agreement.articles.exclude(state=ArticleState.DROPPED))


def _own(article: Article, title: str, text: str) -> dict[str, Any]:
    words = own_words(text, "new_text", _("Schrijf de tekst van het nieuwe artikel."))
    name = one_line_of(title, "new_title", 200)
    if not name:
        raise DomainError(_("Geef het nieuwe artikel een titel."), field="new_title")
    return {"new_key": _next_key(article), "new_title": name, "new_text": words}


def _next_key(article: Article) -> str:
    """One that no article and no proposal has, here or in what an addendum belongs to: there it would replace that."""
    agreement = article.agreement
    original = agreement.predecessor_id if agreement.relation == Relation.AMENDS else agreement.pk
    family = Agreement.objects.filter(Q(pk=original) | Q(predecessor=original, relation=Relation.AMENDS))
    used = {
        *Article.objects.filter(agreement__in=family).values_list("clause_key", flat=True),
        *Proposal.objects.filter(article__agreement__in=family).values_list("new_key", flat=True),
    }
    free = (key for number in count(1) if (key := OWN_KEY.format(number=number)) not in used)
    return next(free)


def _of_format(article: Article, key: str) -> dict[str, Any]:
    spec = published.of(article.agreement)
    if key not in spec.clauses:
        raise DomainError(_("Dit artikel staat niet in het format. Kies een ander."), field="clause")
    if any(row.clause_key == key for row in _in_order(article)):
        raise DomainError(_("Dit artikel staat er al in."), field="clause")
    return {"new_key": key, "new_title": spec.clauses[key].title}
