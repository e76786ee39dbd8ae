"""What does each kind of event say, in a sentence that everyone understands?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.file_page import address
from initiatives.linked import Linked
from initiatives.models import Event
from initiatives.terms import (
    Channel,
    DecisionKind,
    DecisionState,
    EndKind,
    EventKind,
    GoalStatus,
    ItemState,
    NoteKind,
    Phase,
    Role,
    Verdict,
)
from samenspel import dutch

K = EventKind


@dataclass(frozen=True)
class Told:
    """The sentence of one event, what was written beside it, and where it can be seen."""

    title: str
    text: str = ""
    url: str = ""


def _label(choices: Any, value: Any, otherwise: str = "") -> str:
    return str(choices(value).label) if value in choices.values else otherwise


def _day(text: Any) -> str:
    try:
        return dutch.short_date(date.fromisoformat(str(text)))
    except ValueError:
        return ""


def decision_words(payload: Mapping[str, Any]) -> str:
    """*de fasestap naar Ontwikkelen*, *de pauze*"""
    kind = payload.get("kind")
    if kind == DecisionKind.PHASE_STEP:
        return _("de fasestap naar %(phase)s") % {"phase": _label(Phase, payload.get("to"), "…")}
    words: dict[str, str] = {
        DecisionKind.PAUSE: _("de pauze"),
        DecisionKind.RESUME: _("het hervatten"),
        DecisionKind.END: _("het stoppen"),
        DecisionKind.REOPEN: _("het heropenen"),
    }
    return words.get(kind or "", _("het voorstel"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- decisions ----------------------------------------------------------------------------------------


def _proposed(event: Event, linked: Linked) -> Told:
    decision = linked.decision(event)
    title = {
        DecisionKind.PAUSE: _("Pauze gemeld"),
        DecisionKind.RESUME: _("Hervatten gemeld"),
        DecisionKind.END: _("Stoppen gemeld"),
    }.get(
        event.payload.get("kind"),
        _("%(what)s voorgesteld") % {"what": _capital(decision_words(event.payload))},
    )
    return Told(title, decision.reason if decision else "", linked.decision_url(event))


def _key_turned(event: Event, linked: Linked) -> Told:
    what = decision_words(event.payload)
    if event.payload.get("verdict") == Verdict.RETURN:
        title = _("%(what)s teruggegeven, met een reden") % {"what": _capital(what)}
    else:
        title = _("Akkoord met %(what)s") % {"what": what}
    if event.payload.get("on_paper"):
        title = _("%(title)s, op papier besloten op %(day)s") % {
            "title": title,
            "day": _day(event.payload.get("decided_on")),
        }
    key = linked.key(event)
    return Told(title, key.remark if key else "", linked.decision_url(event))


def _contested(event: Event, linked: Linked) -> Told:
    key = linked.key(event)
    title = _("Zo hebben wij niet besloten over %(what)s") % {"what": decision_words(event.payload)}
    return Told(title, key.contest_remark if key else "", linked.decision_url(event))


def _reading(event: Event, linked: Linked) -> Told:
    key = linked.key(event)
    title = _("Eigen lezing toegevoegd bij %(what)s") % {"what": decision_words(event.payload)}
    return Told(title, key.remark if key else "", linked.decision_url(event))


def _closed(event: Event, linked: Linked) -> Told:
    what = _capital(decision_words(event.payload))
    state = event.payload.get("state")
    title = {
        DecisionState.ACCEPTED: _("%(what)s gaat door") % {"what": what},
        DecisionState.RETURNED: _("%(what)s gaat nu niet door") % {"what": what},
        DecisionState.WITHDRAWN: _("%(what)s is ingetrokken") % {"what": what},
    }.get(state, _("%(what)s is gesloten") % {"what": what})
    return Told(title, url=linked.decision_url(event))


def _entered(event: Event, linked: Linked) -> Told:
    title = _("Fase %(phase)s begonnen") % {"phase": _label(Phase, event.payload.get("to"), "…")}
    return Told(title, url=linked.decision_url(event))


def _paused(event: Event, linked: Linked) -> Told:
    return Told(_("De samenwerking staat op pauze"), url=linked.decision_url(event))


def _resumed(event: Event, linked: Linked) -> Told:
    return Told(_("De samenwerking gaat weer verder"), url=linked.decision_url(event))


def _ended(event: Event, linked: Linked) -> Told:
    how = _label(EndKind, event.payload.get("end_kind"))
    title = (
        _("De samenwerking is gestopt: %(how)s") % {"how": how} if how else _("De samenwerking is gestopt")
    )
    return Told(title, url=linked.decision_url(event))


def _reopened(event: Event, linked: Linked) -> Told:
    return Told(_("De samenwerking is heropend"), url=linked.decision_url(event))


def _part_started(event: Event, linked: Linked) -> Told:
    title = _("Een deel van de buurt begon in de fase %(phase)s") % {
        "phase": _label(Phase, event.payload.get("to"), "…")
    }
    return Told(title, url=linked.decision_url(event))


def _noted(event: Event, linked: Linked) -> Told:
    what = decision_words(event.payload)
    title = {
        NoteKind.QUESTION: _("Vraag gesteld over %(what)s"),
        NoteKind.ANSWER: _("Antwoord gegeven over %(what)s"),
    }.get(event.payload.get("note"), _("Iets gezegd over %(what)s")) % {"what": what}
    return Told(title, url=linked.decision_url(event))


def _handled(event: Event, linked: Linked) -> Told:
    title = _("Kijkt naar %(what)s") % {"what": decision_words(event.payload)}
    return Told(title, url=linked.decision_url(event))


# --- the plan -----------------------------------------------------------------------------------------


def _format_taken(event: Event, linked: Linked) -> Told:
    title = _("Nieuw stappenplan bekeken: versie %(number)s") % {"number": event.payload.get("number", "…")}
    return Told(title)


def _viewed(event: Event, linked: Linked) -> Told:
    view = linked.view(event)
    title = _("Kijk op “%(goal)s”: %(status)s") % {
        "goal": linked.item_title(event),
        "status": _label(GoalStatus, event.payload.get("status")),
    }
    return Told(title, view.remark if view else "", linked.item_url(event))


def _item_added(event: Event, linked: Linked) -> Told:
    title = _("“%(title)s” toegevoegd aan het stappenplan") % {"title": linked.item_title(event)}
    return Told(title, url=linked.item_url(event))


def _item_changed(event: Event, linked: Linked) -> Told:
    name = {"title": linked.item_title(event)}
    state = event.payload.get("state")
    if event.payload.get("reworded"):
        title = _("“%(title)s” anders verwoord") % name
    elif state == ItemState.DOING:
        title = _("Begonnen aan “%(title)s”") % name
    elif state == ItemState.DONE:
        title = _("“%(title)s” is gedaan") % name
    else:
        title = _("“%(title)s” bijgewerkt") % name
    due = _day(event.payload.get("due_on"))
    text = _("Uiterlijk %(day)s.") % {"day": due} if due and state != ItemState.DONE else ""
    return Told(title, text, linked.item_url(event))


def _skipped(event: Event, linked: Linked) -> Told:
    item = linked.item(event)
    title = _("“%(title)s” overgeslagen, met een reden") % {"title": linked.item_title(event)}
    return Told(title, item.skip_reason if item else "", linked.item_url(event))


def _evidence(event: Event, linked: Linked) -> Told:
    evidence = linked.evidence(event)
    title = _("Onderbouwing toegevoegd bij “%(title)s”") % {"title": linked.item_title(event)}
    text = "\n".join(part for part in (evidence.title, evidence.quote) if part) if evidence else ""
    return Told(title, text, linked.item_url(event))


# --- contact and files --------------------------------------------------------------------------------


def _contact(event: Event, linked: Linked) -> Told:
    moment = linked.contact(event)
    title = _("Contact op %(day)s: %(how)s") % {
        "day": _day(event.payload.get("on")),
        "how": _label(Channel, event.payload.get("channel"), _("contact")),
    }
    return Told(
        title, moment.summary if moment else "", address("initiatives:contact-log", linked.file(event))
    )


def _shared(event: Event, linked: Linked) -> Told:
    moment, evidence, upload = linked.contact(event), linked.evidence(event), linked.upload(event)
    if moment:
        title = _("Contact van %(day)s gedeeld") % {"day": dutch.short_date(moment.on)}
        return Told(title, moment.summary, address("initiatives:contact-log", linked.file(event)))
    if evidence:
        return Told(_("Onderbouwing gedeeld: %(title)s") % {"title": evidence.title}, evidence.quote)
    if upload:
        title = _("Bestand gedeeld: %(name)s") % {"name": upload.name}
        return Told(title, url=address("initiatives:upload", upload.uuid))
    return Told(_("Iets gedeeld met meer mensen"))


def _upload(event: Event, linked: Linked) -> Told:
    upload = linked.upload(event)
    if upload is None:
        return Told(_("Bestand toegevoegd"))
    title = _("Bestand toegevoegd: %(name)s") % {"name": upload.name}
    return Told(title, url=address("initiatives:upload", upload.uuid))


# --- agreements ---------------------------------------------------------------------------------------


def _agreement_started(event: Event, linked: Linked) -> Told:
    return Told(_("Begonnen aan een overeenkomst"))


def _published(event: Event, linked: Linked) -> Told:
    title = _("Concept gepubliceerd, versie %(number)s") % {"number": event.payload.get("number", 1)}
    return Told(title, url=address("agreements:version", event.subject.partition(":")[2]))


def _agreement_stopped(event: Event, linked: Linked) -> Told:
    return Told(_("Gestopt met een overeenkomst"))


def _on_an_article(words: Any) -> Callable[[Event, Linked], Told]:
    def tell(event: Event, linked: Linked) -> Told:
        return Told(str(words), url=address("agreements:settle", event.subject.partition(":")[2]))

    return tell


def _stance(event: Event, linked: Linked) -> Told:
    yes = event.payload.get("verdict") == "accept"
    words = _("Akkoord met de tekst van een artikel") if yes else _("Nog niet akkoord met een artikel")
    if event.payload.get("on_paper"):
        words = _("%(words)s, op papier besloten") % {"words": words}
    return Told(words, url=address("agreements:settle", event.subject.partition(":")[2]))


def _milestone(event: Event, linked: Linked) -> Told:
    milestone = linked.milestone(event)
    if milestone is None:
        return Told(_("Mijlpaal bereikt"))
    return Told(_("Mijlpaal: %(title)s") % {"title": milestone.title}, url=milestone.url)


def _fact(event: Event, linked: Linked) -> Told:
    name = str(event.payload.get("name", "")).replace("_", " ")
    return Told(_("Gegeven vastgelegd: %(name)s") % {"name": name})


# --- people -------------------------------------------------------------------------------------------


def _opened(event: Event, linked: Linked) -> Told:
    title = _("Dossier geopend in de fase %(phase)s") % {
        "phase": _label(Phase, event.payload.get("phase"), "…")
    }
    return Told(title)


def _joined(event: Event, linked: Linked) -> Told:
    name = linked.party_name(event)
    return Told(_("%(name)s doet mee") % {"name": _capital(name)} if name else _("Een partij doet mee"))


def _left(event: Event, linked: Linked) -> Told:
    name = linked.party_name(event)
    title = (
        _("%(name)s doet niet meer mee") % {"name": _capital(name)}
        if name
        else _("Een partij doet niet meer mee")
    )
    return Told(title)


def _assigned(event: Event, linked: Linked) -> Told:
    title = _("%(role)s: %(name)s") % {
        "role": _capital(_label(Role, event.payload.get("role"), _("rol"))),
        "name": linked.assignee(event) or _("iemand"),
    }
    return Told(title, url=address("initiatives:people", linked.file(event)))


def _unassigned(event: Event, linked: Linked) -> Told:
    title = _("%(role)s tot %(day)s: %(name)s") % {
        "role": _capital(_label(Role, event.payload.get("role"), _("rol"))),
        "day": _day(event.payload.get("ends_on")) or "…",
        "name": linked.assignee(event) or _("iemand"),
    }
    return Told(title, url=address("initiatives:people", linked.file(event)))


def _profile(event: Event, linked: Linked) -> Told:
    return Told(_("Gegevens van het initiatief bijgewerkt"))


SENTENCES: Mapping[EventKind, Callable[[Event, Linked], Told]] = {
    K.OPENED: _opened,
    K.JOINED: _joined,
    K.LEFT: _left,
    K.ASSIGNED: _assigned,
    K.UNASSIGNED: _unassigned,
    K.GOAL_VIEWED: _viewed,
    K.ITEM_ADDED: _item_added,
    K.ITEM_CHANGED: _item_changed,
    K.ITEM_SKIPPED: _skipped,
    K.EVIDENCE_ADDED: _evidence,
    K.CONTACT_LOGGED: _contact,
    K.SHARED: _shared,
    K.DECISION_PROPOSED: _proposed,
    K.KEY_TURNED: _key_turned,
    K.KEY_CONTESTED: _contested,
    K.READING_ADDED: _reading,
    K.DECISION_CLOSED: _closed,
    K.PHASE_ENTERED: _entered,
    K.PAUSED: _paused,
    K.RESUMED: _resumed,
    K.ENDED: _ended,
    K.FACT_RECORDED: _fact,
    K.PROFILE_CHANGED: _profile,
    K.MILESTONE_REACHED: _milestone,
    K.AGREEMENT_STARTED: _agreement_started,
    K.VERSION_PUBLISHED: _published,
    K.AGREEMENT_STOPPED: _agreement_stopped,
    K.TEXT_PROPOSED: _on_an_article(gettext_lazy("Andere tekst voorgesteld bij een artikel")),
    K.TEXT_ADOPTED: _on_an_article(gettext_lazy("Voorgestelde tekst overgenomen")),
    K.STANCE_GIVEN: _stance,
    K.ARTICLE_PARKED: _on_an_article(gettext_lazy("Een artikel geparkeerd")),
    K.ARTICLE_RESUMED: _on_an_article(gettext_lazy("Een artikel teruggehaald")),
    K.UPLOAD_ADDED: _upload,
    K.DECISION_NOTED: _noted,
    K.KEY_HANDLED: _handled,
    K.REOPENED: _reopened,
    K.PART_STARTED: _part_started,
    K.FORMAT_TAKEN: _format_taken,
}
