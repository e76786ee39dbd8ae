"""How does the shared format come into the database?

A file holds a whole format, or what is different from an earlier one: `based_on` and `changed`, a clause or a field
of it with only what changes. A kind of document in which nothing changes keeps its version.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from agreements.formats import clauses
from agreements.formats.kinds import SHORT_FORM, DocumentKind
from agreements.formats.tables import CLAUSE, COLUMNS
from agreements.formats.variables import Variable as VariableSpec
from agreements.models import Clause, Format, Variable
from agreements.terms import Need
from samenspel import frozen


class FormatRefused(ValueError):
    """The file holds a clause that cannot be read; the message says which and why."""


@transaction.atomic
def load_formats(path: Path) -> int:
    """Adds one published format per document kind, once; a published format never changes. Returns how many.

    Where a beheerder took the number for a version of her own, that one stays.
    """
    data = json.loads(path.read_text(encoding="utf-8"))
    add = _add_changed if "based_on" in data else _add
    taken = Format.objects.filter(number=data["number"], owner_org=None).values_list(
        "document_kind", flat=True
    )
    return sum(add(kind, data) for kind in DocumentKind if kind not in set(taken))


def _add_changed(kind: DocumentKind, data: Mapping[str, Any]) -> bool:
    """A copy of the earlier version with these changes, when this kind has such a clause. Where nothing changed in
    the number before, that is the newest one there is."""
    earlier = Format.objects.filter(document_kind=kind, owner_org=None, published_at__isnull=False)
    base = earlier.filter(number__lte=data["based_on"]).latest("number")
    changed = {row["key"]: row for row in data["changed"]}
    if not base.clauses.filter(key__in=changed).exists():
        return False
    fields = {field["name"]: field for row in changed.values() for field in row.get("variables", ())}
    clause_rows = [row | _only(changed.get(row["key"]), row) for row in base.clauses.values(*CLAUSE)]
    field_rows = [row | _only(fields.get(row["name"]), row) for row in base.variables.values(*COLUMNS)]
    _refuse_unreadable([{**row, "variables": field_rows} for row in clause_rows if row["key"] in changed])
    shared = Format.objects.create(
        document_kind=kind, number=data["number"], based_on=base, note=data["note"]
    )
    Clause.objects.bulk_create(Clause(format=shared, **row) for row in clause_rows)
    Variable.objects.bulk_create(Variable(format=shared, **row) for row in field_rows)
    _publish(shared)
    return True


def _only(change: Mapping[str, Any] | None, row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (change or {}).items() if name in row}


def _publish(shared: Format) -> None:
    shared.published_at = timezone.now()
    shared.row_hash = frozen.digest(shared)
    shared.save(update_fields=["published_at", "row_hash"])


def _add(kind: DocumentKind, data: Mapping[str, Any]) -> bool:
    rows = [row for row in data["clauses"] if row["needs"].get(kind)]
    _refuse_unreadable(rows)
    shared = Format.objects.create(document_kind=kind, number=data["number"])
    short = SHORT_FORM.get(kind)
    Clause.objects.bulk_create(
        Clause(
            format=shared,
            key=row["key"],
            part=row["part"],
            order=row["order"],
            title=row.get("titles", {}).get(kind, row["title"]),
            need=row["needs"][kind],
            in_short=row["key"] in short if short else row["needs"][kind] == Need.REQUIRED,
            text=row["text"],
            why=row.get("why", ""),
            topics=row.get("topics", []),
        )
        for row in rows
    )
    declared = {variable["name"]: variable for row in rows for variable in row["variables"]}
    Variable.objects.bulk_create(
        Variable(
            format=shared,
            name=row["name"],
            label=row["label"],
            short=row.get("short", ""),
            caption=row.get("caption", ""),
            help=row.get("help", ""),
            type=row["type"],
            required=row.get("required", False),
            default=VariableSpec.from_row(row).default_for(kind),
            filled_from=row["filled_from"],
            at_signing=row.get("at_signing", False),
        )
        for row in declared.values()
    )
    _publish(shared)
    return True


def _refuse_unreadable(rows: list[Mapping[str, Any]]) -> None:
    declared = {v["name"]: VariableSpec.from_row(v) for row in rows for v in row["variables"]}
    for row in rows:
        problems = clauses.check(clauses.parse(row["text"]), declared)
        if problems:
            raise FormatRefused(f"{row['key']}: {problems[0]}")
