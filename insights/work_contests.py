"""Whose record of a decision is contested: who talks about it, until it is settled?"""

from collections.abc import Iterator

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from initiatives.file_page import address
from initiatives.models import DecisionKey
from initiatives.people.names import party_name
from initiatives.policy import Ability
from insights.desk import Desk, DeskFile
from insights.work_decisions import called
from insights.work_item import ASK, Waiting, WorkItem
from samenspel import dutch


def contests(desk: Desk) -> Iterator[WorkItem]:
    """Who guides the file, who recorded it, who proposed, and who holds another key: everyone who works there."""
    for key in desk.contested_keys:
        file = desk.by_id[key.decision.collaboration_id]
        if Ability.PROPOSE in file.abilities and not _is_own(file, key):
            yield WorkItem(
                file,
                ASK,
                _("%(who)s zegt: zo hebben wij niet besloten over %(what)s. “%(text)s” Praat erover.")
                % {
                    "who": capfirst(party_name(key.participation.organisation)),
                    "what": called(key.decision),
                    "text": Truncator(key.contest_remark).chars(120),
                },
                dutch.local_date(key.contested_at),
                _("Lees wat er niet klopt"),
                address("initiatives:decision", key.decision.uuid) + "#betwist",
            )


def waiting_for_talk(desk: Desk) -> Iterator[Waiting]:
    """Who contested it waits for the others, and says here when they are agreed."""
    for key in desk.contested_keys:
        file = desk.by_id[key.decision.collaboration_id]
        if _is_own(file, key):
            yield Waiting(
                file,
                [],
                _(
                    "Jullie zeiden: zo hebben wij niet besloten over %(what)s. Zijn jullie eruit? Schrijf dan op hoe."
                )
                % {"what": called(key.decision)},
                key.contested_at,
                address("initiatives:decision", key.decision.uuid) + "#betwist",
            )


def _is_own(file: DeskFile, key: DecisionKey) -> bool:
    return key.participation.organisation_id in file.organisations
