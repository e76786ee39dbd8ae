"""How do a million rows come into the database within minutes? With COPY on PostgreSQL, in batches elsewhere."""

import json
import random
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

BATCH = 5_000


class Table:
    """Rows of one model as plain columns; what is not given gets the model's own default."""

    def __init__(self, model: type[models.Model], chance: random.Random, now: datetime) -> None:
        self.model = model
        self.chance = chance
        self.fields = model._meta.concrete_fields
        self.key = model._meta.pk.attname
        self.blank = {field.attname: _default(field, now) for field in self.fields}
        self.rows: list[tuple[Any, ...]] = []
        self.next_key = 0

    def find_place(self) -> None:
        """Rows made by hand may have come in between."""
        newest = self.model._base_manager.aggregate(newest=models.Max("pk"))["newest"]
        self.next_key = (newest or 0) + 1

    def add(self, **values: Any) -> int:
        row = {**self.blank, **values}
        if "uuid" in row and "uuid" not in values:
            row["uuid"] = f"{self.chance.getrandbits(128):032x}"
        if self.key not in values:
            row[self.key] = self.next_key
            self.next_key += 1
        if len(row) != len(self.blank):
            raise KeyError(f"{self.model.__name__} has no {set(row) - set(self.blank)}")
        self.rows.append(tuple(row.values()))
        return row[self.key]

    def write(self) -> None:
        rows, self.rows = self.rows, []
        if not rows:
            return
        table = connection.ops.quote_name(self.model._meta.db_table)
        columns = ", ".join(connection.ops.quote_name(field.column) for field in self.fields)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
                return
            marks = ", ".join(["%s"] * len(self.fields))
            for batch in _batches(rows):
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", batch)  # noqa: S608


def write_all(tables: Iterable[Table]) -> None:
    with transaction.atomic(), _references_unchecked():
        for table in tables:
            table.write()


def set_counters(tables: Iterable[Table]) -> None:
    """Rows that come later through the application get a number of their own."""
    commands = connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables])
    with connection.cursor() as cursor:
        for command in commands:
            cursor.execute(command)


def settle() -> None:
    """What the database would do by itself in an hour: count what there is."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def stored(value: Any) -> Any:
    """As it stands in the database: the same text for both."""
    if isinstance(value, datetime):
        moment = value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
        return f"{moment}+00" if connection.vendor == "postgresql" else moment
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, dict | list):
        return json.dumps(value)
    return getattr(value, "value", value)


@contextmanager
def _references_unchecked() -> Iterator[None]:
    """Two million look-ups saved, where PostgreSQL lets us; a small world is checked in full by a test."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("SET LOCAL session_replication_role = replica")
        yield


def _default(field: models.Field, now: datetime) -> Any:
    if field.primary_key or field.name == "uuid":
        return None
    if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
        return stored(now)
    if isinstance(field, models.JSONField):
        default = field.get_default()
        return None if default is None and field.null else json.dumps(default if default != "" else {})
    if field.has_default():
        return stored(field.get_default())
    return None if field.null or not isinstance(field, models.CharField | models.TextField) else ""


def _batches(rows: list[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    it = iter(rows)
    while batch := list(islice(it, BATCH)):
        yield batch
