"""What does the timeline say of the stappenplan and what it rests on?"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from initiatives.history.linked import Linked
from initiatives.history.sentences.words import Tell, Told, day, label, with_hat
from initiatives.models import Event
from initiatives.room import ladders
from initiatives.terms import EventKind, GoalStatus, ItemState

K = EventKind


def _format_taken(event: Event, linked: Linked) -> Told:
    title = _("Nieuw stappenplan bekeken: versie %(number)s") % {"number": event.payload.get("number", "…")}
    return Told(title, fitted(event, linked))


def _viewed(event: Event, linked: Linked) -> Told:
    view = linked.row(event, "goalview")
    title = _("Kijk op “%(goal)s”: %(status)s") % {
        "goal": linked.item_title(event),
        "status": label(GoalStatus, event.payload.get("status")),
    }
    return Told(title, view.text if view else "", linked.item_url(event))


def _item_added(event: Event, linked: Linked) -> Told:
    if ladder := ladders.of_kind(event.payload.get("kind", "")):
        title = f"{ladder.name}: “{linked.item_title(event)}”"
        return Told(title, _named(event, linked), linked.item_url(event))
    title = _("“%(title)s” toegevoegd aan het stappenplan") % {"title": linked.item_title(event)}
    return Told(title, _named(event, linked), linked.item_url(event))


def _item_changed(event: Event, linked: Linked) -> Told:
    name = {"title": linked.item_title(event)}
    state = event.payload.get("state")
    if rung := ladders.rung_of(event.payload.get("stage", "")):
        item = linked.row(event, "planitem")
        reason = item.text if item and ladders.ends_it(rung) else ""
        return Told(with_hat(f"“{name['title']}”: {rung.word}", event), reason, linked.item_url(event))
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
    due = day(event.payload.get("due_on"))
    text = _("Uiterlijk %(day)s.") % {"day": due} if due and state != ItemState.DONE else ""
    text = " ".join(part for part in (_named(event, linked), text) if part)
    return Told(title, text, linked.item_url(event))


def _named(event: Event, linked: Linked) -> str:
    """Which partner picks it up, when the event names one."""
    partner = linked.row(event, "participation")
    return _("%(name)s pakt dit op.") % {"name": partner.title} if partner else ""


def _skipped(event: Event, linked: Linked) -> Told:
    item = linked.row(event, "planitem")
    title = _("“%(title)s” overgeslagen, met een reden") % {"title": linked.item_title(event)}
    return Told(title, item.text if item else "", linked.item_url(event))


def _evidence(event: Event, linked: Linked) -> Told:
    evidence = linked.row(event, "evidence")
    title = _("Onderbouwing toegevoegd bij “%(title)s”") % {"title": linked.item_title(event)}
    text = "\n".join(part for part in (evidence.title, evidence.text) if part) if evidence else ""
    return Told(with_hat(title, event), text, linked.item_url(event))


def fitted(event: Event, linked: Linked) -> str:
    """What the stappenplan lost and got back, because the initiative turned out to be of another kind."""
    said = {
        "left_out": _("Uit het stappenplan, want het past niet meer: %(items)s."),
        "brought_back": _("Terug in het stappenplan: %(items)s."),
    }
    named = {name: linked.named_items(event, name) for name in said}
    return "\n".join(text % {"items": "; ".join(named[name])} for name, text in said.items() if named[name])


SENTENCES: Mapping[EventKind, Tell] = {
    K.GOAL_VIEWED: _viewed,
    K.ITEM_ADDED: _item_added,
    K.ITEM_CHANGED: _item_changed,
    K.ITEM_SKIPPED: _skipped,
    K.EVIDENCE_ADDED: _evidence,
    K.FORMAT_TAKEN: _format_taken,
}
