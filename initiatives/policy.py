"""May this person do that in this file? One grants table, published in docs/toegang.md."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from contacts import roster
from contacts.models import BOTH_SIDES, OVERSEEING, Access, Function, Side
from contacts.querysets import in_force
from initiatives.models import (
    Assignment,
    Collaboration,
    ContactMoment,
    Evidence,
    JointDecision,
    Participation,
    PhasePeriod,
    PlanItem,
    Upload,
)
from initiatives.terms import DecisionKind, DecisionState, Role, Status
from municipalities import heirs
from samenspel.access import guard
from samenspel.remembered import remember, remembered


class Ability(Enum):
    FIGURES = "figures"  # its name, its phase since when, and how many: no people, no words
    VIEW = "view"  # open the file, read what its circle allows
    DOWNLOAD = "download"  # take documents along
    LOG = "log"  # contact moments, uploads, evidence
    PLAN = "plan"  # activities, own goals and facts
    GIVE_VIEW = "give_view"  # say how one's own side sees a goal
    PROPOSE = "propose"  # propose a joint decision
    DECIDE_FOR_SIDE = "decide_for_side"  # turn the key of one's own side; pause and end for it
    RECORD_ON_PAPER = "record_on_paper"  # record a party's own decision, with evidence
    DRAFT = "draft"  # start, fill and publish an agreement
    ASSIGN = "assign"  # give people of one's own organisation a role in this file
    # contest what was recorded in one's name; add one's own reading of a pause or an ending; for a partner: ask as well
    RESPOND = "respond"
    PROFILE = "profile"  # area, technique and other facts about the initiative
    REOPEN = "reopen"  # propose that an ended file opens again
    SUCCEED = "succeed"  # begin the file in which an ended one goes on
    TAKE_AWAY = "take_away"  # take a file of one's own organisation away, also after the end


FIGURES = frozenset({Ability.FIGURES})
READ = FIGURES | {Ability.VIEW, Ability.DOWNLOAD}
AFTER_THE_END = frozenset({Ability.REOPEN, Ability.SUCCEED, Ability.TAKE_AWAY})
WORK = READ | AFTER_THE_END | {Ability.LOG, Ability.PLAN, Ability.PROPOSE, Ability.DRAFT, Ability.PROFILE}
PARTY_WORK = WORK | {Ability.GIVE_VIEW, Ability.ASSIGN, Ability.RESPOND}
PARTY_DECIDE = PARTY_WORK | {Ability.DECIDE_FOR_SIDE}
COACH = WORK | {Ability.RECORD_ON_PAPER, Ability.ASSIGN}

GRANTS: Mapping[tuple[Side, Access], frozenset[Ability]] = {
    (Side.MUNICIPALITY, Access.READ): READ,
    (Side.MUNICIPALITY, Access.WORK): PARTY_WORK,
    (Side.MUNICIPALITY, Access.DECIDE): PARTY_DECIDE,
    (Side.MUNICIPALITY, Access.COORDINATE): PARTY_DECIDE,
    (Side.INITIATIVE, Access.READ): READ,
    (Side.INITIATIVE, Access.WORK): PARTY_WORK,
    (Side.INITIATIVE, Access.DECIDE): PARTY_DECIDE,
    (Side.INITIATIVE, Access.COORDINATE): PARTY_DECIDE,
    (Side.SUPPORT, Access.READ): READ,
    (Side.SUPPORT, Access.WORK): COACH,
    (Side.SUPPORT, Access.DECIDE): COACH,
    (Side.SUPPORT, Access.COORDINATE): COACH,
    **{(side, Access.FIGURES): FIGURES for side in OVERSEEING},
}
# An ended file stays readable and its documents can be taken along. Nothing in it changes any more; the other side
# can still say how it sees the ending, and anyone who worked in it may propose to go on: here, or somewhere else.
WHEN_ENDED = READ | AFTER_THE_END | {Ability.RESPOND}
# On a proposal to open it again the keys turn, and on nothing else in an ended file.
ON_REOPENING = frozenset({Ability.PROPOSE, Ability.DECIDE_FOR_SIDE, Ability.RECORD_ON_PAPER})


@dataclass(frozen=True)
class Seat:
    """One way in which a user sits at this table: through a function, on a side."""

    participation: Any  # a Participation, annotated with whether the file is coached
    access: Access

    @property
    def side(self) -> Side:
        return Side(self.participation.side)

    @property
    def granted(self) -> frozenset[Ability]:
        """What this seat allows by itself, whatever became of the file."""
        granted = GRANTS.get((self.side, self.access), frozenset())
        return granted - {Ability.DECIDE_FOR_SIDE} if self.participation.is_continued else granted

    def grants(self, ability: Ability) -> bool:
        return ability in self.granted


@dataclass(frozen=True)
class Viewer:
    """Who reads rows with a circle: the organisations of one's seats, and whether one is the coach."""

    organisations: tuple[int, ...]
    is_coach: bool
    in_file: bool


