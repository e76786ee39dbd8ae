"""Which promises ask for this user: what her side is to do soon, what it waits for, what both see differently?"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from contacts.models import Side
from initiatives.file_page import address
from initiatives.names import party_name
from initiatives.terms import Phase
from insights.desk import Desk, DeskFile
from insights.work_item import DIFFER, DUE, OVERDUE, SHOWN, WorkItem
from promises.models import Promise
from promises.page import is_late, to_one_of, when_words
from promises.terms import RUNNING
from samenspel import dutch

AHEAD = timedelta(weeks=2)
WORDS = 80


def promises_due(desk: Desk) -> Iterator[WorkItem]:
    """Of all her files in one query. Who guides hears only where the two sides see it differently."""
    files = [file for file in desk.files if file.works]
    if not files:
        return
    for promise in _asking(desk, files):
        file = desk.by_id[promise.collaboration_id]
        if item := _item(file, promise):
            yield item


def _asking(desk: Desk, files: list[DeskFile]) -> Iterable[Any]:
    own = {pk for file in files for pk in file.organisations}
    late = Q(due_on__lt=timezone.localdate()) | _phase_is_over()
    soon = Q(giver__in=own) & (late | Q(due_on__lte=timezone.localdate() + AHEAD))
    waited = (Q(receiver__in=own) | Q(receiver=None)) & ~Q(giver__in=own) & late
    return (
        Promise.objects.standing()
        .visible_to(desk.user)
        .filter(
            soon | waited | Q(differs=True),
            collaboration__in=[file.collaboration.pk for file in files],
            state__in=RUNNING,
        )
        .select_related("giver", "receiver")
        .order_by(F("due_on").asc(nulls_first=True), "pk")[: 2 * SHOWN]
    )


def _phase_is_over() -> Q:
    over = Q(pk__in=[])
    for phase in Phase:
        earlier = [known for known in Phase if known.number < phase.number]
        over |= Q(collaboration__phase=phase, due_phase__in=earlier)
    return over


def _item(file: DeskFile, promise: Promise) -> WorkItem | None:
    today = timezone.localdate()
    late = is_late(promise, Phase(file.collaboration.phase), today)
    given = promise.giver_id in file.organisations
    got = not given and to_one_of(promise, file.organisations) and file.sides != {Side.SUPPORT}
    facts = {"what": Truncator(promise.what).chars(WORDS), "giver": _capital(party_name(promise.giver))}
    if promise.differs and (given or got or file.is_coached):
        reason, weight, action = (
            _("Over “%(what)s” zien jullie het anders."),
            DIFFER,
            _("Bereid het gesprek voor"),
        )
        if file.is_coached and not given:
            reason = _("Over de toezegging “%(what)s” zien beide kanten het anders.")
    elif given:
        reason = (
            _("Jullie zegden toe: “%(what)s”. Is het gelukt?")
            if late
            else _("Jullie zegden toe: “%(what)s”.")
        )
        weight, action = (OVERDUE if late else DUE), _("Zeg hoe het staat")
    elif got and late:
        reason, weight = _("%(giver)s zegde jullie toe: “%(what)s”. Is het er?"), OVERDUE
        action = _("Zeg hoe het staat")
    else:
        return None
    return WorkItem(
        file,
        weight,
        reason % facts,
        promise.due_on or dutch.local_date(promise.created_at),
        action,
        address("promises:promise", promise.uuid),
        meta_end=when_words(promise, today, late=late),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
