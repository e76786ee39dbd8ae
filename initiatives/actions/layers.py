"""What happens when someone says where it lies now: at the council, the board, the members?"""

from datetime import date

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
    by: Person,
    seat: Participation,
) -> Fact:
    """`of`: the side it is about. Without a layer it lies nowhere any more. Earlier rows stay; the newest counts."""
    since = since or timezone.localdate()
    if layer and layer not in layers.OF_SIDE.get(of.side, ()):
        raise DomainError(_("Deze laag hoort bij de andere kant. Kies er een van deze kant."), field="layer")
    if layer and not what.strip():
        raise DomainError(_("Schrijf kort op waarover het gaat."), field="what")
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
        },
        by=by,
    )
    timeline.record(
        collaboration,
        EventKind.FACT_RECORDED,
        by=by,
        organisation=seat.organisation,
        payload={"name": layers.FACT, "layer": layer or "", "side": of.side},
    )
    return fact
