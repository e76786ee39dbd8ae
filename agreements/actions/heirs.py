"""Whom does a draft name when its gemeente merged?

What was signed, or lies to be signed, keeps the name that stands in it. A text that is still written names the gemeente
that will sign it.
"""

from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from agreements.models import Agreement, Party
from agreements.policy import OPEN_STAGES
from agreements.settling.keeping import keep_hashes
from initiatives.history import timeline
from initiatives.models import Participation
from initiatives.terms import Circle, EventKind, Status


def name_successors() -> int:
    """Also in a text that came back to the table since. Returns how many drafts read otherwise now."""
    taken_over = Participation.objects.filter(
        collaboration=OuterRef("agreement__collaboration"), organisation=OuterRef("organisation")
    ).exclude(continued_by=None)
    parties = (
        Party.objects.filter(agreement__stage__in=OPEN_STAGES)
        .annotate(heir=Subquery(taken_over.order_by("-pk").values("continued_by")[:1]))
        .exclude(heir=None)
        .exclude(agreement__collaboration__status=Status.ENDED)
        .select_related("agreement__collaboration")
    )
    return sum(_name(party, Participation.objects.get(pk=party.heir)) for party in parties)


@transaction.atomic
def _name(party: Party, heir: Participation) -> bool:
    agreement = party.agreement
    still = Agreement.objects.filter(pk=agreement.pk, stage__in=OPEN_STAGES)
    taken = agreement.parties.filter(organisation=heir.organisation).exists()
    if taken or not still.update(revision=F("revision") + 1):
        return False
    if not Party.objects.filter(pk=party.pk, organisation=party.organisation_id).update(
        organisation=heir.organisation
    ):
        return False
    keep_hashes(agreement)
    timeline.record(
        agreement.collaboration,
        EventKind.MERGED,
        by=None,
        organisation=heir.organisation,
        subject=agreement,
        payload={"form": agreement.form, "partner": str(heir.uuid)},
        owner=agreement.drafted_by_org,
        circle=Circle.EVERYONE if agreement.versions.exists() else Circle.WITH_COACH,
    )
    return True
