"""How much does a page ask of the database, and how heavy is it?

Counted is all that a request asks, signing in included. The row that says who opened the file comes once a day, and
is not: docs/metingen.md counts a page that was opened before, and so do we.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

from tests.world import World
from tests.world_fixtures import Answer

QUERIES, BYTES = 12, 15_000
# The grid, and the pages that compose the whole agreement: what it lacks, the editor, the discussion of its articles.
QUERIES_OF = dict.fromkeys(
    [
        "initiatives:grid",
        "agreements:agreement",
        "agreements:article",
        "agreements:all",
        "agreements:settle",
        "agreements:settle-article",
        "agreements:publish-partial",
        "agreements:signing",
        "agreements:renewal",
    ],
    20,
)
# Not a page but a file to take along: one query for each kind of row that is kept about someone.
DOWNLOADS = {"accounts:own-data"}
OF_THE_TEST = ("SAVEPOINT", "RELEASE", "ROLLBACK")
ONCE_A_DAY = "initiatives_opening"


class Weighed(Answer):
    """An answer, what it asked of the database, and how heavy its page is."""

    def __init__(self, made: World, role: str, address: str) -> None:
        self.asked: list[str] = []
        super().__init__(made, role, "GET", address)

    def _note(self, execute: Any, sql: str, *rest: Any) -> Any:
        if not sql.startswith(OF_THE_TEST) and not (sql.startswith("INSERT") and ONCE_A_DAY in sql):
            self.asked.append(sql)
        return super()._note(execute, sql, *rest)

    @property
    def queries(self) -> int:
        return len(self.asked)

    @property
    def bytes(self) -> int:
        is_page = self.headers.get("Content-Type", "").startswith("text/html")
        return len(gzip.compress(self.body)) if is_page else 0


def too_much(name: str, answer: Weighed) -> Iterator[str]:
    """What is over the bounds of the page with this name."""
    if answer.queries > QUERIES_OF.get(name, QUERIES):
        yield f"asks {answer.queries} queries"
    if (weight := answer.bytes) > BYTES:
        yield f"weighs {weight} bytes"
