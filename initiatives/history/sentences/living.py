"""What does the timeline say of an agreement that holds: looking back, running out, ending?"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.history.linked import Linked
from initiatives.history.sentences.words import Tell, Told, day, label, page_of_row
from initiatives.models import Event
from initiatives.terms import EventKind, Form

K = EventKind
CONCLUSIONS: Mapping[str, Any] = {
    "goes_on": gettext_lazy("het gaat goed zo"),
    "changes": gettext_lazy("er moet iets anders"),
    "stops": gettext_lazy("stoppen ligt op tafel"),
}
WAYS: Mapping[str, Any] = {
    "together": gettext_lazy("De %(form)s eindigde op %(day)s, samen besloten"),
    "notice": gettext_lazy("De %(form)s eindigde op %(day)s, na opzegging"),
    "at_once": gettext_lazy("De %(form)s eindigde op %(day)s"),
    "succeeded": gettext_lazy("De %(form)s is opgevolgd door een nieuw stuk"),
}


def _told(words: Any) -> Tell:
    """A sentence that may name the form and the day."""

    def told(event: Event, linked: Linked) -> Told:
        return Told(str(words) % _facts(event), url=_page(event))

    return told


def _facts(event: Event) -> dict[str, str]:
    return {
        "form": label(Form, event.payload.get("form"), _("overeenkomst")),
        "day": day(event.payload.get("on")),
    }


def _page(event: Event) -> str:
    return page_of_row(event, "agreements:agreement")


def _held(event: Event, linked: Linked) -> Told:
    outcome = CONCLUSIONS.get(str(event.payload.get("conclusion", "")), "")
    words = _("Teruggekeken op de %(form)s op %(day)s: %(outcome)s")
    return Told(words % {**_facts(event), "outcome": outcome}, url=_page(event))


def _ended(event: Event, linked: Linked) -> Told:
    words = WAYS.get(str(event.payload.get("way", "")), WAYS["at_once"])
    return Told(str(words) % _facts(event), url=_page(event))


def _notice(event: Event, linked: Linked) -> Told:
    """Of one party whose stopping leaves the others together, or of all."""
    words = _("De %(form)s opgezegd: zij eindigt op %(day)s")
    if event.payload.get("way") == "out":
        words = _("De %(form)s opgezegd door één partij, met ingang van %(day)s. De anderen gaan verder")
    return Told(words % _facts(event), url=_page(event))


SENTENCES: Mapping[EventKind, Tell] = {
    K.EVALUATION_PLANNED: _told(gettext_lazy("Terugblik op de %(form)s gepland op %(day)s")),
    K.EVALUATION_DUE: _told(gettext_lazy("Tijd om terug te kijken op de %(form)s: %(day)s")),
    K.EVALUATION_HELD: _held,
    K.TERM_NEARS: _told(gettext_lazy("De %(form)s loopt af op %(day)s")),
    K.TERM_PASSED: _told(gettext_lazy("De %(form)s is verlopen op %(day)s")),
    K.NOTICE_GIVEN: _notice,
    K.NOTICE_TAKEN_BACK: _told(
        gettext_lazy("De opzegging van de %(form)s is teruggenomen: zij blijft gelden")
    ),
    K.AGREEMENT_ENDED: _ended,
    K.ENDING_READ: _told(gettext_lazy("Eigen lezing toegevoegd bij het einde van de %(form)s")),
}
