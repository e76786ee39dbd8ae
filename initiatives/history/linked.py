"""What do the rows say that these events point at, as far as this reader may read them?"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet, TextField, Value
from django.db.models.functions import Cast

from initiatives.file_page import address
from initiatives.models import (
    Assignment,
    ContactMoment,
    DecisionKey,
    Event,
    Evidence,
    GoalView,
    JointDecision,
    Milestone,
    Participation,
    PlanItem,
    Upload,
)
from initiatives.people.names import known_as
from initiatives.policy import Viewer
from samenspel.plugged import plugged

# Kinds of rows that an event about something else names in its payload.
IN_PAYLOAD = {"goalview": "view", "evidence": "evidence", "promiseword": "said", "participation": "partner"}


@dataclass(frozen=True)
class Words:
    """What one row says, whichever kind it is: its name, its text, and where it leads."""

    kind: str
    uuid: UUID
    title: str
    text: str
    url: str


def _sources(viewer: Viewer) -> dict[str, tuple[QuerySet[Any], Any, Any, Any]]:
    """Kind of row -> the rows that this reader may read, and where their name, text and address stand.

    Apps to the right bring their own, by the name that `settings.WORDS_TO_TELL` gives.
    """
    nothing = Value("", output_field=TextField())
    day = Cast("on", CharField())
    own = {
        "planitem": (PlanItem.objects.all(), "title", "skip_reason", nothing),
        "goalview": (GoalView.objects.all(), nothing, "remark", nothing),
        "evidence": (Evidence.objects.readable_by(viewer), "title", "quote", nothing),
        "contactmoment": (ContactMoment.objects.readable_by(viewer), day, "summary", nothing),
        "upload": (Upload.objects.readable_by(viewer), "name", nothing, Cast("file", TextField())),
        "milestone": (Milestone.objects.all(), "title", nothing, "url"),
        "participation": (Participation.objects.all(), "organisation__name", "organisation__kind", nothing),
    }
    return own | {
        kind: columns for words in plugged("WORDS_TO_TELL") for kind, columns in words(viewer).items()
    }


NAMES_ITEMS = ("left_out", "brought_back")  # parts of what an event tells that hold the uuids of items


class Linked:
    """The rows of one page of events: three queries, whatever the events are about."""

    def __init__(self, events: Iterable[Event], viewer: Viewer) -> None:
        self._events = list(events)
        self._viewer = viewer

    # --- what an event points at ------------------------------------------------------------------------

    def row(self, event: Event, kind: str) -> Words | None:
        """The row of this kind that the event is about."""
        return self._rows.get((kind, _named(event, kind)))

    def item_title(self, event: Event) -> str:
        item = self.row(event, "planitem")
        return item.title if item else "…"

    def named_items(self, event: Event, part: str) -> list[str]:
        """The titles of the items that an event names in a part of what it tells."""
        named = [self._rows.get(("planitem", uuid)) for uuid in event.payload.get(part, ())]
        return [item.title for item in named if item]

    def article_title(self, event: Event, key: str) -> str:
        """What the agreement of this event calls the article with this key, when this reader may read it."""
        return self._articles.get((_named(event, "agreement"), key), "")

    def item_url(self, event: Event) -> str:
        item = self.row(event, "planitem")
        return address("initiatives:item", item.uuid) if item else ""

    def decision(self, event: Event) -> JointDecision | None:
        return next((key.decision for key in self._keys_of(event)), None)

    def decision_url(self, event: Event) -> str:
        uuid = _named(event, "jointdecision")
        return address("initiatives:decision", uuid) if uuid else ""

    def key(self, event: Event) -> DecisionKey | None:
        """The key of the side that this event tells of."""
        side, acted = event.payload.get("side"), event.on_behalf_of_id or event.actor_organisation_id
        own = [key for key in self._keys_of(event) if key.participation.side == side]
        return next(
            (key for key in own if key.participation.organisation_id == acted), own[0] if own else None
        )

    def assignee(self, event: Event) -> str:
        assignment = self._assignments.get(_named(event, "assignment"))
        if assignment is None:
            return ""
        return known_as(assignment.function.person, assignment.function)

    # --- the rows, read in bulk -------------------------------------------------------------------------

    def _wanted(self, kind: str) -> set[str]:
        wanted = {uuid for event in self._events if (uuid := _named(event, kind))}
        if kind == "planitem":
            wanted |= {uuid for e in self._events for part in NAMES_ITEMS for uuid in e.payload.get(part, ())}
        return wanted

    @cached_property
    def _rows(self) -> dict[tuple[str, str], Words]:
        """All kinds of rows that have a name or a text, together."""
        parts = [
            rows.filter(uuid__in=wanted)
            .order_by()
            .values_list(Value(kind, output_field=TextField()), "uuid", *columns)
            for kind, (rows, *columns) in _sources(self._viewer).items()
            if (wanted := self._wanted(kind))
        ]
        if not parts:
            return {}
        found = (Words(*row) for row in parts[0].union(*parts[1:], all=True))
        return {(words.kind, str(words.uuid)): words for words in found}

    def _keys_of(self, event: Event) -> list[DecisionKey]:
        return self._keys.get(_named(event, "jointdecision"), [])

    @cached_property
    def _keys(self) -> dict[str, list[DecisionKey]]:
        """Keys by their decision, which never goes without."""
        if not (wanted := self._wanted("jointdecision")):
            return {}
        found: dict[str, list[DecisionKey]] = {}
        keys = DecisionKey.objects.filter(decision__uuid__in=wanted)
        for key in keys.select_related("decision", "participation"):
            found.setdefault(str(key.decision.uuid), []).append(key)
        return found

    @cached_property
    def _articles(self) -> dict[tuple[str, str], str]:
        """Title by agreement and key, of the articles that these events name: one query when there are any."""
        wanted: dict[str, set[str]] = {}
        for event in self._events:
            keys = {str(event.payload.get("article", "")), *event.payload.get("articles", ())} - {""}
            if keys and (uuid := _named(event, "agreement")):
                wanted.setdefault(uuid, set()).update(keys)
        found: dict[tuple[str, str], str] = {}
        for titles in plugged("ARTICLES_CALLED") if wanted else ():
            found |= titles(wanted, self._viewer)
        return found

    @cached_property
    def _assignments(self) -> dict[str, Assignment]:
        if not (wanted := self._wanted("assignment")):
            return {}
        found = Assignment.objects.filter(uuid__in=wanted).select_related("function__person")
        return {str(assignment.uuid): assignment for assignment in found}


class Headlines(Linked):
    """For a few lines of news: names of items that were read already, titles of articles, and no words behind them."""

    def __init__(self, events: Iterable[Event], items: Iterable[PlanItem], viewer: Viewer) -> None:
        super().__init__(events, viewer)
        self._items = list(items)

    @cached_property
    def _keys(self) -> dict[str, list[DecisionKey]]:
        return {}

    @cached_property
    def _assignments(self) -> dict[str, Assignment]:
        return {}

    @cached_property
    def _rows(self) -> dict[tuple[str, str], Words]:
        return {
            ("planitem", str(item.uuid)): Words("planitem", item.uuid, item.title, "", "")
            for item in self._items
        }


def _named(event: Event, kind: str) -> str:
    """The uuid of a row of this kind, when the event is about one."""
    about, _colon, uuid = event.subject.partition(":")
    if about == kind:
        return uuid
    return str(event.payload.get(IN_PAYLOAD.get(kind, ""), ""))


def items_named(events: Iterable[Event]) -> set[str]:
    """The items of the plan that these events are about."""
    return {uuid for event in events if (uuid := _named(event, "planitem"))}
