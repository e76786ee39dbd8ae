"""Do the rows that an event holds, and the files that people added, still say what they said?"""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile

from initiatives.history.timeline import HELD
from initiatives.models import Event, PlanFormat, Upload
from initiatives.terms import EventKind
from samenspel import frozen

AT_ONCE = 200  # events; each names a few rows
# Who was erased left a row with fewer words: by these events it is held as it is since, and no other row is.
ANEW = {EventKind.SUMMARY_BLANKED: "publication.ended:"}


def changed_rows() -> Iterator[str]:
    """Every row that an event named the hash of: gone, or with another hash now."""
    events = Event.objects.filter(payload__has_key=HELD).order_by("pk").values_list("payload", flat=True)
    since = {
        name: digest
        for kind, anew in ANEW.items()
        for told in events.filter(kind=kind)
        for name, digest in told[HELD].items()
        if name.startswith(anew)
    }
    wanted: dict[str, dict[str, set[str]]] = {}
    for number, payload in enumerate(events.iterator(chunk_size=AT_ONCE), 1):
        for name, digest in payload[HELD].items():
            kind, _colon, uuid = name.partition(":")
            wanted.setdefault(kind, {}).setdefault(uuid, set()).add(since.get(name, digest))
        if number % AT_ONCE == 0:
            yield from _compared(wanted)
            wanted = {}
    yield from _compared(wanted)


def _compared(wanted: dict[str, dict[str, set[str]]]) -> Iterator[str]:
    for name, digests in wanted.items():
        kind, _dot, moment = name.partition(".")
        there = {str(row.uuid): row for row in _model(kind).objects.filter(uuid__in=digests)}
        for uuid, told in digests.items():
            if (row := there.get(uuid)) is None:
                yield f"{kind} {uuid}: de rij is weg"
            elif not told <= frozen.digests(frozen.Moment(row, moment) if moment else row):
                yield f"{kind} {uuid}: de rij is veranderd"


def _model(kind: str) -> Any:
    return next(model for model in apps.get_models() if model._meta.model_name == kind)


def changed_plans() -> Iterator[str]:
    """A stappenplan keeps the hash of all that it says, since it was published."""
    yield from unlike_their_hash(PlanFormat.objects.exclude(published_at=None, row_hash=""))


def unlike_their_hash(rows: QuerySet[Any]) -> Iterator[str]:
    for row in rows.order_by("pk").iterator(chunk_size=50):
        if frozen.digest(row) != row.row_hash:
            yield f"{row._meta.model_name} {row.uuid}: de rij is veranderd"


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
