"""Which agreements that hold ask for something: a look back, an end that comes, an end that is past?"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements.living import evaluations, term
from agreements.living.term import Standing
from agreements.terms import Relation, Stage
from initiatives.file_page import address
from initiatives.policy import Ability
from insights.desk import Desk, DeskFile
from insights.work_item import DUE, OVERDUE, WorkItem
from samenspel import dutch


def living(desk: Desk) -> Iterator[WorkItem]:
    """For both sides and who guides them. An addendum lives with the agreement it belongs to."""
    today = timezone.localdate()
    for agreement in desk.agreements:
        file = desk.by_id.get(agreement.collaboration_id)
        if agreement.stage != Stage.IN_FORCE or agreement.relation == Relation.AMENDS:
            continue
        if file and file.is_active and Ability.DRAFT in file.abilities:
            yield from _end(file, agreement, today)
            yield from _look_back(file, agreement, today)


def _end(file: DeskFile, agreement: Any, today: date) -> Iterator[WorkItem]:
    last = term.last_day(agreement.ends_on, renews=agreement.renews, today=today)
    standing = term.standing(last, today)
    if last is None or standing == Standing.HOLDS or agreement.renews:
        return
    facts = {"form": _form(agreement), "day": dutch.short_date(last)}
    past = standing == Standing.EXPIRED
    words = _("%(form)s is verlopen op %(day)s.") if past else _("%(form)s loopt af op %(day)s.")
    yield WorkItem(
        file,
        OVERDUE if past else DUE,
        words % facts,
        last,
        _("Kijk wat jullie willen"),
        address("agreements:agreement", agreement.uuid),
        meta_end=_("tot %(day)s") % facts,
    )


def _look_back(file: DeskFile, agreement: Any, today: date) -> Iterator[WorkItem]:
    day = agreement.looks_back_on
    if not evaluations.asks(day, today):
        return
    late = day < today
    words = (
        _("%(form)s: de terugblik van %(day)s is nog niet vastgelegd.")
        if late
        else _("%(form)s: op %(day)s kijken jullie terug.")
    )
    yield WorkItem(
        file,
        OVERDUE if late else DUE,
        words % {"form": _form(agreement), "day": dutch.short_date(day)},
        day,
        _("Leg de terugblik vast"),
        address("agreements:evaluate", agreement.uuid),
        meta_end=_("voor %(day)s") % {"day": dutch.short_date(day)},
    )


def _form(agreement: Any) -> str:
    return capfirst(str(agreement.called))
