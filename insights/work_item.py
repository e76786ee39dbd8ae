"""What is one thing that asks for someone, and how much does it weigh?"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy

from initiatives.file_page import address
from initiatives.models import Collaboration, PlanItem
from insights.desk import DeskFile
from samenspel import dutch

SHOWN = 10
# How much it weighs: who waits on you first, then what failed or differs, then what fades.
DECIDE, ANSWER_BY, ANSWER, FAILED, ASK, OVERDUE = 90, 86, 85, 80, 70, 60
DIFFER, MISSING, DUE, UNPUBLISHED, SILENT = 55, 50, 45, 40, 30


# Most of what asks for someone is nobody's turn in particular; a chip says only what sets a thing apart.
CHIPS: dict[int, Any] = {
    FAILED: gettext_lazy("Mislukt"),
    OVERDUE: gettext_lazy("De dag is voorbij"),
    DIFFER: gettext_lazy("Verschil"),
}


@dataclass(frozen=True)
class WorkItem:
    """One thing that asks for you, as `_work_item.html` shows it; in a file, or on a page of its own."""

    file: DeskFile | None
    weight: int
    reason: str
    since: date
    action: str
    action_url: str
    meta_end: str = ""
    kind: str = "signal"  # or turn: somebody waits on you
    about: tuple[str, str] = ("", "")  # outside a file: its name, and where that leads
    plan_item: PlanItem | None = None  # the goal or activity that it names

    @property
    def chip(self) -> str:
        """What sets it apart when nobody waits on her; mostly nothing."""
        return "" if self.kind == "turn" else str(CHIPS.get(self.weight, ""))

    @property
    def differs(self) -> bool:
        return self.weight == DIFFER

    @property
    def collaboration(self) -> Collaboration | None:
        return self.file.collaboration if self.file else None

    @property
    def title(self) -> str:
        return self.collaboration.title if self.collaboration else self.about[0]

    @property
    def url(self) -> str:
        if self.collaboration is None:
            return self.about[1]
        return address("insights:overview", self.collaboration.uuid)

    @property
    def meta(self) -> str:
        collaboration = self.collaboration
        if collaboration is None:
            return self.meta_end
        parts = [
            collaboration.municipality.organisation.name,
            str(collaboration.get_phase_display()),
            self.meta_end or dutch.since(self.since),
        ]
        return " · ".join(parts)


def named(file: DeskFile | None, agreement: Any, since: date, when: str = "") -> dict[str, Any]:
    """What heads something about an agreement: its file, or for a partner, who opens no file, only the name of it.

    `when`: what is said of its day, if not since when.
    """
    if file:
        return {"file": file, "meta_end": when}
    collaboration = agreement.collaboration
    return {
        "file": None,
        "about": (collaboration.title, address("agreements:version", agreement.newest_version)),
        "meta_end": f"{collaboration.municipality.organisation.name} · {when or dutch.since(since)}",
    }


@dataclass(frozen=True)
class Waiting:
    """Somebody else is to move."""

    file: DeskFile
    sides: list[str]
    text: str
    since: datetime
    url: str
