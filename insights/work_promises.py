"""Which promises ask for this user: what her side is to do soon, what it waits for, what both see differently?"""

from collections.abc import Iterator
from uuid import UUID

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import Side
from initiatives.file_page import address
from initiatives.people.names import party_name
from initiatives.terms import Status
from insights.desk import Desk, DeskFile
from insights.work_item import DIFFER, DUE, OVERDUE, WorkItem
from promises.asking import Asked, Asks, read_in
from promises.page import when_words
from samenspel import dutch

WORDS = 80


def promises_due(desk: Desk) -> Iterator[WorkItem]:
    """One item a file and kind. Who guides hears of what its own organisation promised, and where the sides differ."""
    for file in desk.files:
        if not file.works:
            continue
        found: dict[Asks, Asked] = {}
        for seat in file.seats:
            for asked in read_in(seat.participation):
                if not (asked.asks == Asks.WAITED and seat.side == Side.SUPPORT):
                    found.setdefault(asked.asks, asked)
        register = address("promises:register", file.collaboration.uuid)
        yield from (_item(asked, register, file=file) for asked in found.values())
    yield from _asked_of_partners(desk)


def _asked_of_partners(desk: Desk) -> Iterator[WorkItem]:
    """The same of a partner that decides along or signed; it opens no file, only what names it."""
    for place in desk.partner_promises:
        collaboration = place.collaboration
        if place.organisation_id not in desk.speaks_for or collaboration.status != Status.ACTIVE:
            continue
        listed = address("promises:partner", place.uuid)
        municipality = collaboration.municipality.organisation.name
        for asked in read_in(place):
            yield _item(asked, listed, about=(collaboration.title, listed), municipality=municipality)


def _item(
    asked: Asked,
    listed: str,
    *,
    file: DeskFile | None = None,
    about: tuple[str, str] = ("", ""),
    municipality: str = "",
) -> WorkItem:
    """`listed`: where all of them stand; `about` and `municipality`: what heads it outside a file."""
    weight = DIFFER if asked.asks == Asks.DIFFERS else OVERDUE if asked.late else DUE
    reason = _words(asked) % {
        "what": Truncator(asked.what).chars(WORDS),
        "giver": capfirst(party_name(asked.giver)),
    }
    url = address("promises:promise", UUID(asked.uuid))
    if asked.n > 1:
        more = ngettext("Net als nog één toezegging.", "Net als nog %(n)s toezeggingen.", asked.n - 1)
        reason = f"{reason} {more % {'n': dutch.count_word(asked.n - 1)}}"
        url = listed
    action = _("Bereid het gesprek voor") if asked.asks == Asks.DIFFERS else _("Zeg hoe het staat")
    when = when_words(asked, late=asked.late)
    return WorkItem(
        file,
        weight,
        reason,
        asked.due_on or asked.said_on,
        action,
        url,
        meta_end=f"{municipality} · {when}" if municipality else when,
        about=about,
    )


def _words(asked: Asked) -> str:
    if asked.asks == Asks.WAITED:
        return _("%(giver)s zegde jullie toe: “%(what)s”. Is het er?")
    if asked.asks == Asks.DUE:
        return (
            _("Jullie zegden toe: “%(what)s”. Is het gelukt?")
            if asked.late
            else _("Jullie zegden toe: “%(what)s”.")
        )
    return _("Over de toezegging “%(what)s” zien beide kanten het anders.")
