"""How does the stappenplan come into the database?"""

import json
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from initiatives.models import FormatItem, PlanFormat


@transaction.atomic
def load_plan_format(path: Path) -> tuple[PlanFormat, bool]:
    """Adds the format of `path` once; a published format never changes. Returns it, and whether it is new."""
    data = json.loads(path.read_text(encoding="utf-8"))
    existing = PlanFormat.objects.filter(number=data["number"]).first()
    if existing:
        return existing, False
    source = data["source"]
    plan = PlanFormat.objects.create(
        number=data["number"], phases=data["phases"], source=f"{source['publisher']}: {source['title']}"
    )
    FormatItem.objects.bulk_create(
        FormatItem(
            format=plan,
            key=item["key"],
            kind=item["kind"],
            phase=item["phase"],
            track=item.get("track") or "",
            actor=item.get("actor") or "",
            group=item.get("group") or "",
            order=item["order"],
            title=item["title"],
            text=item["text"],
            serves=item.get("serves") or [],
            source=item["source"],
        )
        for item in data["items"]
    )
    plan.published_at = timezone.now()
    plan.save(update_fields=["published_at"])
    return plan, True
