"""What happened in this file, in which order, and does the chain still hold?"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from contacts.models import Organisation, Person
from initiatives.history import marks
from initiatives.mail import letters
from initiatives.models import Collaboration, Event
from initiatives.terms import Circle, EventKind
from samenspel import frozen
from samenspel.frozen import Column

# Events never hold names or free text, so that erasing a person leaves the chain intact.
HELD = "rows"  # in what an event tells: the hash of each row that it holds
CODE = re.compile(r"^[\w:.,\-]{0,120}$")


def subject_of(row: Any) -> str:
    """How an event points at a row: `planitem:<uuid>`."""
    return frozen.name_of(row)


def record(
    collaboration: Collaboration,
    kind: EventKind,
    *,
    by: Person | None,
    organisation: Organisation | None = None,
    on_behalf_of: Organisation | None = None,
    subject: Any = None,
    payload: Mapping[str, Any] | None = None,
    holds: Iterable[Any] = (),
    owner: Organisation | None = None,
    circle: Circle = Circle.EVERYONE,
) -> Event:
    """Adds one event to the chain. Call it in the transaction of what it tells of.

    holds: rows, or moments of rows, that never change from here on; the event names the hash of each
    (`samenspel/frozen.py`). Also columns as they are said from here on, until a later event holds them again (`marks.py`).
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an event commits together with its row")
    told = dict(payload or {})
    held = list(holds)
    if rows := {frozen.name_of(row): frozen.digest(row) for row in held if not isinstance(row, Column)}:
        told[HELD] = rows
    _codes_only(told)
    now = timezone.now()
    head: dict[str, Any] = {"last_seq": F("last_seq") + 1}
    if circle == Circle.EVERYONE:
        head["last_event_at"] = now  # a note of one party moves nothing that others can see
    Collaboration.objects.filter(pk=collaboration.pk).update(**head)  # locks the head: one writer at a time
    if apart := marks.keep(collaboration, [column for row in held for column in frozen.apart(row)]):
        told[marks.TOLD] = apart
    seq, previous = Collaboration.objects.values_list("last_seq", "last_hash").get(pk=collaboration.pk)
    event = Event(
        collaboration=collaboration,
        seq=seq,
        kind=kind,
        at=now,
        actor=by,
        actor_organisation=organisation,
        on_behalf_of=on_behalf_of,
        subject=subject_of(subject) if subject is not None else "",
        payload=told,
        owner=owner or organisation,
        circle=circle,
        prev_hash=previous,
    )
    event.hash = digest(event)
    event.save(force_insert=True)
    Collaboration.objects.filter(pk=collaboration.pk).update(last_hash=event.hash)
    letters.write(event)
    return event


def digest(event: Event) -> str:
    """SHA-256 over the previous hash and everything the event says."""
    body = {
        "seq": event.seq,
        "kind": str(event.kind),
        "at": event.at.isoformat(),
        "actor": event.actor_id,
        "organisation": event.actor_organisation_id,
        "on_behalf_of": event.on_behalf_of_id,
        "subject": event.subject,
        "payload": event.payload,
        "owner": event.owner_id,
        "circle": str(event.circle),
        "collaboration": event.collaboration_id,
    }
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{event.prev_hash}\n{text}".encode()).hexdigest()


def broken_links(collaboration: Collaboration) -> Iterator[str]:
    """Where the chain does not hold: a changed, missing or extra event, or a head that says otherwise."""
    previous, expected = "", 1
    for event in collaboration.events.order_by("seq").iterator(chunk_size=500):
        if event.seq != expected:
            yield f"event {expected} is missing"
        if event.prev_hash != previous or event.hash != digest(event):
            yield f"event {event.seq} was changed"
        previous, expected = event.hash, event.seq + 1
    head = Collaboration.objects.values_list("last_seq", "last_hash").get(pk=collaboration.pk)
    if head != (expected - 1, previous):
        yield "the head of the chain does not match its last event"


def _codes_only(value: Any) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _codes_only(key)
            _codes_only(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _codes_only(inner)
    elif isinstance(value, str) and not CODE.match(value):
        raise ValueError("events hold codes, ids and dates, never text")
