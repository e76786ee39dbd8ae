"""How does the stappenplan come into the database?

A file holds a whole stappenplan, or what is different from an earlier one: `based_on`, `changed`, `added` and
`removed`. What comes out is whole either way.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from initiatives.formats.tables import FIELDS
from initiatives.models import FormatItem, PlanFormat
from initiatives.terms import ItemKind, Phase
from samenspel import frozen

Item = dict[str, Any]
EMPTY: Mapping[str, Any] = {"serves": [], "applies": {}, "words": {}}  # the rest is text


@transaction.atomic
def load_plan_format(path: Path) -> tuple[PlanFormat, bool]:
    """Adds the format of `path` once; a published format never changes. Returns it, and whether it is new."""
    data = json.loads(path.read_text(encoding="utf-8"))
    existing = PlanFormat.objects.filter(number=data["number"]).first()
    if existing:
        return existing, False
    base = PlanFormat.objects.get(number=data["based_on"]) if "based_on" in data else None
    if base:
        plan = PlanFormat(phases=base.phases, source=base.source, based_on=base, note=data["note"])
        items = changed_items(base.items.values(*FIELDS), data)
    else:
        source = data["source"]
        plan = PlanFormat(phases=data["phases"], source=f"{source['publisher']}: {source['title']}")
        items = data["items"]
    plan.number = data["number"]
    plan.save()
    FormatItem.objects.bulk_create(
        FormatItem(format=plan, **{name: item.get(name) or EMPTY.get(name, "") for name in FIELDS})
        for item in items
    )
    plan.published_at = timezone.now()
    plan.row_hash = frozen.digest(plan)
    plan.save(update_fields=["published_at", "row_hash"])
    return plan, True


def changed_items(base: Iterable[Mapping[str, Any]], changes: Mapping[str, Any]) -> list[Item]:
    """The items of `base` with these changes; a key that is not there, or is there twice, is a mistake."""
    items: dict[str, Item] = {item["key"]: dict(item) for item in base}
    for key in changes.get("removed", ()):
        del items[key]
    for change in changes.get("changed", ()):
        if change["key"] not in items:
            raise KeyError(change["key"])
        items[change["key"]].update(change)
    for item in changes.get("added", ()):
        if item["key"] in items:
            raise ValueError(f"{item['key']} is there already")
        items[item["key"]] = dict(item)
    return list(_numbered(items.values()))


def _numbered(items: Iterable[Item]) -> Iterator[Item]:
    """Numbers the items of each phase and kind from 1; an added one stands behind the item it names, or last."""
    kinds, phases = list(ItemKind.values), list(Phase.values)

    def place(item: Item) -> tuple[int, int]:
        return phases.index(item["phase"]), kinds.index(item["kind"])

    for _place, group in groupby(sorted(items, key=place), key=place):
        row: list[Item] = []
        for item in group:
            keys = [other["key"] for other in row]
            row.insert(keys.index(item["after"]) + 1 if "after" in item else len(row), item)
        for number, item in enumerate(row, 1):
            yield {**item, "order": number}
