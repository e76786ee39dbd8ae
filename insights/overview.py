"""Where does this collaboration stand: who is to move, whom do you call, what was agreed, what happened last?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, OuterRef, Subquery, UUIDField, Value, When
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.registered import mentions
from agreements.registered.doubts import with_doubt
from agreements.signing.awaited import known_of_bodies, said_of
from agreements.terms import Stage
from contacts.models import Person, Side
from initiatives.deciding import layers
from initiatives.file_page import address
from initiatives.history.linked import items_named
from initiatives.history.story import headlines
from initiatives.models import Assignment, Collaboration, ContactMoment, DecisionKey
from initiatives.people.faces import faces_of
from initiatives.people.names import known_as, party_name
from initiatives.plan.formalised import formalised
from initiatives.plan.goals import counts
from initiatives.plan.results import results_of
from initiatives.policy import Viewer
from initiatives.terms import Aim, DecisionState, EventKind, Experience, Ties
from insights import moves
from insights.latest import with_asked, with_newest_version
from insights.next_step import Step, items_of, standing_of, steps, steps_of_partners
from insights.turns import parties_of, turns_of
from promises import asking
from samenspel import dutch

LATEST = 5
MANY = 20  # agreements of one file: more than there are
QUIET_KINDS = (EventKind.FACT_RECORDED, EventKind.UPLOAD_ADDED)


@dataclass
class SideCard:
    """One of the three cards of “Wie is aan zet?”. `lies`: what lies at which layer of this side now."""

    side: str
    title: str
    who: str = ""
    person: Person | None = None
    lines: list[str] = field(default_factory=list)
    step: Step | None = None
    turns: list[Step] = field(default_factory=list)
    lies: list[layers.Lies] = field(default_factory=list)


def overview_context(
    user: Any,
    collaboration: Collaboration,
    *,
    viewer: Viewer,
    own_sides: set[str],
    open_keys: Iterable[DecisionKey],
    returned_keys: Iterable[DecisionKey],
    status_keys: list[DecisionKey],
) -> dict[str, Any]:
    news = latest_events(user, collaboration, viewer)
    running = running_agreements(collaboration, viewer)
    items = items_of(collaboration, also=items_named(news), waits=moves.planned())
    standing = standing_of(collaboration, open_keys, own_sides, items)
    known = news[0]
    cards = side_cards(
        collaboration, faces_of(collaboration.pk), steps(standing), last_contact=known.last_contact
    )
    turns = turns_of(collaboration, standing.open_keys, running, own_sides)
    of_bodies = (one for row in running for one in said_of(row))
    lies = layers.in_order([*layers.read_in(known), *layers.now(of_bodies)])
    for card in cards:
        card.lies = [one for one in lies if one.side == card.side]
        card.turns = turns[card.side]
    return {
        "cards": cards,
        "moves": moves.moves_of(collaboration, returned=returned_keys, known=known, items=items),
        "partner_turns": _of_partners(turns[Side.PARTNER], steps_of_partners(standing)),
        "goal_counts": counts(standing.goals),
        "goal_total": len(standing.goals),
        "agreements": current(running),
        "lines": headlines(news, items, viewer),
        "facts": facts(collaboration, known),
        "formalised": formalised(results_of(collaboration)),
        "readings": _readings(status_keys),
        "passage": mentions.read_asked(known),
    }


def _of_partners(turns: list[Step], next_steps: list[Step]) -> list[Step]:
    """As on a card: what a partner is asked for comes before what it could do next."""
    asked = {step.who for step in turns}
    return turns + [step for step in next_steps if step.who not in asked]


# --- who is who ---------------------------------------------------------------------------------------


def side_cards(
    collaboration: Collaboration,
    faces: dict[str, Assignment],
    next_steps: Any,
    *,
    last_contact: date | None,
) -> list[SideCard]:
    titles = {
        Side.MUNICIPALITY: _("Gemeente %(name)s") % {"name": collaboration.municipality.organisation.name},
        Side.SUPPORT: _("Begeleiding"),
        Side.INITIATIVE: collaboration.title,
    }
    cards = []
    for side, title in titles.items():
        card = SideCard(side=side.value, title=title, step=next_steps[side])
        if face := faces.get(side):
            _put_face(card, face)
        elif side == Side.SUPPORT:
            card.lines.append(_("Jullie werken zonder begeleider."))
            card.step = None
        else:
            card.lines.append(_("Nog geen aanspreekpunt."))
        if side == Side.SUPPORT and last_contact:
            card.lines.append(_("Laatste contact: %(day)s") % {"day": dutch.short_date(last_contact)})
        cards.append(card)
    return cards


def _put_face(card: SideCard, face: Assignment) -> None:
    card.person = face.function.person
    card.who = known_as(card.person, face.function, in_full=True)
    if card.side == Side.SUPPORT:
        card.title = face.participation.organisation.name
        card.lines.append(_("Stelt voor en legt vast, beslist niet."))
        card.lines.append(str(face.get_works_for_display()).capitalize())
        return
    role = str(face.get_role_display()).capitalize()
    card.lines.append(f"{role}, {dutch.since(face.starts_on)}")
    if face.mandate:
        card.lines.append(_("Mag zelf beslissen over %(what)s") % {"what": face.mandate})


# --- what there is ------------------------------------------------------------------------------------


def running_agreements(collaboration: Collaboration, viewer: Viewer) -> list[Any]:
    """What is written here goes before what was only registered, and what is shared before what is begun."""
    readable = Agreement.objects.filter(collaboration=collaboration).readable_by(viewer).running()
    written_here = Case(When(format=None, then=Value(0)), default=Value(1))
    shared = Case(When(stage=Stage.PREPARING, then=Value(0)), default=Value(1))
    known = with_asked(with_doubt(with_newest_version(readable)), parties_of(collaboration))
    known = known.annotate(**known_of_bodies())
    return list(known.order_by(written_here.desc(), shared.desc(), "-pk")[:MANY])


def current(rows: list[Any]) -> list[Any]:
    """First what holds, then what is being made; of each one."""
    holds = [row for row in rows if row.stage == Stage.IN_FORCE]
    made = [row for row in rows if row.stage != Stage.IN_FORCE]
    return holds[:1] + made[:1]


def latest_events(user: Any, collaboration: Collaboration, viewer: Viewer) -> list[Any]:
    """Events: what happened last, and on each the day of the last contact, where it lies and which file this one
    follows, as far as this reader may know.

    Never empty: everyone reads that the file was opened.
    """
    readable = collaboration.events.readable_by(viewer).exclude(kind__in=QUIET_KINDS)
    # What an accepted decision did is an event of its own.
    readable = readable.exclude(kind=EventKind.DECISION_CLOSED, payload__state=DecisionState.ACCEPTED)
    contact = ContactMoment.objects.filter(collaboration=OuterRef("collaboration")).readable_by(viewer)
    last_contact = Subquery(contact.order_by("-on").values("on")[:1])
    newest = readable.annotate(
        last_contact=last_contact,
        **_of_predecessor(user, collaboration),
        **mentions.asked_in(),
        **layers.known_of_file(),
        **asking.due_in_file(),
    )
    return list(newest.select_related("actor", "actor_organisation", "on_behalf_of")[:LATEST])


def _of_predecessor(user: Any, collaboration: Collaboration) -> dict[str, Any]:
    """The file that went on in this one, when this reader sees it too."""
    if collaboration.predecessor_id is None:
        return {"predecessor": Value(None, UUIDField()), "predecessor_area": Value("")}
    old = Collaboration.objects.visible_to(user).filter(pk=collaboration.predecessor_id).order_by()
    return {
        "predecessor": Subquery(old.values("uuid")[:1]),
        "predecessor_area": Subquery(old.values("area_name")[:1]),
    }


def facts(collaboration: Collaboration, known: Any) -> list[dict[str, Any]]:
    municipality, initiative = collaboration.municipality, collaboration.initiative
    rows = [
        (
            _("Gemeente"),
            _("%(name)s: wat de gemeente biedt") % {"name": municipality.organisation.name},
            address("municipalities:detail", municipality.code),
        ),
        (_("Buurt of dorp"), collaboration.area_name, ""),
        (_("Rechtsvorm"), initiative.get_legal_form_display(), ""),
        (_("Techniek"), initiative.get_technique_display(), ""),
        (_("Gewenste rol"), initiative.get_wanted_role_display(), ""),
        *_told_later(collaboration),
        (_("In Samenspel"), dutch.since(collaboration.created_at), ""),
    ]
    if known.predecessor:
        rows.append(
            (_("Vervolg op"), known.predecessor_area, address("insights:overview", known.predecessor))
        )
    return [{"name": name, "value": value, "url": url} for name, value, url in rows]


def _told_later(collaboration: Collaboration) -> list[tuple[str, str, str]]:
    """What registering does not ask: only when somebody has said it."""
    rows = []
    if collaboration.initiative.aim != Aim.OPEN:
        rows.append((_("Wil vooral"), collaboration.initiative.get_aim_display(), ""))
    if collaboration.initiative.experience != Experience.UNKNOWN:
        rows.append((_("Eerder een project"), collaboration.initiative.get_experience_display(), ""))
    if collaboration.ties != Ties.UNKNOWN:
        rows.append((_("Eerder samengewerkt"), collaboration.get_ties_display(), ""))
    return rows


def _readings(keys: list[DecisionKey]) -> list[dict[str, Any]]:
    """How each side sees the pause, in its own words."""
    return [
        {
            "side": key.participation.side,
            "name": capfirst(party_name(key.participation.organisation)),
            "text": key.decision.reason
            if key.participation.organisation_id == key.decision.by_organisation_id
            else "",
            "remark": key.remark,
            "at": key.at,
        }
        for key in keys
    ]
