"""What happens when both sides are asked whether this is what was said, and when all say yes?"""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.models import Person
from initiatives.actions import decisions
from initiatives.actions.effects import codes_of
from initiatives.deciding import minutes
from initiatives.history import timeline
from initiatives.models import ContactMoment, JointDecision, Participation
from initiatives.terms import Circle, DecisionKind, EventKind
from samenspel.errors import DomainError


@transaction.atomic
def propose(
    moment: ContactMoment,
    *,
    partners: Collection[Participation] = (),
    by: Person,
    seat: Participation,
    own_key: bool,
) -> JointDecision:
    """Puts the words of this contact moment before both sides. partners: who were there and decide along."""
    decisions.must_run(moment.collaboration)
    moment.refresh_from_db(fields=["circle", "summary"])
    if moment.circle != Circle.EVERYONE:
        raise DomainError(_("Nog niet iedereen leest dit gesprek. Deel het eerst."))
    known = minutes.of_moments([moment]).get(moment.uuid)
    if known and known.is_settled:
        raise DomainError(_("Dit verslag is al vastgesteld."))
    return decisions.open_decision(
        moment.collaboration,
        DecisionKind.MINUTES,
        payload={"on": moment.on.isoformat(), "text_hash": minutes.text_hash(moment)},
        reason="",
        by=by,
        seat=seat,
        own_key=own_key,
        subject=str(moment.uuid),
        named=partners,
    )


def settle(decision: JointDecision) -> None:
    """The effect of the last key: from now on this is what was said."""
    moment = ContactMoment.objects.get(uuid=decision.subject)
    if not minutes.is_as_proposed(decision, moment):
        raise DomainError(_("In dit verslag is iemand gewist. Trek het voorstel in."))
    timeline.record(
        decision.collaboration,
        EventKind.MINUTES_SETTLED,
        by=None,
        subject=decision,
        payload=codes_of(decision),
    )
