"""What lies before a party that is asked whether this is what was said?"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from initiatives.actions.minutes import settle
from initiatives.deciding import minutes
from initiatives.deciding.matters import Matter
from initiatives.models import ContactMoment, JointDecision
from initiatives.terms import DecisionKind


def _shown(decision: JointDecision) -> Mapping[str, Any]:
    moment = ContactMoment.objects.select_related("owner").get(uuid=decision.subject)
    mark = decision.payload["text_hash"]
    return {
        "template": "initiatives/_minutes.html",
        "why": _("Dan staat vast wat er gezegd is, en hoeft niemand het later uit te leggen."),
        "moment": moment,
        "mark": f"{mark[:4]} {mark[4:8]}",
        "is_as_proposed": minutes.is_as_proposed(decision, moment),
    }


MATTER = Matter(DecisionKind.MINUTES, take_effect=settle, shown=_shown)
