"""What does the timeline say of who decides on an agreement, and who signs it?"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.history.linked import Linked
from initiatives.history.sentences.words import Tell, Told, label, page_of_row
from initiatives.models import Event
from initiatives.terms import EventKind, Layer

K = EventKind


def _signing(words: Any) -> Tell:
    def told(event: Event, linked: Linked) -> Told:
        title = _("%(words)s (versie %(number)s)") % {
            "words": words,
            "number": event.payload.get("number", "…"),
        }
        return Told(title, url=page_of_row(event, "agreements:signing"))

    return told


def _in_force(event: Event, linked: Linked) -> Told:
    words = {
        "amends": _("Het addendum geldt: iedereen heeft getekend"),
        "renews": _("De tweede intentieverklaring geldt: iedereen heeft getekend"),
    }.get(event.payload.get("relation", ""), _("De overeenkomst geldt: iedereen heeft getekend"))
    return _signing(words)(event, linked)


def _signed(event: Event, linked: Linked) -> Told:
    ink = event.payload.get("method") == "ink"
    words = _("Getekend op papier") if ink else _("Getekend in Samenspel")
    return _signing(words)(event, linked)


def _body_decided(event: Event, linked: Linked) -> Told:
    said = {
        "awaited": _("Nog een besluit nodig over een overeenkomst: %(layer)s"),
        "approved": _("Akkoord met een overeenkomst: %(layer)s"),
        "refused": _("Niet akkoord met een overeenkomst: %(layer)s"),
        "not_needed": _("Hoeft niet te besluiten over een overeenkomst: %(layer)s"),
    }
    words = said.get(event.payload.get("outcome", ""), said["awaited"]) % {
        "layer": label(Layer, event.payload.get("layer"), "…")
    }
    return Told(words, url=page_of_row(event, "agreements:signing"))


SENTENCES: Mapping[EventKind, Tell] = {
    K.BODY_DECIDED: _body_decided,
    K.SIGNABLE: _signing(gettext_lazy("Een tekst ligt klaar om te tekenen")),
    K.SIGNER_NAMED: _signing(gettext_lazy("Gezegd wie er tekent")),
    K.SHEET_ADDED: _signing(gettext_lazy("Een blad met handtekeningen toegevoegd")),
    K.SHEET_RETURNED: _signing(gettext_lazy("Een blad met handtekeningen klopt nog niet")),
    K.SIGNED: _signed,
    K.SIGNING_DECLINED: _signing(gettext_lazy("Een partij tekent nog niet")),
    K.SIGNING_TAKEN_UP: _signing(gettext_lazy("Een partij tekent toch")),
    K.SIGNING_ENDED: _signing(gettext_lazy("De tekst is terug om te verbeteren")),
    K.IN_FORCE: _in_force,
}
