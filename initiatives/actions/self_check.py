"""What happens when a gemeente answers its own check?"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.models import Organisation, Person, Side
from initiatives.history import timeline
from initiatives.models import Collaboration, SelfCheck
from initiatives.room import self_check
from initiatives.terms import Circle, EventKind
from samenspel.errors import DomainError

FACT = "self_check"  # how the timeline of the gemeente's own people names it


@dataclass(frozen=True)
class Said:
    answer: str
    remark: str = ""


@transaction.atomic
def answer(
    owner: Organisation,
    collaboration: Collaboration | None,
    said: Mapping[str, Said],
    *,
    by: Person,
) -> list[SelfCheck]:
    """Adds a row for each point that changed; the earlier ones stay. Without a file: the gemeente as a whole."""
    if owner.kind != Side.MUNICIPALITY:
        raise DomainError(_("Deze check is voor gemeenten."))
    wanted = self_check.OF_A_FILE if collaboration else self_check.OF_THE_MUNICIPALITY
    asked = {point.key for moment in self_check.moments(wanted) for point in moment.points}
    if not set(said) <= asked:
        raise DomainError(_("Dit punt hoort hier niet bij. Ververs de pagina."))
    newest = newest_of(owner, collaboration)
    changed = [
        SelfCheck(
            owner=owner,
            collaboration=collaboration,
            point=point,
            answer=given.answer,
            remark=given.remark.strip(),
            by=by,
        )
        for point, given in said.items()
        if given.answer and not _is_same(newest.get(point), given)
    ]
    for row in changed:
        row.save()
    if changed and collaboration:
        timeline.record(
            collaboration,
            EventKind.FACT_RECORDED,
            by=by,
            organisation=owner,
            payload={"name": FACT},
            circle=Circle.OWN,
        )
    return changed


def newest_of(owner: Organisation, collaboration: Collaboration | None) -> dict[str, SelfCheck]:
    newest: dict[str, SelfCheck] = {}
    for row in history_of(owner, collaboration):
        newest.setdefault(row.point, row)
    return newest


def history_of(owner: Organisation, collaboration: Collaboration | None) -> list[SelfCheck]:
    """All that this gemeente said here, newest first."""
    rows = SelfCheck.objects.filter(owner=owner, collaboration=collaboration).select_related("by")
    return list(rows[:HISTORY])


HISTORY = 200  # fourteen points, answered anew many times


def _is_same(row: SelfCheck | None, given: Said) -> bool:
    return row is not None and (row.answer, row.remark) == (given.answer, given.remark.strip())
