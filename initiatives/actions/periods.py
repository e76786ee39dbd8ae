"""What happens when a phase, or a part's phase, turns out to have begun or ended on another day?

A period is what holds now, and changes: it ends one day. What stood there before, with who changed it and why, is a
Fact: rows of that table are only added, and its words go when a person is erased. The row of the period carries none.
Phases may overlap, and leave days between them: a day of one says nothing about another.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.models import Person
from initiatives.course.phases import CORRECTED
from initiatives.history import timeline
from initiatives.models import Fact, Participation, PhasePeriod
from initiatives.terms import EventKind
from samenspel import dutch
from samenspel.days import must_have_come
from samenspel.errors import DomainError


@transaction.atomic
def correct_days(
    period: PhasePeriod,
    *,
    starts_on: date,
    ends_on: date | None = None,
    seen: date,
    seen_until: date | None = None,
    reason: str,
    by: Person,
    seat: Participation,
) -> list[Fact]:
    """`seen` and `seen_until`: the days the writer saw. Without `ends_on` the last day stays as it is.

    The phase before it ends on the new first day too, where it ended on the old one and had begun by then.
    """
    if not reason.strip():
        raise DomainError(_("Schrijf kort op waarom. De oude dag blijft leesbaar."), field="reason")
    ends_on = ends_on or seen_until
    days = {"starts_on": (seen, starts_on), "ends_on": (seen_until, ends_on)}
    changed = {field: (old, new) for field, (old, new) in days.items() if old and new and old != new}
    _refuse_what_cannot_be(starts_on, ends_on, changed)
    same = PhasePeriod.objects.filter(pk=period.pk, starts_on=seen, ends_on=seen_until)
    if not same.update(starts_on=starts_on, ends_on=ends_on):
        raise DomainError(_("Iemand anders wijzigde dit net. Kijk welke dag er nu staat."), field="starts_on")
    before = _before(period)
    if before and before.ends_on == seen and before.starts_on <= starts_on:
        PhasePeriod.objects.filter(pk=before.pk).update(ends_on=starts_on)
    return [
        _write_down(period, CORRECTED[field], old, new, reason.strip(), by, seat)
        for field, (old, new) in changed.items()
    ]


def _write_down(
    period: PhasePeriod, name: str, old: date, new: date, reason: str, by: Person, seat: Participation
) -> Fact:
    codes = {"period": str(period.uuid), "old": old.isoformat(), "new": new.isoformat()}
    fact = Fact.objects.create(
        collaboration=period.collaboration,
        name=name,
        value={"codes": codes, "words": {"reason": reason}},
        by=by,
    )
    payload = {"name": name, "phase": period.phase, "old": codes["old"], "new": codes["new"]}
    timeline.record(
        period.collaboration,
        EventKind.FACT_RECORDED,
        by=by,
        organisation=seat.organisation,
        subject=period,
        payload=payload if period.leading else payload | {"in_part": True},
    )
    return fact


def _before(period: PhasePeriod) -> PhasePeriod | None:
    """Of the whole neighbourhood, or of the same part."""
    earlier = period.collaboration.periods.filter(leading=period.leading, part=period.part, pk__lt=period.pk)
    return earlier.order_by("-pk").first()


def _refuse_what_cannot_be(
    starts_on: date, ends_on: date | None, changed: dict[str, tuple[date, date]]
) -> None:
    if not changed:
        raise DomainError(_("Dit is de dag die er al staat. Kies een andere dag."), field="starts_on")
    for field, (_old, new) in changed.items():
        must_have_come(new, field)
    if ends_on is None or starts_on <= ends_on:
        return
    if "ends_on" in changed:
        words = _("De fase begon op %(day)s. Kies die dag of een latere.")
        raise DomainError(words % {"day": dutch.short_date(starts_on)}, field="ends_on")
    words = _("De fase eindigde op %(day)s. Kies een eerdere dag.")
    raise DomainError(words % {"day": dutch.short_date(ends_on)}, field="starts_on")
