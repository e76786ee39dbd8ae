"""What do the rules about a good agreement look at, and what do they say?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from agreements.formats.typed import Json, is_empty
from agreements.text.tables import Party


class Weight(StrEnum):
    MISSING = "missing"  # minimum content: advice, as all of this is
    WARNING = "warning"  # what others learned the hard way
    GENERAL = "general"  # too general to help


@dataclass(frozen=True)
class Advice:
    code: str
    weight: Weight
    clause_key: str
    variable: str
    message: str


@dataclass(frozen=True)
class Draft:
    """What the rules look at: the values, the articles in the document and its parties."""

    values: Mapping[str, Json]
    clauses: Collection[str]
    parties: Mapping[str, Party]

    def rows(self, name: str) -> Sequence[Mapping[str, Json]]:
        return self.values.get(name) or []

    def has(self, name: str) -> bool:
        return not is_empty(self.values.get(name))


def used(draft: Draft, clause_key: str) -> bool:
    return clause_key in draft.clauses