def assigned(user: Any) -> set[tuple[int, int]]:
    """(participation, function) where a function of hers at a support organisation has a role, over all files."""
    functions = [f.pk for f in roster.functions_of(user) if f.organisation.kind == Side.SUPPORT]
    if not functions:
        return set()
    return remembered(user, "assigned", lambda: _assigned_to(functions))


def _assigned_to(functions: list[int]) -> set[tuple[int, int]]:
    held = Assignment.objects.in_force().filter(function__in=functions)
    return set(held.values_list("participation_id", "function_id"))


def seat_filter(user: Any) -> Q | None:
    """Which participations seat this user; None when none can. A partner's seat opens no file."""
    functions = heirs.functions_of(user)
    if not functions:
        return None
    # Only a gemeente or an initiative sits at a party's side; naming others here would cost every query dearly.
    organisations = [f.organisation_id for f in functions if f.organisation.kind in BOTH_SIDES]
    coordinated = [f.organisation_id for f in functions if f.access == Access.COORDINATE]
    return (
        Q(side__in=BOTH_SIDES, organisation__in=organisations)
        | Q(side=Side.SUPPORT, organisation__in=coordinated)
        | Q(side=Side.SUPPORT, pk__in={seat for seat, _function in assigned(user)})
    )


def may_register_for(user: Any) -> list[Function]:
    """The functions from which this user may register an initiative: who works at one of the three sides."""
    return [
        function
        for function in roster.functions_of(user)
        if Ability.PROFILE in GRANTS.get((Side(function.organisation.kind), Access(function.access)), READ)
    ]


def seats_of(user: Any, collaboration: Collaboration) -> list[Seat]:
    """Read once per user object and file, as the roster is."""
    return remembered(user, ("seats", collaboration.pk), lambda: _seats(user, collaboration=collaboration))


def file_of(user: Any, **where: Any) -> Collaboration | None:
    """The file where this user takes part, and her seats in it along with it: one query."""
    seats = _seats(user, *_in_file("collaboration"), **where)
    if not seats:
        return None
    file = seats[0].participation.collaboration
    remember(user, ("seats", file.pk), seats)
    return file


def _seats(user: Any, *related: str, **where: Any) -> list[Seat]:
    """Of her organisations those that take part, each with her functions that have a role in this file."""
    functions = heirs.functions_of(user)
    if not functions:
        return []
    rows = (
        Participation.objects.seating()
        .filter(organisation__in={f.organisation_id for f in functions}, **where)
        .exclude(side=Side.PARTNER)
        .select_related("organisation", *related)
    )
    # Each is asked only where it counts: a query with both costs twice as much to compose.
    kinds = {f.organisation.kind for f in functions}
    if kinds - {Side.SUPPORT}:
        rows = rows.annotate(coached=_coached())
    if Side.SUPPORT in kinds:
        ours = {"assignments__function__in": [f.pk for f in functions]}
        role = FilteredRelation("assignments", condition=in_force(prefix="assignments__") & Q(**ours))
        rows = rows.annotate(role=role).annotate(with_role=F("role__function"))
    taking_part = {row.pk: row for row in rows}
    assigned = {(row.pk, row.with_role) for row in rows} if Side.SUPPORT in kinds else set()
    return [
        Seat(participation, max(levels, key=lambda access: access.rank))
        for participation in taking_part.values()
        if (levels := levels_at(participation, functions, assigned))
    ]


def levels_at(
    participation: Participation, functions: Iterable[Function], assigned: set[tuple[int, int]]
) -> list[Access]:
    """What each function gives here; at the support side only one with a role in this file, or a coordinator's."""
    held = [f for f in functions if f.organisation_id == participation.organisation_id]
    if participation.side == Side.SUPPORT:
        held = [f for f in held if f.access == Access.COORDINATE or (participation.pk, f.pk) in assigned]
    return [Access(f.access) for f in held]


def abilities_at(seats: list[Seat], collaboration: Collaboration) -> frozenset[Ability]:
    granted = granted_at(seats)
    return granted & WHEN_ENDED if collaboration.status == Status.ENDED else granted


def granted_at(seats: list[Seat]) -> frozenset[Ability]:
    """What these seats give in a file that runs."""
    granted = frozenset[Ability]().union(*(seat.granted for seat in seats))
    if Ability.PROPOSE not in granted or Ability.RECORD_ON_PAPER in granted:
        return granted
    if not any(seat.participation.coached for seat in seats):
        granted |= {Ability.RECORD_ON_PAPER}  # without a coach the other side may record, and then it says so
    return granted


