"""What does a list read along of the rows of something else, the first of them or all, in its own query?"""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Func, JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject


def first_row(rows: QuerySet[Any], **told: Any) -> Subquery:
    """What the first of these rows says, as one value: a subquery for each column costs Django as much again to compose.

    `told`: name -> path. Dates and moments come as text.
    """
    return Subquery(rows.values(told=JSONObject(**told))[:1], output_field=JSONField())


class _Listed(Func):
    """Rows as one list, in no order; nothing when there are none."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)


def every_row(rows: QuerySet[Any], **told: Any) -> Subquery:
    """What each of these rows says, for the few that there are of something. In no order: `told` says what orders them."""
    return Subquery(rows.order_by().values(told=_Listed(JSONObject(**told))), output_field=JSONField())


def moment(told: str) -> datetime:
    """A moment as a database wrote it; SQLite leaves out that it is UTC."""
    at = datetime.fromisoformat(told)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
