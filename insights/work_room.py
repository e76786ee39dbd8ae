"""Which requests for help, and which views of roles and room, ask for this user?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import Side
from initiatives.deciding.keys import lies_long
from initiatives.file_page import address
from initiatives.models import Fact, PlanItem
from initiatives.room import topics
from initiatives.room.stances import Codes, Topic, topic_state
from initiatives.terms import ItemKind
from insights.desk import Desk, DeskFile
from insights.work_item import ANSWER, DIFFER, OVERDUE, SHOWN, WorkItem
from samenspel import dutch

COMPARED = {topic.fact: topic for topic in topics.TOPICS if any(line.compared for line in topic.lines)}


# --- requests -----------------------------------------------------------------------------------------


def unanswered(today: date) -> Q:
    """What the initiative asked and the gemeente is to say something about."""
    waits = Q(stage__in=["asked", "looked_at"]) | Q(stage="promised", due_on__lt=today)
    return Q(kind=ItemKind.REQUEST) & waits


def requests_to_answer(desk: Desk) -> Iterator[WorkItem]:
    """What the initiative asked and the gemeente did not answer yet, or promised for a day that is past."""
    asked = PlanItem.objects.filter(
        unanswered(timezone.localdate()),
        collaboration__in=desk.ids(lambda f: f.works and Side.MUNICIPALITY in f.sides),
    ).order_by("created_at", "pk")[: 2 * SHOWN]
    for request in asked:
        promised = request.stage == "promised"
        words = {
            "asked": _("Het initiatief vraagt hulp: “%(title)s”. Jullie gaven nog geen antwoord."),
            "looked_at": _("Jullie bekijken de vraag “%(title)s”. Het initiatief wacht op antwoord."),
            "promised": _("Jullie zegden toe: “%(title)s”. Is het geleverd?"),
        }[request.stage]
        yield WorkItem(
            desk.by_id[request.collaboration_id],
            OVERDUE if promised else ANSWER,
            words % {"title": request.title},
            request.due_on if promised else dutch.local_date(request.created_at),
            _("Werk de vraag bij") if promised else _("Geef antwoord"),
            address("initiatives:ladder-item", request.uuid),
            meta_end=_("toegezegd voor %(day)s") % {"day": dutch.short_date(request.due_on)}
            if promised
            else "",
        )


# --- topics on which the sides differ -------------------------------------------------------------------


def topics_differing(desk: Desk) -> Iterator[WorkItem]:
    """After three weeks: one item a file, for the side that has not answered the other, and for who guides."""
    today = timezone.localdate()
    long: dict[int, list[tuple[Topic, Any, str]]] = {}
    for (pk, name), (first, last) in _both_sides(desk).items():
        codes = {said.side: said.codes for said in (first, last)}
        state = topic_state(COMPARED[name], codes[Side.MUNICIPALITY], codes[Side.INITIATIVE])
        if state == "differ" and lies_long(dutch.local_date(last.at), today):
            long.setdefault(pk, []).append((COMPARED[name], last.at, first.side))
    for pk, differing in long.items():
        file = desk.by_id[pk]
        mine = [(topic, since) for topic, since, side in differing if file.is_coached or side in file.sides]
        if mine:
            yield _difference(file, sorted(mine, key=lambda found: found[1]))


@dataclass(frozen=True)
class Said:
    side: str
    codes: Codes
    at: datetime


def _both_sides(desk: Desk) -> dict[tuple[int, str], tuple[Said, Said]]:
    """The newest answer of each side on each topic, the earlier one first, where both gave one."""
    newer = Fact.objects.filter(
        collaboration=OuterRef("collaboration"),
        name=OuterRef("name"),
        participation__side=OuterRef("participation__side"),
        pk__gt=OuterRef("pk"),
    )
    facts = Fact.objects.filter(
        ~Exists(newer),
        collaboration__in=desk.ids(lambda f: f.works),
        name__in=COMPARED,
        participation__side__in=[Side.MUNICIPALITY, Side.INITIATIVE],
    )
    found: dict[tuple[int, str], list[Said]] = {}
    columns = ("collaboration", "name", "participation__side", "value", "created_at")
    for file, name, side, value, at in facts.order_by("pk").values_list(*columns):
        found.setdefault((file, name), []).append(Said(side, value["codes"], at))
    return {place: (said[0], said[1]) for place, said in found.items() if len(said) == 2}


def _difference(file: DeskFile, differing: list[tuple[Topic, Any]]) -> WorkItem:
    topic, since = differing[0]
    reason = _("Over “%(question)s” denken jullie al lang verschillend.") % {"question": topic.title}
    if file.is_coached:
        reason = _("Over “%(question)s” denken beide kanten al lang verschillend.") % {
            "question": topic.title
        }
    if others := len(differing) - 1:
        more = ngettext("Net als over nog één onderwerp.", "Net als over nog %(count)s onderwerpen.", others)
        reason += " " + more % {"count": dutch.count_word(others)}
    return WorkItem(
        file,
        DIFFER,
        reason,
        dutch.local_date(since),
        _("Bereid het gesprek voor") if file.is_coached else _("Lees wat de ander zegt"),
        address("initiatives:room-topic", file.collaboration.uuid, topic.slug),
        meta_end=_("verschil %(since)s") % {"since": dutch.since(since)},
    )
