"""Which agreement that was made elsewhere does another side doubt, and who is to answer?"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from initiatives.file_page import address
from initiatives.policy import Ability
from insights.desk import Desk
from insights.work_item import ANSWER, WorkItem
from samenspel import dutch


def doubted(desk: Desk) -> Iterator[WorkItem]:
    """For who registered it, and for who guides them; until it is corrected, withdrawn, or kept with a reason."""
    known: list[Any] = desk.agreements  # with what `with_doubt` adds
    for agreement in known:
        file = desk.by_id.get(agreement.collaboration_id)
        if not agreement.doubted_at or not file or not file.is_active or Ability.DRAFT not in file.abilities:
            continue
        if agreement.registered_by in file.organisations or file.is_coached:
            yield WorkItem(
                file,
                ANSWER,
                _("Volgens %(party)s klopt “%(title)s” niet.")
                % {"party": agreement.doubted_by, "title": agreement.title},
                dutch.local_date(agreement.doubted_at),
                _("Kijk wat er niet klopt"),
                address("agreements:agreement", agreement.uuid),
            )
