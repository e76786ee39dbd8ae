"""Where does this collaboration stand: who is to move, whom do you call, what was agreed, what happened last?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements.models import Agreement
from contacts.models import Person, Side
from initiatives import layers
from initiatives.file_page import address
from initiatives.goals import counts
from initiatives.models import Assignment, Collaboration, DecisionKey
from initiatives.names import has_left, known_as, party_name
from initiatives.policy import Viewer
from initiatives.querysets import circle_filter
from initiatives.story import Line, headlines
from initiatives.terms import DecisionState, EventKind, Role
from insights.latest import with_newest_version
from insights.next_step import Step, standing_of, steps
from samenspel import dutch

LATEST = 5
QUIET_KINDS = (EventKind.FACT_RECORDED, EventKind.UPLOAD_ADDED)
# Who stands on the card of a side, in this order.
FACES = {
    Side.MUNICIPALITY: (Role.CONTACT, Role.DEPUTY),
    Side.SUPPORT: (Role.COACH, Role.FACILITATOR),
    Side.INITIATIVE: (Role.CONTACT, Role.DEPUTY),
}


@dataclass
class SideCard:
    """One of the three cards of “Wie is aan zet?”. `lies`: at which layer of this side it lies now."""

    side: str
    title: str
    who: str = ""
    person: Person | None = None
    lines: list[str] = field(default_factory=list)
    step: Step | None = None
    lies: layers.Lies | None = None


def overview_context(
    user: Any,
    collaboration: Collaboration,
    *,
    viewer: Viewer,
    own_sides: set[str],
    open_keys: Iterable[DecisionKey],
    status_keys: list[DecisionKey],
) -> dict[str, Any]:
    standing = standing_of(collaboration, open_keys, own_sides)
    cards = side_cards(
        collaboration,
        faces_of(collaboration),
        steps(standing),
        last_contact=last_contact(collaboration, viewer),
    )
    lies = layers.now_in([collaboration.pk])
    for card in cards:
        card.lies = lies.get((collaboration.pk, card.side))
    return {
        "cards": cards,
        "goal_counts": counts(standing.goals),
        "goal_total": len(standing.goals),
        "agreement": newest_agreement(user, collaboration),
        "lines": latest_lines(collaboration, viewer),
        "facts": facts(user, collaboration),
        "readings": _readings(status_keys),
    }


# --- who is who ---------------------------------------------------------------------------------------


def faces_of(collaboration: Collaboration) -> dict[str, Assignment]:
    """Per side the person to call today."""
    roles = [role for wanted in FACES.values() for role in wanted]
    found = (
        Assignment.objects.in_force()
        .filter(participation__collaboration=collaboration, role__in=roles)
        .select_related("function__person", "participation__organisation")
    )
    faces: dict[str, Assignment] = {}
    for assignment in sorted(found, key=lambda a: (roles.index(Role(a.role)), a.pk)):
        if not has_left(assignment.function) and not assignment.function.person.erased_at:
            faces.setdefault(assignment.participation.side, assignment)
    return faces


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
    card.who = known_as(card.person, face.function)
    if card.side == Side.SUPPORT:
        card.title = face.participation.organisation.name
        card.lines.append(_("Stelt voor en legt vast, beslist niet."))
        card.lines.append(str(face.get_works_for_display()).capitalize())
        return
    role = str(face.get_role_display()).capitalize()
    card.lines.append(f"{role}, {dutch.since(face.starts_on)}")
    if face.mandate:
        card.lines.append(_("Mag zelf beslissen over %(what)s") % {"what": face.mandate})


def last_contact(collaboration: Collaboration, viewer: Viewer) -> date | None:
    """As far as this reader may know: what another party keeps to itself does not count."""
    moments = collaboration.contact_moments.filter(circle_filter(viewer))
    return moments.order_by("-on").values_list("on", flat=True).first()


# --- what there is ------------------------------------------------------------------------------------


def newest_agreement(user: Any, collaboration: Collaboration) -> Agreement | None:
    visible = Agreement.objects.visible_to(user).running().filter(collaboration=collaboration)
    return with_newest_version(visible).order_by("-pk").first()


def latest_lines(collaboration: Collaboration, viewer: Viewer) -> list[Line]:
    readable = collaboration.events.readable_by(viewer).exclude(kind__in=QUIET_KINDS)
    # What an accepted decision did is an event of its own.
    readable = readable.exclude(kind=EventKind.DECISION_CLOSED, payload__state=DecisionState.ACCEPTED)
    newest = readable.select_related("actor", "actor_organisation", "on_behalf_of")[:LATEST]
    return headlines(newest, viewer)


def facts(user: Any, collaboration: Collaboration) -> list[dict[str, Any]]:
    municipality, initiative = collaboration.municipality, collaboration.initiative
    rows = [
        (
            _("Gemeente"),
            f"{municipality.organisation.name} ({municipality.size_class.label})",
            address("municipalities:detail", municipality.code),
        ),
        (_("Buurt of dorp"), collaboration.area_name, ""),
        (_("Rechtsvorm"), initiative.get_legal_form_display(), ""),
        (_("Techniek"), initiative.get_technique_display(), ""),
        (_("Gewenste rol"), initiative.get_wanted_role_display(), ""),
        (_("In Samenspel"), dutch.since(collaboration.created_at), ""),
    ]
    if collaboration.predecessor_id:
        rows += _predecessor(user, collaboration.predecessor_id)
    return [{"name": name, "value": value, "url": url} for name, value, url in rows]


def _predecessor(user: Any, pk: int) -> list[tuple[str, str, str]]:
    """The file that went on in this one, when this reader sees it too."""
    old = Collaboration.objects.visible_to(user).filter(pk=pk).first()
    return [(_("Vervolg op"), old.area_name, address("insights:overview", old.uuid))] if old else []


def _readings(keys: Iterable[DecisionKey]) -> list[dict[str, Any]]:
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
