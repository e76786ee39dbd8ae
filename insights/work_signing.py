"""Which text waits for this user to sign it, to look at a sheet, or to say how a body decided?"""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements.models import Agreement, BodyDecision, SignatureSheet
from agreements.signing import bodies
from agreements.signing.rows import lying
from agreements.terms import SheetState, Stage
from initiatives.file_page import address
from initiatives.names import party_name
from initiatives.policy import Ability
from insights.desk import Desk, DeskFile
from insights.work_item import ASK, DECIDE, DIFFER, WorkItem
from samenspel import dutch


def signing(desk: Desk) -> Iterator[WorkItem]:
    """Texts that lie to be signed, and the bodies that decide before that."""
    known = {
        agreement.pk: agreement
        for agreement in desk.agreements
        if agreement.collaboration_id in desk.by_id and agreement.stage in (Stage.SHARED, Stage.FINAL)
    }
    if known:
        yield from _to_sign(desk, known)
        yield from _to_check(desk, known)
        yield from _bodies_late(desk, known)


def _to_sign(desk: Desk, known: dict[int, Agreement]) -> Iterator[WorkItem]:
    for lies in lying(known.values()):
        agreement = known[lies.version.agreement_id]
        file, since = desk.by_id[agreement.collaboration_id], dutch.local_date(lies.version.at)
        page = address("agreements:signing", agreement.uuid)
        mine = next((s for s in lies.spots if s.row.person and s.row.person.user_id == desk.user.pk), None)
        if mine and lies.why_not(mine) is None:
            reason = _("%(form)s ligt klaar. Jij tekent voor %(party)s.") % {
                "form": _form(agreement),
                "party": party_name(mine.row.party.organisation),
            }
            sign = address("agreements:sign", agreement.uuid)
            yield WorkItem(file, DECIDE, reason, since, _("Lees en teken"), sign, kind="turn")
        said_no = next((spot for spot in lies.spots if spot.declined), None)
        if said_no and said_no.declined and _works(file):
            reason = _("%(form)s: %(party)s tekent nog niet. Lees wat er nodig is.") % {
                "form": _form(agreement),
                "party": party_name(said_no.row.party.organisation),
            }
            day = dutch.local_date(said_no.declined.created_at)
            yield WorkItem(file, DIFFER, reason, day, _("Lees wat er nodig is"), page)


def _to_check(desk: Desk, known: dict[int, Agreement]) -> Iterator[WorkItem]:
    """A sheet that another attached."""
    final = [pk for pk, agreement in known.items() if agreement.stage == Stage.FINAL]
    if not final:
        return
    waiting = SignatureSheet.objects.filter(version__agreement__in=final, state=SheetState.WAITING)
    for sheet in (
        waiting.exclude(attached_by__user=desk.user)
        .select_related("version__agreement")
        .defer("version__content")
    ):
        agreement = known[sheet.version.agreement_id]
        file = desk.by_id[agreement.collaboration_id]
        if _works(file):
            yield WorkItem(
                file,
                ASK,
                _("%(form)s: een blad met handtekeningen wacht op een tweede die kijkt.")
                % {"form": _form(agreement)},
                dutch.local_date(sheet.created_at),
                _("Kijk het blad na"),
                address("agreements:sheet", agreement.uuid, sheet.uuid),
            )


def _bodies_late(desk: Desk, known: dict[int, Agreement]) -> Iterator[WorkItem]:
    """A college or a board would have decided by now: its own party and the coach say how it went."""
    today = timezone.localdate()
    newest = {
        (row.party_id, row.layer): row
        for row in BodyDecision.objects.filter(party__agreement__in=list(known)).select_related(
            "party__organisation"
        )
    }
    for row in newest.values():
        agreement = known[row.party.agreement_id]
        file, body = desk.by_id[agreement.collaboration_id], bodies.said_by(row)
        ours = row.party.organisation_id in file.organisations or file.is_coached
        if row.expected_on and bodies.late(body, today) and ours and _works(file):
            day = dutch.short_date(row.expected_on)
            facts = {"form": _form(agreement), "who": capfirst(body.name), "day": day}
            yield WorkItem(
                file,
                ASK,
                _("%(who)s zou op %(day)s over de %(form)s besluiten. Is het gebeurd?")
                % {**facts, "form": str(agreement.get_form_display())},
                row.expected_on,
                _("Zeg hoe het ging"),
                address("agreements:mandate", agreement.uuid),
                meta_end=_("verwacht op %(day)s") % {"day": day},
            )


def _works(file: DeskFile) -> bool:
    return file.is_active and Ability.DRAFT in file.abilities


def _form(agreement: Agreement) -> str:
    return capfirst(str(agreement.get_form_display()))
