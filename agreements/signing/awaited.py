"""Which bodies still decide about a text that is written here, since when, and when is it expected?

Said on the page of signing. Read along where a file shows what lies at which layer, so that nobody says it twice.
"""

from datetime import date
from typing import Any

from django.db.models import DateTimeField, Exists, OuterRef, Subquery
from django.utils.text import capfirst

from agreements.models import Agreement, BodyDecision, Version
from agreements.terms import Outcome, Stage, VersionStatus
from contacts.models import Organisation, Side
from initiatives.deciding.layers import Lies
from initiatives.file_page import address
from initiatives.models import Collaboration
from initiatives.people.names import party_name
from initiatives.policy import Viewer
from samenspel import dutch
from samenspel.first_row import every_row, moment


def known_of_bodies() -> dict[str, Subquery]:
    """Annotations that `awaited_in` reads, for rows of agreements: along in their own query."""
    awaited = BodyDecision.objects.filter(party__agreement=OuterRef("pk"), outcome=Outcome.AWAITED)
    body = {"party": OuterRef("party"), "layer": OuterRef("layer"), "pk__gt": OuterRef("pk")}
    answered = BodyDecision.objects.filter(**body).exclude(outcome=Outcome.AWAITED)
    told = {name: name for name in ("pk", "party", "layer", "expected_on", "created_at")}
    told |= {"kind": "party__organisation__kind", "name": "party__organisation__name"}
    ready = Version.objects.filter(agreement=OuterRef("pk"), status=VersionStatus.FINAL).order_by("-number")
    return {
        "bodies_awaited": every_row(awaited.filter(~Exists(answered)), **told),
        "ready_at": Subquery(ready.values("at")[:1], output_field=DateTimeField()),
    }


def awaited_in(agreement: Any) -> list[Lies]:
    """What an agreement annotated by `known_of_bodies` waits for. A text that is ready lies there; one still made does not."""
    if agreement.stage not in (Stage.SHARED, Stage.FINAL):
        return []
    found: dict[tuple[int, str], list[Any]] = {}
    for said in sorted(agreement.bodies_awaited or (), key=lambda row: row["pk"]):
        found.setdefault((said["party"], said["layer"]), []).append(said)
    return [_lies(agreement, said) for said in found.values()]


def of_file(collaboration: Collaboration, viewer: Viewer) -> list[Lies]:
    """Of every running agreement that this reader may read."""
    readable = Agreement.objects.filter(collaboration=collaboration).readable_by(viewer).running()
    known: list[Any] = list(readable.annotate(**known_of_bodies()))
    return [lies for agreement in known for lies in awaited_in(agreement)]


def _lies(agreement: Any, said: list[Any]) -> Lies:
    """`said`: each time that it was still to decide, oldest first. The newest day counts, since the first."""
    first, last = said[0], said[-1]
    since = None
    if agreement.stage == Stage.FINAL:
        since = dutch.local_date(max(agreement.ready_at, moment(first["created_at"])))
    party = Organisation(kind=last["kind"], name=last["name"])  # its name alone, not a row to save
    return Lies(
        party.kind,
        last["layer"],
        capfirst(str(agreement.called)),
        since,
        date.fromisoformat(last["expected_on"]) if last["expected_on"] else None,
        url=address("agreements:signing", agreement.uuid),
        whose=party_name(party) if party.kind == Side.PARTNER else "",
    )
