"""What does the timeline say of the file itself and of who takes part?"""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.models import Organisation
from initiatives.history.linked import Linked
from initiatives.history.sentences.planning import fitted
from initiatives.history.sentences.words import Tell, Told, day, label, page, page_of_row
from initiatives.models import Event
from initiatives.people.names import party_name
from initiatives.terms import EventKind, Form, Phase, Role

K = EventKind


def _opened(event: Event, linked: Linked) -> Told:
    title = _("Dossier geopend in de fase %(phase)s") % {
        "phase": label(Phase, event.payload.get("phase"), "…")
    }
    number = event.payload.get("not_fitting", 0)
    text = ngettext(
        "%(number)s onderdeel van het stappenplan past niet bij jullie. Het staat bij “overgeslagen”.",
        "%(number)s onderdelen van het stappenplan passen niet bij jullie. Ze staan bij “overgeslagen”.",
        number,
    ) % {"number": number}
    return Told(title, text if number else "")


def _party(event: Event, linked: Linked) -> str:
    party = linked.row(event, "participation")
    return party_name(Organisation(name=party.title, kind=party.text)) if party else ""


def _joined(event: Event, linked: Linked) -> Told:
    name = _party(event, linked)
    title = _("%(name)s doet mee") % {"name": capfirst(name)} if name else _("Een partij doet mee")
    return Told(title, fitted(event, linked))


def _left(event: Event, linked: Linked) -> Told:
    name = _party(event, linked)
    title = (
        _("%(name)s doet niet meer mee") % {"name": capfirst(name)}
        if name
        else _("Een partij doet niet meer mee")
    )
    return Told(title)


def _merged(event: Event, linked: Linked) -> Told:
    """Of the file: who sits there now. Of a draft: whom its text names."""
    name = _party(event, linked) or _("een andere gemeente")
    if not event.subject.startswith("participation:"):
        return Told(_("De tekst van een overeenkomst in concept noemt nu %(name)s") % {"name": name})
    words = _("Sinds %(day)s. Open sleutels en rollen gingen mee. Wat getekend is, houdt de oude naam.") % {
        "day": day(event.payload.get("on")) or "…"
    }
    return Told(_("De gemeente ging op in een andere: nu doet %(name)s mee") % {"name": name}, words)


def _assigned(event: Event, linked: Linked) -> Told:
    title = _("%(role)s: %(name)s") % {
        "role": capfirst(label(Role, event.payload.get("role"), _("rol"))),
        "name": linked.assignee(event) or _("iemand"),
    }
    return Told(title, url=page(event, "people"))


def _unassigned(event: Event, linked: Linked) -> Told:
    title = _("%(role)s tot %(day)s: %(name)s") % {
        "role": capfirst(label(Role, event.payload.get("role"), _("rol"))),
        "day": day(event.payload.get("ends_on")) or "…",
        "name": linked.assignee(event) or _("iemand"),
    }
    return Told(title, url=page(event, "people"))


def _profile(event: Event, linked: Linked) -> Told:
    if name := _party(event, linked):
        return Told(_("Vestigingsplaats of KVK-nummer van %(name)s bijgewerkt") % {"name": name})
    return Told(_("Gegevens van het initiatief bijgewerkt"), fitted(event, linked))


def _of_agreement(named: Any, nameless: Any) -> Tell:
    """A party comes or goes while an agreement is made."""

    def told(event: Event, linked: Linked) -> Told:
        form = label(Form, event.payload.get("form"), _("overeenkomst"))
        name = _party(event, linked)
        words = str(named if name else nameless) % {"name": capfirst(name), "form": form}
        return Told(words, url=page_of_row(event, "agreements:agreement"))

    return told


def _blanked(event: Event, linked: Linked) -> Told:
    return Told(_("Iemand is gewist. Wat diegene zelf opschreef, staat er niet meer"))


SENTENCES: Mapping[EventKind, Tell] = {
    K.OPENED: _opened,
    K.JOINED: _joined,
    K.LEFT: _left,
    K.MERGED: _merged,
    K.PARTY_LEFT: _of_agreement(
        gettext_lazy("%(name)s stopt met de %(form)s"), gettext_lazy("Een partij stopt met de %(form)s")
    ),
    K.PARTY_BACK: _of_agreement(
        gettext_lazy("%(name)s doet toch mee aan de %(form)s"),
        gettext_lazy("Een partij doet toch mee aan de %(form)s"),
    ),
    K.PARTY_ADDED: _of_agreement(
        gettext_lazy("%(name)s doet nu mee aan de %(form)s"),
        gettext_lazy("Een partij doet nu mee aan de %(form)s"),
    ),
    K.ASSIGNED: _assigned,
    K.UNASSIGNED: _unassigned,
    K.PROFILE_CHANGED: _profile,
    K.WORDS_BLANKED: _blanked,
}
