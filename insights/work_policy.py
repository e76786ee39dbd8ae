"""Which passage about an initiative in policy is gone, or may be gone in a version that is due?"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from initiatives.file_page import address
from initiatives.policy import Ability
from initiatives.terms import PassageState
from insights.desk import Desk, DeskFile
from insights.work_item import ANSWER, ASK, WorkItem
from samenspel import dutch


def passages(desk: Desk) -> Iterator[WorkItem]:
    """One item a file: both sides and who guides it hear of it, until a side says what it did."""
    for file in desk.files:
        if file.is_active and file.asks_about_policy and Ability.LOG in file.abilities:
            yield _item(file)


def _item(file: DeskFile) -> WorkItem:
    known = file.seats[0].participation
    name = {"name": known.passage_name}
    if known.passage_state != PassageState.GONE:
        day = dutch.short_date(known.passage_expected)
        return WorkItem(
            file,
            ASK,
            _("Er zou een nieuwe versie zijn van “%(name)s”. Staat jullie passage er nog in?") % name
            if not file.is_coached
            else _("Er zou een nieuwe versie zijn van “%(name)s”. Staat de passage er nog in?") % name,
            known.passage_expected,
            _("Zeg hoe het ermee staat"),
            address("agreements:policy-version", known.passage_mention),
            meta_end=_("verwacht op %(day)s") % {"day": day},
        )
    own = Ability.GIVE_VIEW in file.abilities
    return WorkItem(
        file,
        ANSWER,
        _("De passage over het initiatief is weg uit “%(name)s”. Niemand zei nog wat eraan is gedaan.")
        % name,
        dutch.local_date(known.passage_since),
        _("Zeg wat jullie deden") if own else _("Bekijk wat er stond"),
        address("agreements:policy-answer", known.passage_mention)
        if own
        else address("agreements:list", file.collaboration.uuid) + "#beleid",
    )
