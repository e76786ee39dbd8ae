"""What does the timeline say of agreements that were made elsewhere, and of policy that names the initiative?"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.file_page import address
from initiatives.history.linked import Linked
from initiatives.history.sentences.words import Tell, Told, label, page_of_row
from initiatives.models import Event
from initiatives.terms import EventKind, Form, PassageState, PolicyKind

REGISTERED: Mapping[str, Any] = {
    "registered": gettext_lazy("Elders gemaakt, hier geregistreerd: %(form)s"),
    "corrected": gettext_lazy("Gegevens verbeterd van een afspraak van elders: %(form)s"),
    "doubted": gettext_lazy("Volgens een andere kant klopt een registratie niet: %(form)s"),
    "withdrawn": gettext_lazy("Registratie ingetrokken: %(form)s"),
}
IN_POLICY: Mapping[str, Any] = {
    PassageState.NAMED: gettext_lazy("Genoemd in beleid: %(kind)s"),
    PassageState.WAITS: gettext_lazy("Nog geen nieuwe versie van het beleidsstuk: %(kind)s"),
    PassageState.STANDS: gettext_lazy("Nieuwe versie, de passage staat er nog: %(kind)s"),
    PassageState.CHANGED: gettext_lazy("Nieuwe versie, de passage is veranderd: %(kind)s"),
    PassageState.GONE: gettext_lazy("Nieuwe versie, de passage is weg: %(kind)s"),
    PassageState.WITHDRAWN: gettext_lazy("Vermelding weggehaald: %(kind)s"),
}


def _elsewhere(event: Event, linked: Linked) -> Told:
    words = REGISTERED.get(event.payload.get("what", ""), REGISTERED["corrected"])
    title = words % {"form": label(Form, event.payload.get("form"), "…")}
    return Told(title, url=page_of_row(event, "agreements:agreement"))


def _in_policy(event: Event, linked: Linked) -> Told:
    kind = {"kind": label(PolicyKind, event.payload.get("kind"), "…")}
    url = address("agreements:list", event.collaboration.uuid) + "#beleid"
    if event.payload.get("answered"):
        return Told(_("Gezegd wat er is gedaan nu de passage weg is: %(kind)s") % kind, url=url)
    words = IN_POLICY.get(event.payload.get("state", ""), IN_POLICY[PassageState.NAMED])
    return Told(str(words % kind), url=url)


SENTENCES: Mapping[EventKind, Tell] = {
    EventKind.ELSEWHERE: _elsewhere,
    EventKind.IN_POLICY: _in_policy,
}
