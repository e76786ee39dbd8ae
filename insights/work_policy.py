"""Which passage about an initiative in policy is gone, or may be gone in a version that is due?"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from agreements.registered.mentions import AskedPassage
from initiatives.file_page import address
from initiatives.policy import Ability
from insights.desk import Desk, DeskFile
from insights.work_item import ANSWER, ASK, WorkItem
from samenspel import dutch


def passages(desk: Desk) -> Iterator[WorkItem]:
    """One item a file: both sides and who guides it hear of it, until a side says what it did."""
    for file in desk.files:
        if file.is_active and Ability.LOG in file.abilities and (asked := file.asked_passage):
            yield _item(file, asked)


def _item(file: DeskFile, asked: AskedPassage) -> WorkItem:
    name = {"name": asked.name}
    if not asked.is_gone and asked.expected:
        day = dutch.short_date(asked.expected)
        return WorkItem(
            file,
            ASK,
            _("Er zou een nieuwe versie zijn van “%(name)s”. Staat jullie passage er nog in?") % name
            if not file.is_coached
            else _("Er zou een nieuwe versie zijn van “%(name)s”. Staat de passage er nog in?") % name,
            asked.expected,
            _("Zeg hoe het ermee staat"),
            address("agreements:policy-version", asked.mention),
            meta_end=_("verwacht op %(day)s") % {"day": day},
        )
    own = Ability.GIVE_VIEW in file.abilities
    return WorkItem(
        file,
        ANSWER,
        _("De passage over het initiatief is weg uit “%(name)s”. Niemand zei nog wat eraan is gedaan.")
        % name,
        dutch.local_date(asked.since),
        _("Zeg wat jullie deden") if own else _("Bekijk wat er stond"),
        address("agreements:policy-answer", asked.mention)
        if own
        else address("agreements:list", file.collaboration.uuid) + "#beleid",
    )
