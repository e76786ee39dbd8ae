"""What does the timeline say of promises: given, taken over from an agreement, kept, moved?"""

from collections.abc import Mapping
from typing import Any

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.models import Side
from initiatives.file_page import address
from initiatives.history.linked import Linked
from initiatives.history.sentences.words import Tell, Told, day, label, page_of_row, with_hat
from initiatives.models import Event
from initiatives.terms import EventKind
from samenspel import dutch

K = EventKind
SHOWN = 120
SAID: dict[str, Any] = {
    "kept": gettext_lazy("nagekomen"),
    "moved": gettext_lazy("verschoven"),
    "lapsed": gettext_lazy("vervallen"),
    "open": gettext_lazy("loopt nog"),
    "not_so": gettext_lazy("zo niet toegezegd"),
}


def _what(event: Event, linked: Linked) -> str:
    promise = linked.row(event, "promise")
    if promise:
        return f"“{Truncator(promise.title).chars(SHOWN)}”"
    giver = label(Side, event.payload.get("giver"))
    return _("een toezegging van %(side)s") % {"side": giver} if giver else _("een toezegging")


def _url(event: Event) -> str:
    return page_of_row(event, "promises:promise")


def _promised(event: Event, linked: Linked) -> Told:
    if count := event.payload.get("count"):
        words = ngettext(
            "Eén afspraak uit een overeenkomst bij de toezeggingen gezet",
            "%(count)s afspraken uit een overeenkomst bij de toezeggingen gezet",
            count,
        )
        title = words % {"count": dutch.count_word(count).capitalize()}
        return Told(title, url=address("promises:register", event.collaboration.uuid))
    title = _("Toezegging van %(side)s") % {"side": label(Side, event.payload.get("giver"), "…")}
    if linked.row(event, "promise"):
        title = f"{title}: {_what(event, linked)}"
    return Told(with_hat(title, event), url=_url(event))


def _noted(event: Event, linked: Linked) -> Told:
    said = str(SAID.get(event.payload.get("word", ""), "…"))
    if new_day := day(event.payload.get("day")):
        said = _("verschoven naar %(day)s") % {"day": new_day}
    row = linked.row(event, "promiseword")
    title = f"{_what(event, linked)}: {said}"
    return Told(capfirst(title), row.text if row else "", _url(event))


def _day_passed(event: Event, linked: Linked) -> Told:
    title = _("De dag van %(what)s was %(day)s. Is het gelukt?")
    facts = {"what": _what(event, linked), "day": day(event.payload.get("on")) or "…"}
    return Told(title % facts, url=_url(event))


def _withdrawn(event: Event, linked: Linked) -> Told:
    return Told(_("Toezegging weggehaald: %(what)s") % {"what": _what(event, linked)}, url=_url(event))


def _replaced(event: Event, linked: Linked) -> Told:
    count = event.payload.get("count", 1)
    words = ngettext(
        "Eén toezegging is vervangen: een addendum verwoordt haar anders",
        "%(count)s toezeggingen zijn vervangen: een addendum verwoordt ze anders",
        count,
    )
    title = words % {"count": dutch.count_word(count).capitalize()}
    return Told(title, url=address("promises:register", event.collaboration.uuid))


SENTENCES: Mapping[EventKind, Tell] = {
    K.PROMISED: _promised,
    K.PROMISE_NOTED: _noted,
    K.PROMISE_DAY_PASSED: _day_passed,
    K.PROMISE_WITHDRAWN: _withdrawn,
    K.PROMISE_REPLACED: _replaced,
}
