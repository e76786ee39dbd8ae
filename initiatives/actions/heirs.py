"""What happens in the running files of a gemeente that merged?

The list of gemeenten is loaded once a year and knows no files. So the clock looks, and passes each file on once: from
the day of the merger the gemeente it became takes part. What was signed, said and decided stays as it was.
"""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from contacts.models import Side
from initiatives.actions.register import search_text
from initiatives.history import timeline
from initiatives.models import Collaboration, DecisionKey, Participation
from initiatives.terms import DecisionState, EventKind
from municipalities import heirs
from municipalities.models import Municipality


def pass_on_merged(today: date | None = None) -> int:
    """Returns how many files were passed on."""
    now = heirs.successors(today or timezone.localdate())
    files = Collaboration.objects.running().with_parties().filter(municipality__in=now)
    return sum(pass_on(file, Municipality.objects.get(pk=now[file.municipality_id])) for file in files)


def pass_on(file: Collaboration, heir: Municipality) -> bool:
    """Where the same initiative has a running file for this area at the successor, one of both ends first: until then
    its people sit where the old gemeente sat."""
    try:
        with transaction.atomic():
            return _pass_on(file, heir)
    except IntegrityError:
        return False


def _pass_on(file: Collaboration, heir: Municipality) -> bool:
    """Who changes the file's row does the rest, once: two clocks pass no file on twice."""
    old = file.municipality
    here = Collaboration.objects.running().filter(pk=file.pk, municipality=old)
    search = search_text(file.initiative, heir, file.area_name)
    if old.valid_until is None or not here.update(municipality=heir, search=search):
        return False
    seat = file.participations.get(side=Side.MUNICIPALITY, ends_on=None)
    partner = file.participations.filter(organisation=heir.organisation, ends_on=None).first()
    gone = [row.pk for row in (seat, partner) if row]
    Participation.objects.filter(pk__in=gone).update(ends_on=old.valid_until)
    taking_over = Participation.objects.create(
        collaboration=file,
        organisation=heir.organisation,
        side=Side.MUNICIPALITY,
        starts_on=old.valid_until + timedelta(days=1),
    )
    before = Participation.objects.filter(Q(pk__in=gone) | Q(continued_by=seat))
    before.update(continued_by=taking_over)
    _pass_keys(seat, partner, taking_over)
    seat.assignments.in_force().update(participation=taking_over)
    timeline.record(
        file,
        EventKind.MERGED,
        by=None,
        organisation=heir.organisation,
        subject=taking_over,
        payload={"before": str(seat.uuid), "on": taking_over.starts_on.isoformat()},
    )
    return True


def _pass_keys(old: Participation, partner: Participation | None, now: Participation) -> None:
    """What waited for both of two gemeenten that are one now, waits once."""
    waiting = DecisionKey.objects.filter(verdict="", decision__state=DecisionState.OPEN)
    waiting.filter(participation=old).update(participation=now)
    if partner:
        asked = waiting.filter(participation=now).values_list("decision", flat=True)
        waiting.filter(participation=partner, decision__in=list(asked)).delete()
        waiting.filter(participation=partner).update(participation=now)
