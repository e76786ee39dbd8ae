"""What happens when a phase turns out to have begun on another day?

A period is what holds now, and changes: it ends one day. What stood there before, with who changed it and why, is a
Fact: rows of that table are only added, and its words go when a person is erased. The row of the period carries none.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.models import Person
from initiatives.course.phases import CORRECTED_START
from initiatives.history import timeline
from initiatives.models import Fact, Participation, PhasePeriod
from initiatives.terms import EventKind
from samenspel import dutch
from samenspel.days import AHEAD, lies_ahead
from samenspel.errors import DomainError


@transaction.atomic
def correct_start(
    period: PhasePeriod, *, starts_on: date, seen: date, reason: str, by: Person, seat: Participation
) -> Fact:
    """The phase before it ends on the new day too, where it ended on the old one. `seen`: the day the writer saw."""
    if not reason.strip():
        raise DomainError(_("Schrijf kort op waarom. De oude dag blijft leesbaar."), field="reason")
    before = _before(period)
    if refusal := _why_not(period, before, starts_on):
        raise DomainError(refusal, field="starts_on")
    same = PhasePeriod.objects.filter(pk=period.pk, starts_on=seen, ends_on=period.ends_on)
    if not same.update(starts_on=starts_on):
        raise DomainError(_("Iemand anders wijzigde dit net. Kijk welke dag er nu staat."), field="starts_on")
    if before and before.ends_on == seen:
        PhasePeriod.objects.filter(pk=before.pk).update(ends_on=starts_on)
    codes = {"period": str(period.uuid), "old": seen.isoformat(), "new": starts_on.isoformat()}
    fact = Fact.objects.create(
        collaboration=period.collaboration,
        name=CORRECTED_START,
        value={"codes": codes, "words": {"reason": reason.strip()}},
        by=by,
    )
    timeline.record(
        period.collaboration,
        EventKind.FACT_RECORDED,
        by=by,
        organisation=seat.organisation,
        subject=period,
        payload={"name": CORRECTED_START, "phase": period.phase, "old": codes["old"], "new": codes["new"]},
    )
    return fact


def _before(period: PhasePeriod) -> PhasePeriod | None:
    earlier = period.collaboration.periods.filter(leading=True, pk__lt=period.pk)
    return earlier.order_by("-pk").first()


def _why_not(period: PhasePeriod, before: PhasePeriod | None, starts_on: date) -> str:
    """ "" when a phase can have begun on this day."""
    if starts_on == period.starts_on:
        return _("Dit is de dag die er al staat. Kies een andere dag.")
    if lies_ahead(starts_on):
        return str(AHEAD)
    if period.ends_on and starts_on > period.ends_on:
        return _("De fase eindigde op %(day)s. Kies een eerdere dag.") % {
            "day": dutch.short_date(period.ends_on)
        }
    if before and starts_on < before.starts_on:
        return _("De fase ervoor begon op %(day)s. Kies een latere dag.") % {
            "day": dutch.short_date(before.starts_on)
        }
    return ""
