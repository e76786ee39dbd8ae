"""What does one line of the list say: where a file stands, whose move it is, whom to call?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import BOTH_SIDES, FunctionKind, Side
from contacts.querysets import in_force
from initiatives.listing.turns import NOBODY, OpenDecision, Turn, open_decisions, turns
from initiatives.models import Assignment, Collaboration, GoalView
from initiatives.querysets import at_its_phase
from initiatives.terms import ItemKind, ItemState, Phase, Role, Status
from samenspel import dutch
from samenspel.signs import duo_state

SHOWN_ROLES = (Role.CONTACT, Role.COACH, Role.FACILITATOR)


@dataclass(frozen=True)
class Who:
    """Someone to call; `side` gives the sign, `title` the function."""

    side: str
    name: str
    title: str = ""


@dataclass(frozen=True)
class Line:
    """Plain words, so that a template and a CSV need not look anything up."""

    url: str
    title: str
    area: str
    municipality: str
    phase: Phase
    since: str
    status: str  # why it does not go on: paused since, ended on
    step: OpenDecision | None
    goals: str
    differ: str
    turn: Turn
    due: str
    last: str
    last_iso: str
    people: list[Who] = field(default_factory=list)

    @property
    def next(self) -> str:
        """What is to be done, unless that already stands beside it as the open phase step."""
        if not self.turn.what or (self.step and self.step.text == self.turn.what):
            return ""
        return f"{self.turn.what}, {self.due}" if self.due else self.turn.what

    @property
    def keys(self) -> dict[str, str]:
        return self.step.keys if self.step else {}


def lines(
    files: Iterable[Collaboration], organisations: Collection[int], *, brief: bool = False
) -> list[Line]:
    """Four queries for any number of files; two when `brief`, as on the board."""
    files = list(files)
    ids = [file.pk for file in files]
    if not ids:
        return []
    moving = [file for file in files if file.status == Status.ACTIVE]
    decisions = open_decisions(ids)
    whose = turns(moving, decisions, organisations)
    shared = {} if brief else shared_and_differing(files)
    people = {} if brief else _people(ids)
    return [
        _line(
            file,
            decisions.get(file.pk),
            whose.get(file.pk, NOBODY),
            shared.get(file.pk, (0, 0)),
            people.get(file.pk, []),
        )
        for file in files
    ]


def _line(
    file: Any, decision: OpenDecision | None, turn: Turn, counted: tuple[int, int], people: list[Who]
) -> Line:
    phase = Phase(file.phase)
    shared, differ = counted
    return Line(
        url=url_of(file),
        title=file.title,
        area=file.area_name,
        municipality=file.municipality.organisation.name,
        phase=phase,
        since=dutch.elapsed(file.phase_since) if file.phase_since and file.status != Status.ENDED else "",
        status=_status(file),
        step=decision if decision and decision.is_step else None,
        goals=goals_in_words(shared, file.goal_count or 0),
        differ=ngettext("%(count)d verschil", "%(count)d verschillen", differ) % {"count": differ}
        if differ
        else "",
        turn=turn,
        due=dutch.deadline(turn.due_on) if turn.due_on else "",
        last=dutch.tight_date(file.last_event_at),
        last_iso=timezone.localtime(file.last_event_at).date().isoformat(),
        people=people,
    )


def url_of(file: Collaboration) -> str:
    return reverse("insights:overview", args=[file.uuid])


def _status(file: Collaboration) -> str:
    if file.status == Status.ENDED and file.ended_on:
        return _("Gestopt op %(day)s") % {"day": dutch.short_date(file.ended_on)}
    return str(Status.PAUSED.label).capitalize() if file.status == Status.PAUSED else ""


def goals_in_words(shared: int, total: int) -> str:
    if not total:
        return ""
    if not shared:
        return _("nog geen van %(total)d doelen gedeeld") % {"total": total}
    return _("%(shared)d van %(total)d doelen gedeeld") % {"shared": shared, "total": total}


def shared_and_differing(files: Iterable[Collaboration]) -> dict[int, tuple[int, int]]:
    """Per file how many goals of its phase are shared, and on how many the sides differ."""
    newest: dict[tuple[int, int], dict[str, str]] = {}
    views = (
        GoalView.objects.filter(
            at_its_phase(files, "item__"),
            item__kind=ItemKind.GOAL,
            participation__side__in=BOTH_SIDES,
        )
        .exclude(item__state=ItemState.SKIPPED)
        .order_by("pk")
        .values_list("item__collaboration", "item", "participation__side", "status")
    )
    for file, item, side, status in views:  # oldest first: the newest stays
        newest.setdefault((file, item), {})[side] = status
    counted: dict[int, tuple[int, int]] = {}
    for (file, _item), said in newest.items():
        state = duo_state(said.get(Side.MUNICIPALITY, ""), said.get(Side.INITIATIVE, ""))
        shared, differ = counted.get(file, (0, 0))
        counted[file] = (shared + (state == "shared"), differ + (state == "differ"))
    return counted


def _people(ids: Collection[int]) -> dict[int, list[Who]]:
    """The aanspreekpunten of both parties and the begeleiders, in the order of the sides."""
    order = {side.value: number for number, side in enumerate(Side)}
    kinds = {kind.value: str(kind.label) for kind in FunctionKind}
    found: dict[int, list[Who]] = {}
    now = (
        Assignment.objects.in_force()
        .filter(participation__collaboration__in=ids, role__in=SHOWN_ROLES)
        .filter(in_force(prefix="participation__"))
        .order_by("pk")
        .values_list(
            "participation__collaboration",
            "participation__side",
            "function__person__name",
            "function__person__erased_at",
            "function__title",
            "function__kind",
            "function__ends_on",
        )
    )
    for file, side, name, erased, title, kind, ends_on in now:
        who = Who(side, name if erased else _first_name(name, ends_on), title or kinds[kind])
        group = found.setdefault(file, [])
        if who not in group:
            group.append(who)
    for group in found.values():
        group.sort(key=lambda who: order[who.side])
    return found


def _first_name(name: str, ends_on: date | None) -> str:
    """*Ruben*, and *Ruben (tot 1 december)* for who left."""
    name = dutch.first_name(name)
    if ends_on is None or ends_on >= timezone.localdate():
        return name
    return _("%(name)s (tot %(day)s)") % {"name": name, "day": dutch.short_date(ends_on)}
