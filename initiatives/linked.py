"""Which rows do these events point at, as far as this reader may read them? One query a kind of row."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from initiatives.file_page import address
from initiatives.models import (
    Assignment,
    Collaboration,
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
from initiatives.names import known_as, party_name
from initiatives.policy import Viewer

NAMES_ITEMS = ("left_out", "brought_back")  # parts of what an event tells that hold the uuids of items


class Linked:
    """The rows of one page of events, each kind read when the first event asks for it."""

    def __init__(self, events: Iterable[Event], viewer: Viewer) -> None:
        self._events = list(events)
        self._viewer = viewer

    # --- what an event points at ------------------------------------------------------------------------

    def item(self, event: Event) -> PlanItem | None:
        return self._items.get(event.subject)

    def item_title(self, event: Event) -> str:
        item = self.item(event)
        return item.title if item else "…"

    def named_items(self, event: Event, part: str) -> list[str]:
        """The titles of the items that an event names in a part of what it tells."""
        named = [self._items.get(f"planitem:{uuid}") for uuid in event.payload.get(part, ())]
        return [item.title for item in named if item]

    def item_url(self, event: Event) -> str:
        item = self.item(event)
        return address("initiatives:item", item.uuid) if item else ""

    def decision(self, event: Event) -> JointDecision | None:
        return self._decisions.get(event.subject)

    def decision_url(self, event: Event) -> str:
        kind, _colon, uuid = event.subject.partition(":")
        return address("initiatives:decision", uuid) if kind == "jointdecision" else ""

    def key(self, event: Event) -> DecisionKey | None:
        """The key of the side that this event tells of."""
        decision = self.decision(event)
        return self._keys.get((decision.pk, event.payload.get("side"))) if decision else None

    def view(self, event: Event) -> GoalView | None:
        return self._views.get(str(event.payload.get("view")))

    def evidence(self, event: Event) -> Evidence | None:
        named = event.payload.get("evidence") or event.subject.partition("evidence:")[2]
        return self._evidence.get(str(named))

    def contact(self, event: Event) -> ContactMoment | None:
        return self._contacts.get(event.subject)

    def upload(self, event: Event) -> Upload | None:
        return self._uploads.get(event.subject)

    def milestone(self, event: Event) -> Milestone | None:
        return self._milestones.get(event.subject)

    def party_name(self, event: Event) -> str:
        participation = self._participations.get(event.subject)
        return party_name(participation.organisation) if participation else ""

    def assignee(self, event: Event) -> str:
        assignment = self._assignments.get(event.subject)
        if assignment is None:
            return ""
        return known_as(assignment.function.person, assignment.function)

    def file(self, event: Event) -> UUID:
        return self._files[event.collaboration_id]

    # --- the rows, read in bulk -------------------------------------------------------------------------

    def _rows(self, prefix: str, rows: QuerySet[Any]) -> dict[str, Any]:
        """Rows by the subject of their events; no query when no event names such a row."""
        wanted = {e.subject.partition(":")[2] for e in self._events if e.subject.startswith(f"{prefix}:")}
        if prefix == "planitem":
            wanted |= {uuid for e in self._events for part in NAMES_ITEMS for uuid in e.payload.get(part, ())}
        if not wanted:
            return {}
        return {f"{prefix}:{row.uuid}": row for row in rows.filter(uuid__in=wanted)}

    @cached_property
    def _items(self) -> dict[str, PlanItem]:
        return self._rows("planitem", PlanItem.objects.all())

    @cached_property
    def _decisions(self) -> dict[str, JointDecision]:
        return self._rows("jointdecision", JointDecision.objects.all())

    @cached_property
    def _keys(self) -> dict[tuple[int, str], DecisionKey]:
        keys = DecisionKey.objects.filter(decision__in=[d.pk for d in self._decisions.values()])
        return {(k.decision_id, k.participation.side): k for k in keys.select_related("participation")}

    @cached_property
    def _views(self) -> dict[str, GoalView]:
        wanted = [e.payload["view"] for e in self._events if "view" in e.payload]
        return {str(view.uuid): view for view in GoalView.objects.filter(uuid__in=wanted)}

    @cached_property
    def _evidence(self) -> dict[str, Evidence]:
        named = [e.payload["evidence"] for e in self._events if "evidence" in e.payload]
        named += [e.subject.partition(":")[2] for e in self._events if e.subject.startswith("evidence:")]
        if not named:
            return {}
        readable = Evidence.objects.readable_by(self._viewer).filter(uuid__in=named)
        return {str(row.uuid): row for row in readable}

    @cached_property
    def _contacts(self) -> dict[str, ContactMoment]:
        return self._rows("contactmoment", ContactMoment.objects.readable_by(self._viewer))

    @cached_property
    def _uploads(self) -> dict[str, Upload]:
        return self._rows("upload", Upload.objects.readable_by(self._viewer))

    @cached_property
    def _milestones(self) -> dict[str, Milestone]:
        return self._rows("milestone", Milestone.objects.all())

    @cached_property
    def _participations(self) -> dict[str, Participation]:
        return self._rows("participation", Participation.objects.select_related("organisation"))

    @cached_property
    def _assignments(self) -> dict[str, Assignment]:
        return self._rows("assignment", Assignment.objects.select_related("function__person"))

    @cached_property
    def _files(self) -> dict[int, UUID]:
        files = {e.collaboration_id for e in self._events}
        return dict(Collaboration.objects.filter(pk__in=files).values_list("pk", "uuid"))


class Headlines(Linked):
    """For a few lines of news: titles of items, and no words behind them. Two queries at most."""

    def _rows(self, prefix: str, rows: QuerySet[Any]) -> dict[str, Any]:
        return super()._rows(prefix, rows) if prefix == "planitem" else {}

    @cached_property
    def _keys(self) -> dict[tuple[int, str], DecisionKey]:
        return {}

    @cached_property
    def _views(self) -> dict[str, GoalView]:
        return {}

    @cached_property
    def _evidence(self) -> dict[str, Evidence]:
        return {}
