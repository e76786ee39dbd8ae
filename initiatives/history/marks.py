"""Do the words that may go, and what may be said anew, still say what the newest event about them holds?

A reason goes when who wrote it is erased, and another person is asked to sign. So such a column is no part of the hash of
its row: an event holds it by itself, with a salt that is kept beside it (`Mark`). Said anew or blanked, it gets another salt
and another event; of the words before nothing is left that can be guessed. Words from before there were marks have one
that no event tells of.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.apps import apps
from django.db.models import F

from initiatives.models import Collaboration, Event, Mark
from samenspel import frozen
from samenspel.frozen import Column

TOLD = "apart"  # in what an event tells: the mark of each column that it holds
AT_ONCE = 200  # rows


def keep(collaboration: Collaboration, columns: Iterable[Column]) -> dict[str, str]:
    """Marks these columns as they are now; by name."""
    once = {frozen.name_of(column): column for column in columns}
    made = [_mark(Mark, collaboration.pk, column) for column in once.values()]
    if made:
        Mark.objects.bulk_create(
            made, update_conflicts=True, unique_fields=["name"], update_fields=["salt", "digest"]
        )
    return {mark.name: mark.digest for mark in made}


def _mark(model: Any, collaboration_id: int, column: Column) -> Any:
    salt = secrets.token_hex(16)
    return model(
        collaboration_id=collaboration_id,
        name=frozen.name_of(column),
        salt=salt,
        digest=frozen.salted(column, salt),
    )


def mark_what_was_there(old: Any, label: str, tables: Mapping[str, tuple[str, tuple[str, ...]]]) -> None:
    """In a migration. `old`: its apps; `tables`: by model the way to its file, and the columns held apart."""
    model = old.get_model("initiatives", "Mark")
    for name, (way, columns) in tables.items():
        rows = old.get_model(label, name).objects.annotate(in_file=F(way))
        said = (
            (row.in_file, column)
            for row in rows.iterator(chunk_size=AT_ONCE)
            for column in (Column(row, name) for name in columns)
            if frozen.says_something(column)
        )
        for some in _in_turn(said):
            model.objects.bulk_create(_mark(model, in_file, column) for in_file, column in some)


def changed_columns() -> Iterator[str]:
    """Every column that says something else than its mark, or another mark than the newest event about it."""
    events = Event.objects.filter(payload__has_key=TOLD).order_by("pk").values_list("payload", flat=True)
    told = {name: digest for payload in events.iterator(AT_ONCE) for name, digest in payload[TOLD].items()}
    for model in apps.get_models():
        if not hasattr(model, "apart"):
            continue
        rows: Any = model._default_manager.order_by("pk")
        for some in _in_turn(rows.iterator(chunk_size=AT_ONCE)):
            yield from _compared([Column(row, name) for row in some for name in row.apart], told)


def _in_turn(many: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(many)
    return iter(lambda: list(islice(rest, AT_ONCE)), [])


def _compared(columns: list[Column], told: Mapping[str, str]) -> Iterator[str]:
    names = [frozen.name_of(column) for column in columns]
    marks = {mark.name: mark for mark in Mark.objects.filter(name__in=names)}
    for name, column in zip(names, columns, strict=True):
        if not _is_sound(column, marks.get(name), told.get(name)):
            row = column.row
            yield f"{row._meta.model_name} {row.uuid}: {column.name} is veranderd"


def _is_sound(column: Column, mark: Mark | None, told: str | None) -> bool:
    if mark is None:
        return told is None and not frozen.says_something(column)
    return told in (None, mark.digest) and frozen.salted(column, mark.salt) == mark.digest
