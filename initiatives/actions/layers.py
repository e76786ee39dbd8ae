"""What happens when someone says where a matter lies now: at the council, the board, the members?"""

from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Person
from initiatives.deciding import layers
from initiatives.history import timeline
from initiatives.models import Collaboration, Fact, Participation
from initiatives.terms import EventKind, Layer
from samenspel.days import must_have_come
from samenspel.errors import DomainError


@transaction.atomic
def say_where_it_lies(
    collaboration: Collaboration,
    *,
    of: Participation,
    layer: Layer | None,
    what: str = "",
    since: date | None = None,
    expected_on: date | None = None,
    matter: str = "",
    by: Person,
    seat: Participation,
) -> Fact:
    """`of`: the side it is about. `matter`: what was said before and this goes on about; otherwise the same words do.

    Without a layer it lies nowhere any more. Earlier rows stay; the newest of a matter counts.
    """
    since = since or timezone.localdate()
    before = _before(collaboration, of.side, matter, what)
    _refuse_what_cannot_be(of, layer, what, before)
    must_have_come(since, "since")
    if expected_on and expected_on < since:
        raise DomainError(_("Deze dag ligt voor het begin. Kies een latere dag."), field="expected_on")
    fact = Fact.objects.create(
        collaboration=collaboration,
        name=layers.FACT,
        participation=of,
        value={
            "layer": layer or "",
            "what": what.strip() if layer else "",
            "since": since.isoformat(),
            "expected_on": expected_on.isoformat() if layer and expected_on else "",
            "matter": before.matter if before else str(uuid4()),
        },
        by=by,
    )
    timeline.record(
        collaboration,
        EventKind.FACT_RECORDED,
        by=by,
        organisation=seat.organisation,
        payload={
            "name": layers.FACT,
            "layer": layer or "",
            "was": before.layer if before else "",
            "side": of.side,
        },
    )
    return fact


def _refuse_what_cannot_be(
    of: Participation, layer: Layer | None, what: str, before: layers.Lies | None
) -> None:
    if layer and layer not in layers.OF_SIDE.get(of.side, ()):
        raise DomainError(_("Deze laag hoort bij de andere kant. Kies er een van deze kant."), field="layer")
    if layer and not what.strip():
        raise DomainError(_("Schrijf kort op waarover het gaat."), field="what")
    if not layer and not (before and before.layer):
        raise DomainError(_("Dit ligt al nergens meer. Er hoeft niets bij."), field="layer")


def _before(collaboration: Collaboration, side: str, matter: str, what: str) -> layers.Lies | None:
    """What was said last of this matter; who names no matter goes on with what lies there under the same words."""
    said = [lies for lies in layers.newest(layers.said_in(collaboration)) if lies.side == side]
    words = what.strip().casefold()
    same = (
        lies
        for lies in said
        if (lies.matter == matter if matter else lies.layer and lies.what.casefold() == words)
    )
    return next(same, None)