def abilities(user: Any, collaboration: Collaboration) -> frozenset[Ability]:
    return abilities_at(seats_of(user, collaboration), collaboration)


def _coached() -> Exists:
    """Whether someone coaches the file of this participation today."""
    roles = Assignment.objects.in_force().filter(role__in=[Role.COACH, Role.FACILITATOR])
    coaching = roles.filter(in_force(prefix="function__"))
    return Exists(coaching.filter(participation__collaboration=OuterRef("collaboration")))


def viewer(user: Any, collaboration: Collaboration) -> Viewer:
    return viewer_at(seats_of(user, collaboration))


def viewer_at(seats: list[Seat]) -> Viewer:
    return Viewer(
        organisations=tuple(seat.participation.organisation_id for seat in seats),
        is_coach=any(seat.side == Side.SUPPORT for seat in seats),
        in_file=bool(seats),
    )


def seat_for(seats: list[Seat], ability: Ability) -> Seat | None:
    """The seat from which this user does it: her strongest seat that grants it, of who takes part today first."""
    able = [seat for seat in seats if seat.grants(ability)]
    return max(able, key=lambda s: (not s.participation.is_continued, s.access.rank), default=None)


def seat_at(seats: Iterable[Seat], organisation: int, ability: Ability) -> Seat | None:
    """The seat at this very organisation, when it grants this by itself.

    Who reads along at one table and works at another does not work at the first.
    """
    return next(
        (s for s in seats if s.participation.organisation_id == organisation and s.grants(ability)),
        None,
    )


def row_abilities(user: Any, row: Any) -> frozenset[Ability]:
    """For a row inside a file: what its file allows."""
    return abilities(user, row.collaboration)


def decision_abilities(user: Any, decision: JointDecision) -> frozenset[Ability]:
    """What the file allows; on a proposal to reopen also what it takes to decide on it."""
    allowed = row_abilities(user, decision)
    if decision.kind == DecisionKind.REOPEN and decision.state == DecisionState.OPEN:
        allowed |= granted_at(seats_of(user, decision.collaboration)) & ON_REOPENING
    return allowed


FILE = ("initiative__organisation", "municipality__organisation", "plan_format")


def _in_file(path: str) -> tuple[str, ...]:
    return tuple(f"{path}__{name}" for name in FILE)


def _file(user: Any, uuid: UUID) -> Collaboration | None:
    return file_of(user, collaboration__uuid=uuid)


def _in_its_file(
    model: type[Any],
    down: str,
    up: str = "collaboration",
    *,
    owned: bool = False,
    related: tuple[str, ...] = (),
) -> Callable[[Any, UUID], Any]:
    """Finds a row by way of its file; `down` leads from the file to its rows, `up` from a row to its file."""
    *steps, last = up.split("__")

    def find(user: Any, uuid: UUID) -> Any:
        file = file_of(user, **{f"collaboration__{down}__uuid": uuid})
        if file is None:
            return None
        rows = model.objects.filter(uuid=uuid).select_related(*related)
        row = (rows.readable_by(viewer(user, file)) if owned else rows).first()
        if row is not None:
            setattr(reduce(getattr, steps, row), last, file)
        return row

    return find


needs = guard(Collaboration, abilities, find=_file)
needs_on_item = guard(
    PlanItem,
    row_abilities,
    find=_in_its_file(PlanItem, "plan_items", related=("format_item", "partner__organisation")),
)
needs_on_decision = guard(
    JointDecision,
    decision_abilities,
    find=_in_its_file(JointDecision, "decisions", related=("by", "by_organisation")),
)
needs_on_period = guard(PhasePeriod, row_abilities, find=_in_its_file(PhasePeriod, "periods"))
needs_on_contact = guard(
    ContactMoment, row_abilities, find=_in_its_file(ContactMoment, "contact_moments", owned=True)
)
needs_on_upload = guard(Upload, row_abilities, find=_in_its_file(Upload, "uploads", owned=True))
needs_on_assignment = guard(
    Assignment,
    lambda user, row: abilities(user, row.participation.collaboration),
    find=_in_its_file(
        Assignment,
        "participations__assignments",
        "participation__collaboration",
        related=("participation__organisation", "function__person"),
    ),
)
needs_on_evidence = guard(
    Evidence,
    lambda user, row: abilities(user, row.item.collaboration),
    find=_in_its_file(
        Evidence,
        "plan_items__evidence",
        "item__collaboration",
        owned=True,
        related=("item", "upload", "by"),
    ),
)
