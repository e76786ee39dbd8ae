"""What does the timeline say of proposals, keys, phases and pauses?"""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from initiatives.history.linked import Linked
from initiatives.history.sentences.words import Tell, Told, day, label, with_hat
from initiatives.models import Event
from initiatives.terms import (
    DecisionKind,
    DecisionState,
    EndKind,
    EventKind,
    Form,
    KeyVerdict,
    NoteKind,
    Phase,
)

K = EventKind


def decision_words(payload: Mapping[str, Any]) -> str:
    """*de fasestap naar Ontwikkelen*, *de pauze*"""
    kind = payload.get("kind")
    part = payload.get("part") or (_("een deel van de buurt") if payload.get("in_part") else "")
    if kind == DecisionKind.PHASE_STEP and payload.get("finish"):
        return _("het afronden van %(part)s") % {"part": part}
    if kind == DecisionKind.PHASE_STEP and part:
        return _("de stap van %(part)s naar %(phase)s") % {
            "part": part,
            "phase": label(Phase, payload.get("to"), "…"),
        }
    if kind == DecisionKind.PHASE_STEP:
        to = label(Phase, payload.get("to"))
        return _("de fasestap naar %(phase)s") % {"phase": to} if to else _("de fasestap")
    if kind == DecisionKind.AGREEMENT_END:
        return _("het beëindigen van de %(form)s") % {
            "form": label(Form, payload.get("form"), _("overeenkomst"))
        }
    if kind == DecisionKind.MINUTES:
        on = day(payload.get("on"))
        words = (
            _("het vaststellen van het verslag van %(day)s") if on else _("het vaststellen van het verslag")
        )
        return words % {"day": on}
    others: dict[str, str] = {
        DecisionKind.PAUSE: _("de pauze"),
        DecisionKind.RESUME: _("het hervatten"),
        DecisionKind.END: _("het stoppen"),
        DecisionKind.REOPEN: _("het heropenen"),
        DecisionKind.PUBLICATION: _("de samenvatting voor de buurt"),
    }
    return others.get(kind or "", _("het voorstel"))


def _proposed(event: Event, linked: Linked) -> Told:
    decision = linked.decision(event)
    title = {
        DecisionKind.PAUSE: _("Pauze gemeld"),
        DecisionKind.RESUME: _("Hervatten gemeld"),
        DecisionKind.END: _("Stoppen gemeld"),
    }.get(
        event.payload.get("kind"),
        _("%(what)s voorgesteld") % {"what": capfirst(decision_words(_about(event, linked)))},
    )
    text = decision.reason if decision else ""
    return Told(with_hat(title, event), text, linked.decision_url(event))


def _key_turned(event: Event, linked: Linked) -> Told:
    what = decision_words(_about(event, linked))
    if event.payload.get("verdict") == KeyVerdict.RETURN:
        title = _("%(what)s teruggegeven, met een reden") % {"what": capfirst(what)}
    else:
        title = _("Akkoord met %(what)s") % {"what": what}
    if event.payload.get("on_paper"):
        title = _("%(title)s, op papier besloten op %(day)s") % {
            "title": title,
            "day": day(event.payload.get("decided_on")),
        }
    key = linked.key(event)
    return Told(with_hat(title, event), key.remark if key else "", linked.decision_url(event))


def _contested(event: Event, linked: Linked) -> Told:
    key = linked.key(event)
    title = _("Zo hebben wij niet besloten over %(what)s") % {"what": decision_words(_about(event, linked))}
    return Told(title, key.contest_remark if key else "", linked.decision_url(event))


def _reading(event: Event, linked: Linked) -> Told:
    key = linked.key(event)
    title = _("Eigen lezing toegevoegd bij %(what)s") % {"what": decision_words(_about(event, linked))}
    return Told(title, key.remark if key else "", linked.decision_url(event))


def _closed(event: Event, linked: Linked) -> Told:
    what = capfirst(decision_words(_about(event, linked)))
    state = event.payload.get("state")
    title = {
        DecisionState.ACCEPTED: _("%(what)s gaat door") % {"what": what},
        DecisionState.RETURNED: _("%(what)s gaat nu niet door") % {"what": what},
        DecisionState.WITHDRAWN: _("%(what)s is ingetrokken") % {"what": what},
    }.get(state, _("%(what)s is gesloten") % {"what": what})
    return Told(title, url=linked.decision_url(event))


