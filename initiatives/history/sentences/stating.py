"""What does the timeline say of what somebody stated: an answer, a view, a place, a day?"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from contacts.models import Side
from initiatives.actions.self_check import FACT as SELF_CHECK
from initiatives.coaching import steps as coach_steps
from initiatives.course.endings import ASKED_ALONG
from initiatives.course.phases import CORRECTED
from initiatives.deciding import layers
from initiatives.file_page import address
from initiatives.history.linked import Linked
from initiatives.history.sentences.words import Tell, Told, day, label, page
from initiatives.models import Event
from initiatives.room import topics
from initiatives.terms import EventKind, Layer, Phase
from municipalities.models import Subject

K = EventKind


def _stood_behind(event: Event, linked: Linked) -> Told:
    milestone = linked.row(event, "milestone")
    words = _("Staat achter “%(title)s”") if event.payload["stands"] else _("Staat niet achter “%(title)s”")
    title = words % {"title": milestone.title if milestone else "…"}
    return Told(title, url=page(event, "results"))


def _fact(event: Event, linked: Linked) -> Told:
    if "stands" in event.payload:
        return _stood_behind(event, linked)
    name = str(event.payload.get("name", ""))
    if name in CORRECTED.values():
        return Told(_corrected(event, name), url=page(event, "course"))
    if name == ASKED_ALONG:
        title = _("Gevraagd of de begeleider meegaat naar een andere buurt")
        return Told(title, url=address("insights:overview", event.collaboration.uuid))
    if name == layers.FACT:
        return Told(_where_it_lies(event), url=page(event, "course"))
    if question := coach_steps.question_of_fact(name):
        title = _("Antwoord bij de vijf stappen: %(question)s") % {"question": question.text}
        return Told(title, url=address("insights:five-steps", event.collaboration.uuid))
    if name.startswith(coach_steps.PREFIX):
        title = _("De begeleider zegt hoe zij helpt")
        return Told(title, url=address("insights:five-steps", event.collaboration.uuid))
    if name == SELF_CHECK:
        return Told(_("Zelfcheck ingevuld"), url=address("initiatives:self-check", event.collaboration.uuid))
    if topic := topics.of_fact(name):
        title = _("Kijk gegeven: %(question)s") % {"question": topic.title}
        return Told(title, url=address("initiatives:room-topic", event.collaboration.uuid, topic.slug))
    name = name.replace("_", " ")
    return Told(_("Gegeven vastgelegd: %(name)s") % {"name": name})


def _corrected(event: Event, name: str) -> str:
    phase = label(Phase, event.payload.get("phase"), "…")
    if event.payload.get("in_part"):
        phase = _("%(phase)s, in een deel van de buurt,") % {"phase": phase}
    said = {"phase": phase} | {part: day(event.payload.get(part)) for part in ("old", "new")}
    if name == CORRECTED["ends_on"]:
        return _("Einde van %(phase)s verbeterd: van %(old)s naar %(new)s") % said
    return _("Begin van %(phase)s verbeterd: van %(old)s naar %(new)s") % said


def _where_it_lies(event: Event) -> str:
    side, layer = label(Side, event.payload.get("side")), label(Layer, event.payload.get("layer"))
    if not layer:
        was = label(Layer, event.payload.get("was"), "…")
        return _("Ligt niet meer bij: %(layer)s (%(side)s)") % {"layer": was, "side": side}
    return _("Ligt nu bij: %(layer)s (%(side)s)") % {"layer": layer, "side": side}


def _principles(event: Event, linked: Linked) -> Told:
    names = [label(Subject, subject) for subject in event.payload.get("subjects", ())]
    title = _("De gemeente veranderde haar uitgangspunten: %(names)s") % {"names": ", ".join(names)}
    return Told(title, url=address("municipalities:detail", event.collaboration.municipality.code))


SENTENCES: Mapping[EventKind, Tell] = {
    K.FACT_RECORDED: _fact,
    K.PRINCIPLES_CHANGED: _principles,
}
