"""Which results lie in this file, and which of them may stand for the phase that is left?"""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from initiatives.course.phases import NO_RESULT, RESULTS
from initiatives.models import Collaboration, Fact, JointDecision, Milestone, PhasePeriod
from initiatives.terms import MilestoneKind, Phase
from samenspel.plugged import plugged

OFFERED = 12
OF_AGREEMENTS = (MilestoneKind.AGREEMENT_PUBLISHED, MilestoneKind.AGREEMENT_SIGNED)
STANDS_BEHIND = "stands_behind:"  # the name of the fact; the milestone's number follows


def results_of(collaboration: Collaboration) -> QuerySet[Any]:
    """Newest first, each with `backed`: whether the initiative says that it stands behind it, and `doubted`."""
    results = with_doubt(Milestone.objects.filter(collaboration=collaboration).standing())
    return results.select_related("upload", "by").annotate(backed=backing())


def with_doubt(milestones: QuerySet[Any]) -> QuerySet[Any]:
    """Adds `doubted`: another side says that it is not right, and nobody answered yet. Who pushed the result knows."""
    return milestones.annotate(doubted=reduce(or_, (doubted() for doubted in plugged("RESULTS_DOUBTED"))))


def backing(milestone: str = "pk", collaboration: str = "collaboration") -> Subquery:
    """What the initiative said last about a milestone: whether it stands behind it."""
    name = Concat(Value(STANDS_BEHIND), Cast(OuterRef(milestone), CharField()))
    said = Fact.objects.filter(collaboration=OuterRef(collaboration), name=name).order_by("-pk")
    return Subquery(said.values("value")[:1])


def of_this_phase(collaboration: Collaboration, part: PhasePeriod | None = None) -> Q:
    """What dates from the phase the collaboration is in, or that part of it; of its first day, what was recorded after
    the step to it."""
    leading = Q(leading=True, ends_on=None)
    period = collaboration.periods.filter(Q(pk=part.pk) if part else leading)
    first_day, began = period.values("starts_on")[:1], period.values("created_at")[:1]
    return Q(on__gt=first_day) | Q(on=first_day, created_at__gte=began)


def offered(collaboration: Collaboration, part: PhasePeriod | None = None) -> list[Milestone]:
    """What a proposal may name: all since the phase began, and every agreement; what fits the phase comes first.

    part: its own phase, which began earlier or later than that of the whole neighbourhood.
    """
    counts = of_this_phase(collaboration) | Q(kind__in=OF_AGREEMENTS)
    if part:
        counts |= of_this_phase(collaboration, part)
    found = with_doubt(collaboration.milestones.standing().filter(counts))
    fitting = RESULTS[Phase(part.phase if part else collaboration.phase)]
    return sorted(found[:OFFERED], key=lambda milestone: milestone.form not in fitting)


def named_in(decision: JointDecision) -> Milestone | None:
    """The result that this proposal rests on."""
    named = decision.payload.get("result", NO_RESULT)
    if named == NO_RESULT:
        return None
    results = Milestone.objects.filter(collaboration=decision.collaboration_id, uuid=named)
    return with_doubt(results).select_related("upload").first()
