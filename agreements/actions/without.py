"""What becomes of a text of which a party is no party any more: its proposals, what lies to be signed, what others agreed?"""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from agreements.actions.adopting import adopt_when_all_agree
from agreements.draft import Draft
from agreements.models import Agreement, Party, Proposal, SigningMove
from agreements.parties.leaving import agreed_offer
from agreements.settling.keeping import keep_hashes
from agreements.settling.rows import settle
from agreements.signing.rows import newest_signable
from agreements.terms import Move, ProposalState, Stage
from contacts.models import Person
from samenspel.frozen import Moment


def open_proposals(agreement: Agreement, party: Party) -> QuerySet[Proposal]:
    """What it takes back when it stops; what was said of it stays readable."""
    return Proposal.objects.filter(article__agreement=agreement, party=party, state=ProposalState.OPEN)


def go_on_without(agreement: Agreement, party: Party, *, by: Person) -> list[Any] | None:
    """From here on it is no party. Gives the rows that this added or closed, for the event; None: it was none already."""
    gone = Party.objects.filter(pk=party.pk, agreement=agreement)
    if not gone.update(left_at=timezone.now(), asked={}):
        return None
    back = _back_to_the_table(agreement, party, by)
    withdrawn = list(open_proposals(agreement, party).values_list("pk", flat=True))
    closed = Proposal.objects.filter(pk__in=withdrawn)
    closed.update(state=ProposalState.WITHDRAWN, closed_at=timezone.now())
    return [*back, *(Moment(row, "closed") for row in closed)]


def settle_among_the_others(agreement: Agreement, party: Party, *, by: Person) -> None:
    """What the articles say now; a proposal that waited for this party alone is the text, as with the last yes."""
    if agreement.stage != Stage.SHARED:
        return
    keep_hashes(agreement)
    while True:
        now = Agreement.objects.select_related("collaboration", "format").get(pk=agreement.pk)
        found = settle(Draft(now)).values()
        agreed = ((row.article, seen) for row in found if (seen := agreed_offer(row, but=party)))
        article, seen = next(agreed, (None, ""))
        if article is None:
            return
        adopt_when_all_agree(article, seen, by)


def _back_to_the_table(agreement: Agreement, party: Party, by: Person) -> list[SigningMove]:
    """What lies to be signed names a party that does not sign: the others settle the text without it."""
    if not Agreement.objects.filter(pk=agreement.pk, stage=Stage.FINAL).update(stage=Stage.SHARED):
        return []
    agreement.stage = Stage.SHARED
    version = newest_signable(agreement)
    if version is None:
        return []
    place = party.places.filter(version=version).first()
    return [SigningMove.objects.create(version=version, place=place, kind=Move.BACK, by=by)]
