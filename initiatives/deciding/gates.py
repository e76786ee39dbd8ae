"""What lies on the table when this collaboration wants to step to another phase?"""

from collections.abc import Iterable

from initiatives.course.phases import Gate
from initiatives.models import Collaboration, PhasePeriod
from initiatives.plan import results
from initiatives.plan.goals import Goal, goals_of
from initiatives.terms import Phase


def gate(
    collaboration: Collaboration,
    to: Phase,
    goals: Iterable[Goal] | None = None,
    part: PhasePeriod | None = None,
) -> Gate:
    """Goals of the phase the collaboration is in, unless they are given, and the milestones since it began.

    part: its own phase; the goals are those of the whole neighbourhood all the same.
    """
    current = Phase(part.phase if part else collaboration.phase)
    goals = goals_of(collaboration, current) if goals is None else list(goals)
    milestones = collaboration.milestones.standing().filter(results.of_this_phase(collaboration, part))
    return Gate(
        current=current,
        to=to,
        shared=sum(goal.duo == "shared" for goal in goals),
        differing=[goal.item.title for goal in goals if goal.duo == "differ"],
        open=[goal.item.title for goal in goals if goal.duo == "same"],
        results=milestones.values_list("title", flat=True)[:5],
    )
