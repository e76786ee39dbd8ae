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
from initiatives.terms import Layer, Status
from insights.desk import Desk, DeskFile
from insights.work_item import ASK, DECIDE, DIFFER, WorkItem, named
from samenspel import dutch


def signing(desk: Desk) -> Iterator[WorkItem]:
    """Texts that lie to be signed, and the bodies that decide before that."""
    known: list[Any] = desk.agreements
    here = [agreement for agreement in known if agreement.collaboration.status != Status.ENDED]
    yield from _to_sign(desk, [agreement for agreement in here if agreement.asked_to_sign])
    for agreement in here:
        if agreement.collaboration.status != Status.ACTIVE:
            continue
        file = desk.by_id.get(agreement.collaboration_id)
        if file and agreement.stage == Stage.FINAL and Ability.DRAFT in file.abilities:
            yield from _to_talk_or_check(file, agreement)
        if agreement.stage in (Stage.SHARED, Stage.FINAL) and agreement.late_body:
            yield from _body_late(desk, file, agreement)


def _to_sign(desk: Desk, asked: list[Any]) -> Iterator[WorkItem]:
    """Her own signature, when it is her turn."""
    known = {agreement.pk: agreement for agreement in asked}
    for lies in lying(asked):
        agreement = known[lies.version.agreement_id]
        mine = next((s for s in lies.spots if s.row.person and s.row.person.user_id == desk.user.pk), None)
        if mine and lies.why_not(mine) is None:
            facts = {"form": _form(agreement), "party": party_name(mine.row.party.organisation)}
            since = dutch.local_date(lies.version.at)
            yield WorkItem(
                weight=DECIDE,
                reason=_("%(form)s ligt klaar. Jij tekent voor %(party)s.") % facts,
                since=since,
                action=_("Lees en teken"),
                action_url=address("agreements:sign", agreement.uuid),
                kind="turn",
                **named(desk.by_id.get(agreement.collaboration_id), agreement, since),
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


def _body_late(desk: Desk, file: DeskFile | None, agreement: Any) -> Iterator[WorkItem]:
    """A college or a board would have decided by now: its own party and the coach say how it went."""
    if agreement.late_party not in desk.speaks_for and not (file and file.is_coached):
        return
    day = dutch.short_date(agreement.late_on)
    facts = {"form": agreement.called, "day": day}
    facts["who"] = capfirst(str(NAMES[Layer(agreement.late_body)]))
    heads = named(file, agreement, agreement.late_on)
    yield WorkItem(
        weight=ASK,
        reason=_("%(who)s zou op %(day)s over de %(form)s besluiten. Is het gebeurd?") % facts,
        since=agreement.late_on,
        action=_("Zeg hoe het ging"),
        action_url=address("agreements:mandate", agreement.uuid),
        **heads | {"meta_end": _("verwacht op %(day)s") % {"day": day}},
    )


def _form(agreement: Agreement) -> str:
    return capfirst(str(agreement.called))
