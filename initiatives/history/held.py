"""Do the rows that an event holds, and the files that people added, still say what they said?"""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models.fields.files import FieldFile

from initiatives.history.timeline import HELD
from initiatives.models import Event, Upload
from samenspel import frozen

AT_ONCE = 200  # events; each names a few rows


def changed_rows() -> Iterator[str]:
    """Every row that an event named the hash of: gone, or with another hash now."""
    events = Event.objects.filter(payload__has_key=HELD).order_by("pk").values_list("payload", flat=True)
    wanted: dict[str, dict[str, str]] = {}
    for number, payload in enumerate(events.iterator(chunk_size=AT_ONCE), 1):
        for subject, digest in payload[HELD].items():
            kind, _colon, uuid = subject.partition(":")
            wanted.setdefault(kind, {})[uuid] = digest
        if number % AT_ONCE == 0:
            yield from _compared(wanted)
            wanted = {}
    yield from _compared(wanted)


def _compared(wanted: dict[str, dict[str, str]]) -> Iterator[str]:
    for kind, digests in wanted.items():
        there = {str(row.uuid): row for row in _model(kind).objects.filter(uuid__in=digests)}
        for uuid, digest in digests.items():
            if uuid not in there:
                yield f"{kind} {uuid}: de rij is weg"
            elif frozen.digest(there[uuid]) != digest:
                yield f"{kind} {uuid}: de rij is veranderd"


def _model(kind: str) -> Any:
    return next(model for model in apps.get_models() if model._meta.model_name == kind)


def changed_uploads() -> Iterator[str]:
    """One that its owner had removed has no file any more; its row stays."""
    for upload in Upload.objects.order_by("pk").iterator(chunk_size=100):
        if upload.file and (wrong := trouble_with(upload.file, upload.sha256)):
            yield f"upload {upload.uuid}: {wrong}"


def trouble_with(file: FieldFile, sha256: str) -> str:
    try:
        with file.open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
    except FileNotFoundError:
        return "het bestand is weg"
    return "" if found == sha256 else "het bestand is veranderd"
