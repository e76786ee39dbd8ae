"""How does an agreement that holds stand: when is it looked back on next, and which ending counts?"""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from agreements.living import evaluations
from agreements.living.evaluations import Held
from agreements.living.said import Said
from agreements.models import Agreement, Ending, Evaluation, Party
from agreements.terms import Way
from initiatives.models import PhasePeriod


def planned_in(rows: Sequence[Evaluation]) -> Evaluation | None:
    return next((row for row in rows if row.held_on is None), None)


def due_day(agreement: Agreement, said: Said, rows: Sequence[Evaluation]) -> date | None:
    """What the text asks next, whatever was planned."""
    if not said.promised or agreement.starts_on is None:
        return None
    held = [Held(row.for_day, row.held_on) for row in rows if row.held_on]
    began = _phase_began(agreement) if said.promised.each_phase else None
    return evaluations.next_day(
        said.promised,
        held,
        starts=agreement.starts_on,
        last=None if agreement.renews else agreement.ends_on,
        phase_began=began,
    )


def next_look(agreement: Agreement, said: Said, rows: Sequence[Evaluation]) -> date | None:
    planned = planned_in(rows)
    return planned.planned_on if planned else due_day(agreement, said, rows)


def _phase_began(agreement: Agreement) -> date | None:
    leading = PhasePeriod.objects.filter(collaboration=agreement.collaboration_id, leading=True, ends_on=None)
    return leading.values_list("starts_on", flat=True).first()


def ending_of(agreement: Agreement) -> Ending | None:
    """For everyone: the last that came to count and was not taken back, whenever it was proposed; an earlier one stays
    readable."""
    counting = agreement.endings.filter(counts_since__isnull=False, taken_back=None).exclude(way=Way.OUT)
    found = counting.order_by("-counts_since", "-pk")
    return found.select_related("party__organisation", "by", "decision").first()


def going_out(agreement: Agreement) -> QuerySet[Ending]:
    """Notices of parties that stop while the others go on, until their day came."""
    here = Party.objects.filter(agreement=agreement)
    return agreement.endings.filter(way=Way.OUT, taken_back=None, party__in=here)


def others_of(agreement: Agreement, party: Party) -> QuerySet[Party]:
    """Who goes on when this party stops: not who already gave notice."""
    return agreement.parties.exclude(pk=party.pk).exclude(pk__in=going_out(agreement).values("party"))
