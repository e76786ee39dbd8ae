"""How does the shared format come into the database?"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from agreements.formats import clauses
from agreements.formats.kinds import SHORT_FORM, DocumentKind
from agreements.formats.variables import Variable as VariableSpec
from agreements.models import Clause, Format, Variable
from agreements.terms import Need


class FormatRefused(ValueError):
    """The file holds a clause that cannot be read; the message says which and why."""


@transaction.atomic
def load_formats(path: Path) -> int:
    """Adds one published format per document kind, once; a published format never changes. Returns how many."""
    data = json.loads(path.read_text(encoding="utf-8"))
    added = 0
    for kind in DocumentKind:
        if Format.objects.filter(document_kind=kind, number=data["number"], owner_org=None).exists():
            continue
        _add(kind, data)
        added += 1
    return added


def _add(kind: DocumentKind, data: Mapping[str, Any]) -> None:
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
    shared.published_at = timezone.now()
    shared.save(update_fields=["published_at"])


def _refuse_unreadable(rows: list[Mapping[str, Any]]) -> None:
    declared = {v["name"]: VariableSpec.from_row(v) for row in rows for v in row["variables"]}
    for row in rows:
        problems = clauses.check(clauses.parse(row["text"]), declared)
        if problems:
            raise FormatRefused(f"{row['key']}: {problems[0]}")
