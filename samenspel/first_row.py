"""What does a list read along of the first row of something else, in its own query?"""

from datetime import UTC, datetime
from typing import Any

from django.db.models import JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject


def first_row(rows: QuerySet[Any], **told: str) -> Subquery:
    """What the first of these rows says, as one value: a subquery for each column costs Django as much again to compose.

    `told`: name -> path. Dates and moments come as text.
    """
    return Subquery(rows.values(told=JSONObject(**told))[:1], output_field=JSONField())


def moment(told: str) -> datetime:
    """A moment as a database wrote it; SQLite leaves out that it is UTC."""
    at = datetime.fromisoformat(told)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
