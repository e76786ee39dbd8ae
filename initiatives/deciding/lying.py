"""Which keys lie open, and which gave back something that nobody proposed again?"""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from initiatives.deciding.keys import DECIDED_TOGETHER
from initiatives.models import JointDecision
from initiatives.terms import DecisionState, KeyVerdict


def lies_or_came_back() -> Q:
    """For keys: both in one query, because every page that asks for one asks for both."""
    gave_back = Q(decision__state=DecisionState.RETURNED, verdict=KeyVerdict.RETURN)
    newest = Q(decision=Subquery(newest_of_its_kind().values("pk")[:1]))
    return Q(decision__state=DecisionState.OPEN) | gave_back & newest


def newest_of_its_kind() -> QuerySet[JointDecision]:
    """The last that was proposed of this kind: a step for this part of the neighbourhood or all of it, a text."""
    return JointDecision.objects.filter(
        collaboration=OuterRef("decision__collaboration"),
        kind=OuterRef("decision__kind"),
        kind__in=DECIDED_TOGETHER,
        subject=OuterRef("decision__subject"),
    ).order_by("-pk")
