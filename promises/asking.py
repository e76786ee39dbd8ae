"""Which promises ask for who sits in this seat? Annotations, so that a list of files asks it in its own query.

Per seat and kind the first of them and how many there are: what its side is to do, what it waits for, and what both
sides see differently.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.utils import timezone

from contacts.models import Organisation, Side
from initiatives.people.partners import organisations_of
from initiatives.terms import Circle, Phase
from promises import partners
from promises.models import Promise
from promises.terms import RUNNING
from samenspel.rows_along import first_row

AHEAD = timedelta(weeks=2)
FIELDS = ("uuid", "what", "due_on", "due_phase", "said_on", "n")


class Asks(StrEnum):
    DUE = "due"  # its side promised it, and the day is near or over
    WAITED = "waited"  # it was promised to its side, and the day is over
    DIFFERS = "differs"


@dataclass(frozen=True)
class Asked:
    """The first promise of this kind, and how many there are."""

    asks: Asks
    uuid: str
    what: str
    due_on: date | None
    due_phase: str
    said_on: date
    n: int
    giver: Organisation  # its name alone, not a row to save

    @property
    def late(self) -> bool:
        """What is asked for without a day in sight is asked because its phase is over."""
        return self.due_on < timezone.localdate() if self.due_on else bool(self.due_phase)


def known_of_seat() -> dict[str, Subquery]:
    """Annotations that `read_in` reads, for participations: each sees what its circle allows."""
    seat = OuterRef("organisation")
    guided = Q(circle=Circle.WITH_COACH, giver=seat, giver__kind=Side.SUPPORT)
    rows = _rows(Q(circle=Circle.EVERYONE) | Q(owner=seat) | guided)
    return {f"promise_{asks}": _first(found) for asks, found in rows.items()}


def known_of_place() -> dict[str, Any]:
    """The same for places of partners, and how much of what names each runs, and stands there at all."""
    seat = OuterRef("organisation")
    named = Q(circle=Circle.EVERYONE) & partners.names(seat, within=OuterRef(OuterRef("organisation")))
    its_side = named & (Q(giver=seat) | Q(receiver=seat) | Q(receiver=None))
    known: dict[str, Any] = {f"promise_{asks}": _first(found) for asks, found in _rows(its_side).items()}
    running = _here(named).order_by().values("collaboration").annotate(n=Count("pk")).values("n")
    stands = Promise.objects.standing().filter(named, collaboration=OuterRef("collaboration"))
    return known | {"promises_run": Subquery(running), "promises_stand": Exists(stands)}


def asked_of_partners(user: Any) -> list[Any]:
    """The places of this user's partners where something names them, each as `read_in` reads it."""
    if not organisations_of(user):
        return []
    places: QuerySet[Any] = partners.of_user(user).annotate(**known_of_place())
    return list(places.filter(promises_stand=True))


def due_in_file() -> dict[str, Subquery]:
    """Annotations that `read_due` reads, for rows of a file: what each side is to do, as far as everyone reads it."""
    due = _agreed(Q(circle=Circle.EVERYONE)).filter(_near())
    return {f"promise_{side.value}": _first(due.filter(giver__kind=side)) for side in Side}


def _rows(readable: Q) -> Mapping[Asks, QuerySet[Promise]]:
    seat = OuterRef("organisation")
    late = Q(due_on__lt=timezone.localdate()) | _phase_is_over()
    agreed = _agreed(readable)
    return {
        Asks.DUE: agreed.filter(_near(), giver=seat),
        Asks.WAITED: agreed.filter(late, Q(receiver=seat) | Q(receiver=None)).exclude(giver=seat),
        Asks.DIFFERS: _here(readable).filter(differs=True),
    }


def _here(readable: Q) -> QuerySet[Promise]:
    return Promise.objects.standing().filter(
        readable, collaboration=OuterRef("collaboration"), state__in=RUNNING
    )


def _agreed(readable: Q) -> QuerySet[Promise]:
    return _here(readable).filter(differs=False)


def _near() -> Q:
    """Its day is near or over, or its phase is over."""
    return Q(due_on__lte=timezone.localdate() + AHEAD) | _phase_is_over()


def _phase_is_over() -> Q:
    over = Q(pk__in=[])
    for phase in Phase:
        earlier = [known for known in Phase if known.number < phase.number]
        over |= Q(collaboration__phase=phase, due_phase__in=earlier)
    return over


def _first(rows: QuerySet[Promise]) -> Subquery:
    counted = rows.annotate(n=Window(Count("pk"))).order_by(F("due_on").asc(nulls_first=True), "pk")
    told = {name: name for name in FIELDS}
    return first_row(counted, **told, kind="giver__kind", name="giver__name")


def read_in(row: Any) -> Iterator[Asked]:
    """What a seat annotated by `known_of_seat` is asked."""
    for asks in Asks:
        if told := getattr(row, f"promise_{asks}", None):
            yield _asked(asks, told)


def read_due(row: Any) -> Iterator[Asked]:
    """What the sides of a file annotated by `due_in_file` are to do."""
    for side in Side:
        if told := getattr(row, f"promise_{side.value}", None):
            yield _asked(Asks.DUE, told)


def _asked(asks: Asks, told: Mapping[str, Any]) -> Asked:
    return Asked(
        asks,
        told["uuid"],
        told["what"],
        date.fromisoformat(told["due_on"]) if told["due_on"] else None,
        told["due_phase"],
        date.fromisoformat(told["said_on"]),
        told["n"],
        Organisation(kind=told["kind"], name=told["name"]),
    )
