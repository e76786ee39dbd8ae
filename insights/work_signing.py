"""Which text waits for this user to sign it, to look at a sheet, or to say how a body decided?"""

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.signing.rows import lying
from agreements.terms import Stage
from initiatives.deciding.layers import NAMES
from initiatives.file_page import address
from initiatives.people.names import party_name
from initiatives.policy import Ability
from initiatives.terms import Layer
from insights.desk import Desk, DeskFile
from insights.work_item import ASK, DECIDE, DIFFER, WorkItem
from samenspel import dutch


def signing(desk: Desk) -> Iterator[WorkItem]:
    """Texts that lie to be signed, and the bodies that decide before that."""
    here: list[Any] = [agreement for agreement in desk.agreements if agreement.collaboration_id in desk.by_id]
    yield from _to_sign(desk, [agreement for agreement in here if agreement.asked_to_sign])
    for agreement in here:
        file = desk.by_id[agreement.collaboration_id]
        if not file.is_active or Ability.DRAFT not in file.abilities:
            continue
        if agreement.stage == Stage.FINAL:
            yield from _to_talk_or_check(file, agreement)
        if agreement.stage in (Stage.SHARED, Stage.FINAL) and agreement.late_body:
            yield from _body_late(file, agreement)


def _to_sign(desk: Desk, asked: list[Any]) -> Iterator[WorkItem]:
    """Her own signature, when it is her turn."""
    known = {agreement.pk: agreement for agreement in asked}
    for lies in lying(asked):
        agreement = known[lies.version.agreement_id]
        mine = next((s for s in lies.spots if s.row.person and s.row.person.user_id == desk.user.pk), None)
        if mine and lies.why_not(mine) is None:
            facts = {"form": _form(agreement), "party": party_name(mine.row.party.organisation)}
            yield WorkItem(
                desk.by_id[agreement.collaboration_id],
                DECIDE,
                _("%(form)s ligt klaar. Jij tekent voor %(party)s.") % facts,
                dutch.local_date(lies.version.at),
                _("Lees en teken"),
                address("agreements:sign", agreement.uuid),
                kind="turn",
            )


def _to_talk_or_check(file: DeskFile, agreement: Any) -> Iterator[WorkItem]:
    """A party said not yet; a sheet that another attached waits for a second who looks."""
    form = {"form": _form(agreement)}
    if agreement.said_no_at:
        yield WorkItem(
            file,
            DIFFER,
            _("%(form)s: een partij tekent nog niet. Lees wat er nodig is.") % form,
            dutch.local_date(agreement.said_no_at),
            _("Lees wat er nodig is"),
            address("agreements:signing", agreement.uuid),
        )
    if agreement.sheet_waits:
        yield WorkItem(
            file,
            ASK,
            _("%(form)s: een blad met handtekeningen wacht op een tweede die kijkt.") % form,
            dutch.local_date(agreement.sheet_at),
            _("Kijk het blad na"),
            address("agreements:sheet", agreement.uuid, agreement.sheet_waits),
        )


def _body_late(file: DeskFile, agreement: Any) -> Iterator[WorkItem]:
    """A college or a board would have decided by now: its own party and the coach say how it went."""
    if agreement.late_party not in file.organisations and not file.is_coached:
        return
    day = dutch.short_date(agreement.late_on)
    facts = {"form": agreement.called, "day": day}
    facts["who"] = capfirst(str(NAMES[Layer(agreement.late_body)]))
    yield WorkItem(
        file,
        ASK,
        _("%(who)s zou op %(day)s over de %(form)s besluiten. Is het gebeurd?") % facts,
        agreement.late_on,
        _("Zeg hoe het ging"),
        address("agreements:mandate", agreement.uuid),
        meta_end=_("verwacht op %(day)s") % {"day": day},
    )


def _form(agreement: Agreement) -> str:
    return capfirst(str(agreement.called))
