"""What does the page “Rollen en ruimte” show, and what does it leave out because nobody uses it?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from contacts.models import BOTH_SIDES, Side
from initiatives import policy
from initiatives.actions.room import topic_facts
from initiatives.models import Collaboration, Fact, Participation, PlanItem
from initiatives.people.names import party_name
from initiatives.plan.guidance import Guidance, guidance_of
from initiatives.policy import Ability, Seat
from initiatives.room import growth, ladders, topics
from initiatives.room.forms import StepForm
from initiatives.room.ladders import Ladder
from initiatives.room.stances import (
    PREFIX,
    Field,
    Line,
    Topic,
    shared_since,
    state_of,
    talks,
    topic_state,
)
from initiatives.terms import Status, WantedRole
from samenspel.signs import DuoState

NAMES: dict[Side, Any] = {Side.MUNICIPALITY: _("Gemeente"), Side.INITIATIVE: _("Initiatief")}
Said = Mapping[str, Fact]  # by side: the newest answers on one topic


def has_content(file: str) -> Q:
    """Whether a file has something on this page, for a query in which `file` leads to it."""
    facts = Fact.objects.filter(collaboration=OuterRef(file), name__startswith=PREFIX)
    items = PlanItem.objects.filter(collaboration=OuterRef(file), kind__in=ladders.KINDS)
    return Q(Exists(facts)) | Q(Exists(items))


# --- topics -----------------------------------------------------------------------------------------------


@dataclass
class Row:
    """One line of a topic, as both sides answered it."""

    label: Any
    state: DuoState
    answers: list[dict[str, Any]]
    asks: list[Any] = field(default_factory=list)
    compared: bool = True
    since: datetime | None = None  # of what both hold; known after `mark_agreement`

    @property
    def agreed(self) -> str:
        """What both hold, once, when they hold the same."""
        return self.answers[0]["words"] if self.state == "shared" else ""

    @property
    def is_said(self) -> bool:
        return any(answer["words"] for answer in self.answers)


@dataclass
class Card:
    topic: Topic
    state: DuoState
    rows: list[Row]
    said: list[dict[str, Any]]  # per side: who answered and when, and its own words
    own: str = ""  # the side of this reader, when she may answer
    coach: Guidance | None = None  # what the begeleider says herself, where the topic is about her

    @property
    def differing(self) -> list[Row]:
        return [row for row in self.rows if row.state == "differ"]

    @property
    def others(self) -> list[Row]:
        return [row for row in self.rows if row.state != "differ" and row.is_said]

    @property
    def silent(self) -> list[Any]:
        return [row.label for row in self.rows if not row.is_said]

    @property
    def remarks(self) -> list[dict[str, Any]]:
        return [entry for entry in self.said if entry["remark"]]

    @property
    def take_over(self) -> Fact | None:
        """What the other side said, when this one can see it the same way with one tap."""
        if not self.own or not self.topic.is_mirrored or self.state == "shared":
            return None
        facts = {entry["side"]: entry["fact"] for entry in self.said}
        theirs = facts.get(next(side.value for side in BOTH_SIDES if side != self.own))
        own = facts.get(self.own)
        if theirs is None or own and {**own.value["codes"], **theirs.value["codes"]} == own.value["codes"]:
            return None
        return theirs


def room_context(collaboration: Collaboration, seats: list[Seat]) -> dict[str, Any]:
    own = own_side(seats) if collaboration.status != Status.ENDED else ""
    said = newest_answers(collaboration)
    coach = guidance_of(collaboration)
    shown = said.keys() | ({topics.GUIDANCE.name} if coach else set())
    cards = [
        card_of(topic, said.get(topic.name, {}), own, coach) for topic in topics.TOPICS if topic.name in shown
    ]
    mark_agreement(collaboration, cards)
    items = list(collaboration.plan_items.filter(kind__in=ladders.KINDS).with_who())
    sides = working_sides(seats) if collaboration.status != Status.ENDED else set()
    lists = [list_of(ladder, items, sides) for ladder in ladders.LADDERS]
    asked = topics.asked_in(collaboration.phase)
    return {
        "cards": sorted(cards, key=lambda card: card.state != "differ"),
        "unsaid": [topic for topic in topics.TOPICS if topic.name not in shown],
        "asked": {topic.name for topic in asked},
        "growth": growth_of(collaboration, said.get("growth", {})),
        "lists": [found for found in lists if found["rows"]],
        "empty_lists": [found["ladder"] for found in lists if not found["rows"] and found["may_add"]],
        "own_side": own,
        "owners": lambda: owners(collaboration),
    }


def own_side(seats: Iterable[Seat]) -> str:
    seat = policy.seat_for(list(seats), Ability.GIVE_VIEW)
    return str(seat.side) if seat else ""


def newest_answers(collaboration: Collaboration) -> dict[str, dict[str, Fact]]:
    """topic -> side -> its newest answers: one query."""
    facts = Fact.objects.filter(
        collaboration=collaboration, name__startswith=PREFIX, participation__isnull=False
    )
    newest = facts.order_by().values("name", "participation__side").annotate(pk_=Max("pk")).values("pk_")
    found: dict[str, dict[str, Fact]] = {}
    for fact in Fact.objects.filter(pk__in=newest).select_related("participation", "by"):
        found.setdefault(fact.name.removeprefix(PREFIX), {})[fact.participation.side] = fact
    return found


def card_of(topic: Topic, said: Said, own: str, coach: Guidance | None = None) -> Card:
    ours, theirs = (codes_of(said.get(side)) for side in BOTH_SIDES)
    asks: dict[Any, list[Any]] = {}
    for talk in talks(topic, ours, theirs):
        asks.setdefault(talk.label, []).append(talk.asks)
    return Card(
        topic,
        topic_state(topic, ours, theirs),
        [_row(line, said, asks.get(line.label, [])) for line in topic.lines],
        [_speaker(side, said[side]) for side in BOTH_SIDES if side in said],
        own,
        coach if topic is topics.GUIDANCE else None,
    )


def mark_agreement(collaboration: Collaboration, cards: Iterable[Card]) -> None:
    """Since when both sides hold the same, line by line: one query, where they hold anything the same."""
    by_fact = {card.topic.fact: card for card in cards if any(row.agreed for row in card.rows)}
    if not by_fact:
        return
    facts = Fact.objects.filter(
        collaboration=collaboration, name__in=by_fact, participation__side__in=BOTH_SIDES
    )
    said: dict[str, list[tuple[str, Mapping[str, Any], datetime]]] = {}
    answers = facts.order_by("pk").values_list("name", "participation__side", "value", "created_at")
    for name, side, value, at in answers:
        said.setdefault(name, []).append((side, value["codes"], at))
    for name, card in by_fact.items():
        for line, row in zip(card.topic.lines, card.rows, strict=True):
            row.since = shared_since(line, said[name]) if row.agreed else None


def _row(line: Line, said: Said, asks: list[Any]) -> Row:
    ours, theirs = (codes_of(said.get(side)) for side in BOTH_SIDES)
    answers = []
    for side in BOTH_SIDES:
        given = all_of(said.get(side))
        said_here = [f for f in line.fields_of(side) if f.word(given.get(f.name))]
        words = ", ".join(_phrase(f, given[f.name]) for f in said_here if f.kind != "words")
        words = ": ".join([words, *(_phrase(f, given[f.name]) for f in said_here if f.kind == "words")])
        if line.fields_of(side) and (words or line.compared):
            answers.append({"side": side.value, "name": NAMES[side], "words": words.removeprefix(": ")})
    return Row(line.label, state_of(line, ours, theirs), answers, list(dict.fromkeys(asks)), line.compared)


def _phrase(field: Field, answer: Any) -> str:
    return " ".join(str(part) for part in (field.lead, field.word(answer)) if part)


def _speaker(side: Side, fact: Fact) -> dict[str, Any]:
    return {
        "side": side.value,
        "name": NAMES[side],
        "fact": fact,
        "remark": fact.value["words"].get("remark", ""),
    }


def codes_of(fact: Fact | None) -> dict[str, Any]:
    return fact.value["codes"] if fact else {}


def all_of(fact: Fact | None) -> dict[str, Any]:
    return {**fact.value["words"], **fact.value["codes"]} if fact else {}


def topic_history(collaboration: Collaboration, topic: Topic) -> list[dict[str, Any]]:
    """Every time that a side answered, in words, newest first."""
    return [
        {"fact": fact, "side": fact.participation.side, "text": in_words(topic, fact)}
        for fact in topic_facts(collaboration, topic)[:50]
    ]


def in_words(topic: Topic, fact: Fact | None) -> str:
    """All answers of one side below each other."""
    given = all_of(fact)
    side = fact.participation.side if fact and fact.participation else ""
    fields = topic.fields_of(side) if side else ()
    return "\n".join(f"{f.label}: {f.word(given[f.name])}" for f in fields if given.get(f.name, "") != "")


# --- the growth path --------------------------------------------------------------------------------------


def growth_of(collaboration: Collaboration, said: Said) -> dict[str, Any] | None:
    """What fits the chosen role, what is next, and what the gemeente still owes; nothing before anyone spoke."""
    if not said:
        return None
    role = collaboration.initiative.wanted_role
    has, helped = codes_of(said.get(Side.INITIATIVE)), codes_of(said.get(Side.MUNICIPALITY))
    return {
        "role": WantedRole(role).label,
        "usual": [(aspect.label, aspect.usual[WantedRole(role)]) for aspect in growth.asked_of(role)],
        "next": growth.next_step(role, has),
        "next_usual": _usual(growth.next_step(role, has), role),
        "owed": growth.owed(role, helped),
    }


def _usual(aspect: growth.Aspect | None, role: str) -> Any:
    return aspect.usual[WantedRole(role)] if aspect else ""


# --- ladders ----------------------------------------------------------------------------------------------


def list_of(ladder: Ladder, items: Iterable[PlanItem], sides: set[Any]) -> dict[str, Any]:
    rows = [ladder_row(item, sides) for item in items if item.kind == ladder.kind]
    asks_owner = any(row["up"] and row["up"].asks_owner for row in rows)
    may_add = bool(ladder.added_by & sides)
    return {"ladder": ladder, "rows": rows, "may_add": may_add, "asks_owner": asks_owner}


def ladder_row(item: PlanItem, sides: set[Any]) -> dict[str, Any]:
    """One item, and the steps that this reader's side may take now."""
    ladder = ladders.BY_KIND[item.kind]
    up, down, no = (
        rung if rung and ladder.may_reach(rung.code, item.stage, sides) else None
        for rung in (ladder.up(item.stage), ladder.down(item.stage), ladder.no)
    )
    return {
        "item": item,
        "ladder": ladder,
        "rung": ladder.at(item.stage),
        "number": ladder.number(item.stage) + 1,
        "total": len(ladder.rungs),
        "up": up,
        "step_form": step_form(item, asks_owner=bool(up and up.asks_owner)),
        "owner": item.owner if ladder.has_owner(item.stage) else "",
        "down": down,
        "no": no,
        "may_change": bool(ladder.kept_by & sides),
        "asks_hat": ladder is ladders.REQUEST and Side.MUNICIPALITY in sides,
    }


def step_form(item: PlanItem, data: Any = None, *, asks_owner: bool) -> StepForm:
    """Its ids carry the item, because a page holds many."""
    first = {"revision": item.revision, "owner": item.owner}
    return StepForm(data, asks_owner=asks_owner, initial=first, auto_id=f"stap-{item.uuid}-%s")


def owners(collaboration: Collaboration, parties: Iterable[Participation] | None = None) -> list[str]:
    """Whose a koppelkans can be, to choose from: the departments of this file and who takes part in it."""
    departments = collaboration.plan_items.filter(kind=ladders.DEPARTMENT.kind)
    if parties is None:
        parties = collaboration.participations.in_force().select_related("organisation")
    names = [capfirst(party_name(party.organisation)) for party in parties]
    return [*departments.values_list("title", flat=True), *names]


def working_sides(seats: Iterable[Seat]) -> set[Side]:
    """On which sides this reader works in the plan."""
    return {seat.side for seat in seats if seat.grants(Ability.PLAN)}
