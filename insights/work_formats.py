"""What is new in a shared format for who maintains her gemeente's own?"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.maintaining import following
from agreements.maintaining.following import Following
from contacts.models import Side
from initiatives.file_page import address
from insights.desk import Desk
from insights.work_item import MISSING, UNPUBLISHED, WorkItem
from municipalities.policy import spoken_for
from samenspel import dutch


def shared_formats(desk: Desk) -> Iterator[WorkItem]:
    """One item a format, until each article was taken over or set aside and the draft with it was published."""
    if not any(function.organisation.kind == Side.MUNICIPALITY for function in desk.functions):
        return
    for found in following.of_owners([municipality.pk for municipality in spoken_for(desk.user)]):
        if found.news:
            yield _to_choose(found)
        elif found.waits:
            yield _to_publish(found)


def _to_choose(found: Following) -> WorkItem:
    count = len(found.news)
    reason = ngettext(
        "Het gedeelde format is vernieuwd. %(count)s artikel leest daar nu anders dan bij jullie.",
        "Het gedeelde format is vernieuwd. %(count)s artikelen lezen daar nu anders dan bij jullie.",
        count,
    ) % {"count": dutch.count_word(count).capitalize() if count > 1 else _("Eén")}
    page = address("agreements:format-take-over", found.format.uuid)
    return _item(found, MISSING, reason, _("Kies wat jullie overnemen"), page)


def _to_publish(found: Following) -> WorkItem:
    number = {"number": found.format.number}
    return _item(
        found,
        UNPUBLISHED,
        _("Concept %(number)d heeft nu wat jullie overnamen. Nieuwe stukken beginnen er pas mee na uitgeven.")
        % number,
        _("Geef concept %(number)d uit") % number,
        address("agreements:format-publish", found.format.uuid),
    )


def _item(found: Following, weight: int, reason: str, action: str, page: str) -> WorkItem:
    own, newest = found.format, found.newest
    owner = own.owner_org.name if own.owner_org else ""
    name = _("Format van gemeente %(owner)s: %(kind)s") % {"owner": owner, "kind": own.kind_label.lower()}
    since = dutch.local_date(newest.published_at or newest.created_at)
    meta = _("gedeelde versie %(number)d, uitgegeven op %(day)s")
    return WorkItem(
        None,
        weight,
        reason,
        since,
        action,
        page,
        meta_end=meta % {"number": newest.number, "day": dutch.short_date(since)},
        about=(name, address("agreements:format", own.uuid)),
    )
