"""Which bodies were to decide about a text that is written here: since when, and when was it expected?

Said on the page of signing. Read along where a file shows what lies at which layer and how long it did, so that nobody
says it twice.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import DateTimeField, OuterRef, Subquery
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
from samenspel.rows_along import every_row, moment

TOLD = ("pk", "party", "layer", "outcome", "expected_on", "decided_on", "created_at", "version__at")


def known_of_bodies() -> dict[str, Subquery]:
    """Annotations that `said_of` reads, for rows of agreements: along in their own query."""
    said = BodyDecision.objects.filter(party__agreement=OuterRef("pk"), party__left_at=None)
    told = {name: name for name in TOLD}
    told |= {"kind": "party__organisation__kind", "name": "party__organisation__name"}
    ready = Version.objects.filter(agreement=OuterRef("pk"), status=VersionStatus.FINAL).order_by("-number")
    return {
        "bodies_said": every_row(said, **told),
        "ready_at": Subquery(ready.values("at")[:1], output_field=DateTimeField()),
    }


def said_of(agreement: Any) -> list[Lies]:
    """What the bodies of an agreement annotated by `known_of_bodies` had before them, oldest first, each until it decided."""
    rows = sorted(agreement.bodies_said or (), key=lambda row: (row["party"], row["layer"], row["pk"]))
    return [
        lies
        for _body, said in groupby(rows, key=lambda row: (row["party"], row["layer"]))
        for lies in _of_body(agreement, list(said))
    ]


def of_file(collaboration: Collaboration, viewer: Viewer) -> list[Lies]:
    """Of every agreement that this reader may read."""
    readable = Agreement.objects.filter(collaboration=collaboration).readable_by(viewer)
    known: list[Any] = list(readable.annotate(**known_of_bodies()))
    return [lies for agreement in known for lies in said_of(agreement)]


def _of_body(agreement: Any, said: list[Any]) -> Iterator[Lies]:
    """Each time that it was to decide, and then its answer. Of several days in a row the newest counts, since the first."""
    runs = [
        (awaited, list(run)) for awaited, run in groupby(said, lambda row: row["outcome"] == Outcome.AWAITED)
    ]
    for number, (awaited, run) in enumerate(runs):
        answer = runs[number + 1][1][0] if number + 1 < len(runs) else None
        if awaited and (answer or agreement.stage in (Stage.SHARED, Stage.FINAL)):
            yield _lies(agreement, run, run[-1]["layer"], _since(agreement, run[0], answer))
        elif not awaited and run[0]["decided_on"]:
            yield _lies(agreement, run, "", date.fromisoformat(run[0]["decided_on"]))
        elif not awaited:
            yield _lies(agreement, run, "", dutch.local_date(moment(run[0]["created_at"])))


def _since(agreement: Any, first: Any, answer: Any) -> date | None:
    """A text lies there once it is ready; while it is still made, a body only knows that it will come."""
    ready = agreement.ready_at if agreement.stage == Stage.FINAL else None
    if answer:
        ready = answer["version__at"] and moment(answer["version__at"])
    return dutch.local_date(max(ready, moment(first["created_at"]))) if ready else None


def _lies(agreement: Any, run: list[Any], layer: str, since: date | None) -> Lies:
    last = run[-1]
    party = Organisation(kind=last["kind"], name=last["name"])  # its name alone, not a row to save
    return Lies(
        party.kind,
        layer,
        capfirst(str(agreement.called)),
        since,
        date.fromisoformat(last["expected_on"]) if last["expected_on"] else None,
        matter=f"{agreement.uuid}:{last['party']}:{last['layer']}",
        url=address("agreements:signing", agreement.uuid),
        whose=party_name(party) if party.kind == Side.PARTNER else "",
    )
