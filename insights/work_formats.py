"""What is new in a shared format for who maintains her gemeente's own?"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.maintaining import following
from agreements.maintaining.following import Following
from contacts.models import Access, Function, Side
from initiatives.file_page import address
from insights.desk import Desk
from insights.work_item import MISSING, WorkItem
from municipalities.policy import SPEAKS
from samenspel import dutch


def shared_formats(desk: Desk) -> Iterator[WorkItem]:
    """One item a format, until each article was set aside, or taken over in a version that was published."""
    owners = [function.organisation_id for function in desk.functions if _maintains(function)]
    for found in following.in_force(owners):
        if found.news:
            yield _item(found)


def _maintains(function: Function) -> bool:
    return function.organisation.kind == Side.MUNICIPALITY and Access(function.access) in SPEAKS


def _item(found: Following) -> WorkItem:
    count = len(found.news)
    reason = ngettext(
        "Het gedeelde format is vernieuwd. %(count)s artikel leest daar nu anders dan bij jullie.",
        "Het gedeelde format is vernieuwd. %(count)s artikelen lezen daar nu anders dan bij jullie.",
        count,
    ) % {"count": dutch.count_word(count).capitalize() if count > 1 else _("Eén")}
    own, newest = found.format, found.newest
    owner = own.owner_org.name if own.owner_org else ""
    name = _("Format van gemeente %(owner)s: %(kind)s") % {"owner": owner, "kind": own.kind_label.lower()}
    since = dutch.local_date(newest.published_at or newest.created_at)
    meta = _("gedeelde versie %(number)d, uitgegeven op %(day)s")
    return WorkItem(
        None,
        MISSING,
        reason,
        since,
        _("Ga verder met concept %(number)d") % {"number": found.draft.number}
        if found.draft
        else _("Kies wat jullie overnemen"),
        address("agreements:format-take-over", own.uuid),
        meta_end=meta % {"number": newest.number, "day": dutch.short_date(since)},
        about=(name, address("agreements:format", own.uuid)),
    )
