"""What lies before a party that decides whether an agreement ends, and what happens with the last yes?"""

from collections.abc import Mapping
from typing import Any

from agreements.actions import ending
from agreements.models import Ending
from initiatives.deciding.matters import Matter
from initiatives.models import JointDecision
from initiatives.terms import DecisionKind


def _shown(decision: JointDecision) -> Mapping[str, Any]:
    found = Ending.objects.select_related("agreement").get(decision=decision)
    return {"template": "agreements/_ending_proposal.html", "agreement": found.agreement, "ending": found}


MATTER = Matter(DecisionKind.AGREEMENT_END, take_effect=ending.take_effect, shown=_shown)