def _entered(event: Event, linked: Linked) -> Told:
    title = _("Fase %(phase)s begonnen") % {"phase": label(Phase, event.payload.get("to"), "…")}
    return Told(title, url=linked.decision_url(event))


def _paused(event: Event, linked: Linked) -> Told:
    return Told(_("De samenwerking staat op pauze"), url=linked.decision_url(event))


def _resumed(event: Event, linked: Linked) -> Told:
    return Told(_("De samenwerking gaat weer verder"), url=linked.decision_url(event))


def _ended(event: Event, linked: Linked) -> Told:
    how = label(EndKind, event.payload.get("end_kind"))
    title = (
        _("De samenwerking is gestopt: %(how)s") % {"how": how} if how else _("De samenwerking is gestopt")
    )
    return Told(title, url=linked.decision_url(event))


def _reopened(event: Event, linked: Linked) -> Told:
    return Told(_("De samenwerking is heropend"), url=linked.decision_url(event))


def _part_started(event: Event, linked: Linked) -> Told:
    title = _("%(part)s begon in de fase %(phase)s") % {
        "part": _part(event, linked),
        "phase": label(Phase, event.payload.get("to"), "…"),
    }
    return Told(title, url=linked.decision_url(event))


def _part_finished(event: Event, linked: Linked) -> Told:
    return Told(_("%(part)s is klaar") % {"part": _part(event, linked)}, url=linked.decision_url(event))


def _minutes_settled(event: Event, linked: Linked) -> Told:
    title = _("Het verslag van %(day)s is vastgesteld") % {"day": day(event.payload.get("on"))}
    return Told(title, url=linked.decision_url(event))


def _part(event: Event, linked: Linked) -> str:
    """Its name stands at the decision; where that was not read, it is a part."""
    decision = linked.decision(event)
    return decision.subject if decision and decision.subject else _("Een deel van de buurt")


def _about(event: Event, linked: Linked) -> dict[str, Any]:
    """What `decision_words` looks at: the codes of the event, those of its decision where it tells none, and which part
    it was about."""
    decision = linked.decision(event)
    if decision is None:
        return {**event.payload, "part": ""}
    return {**decision.payload, **event.payload, "part": decision.subject}


def _noted(event: Event, linked: Linked) -> Told:
    what = decision_words(_about(event, linked))
    title = {
        NoteKind.QUESTION: _("Vraag gesteld over %(what)s"),
        NoteKind.ANSWER: _("Antwoord gegeven over %(what)s"),
        NoteKind.LESSON: _("Les opgeschreven bij %(what)s"),
        NoteKind.AFTERCARE: _("Nazorg afgesproken bij %(what)s"),
        NoteKind.THANKS: _("Dank opgeschreven bij %(what)s"),
        NoteKind.SETTLED: _("Opgeschreven hoe het is opgelost bij %(what)s"),
    }.get(event.payload.get("note"), _("Iets gezegd over %(what)s")) % {"what": what}
    return Told(title, url=linked.decision_url(event))


def _handled(event: Event, linked: Linked) -> Told:
    title = _("Kijkt naar %(what)s") % {"what": decision_words(_about(event, linked))}
    return Told(title, url=linked.decision_url(event))


SENTENCES: Mapping[EventKind, Tell] = {
    K.DECISION_PROPOSED: _proposed,
    K.KEY_TURNED: _key_turned,
    K.KEY_CONTESTED: _contested,
    K.READING_ADDED: _reading,
    K.DECISION_CLOSED: _closed,
    K.PHASE_ENTERED: _entered,
    K.PAUSED: _paused,
    K.RESUMED: _resumed,
    K.ENDED: _ended,
    K.DECISION_NOTED: _noted,
    K.KEY_HANDLED: _handled,
    K.REOPENED: _reopened,
    K.PART_STARTED: _part_started,
    K.PART_FINISHED: _part_finished,
    K.MINUTES_SETTLED: _minutes_settled,
}
