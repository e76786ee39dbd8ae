"""Why may she not do this in the file, who saw the form for it? In words, with who does."""

from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from initiatives import policy
from initiatives.models import Assignment, Collaboration, DecisionKey, Evidence
from initiatives.policy import Ability
from initiatives.terms import Status

TO_THE_FILE = {
    Assignment: attrgetter("participation.collaboration"),
    DecisionKey: attrgetter("decision.collaboration"),
    Evidence: attrgetter("item.collaboration"),
}


def why(user: Any, subject: Any, ability: Any) -> str:
    """Nothing for what another app allows, and where the reason is not known."""
    if not isinstance(ability, Ability):
        return ""
    if isinstance(subject, Collaboration):
        file = subject
    else:
        file = TO_THE_FILE.get(type(subject), attrgetter("collaboration"))(subject)
    if file.status == Status.ENDED:
        return _("Deze samenwerking is gestopt. Wat erin staat, blijft leesbaar.")
    granted = policy.granted_at(policy.seats_of(user, file))
    if ability == Ability.DECIDE_FOR_SIDE and ability not in granted:
        return _("Beslissen doet iemand anders. Op de bladzijde Mensen zie je wie dat namens jullie mag.")
    if granted and granted <= policy.READ:
        return _("Met jouw functie lees je nu alleen mee. Vraag dit aan iemand die meewerkt.")
    return ""
