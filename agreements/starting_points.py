"""What does the file know elsewhere with which an answer of an agreement can begin, as long as nobody gave that answer?

A draft is read by its parties, partners among them, who do not read the file. So this gives what every reader may see:
what the gemeente says of itself to everyone, the names of policy, codes in our own words, and the plan by its titles. Titles
that people wrote themselves stay out where a partner takes part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from agreements.formats.printing import date as printed_date
from agreements.formats.variables import Variable
from agreements.registered import mentions, passages
from contacts.models import BOTH_SIDES, Side
from initiatives.actions.room import newest_of
from initiatives.models import PlanItem
from initiatives.room import growth
from initiatives.room.topics import GROWTH
from initiatives.terms import TO_DO, Actor, Phase, WantedRole
from municipalities.models import Subject
from samenspel.dutch import joined

if TYPE_CHECKING:
    from agreements.filling import File

Json = Any

# Whom it knows, and whom it would call, the gemeente says to its own initiatives: those can be names of people.
WITHOUT_NAMES = (Subject.KNOWLEDGE, Subject.PRACTICAL, Subject.MONEY)
MOST_TASKS, MOST_STEPS, MOST_POLICY = 20, 6, 2


def of(file: File, variable: Variable) -> Json:
    """The file's first answer; None for a field of another type than it can fill."""
    kind, read = BY_PATH.get(variable.filled_from, ("", None))
    return read(file) if read and kind == variable.type else None


def _why_the_gemeente_joins(file: File) -> str | None:
    said = file.statements.get(Subject.HEAT)
    return said.text if said else None


def _help_of_the_gemeente(file: File) -> list[str]:
    said = [file.statements[subject].text for subject in WITHOUT_NAMES if subject in file.statements]
    return [line.strip(" -•").rstrip(".") for text in said for line in text.splitlines() if line.strip(" -•")]


def _policy(file: File) -> str | None:
    """The documents that name the initiative now, the newest first."""
    found = [named.newest for named in mentions.read(file.collaboration.policy_mentions.all())]
    counting = [passage for passage in found if passage.state in passages.COUNTS]
    counting.sort(key=lambda passage: (passage.adopted_on, passage.pk), reverse=True)
    return joined(
        _("%(name)s, vastgesteld op %(day)s")
        % {"name": passage.mention.name, "day": printed_date(passage.adopted_on.isoformat())}
        for passage in counting[:MOST_POLICY]
    )


# --- the plan ---------------------------------------------------------------------------------------


def activities(file: File) -> QuerySet[PlanItem]:
    """What somebody picks up before a day that was set, in this phase and the next: a promise in the making."""
    phase = Phase(file.collaboration.phase)
    phases = [phase, phase.next] if phase.next else [phase]
    found = file.collaboration.plan_items.activities().filter(
        state__in=TO_DO, phase__in=phases, due_on__isnull=False
    )
    if file.partners():
        found = found.filter(title=F("format_item__title"))
    return found.exclude(actor="").with_who().order_by("due_on", "order", "pk")


def _tasks(file: File) -> list[dict[str, str]]:
    return [_task(item) for item in file.activities[:MOST_TASKS]]


def _first_steps(file: File) -> list[dict[str, str]]:
    return [_task(item) for item in file.activities[:MOST_STEPS]]


def _task(item: PlanItem) -> dict[str, str]:
    sides = {Actor.TOGETHER: BOTH_SIDES, Actor.PARTNER: (item.who,)}
    who = sides.get(Actor(item.actor), (item.actor,))
    return {"task": item.title, "who": ", ".join(who), "ready": str(item.due_on)}


# --- the growth path ----------------------------------------------------------------------------------


def _growing(file: File) -> list[dict[str, str]]:
    """What the initiative works on or plans, as its role asks: in our words, never in its own."""
    said = newest_of(file.collaboration, GROWTH, Side.INITIATIVE)
    return list(_steps(file.initiative.wanted_role, said.value["codes"])) if said else []


def _steps(role: str, codes: dict[str, str]) -> Iterator[dict[str, str]]:
    when = {growth.BUSY: _("we werken eraan"), growth.LATER: _("later")}
    for aspect in growth.asked_of(role):
        if word := when.get(codes.get(aspect.name, "")):
            step = str(aspect.usual[WantedRole(role)]).rstrip(".")
            yield {"milestone": step, "date": word, "who": Side.INITIATIVE.value}


# A path of the format -> the type of field that it can fill, and how.
BY_PATH: dict[str, tuple[str, Callable[[File], Json]]] = {
    "gemeente.uitgangspunten": ("longtext", _why_the_gemeente_joins),
    "gemeente.ondersteuning": ("list", _help_of_the_gemeente),
    "gemeente.beleid": ("text", _policy),
    "samenwerking.taken": ("task_list", _tasks),
    "samenwerking.vervolg": ("task_list", _first_steps),
    "samenwerking.techniek": ("technique_list", lambda file: file.technique_rows()),
    "initiatief.ontwikkeling": ("milestone_list", _growing),
}
