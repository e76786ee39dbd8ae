"""What does each kind of event say, in a sentence that everyone understands?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.models import Organisation, Side
from initiatives import coach_steps, ladders, layers, topics
from initiatives.actions.self_check import FACT as SELF_CHECK
from initiatives.file_page import address
from initiatives.linked import Linked
from initiatives.models import Event
from initiatives.names import party_name
from initiatives.terms import (
    Channel,
    DecisionKind,
    DecisionState,
    EndKind,
    EventKind,
    GoalStatus,
    Hat,
    ItemState,
    Layer,
    NoteKind,
    Phase,
    ResultForm,
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
    part = payload.get("part") or (_("een deel van de buurt") if payload.get("in_part") else "")
    if kind == DecisionKind.PHASE_STEP and payload.get("finish"):
        return _("het afronden van %(part)s") % {"part": part}
    if kind == DecisionKind.PHASE_STEP and part:
        return _("de stap van %(part)s naar %(phase)s") % {
            "part": part,
            "phase": _label(Phase, payload.get("to"), "…"),
        }
    if kind == DecisionKind.PHASE_STEP:
        return _("de fasestap naar %(phase)s") % {"phase": _label(Phase, payload.get("to"), "…")}
    words: dict[str, str] = {
        DecisionKind.PAUSE: _("de pauze"),
        DecisionKind.RESUME: _("het hervatten"),
        DecisionKind.END: _("het stoppen"),
        DecisionKind.REOPEN: _("het heropenen"),
    }
    return words.get(kind or "", _("het voorstel"))


def _page(event: Event, name: str) -> str:
    return address(f"initiatives:{name}", event.collaboration.uuid)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _with_hat(title: str, event: Event) -> str:
    """*Contact op 3 mei: bellen, als vergunningverlener*"""
    hat = _label(Hat, event.payload.get("hat"))
    return _("%(what)s, als %(hat)s") % {"what": title, "hat": hat} if hat else title


# --- decisions ----------------------------------------------------------------------------------------


def _proposed(event: Event, linked: Linked) -> Told:
    decision = linked.decision(event)
    title = {
        DecisionKind.PAUSE: _("Pauze gemeld"),
        DecisionKind.RESUME: _("Hervatten gemeld"),
        DecisionKind.END: _("Stoppen gemeld"),
    }.get(
        event.payload.get("kind"),
        _("%(what)s voorgesteld") % {"what": _capital(decision_words(_about(event, linked)))},
    )
    return Told(title, decision.reason if decision else "", linked.decision_url(event))


def _key_turned(event: Event, linked: Linked) -> Told:
    what = decision_words(_about(event, linked))
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
    title = _("Zo hebben wij niet besloten over %(what)s") % {"what": decision_words(_about(event, linked))}
    return Told(title, key.contest_remark if key else "", linked.decision_url(event))


def _reading(event: Event, linked: Linked) -> Told:
    key = linked.key(event)
    title = _("Eigen lezing toegevoegd bij %(what)s") % {"what": decision_words(_about(event, linked))}
    return Told(title, key.remark if key else "", linked.decision_url(event))


def _closed(event: Event, linked: Linked) -> Told:
    what = _capital(decision_words(_about(event, linked)))
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
    title = _("%(part)s begon in de fase %(phase)s") % {
        "part": _part(event, linked),
        "phase": _label(Phase, event.payload.get("to"), "…"),
    }
    return Told(title, url=linked.decision_url(event))


def _part_finished(event: Event, linked: Linked) -> Told:
    return Told(_("%(part)s is klaar") % {"part": _part(event, linked)}, url=linked.decision_url(event))


def _part(event: Event, linked: Linked) -> str:
    """Its name stands at the decision; where that was not read, it is a part."""
    decision = linked.decision(event)
    return decision.subject if decision and decision.subject else _("Een deel van de buurt")


def _about(event: Event, linked: Linked) -> dict[str, Any]:
    """What `decision_words` looks at: the codes of the event, and which part it was about."""
    decision = linked.decision(event)
    return {**event.payload, "part": decision.subject if decision else ""}


def _noted(event: Event, linked: Linked) -> Told:
    what = decision_words(_about(event, linked))
    title = {
        NoteKind.QUESTION: _("Vraag gesteld over %(what)s"),
        NoteKind.ANSWER: _("Antwoord gegeven over %(what)s"),
        NoteKind.LESSON: _("Les opgeschreven bij %(what)s"),
        NoteKind.AFTERCARE: _("Nazorg afgesproken bij %(what)s"),
        NoteKind.THANKS: _("Dank opgeschreven bij %(what)s"),
    }.get(event.payload.get("note"), _("Iets gezegd over %(what)s")) % {"what": what}
    return Told(title, url=linked.decision_url(event))


def _handled(event: Event, linked: Linked) -> Told:
    title = _("Kijkt naar %(what)s") % {"what": decision_words(_about(event, linked))}
    return Told(title, url=linked.decision_url(event))


# --- the plan -----------------------------------------------------------------------------------------


def _format_taken(event: Event, linked: Linked) -> Told:
    title = _("Nieuw stappenplan bekeken: versie %(number)s") % {"number": event.payload.get("number", "…")}
    return Told(title, _fitted(event, linked))


def _viewed(event: Event, linked: Linked) -> Told:
    view = linked.row(event, "goalview")
    title = _("Kijk op “%(goal)s”: %(status)s") % {
        "goal": linked.item_title(event),
        "status": _label(GoalStatus, event.payload.get("status")),
    }
    return Told(title, view.text if view else "", linked.item_url(event))


def _item_added(event: Event, linked: Linked) -> Told:
    if ladder := ladders.of_kind(event.payload.get("kind", "")):
        return Told(f"{ladder.name}: “{linked.item_title(event)}”", url=linked.item_url(event))
    title = _("“%(title)s” toegevoegd aan het stappenplan") % {"title": linked.item_title(event)}
    return Told(title, url=linked.item_url(event))


def _item_changed(event: Event, linked: Linked) -> Told:
    name = {"title": linked.item_title(event)}
    state = event.payload.get("state")
    if rung := ladders.rung_of(event.payload.get("stage", "")):
        item = linked.row(event, "planitem")
        reason = item.text if item and ladders.ends_it(rung) else ""
        return Told(_with_hat(f"“{name['title']}”: {rung.word}", event), reason, linked.item_url(event))
    if event.payload.get("kept"):
        title = _("“%(title)s” blijft zoals het was") % name
    elif event.payload.get("reworded"):
        title = _("“%(title)s” anders verwoord") % name
    elif event.payload.get("moved"):
        title = _("“%(title)s” kreeg een andere plek in de lijst") % name
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
    item = linked.row(event, "planitem")
    title = _("“%(title)s” overgeslagen, met een reden") % {"title": linked.item_title(event)}
    return Told(title, item.text if item else "", linked.item_url(event))


def _evidence(event: Event, linked: Linked) -> Told:
    evidence = linked.row(event, "evidence")
    title = _("Onderbouwing toegevoegd bij “%(title)s”") % {"title": linked.item_title(event)}
    text = "\n".join(part for part in (evidence.title, evidence.text) if part) if evidence else ""
    return Told(title, text, linked.item_url(event))


# --- contact and files --------------------------------------------------------------------------------


def _contact(event: Event, linked: Linked) -> Told:
    moment = linked.row(event, "contactmoment")
    title = _("Contact op %(day)s: %(how)s") % {
        "day": _day(event.payload.get("on")),
        "how": _label(Channel, event.payload.get("channel"), _("contact")),
    }
    text = moment.text if moment else ""
    return Told(_with_hat(title, event), text, _page(event, "contact-log"))


def _shared(event: Event, linked: Linked) -> Told:
    if moment := linked.row(event, "contactmoment"):
        title = _("Contact van %(day)s gedeeld") % {"day": _day(moment.title)}
        return Told(title, moment.text, _page(event, "contact-log"))
    if evidence := linked.row(event, "evidence"):
        return Told(_("Onderbouwing gedeeld: %(title)s") % {"title": evidence.title}, evidence.text)
    if upload := linked.row(event, "upload"):
        title = _("Bestand gedeeld: %(name)s") % {"name": upload.title}
        return Told(title, url=address("initiatives:upload", upload.uuid))
    return Told(_("Iets gedeeld met meer mensen"))


def _upload(event: Event, linked: Linked) -> Told:
    upload = linked.row(event, "upload")
    if upload is None:
        return Told(_("Bestand toegevoegd"))
    title = _("Bestand toegevoegd: %(name)s") % {"name": upload.title}
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


def _signing(words: Any) -> Callable[[Event, Linked], Told]:
    def told(event: Event, linked: Linked) -> Told:
        title = _("%(words)s (versie %(number)s)") % {
            "words": words,
            "number": event.payload.get("number", "…"),
        }
        return Told(title, url=address("agreements:signing", event.subject.partition(":")[2]))

    return told


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
    words = said[event.payload["outcome"]] % {"layer": _label(Layer, event.payload.get("layer"), "…")}
    return Told(words, url=address("agreements:signing", event.subject.partition(":")[2]))


def _milestone(event: Event, linked: Linked) -> Told:
    milestone = linked.row(event, "milestone")
    if milestone is None:
        form = _label(ResultForm, event.payload.get("form"))
        return Told(_("Resultaat vastgelegd: %(form)s") % {"form": form} if form else _("Mijlpaal bereikt"))
    return Told(_("Mijlpaal: %(title)s") % {"title": milestone.title}, url=milestone.url)


def _stood_behind(event: Event, linked: Linked) -> Told:
    milestone = linked.row(event, "milestone")
    words = _("Staat achter “%(title)s”") if event.payload["stands"] else _("Staat niet achter “%(title)s”")
    title = words % {"title": milestone.title if milestone else "…"}
    return Told(title, url=_page(event, "results"))


def _fact(event: Event, linked: Linked) -> Told:
    if "stands" in event.payload:
        return _stood_behind(event, linked)
    name = str(event.payload.get("name", ""))
    if name == layers.FACT:
        return Told(_where_it_lies(event), url=_page(event, "course"))
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


def _where_it_lies(event: Event) -> str:
    side, layer = _label(Side, event.payload.get("side")), _label(Layer, event.payload.get("layer"))
    if not layer:
        return _("Ligt nu nergens meer (%(side)s)") % {"side": side}
    return _("Ligt nu bij: %(layer)s (%(side)s)") % {"layer": layer, "side": side}


# --- people -------------------------------------------------------------------------------------------


def _opened(event: Event, linked: Linked) -> Told:
    title = _("Dossier geopend in de fase %(phase)s") % {
        "phase": _label(Phase, event.payload.get("phase"), "…")
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
    return Told(_("%(name)s doet mee") % {"name": _capital(name)} if name else _("Een partij doet mee"))


def _left(event: Event, linked: Linked) -> Told:
    name = _party(event, linked)
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
    return Told(title, url=_page(event, "people"))


def _unassigned(event: Event, linked: Linked) -> Told:
    title = _("%(role)s tot %(day)s: %(name)s") % {
        "role": _capital(_label(Role, event.payload.get("role"), _("rol"))),
        "day": _day(event.payload.get("ends_on")) or "…",
        "name": linked.assignee(event) or _("iemand"),
    }
    return Told(title, url=_page(event, "people"))


def _profile(event: Event, linked: Linked) -> Told:
    if name := _party(event, linked):
        return Told(_("Vestigingsplaats of KVK-nummer van %(name)s bijgewerkt") % {"name": name})
    return Told(_("Gegevens van het initiatief bijgewerkt"), _fitted(event, linked))


def _fitted(event: Event, linked: Linked) -> str:
    """What the stappenplan lost and got back, because the initiative turned out to be of another kind."""
    said = {
        "left_out": _("Uit het stappenplan, want het past niet meer: %(items)s."),
        "brought_back": _("Terug in het stappenplan: %(items)s."),
    }
    named = {name: linked.named_items(event, name) for name in said}
    return "\n".join(text % {"items": "; ".join(named[name])} for name, text in said.items() if named[name])


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
    K.BODY_DECIDED: _body_decided,
    K.SIGNABLE: _signing(gettext_lazy("Een tekst ligt klaar om te tekenen")),
    K.SIGNER_NAMED: _signing(gettext_lazy("Gezegd wie er tekent")),
    K.SHEET_ADDED: _signing(gettext_lazy("Een blad met handtekeningen toegevoegd")),
    K.SHEET_RETURNED: _signing(gettext_lazy("Een blad met handtekeningen klopt nog niet")),
    K.SIGNED: _signed,
    K.SIGNING_DECLINED: _signing(gettext_lazy("Een partij tekent nog niet")),
    K.SIGNING_TAKEN_UP: _signing(gettext_lazy("Een partij tekent toch")),
    K.SIGNING_ENDED: _signing(gettext_lazy("De tekst is terug om te verbeteren")),
    K.IN_FORCE: _signing(gettext_lazy("De overeenkomst geldt: iedereen heeft getekend")),
    K.UPLOAD_ADDED: _upload,
    K.DECISION_NOTED: _noted,
    K.KEY_HANDLED: _handled,
    K.REOPENED: _reopened,
    K.PART_STARTED: _part_started,
    K.PART_FINISHED: _part_finished,
    K.FORMAT_TAKEN: _format_taken,
}
