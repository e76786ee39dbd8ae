"""Where is this initiative named in policy, what did each version say, and what asks for somebody?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from agreements.models import Passage, PassageAnswer, PolicyMention
from agreements.registered import passages
from initiatives.plan.results import backing
from initiatives.terms import PassageState
from samenspel import dutch
from samenspel.rows_along import first_row, moment


@dataclass(frozen=True)
class Answer:
    """What a side did now that the passage is gone."""

    text: str
    side: str
    who: str
    at: datetime


@dataclass
class Named:
    """One document that names the initiative, with what its versions said: the newest first."""

    mention: PolicyMention
    said: list[Any] = field(default_factory=list)  # passages, each with its `said_of_it`: answers

    @property
    def newest(self) -> Any:
        return self.said[0]

    @property
    def answers(self) -> list[Answer]:
        return list(self.newest.said_of_it)

    @property
    def alarms(self) -> bool:
        return passages.alarms(self.newest.state, answered=bool(self.answers))

    @property
    def asks(self) -> bool:
        return passages.asks(self.newest.state, self.newest.expected_on, timezone.localdate())

    @property
    def last_words(self) -> Any:
        """The newest version in which the initiative is named."""
        return next((row for row in self.said if row.quote), self.newest)

    @property
    def same_document(self) -> tuple[str, str]:
        """By what the same document is known in another file."""
        return self.mention.kind, " ".join(self.mention.name.casefold().split())


def read(mentions: QuerySet[PolicyMention], *, withdrawn: bool = False) -> list[Named]:
    """One query, however many; what was withdrawn is left out unless it is asked for.

    A passage comes once for each answer to it, and once when there is none.
    """
    rows: QuerySet[Any] = (
        Passage.objects.filter(mention__in=mentions)
        .select_related("mention__collaboration__initiative__organisation", "milestone", "by")
        .annotate(backed=backing("milestone", "mention__collaboration"))
        .annotate(
            answer=F("answers__text"),
            answer_side=F("answers__seat__side"),
            answer_who=F("answers__by__name"),
            answer_at=F("answers__created_at"),
        )
        .order_by("mention_id", "-pk", "answers__pk")
    )
    found: dict[int, Named] = {}
    for row in rows:
        said = found.setdefault(row.mention_id, Named(row.mention)).said
        if not said or said[-1].pk != row.pk:
            row.said_of_it = []
            said.append(row)
        if row.answer:
            who = dutch.first_name(row.answer_who)
            said[-1].said_of_it.append(Answer(row.answer, row.answer_side, who, row.answer_at))
    kept = (named for named in found.values() if withdrawn or named.newest.state != PassageState.WITHDRAWN)
    return sorted(kept, key=lambda named: (not named.alarms, not named.asks, named.mention.pk))


# --- for pages that show many files, along in a query of theirs -------------------------------------------


def asking(collaboration: str = "collaboration") -> QuerySet[Passage]:
    """Per file: passages that are gone without a word of a side, then those of which the next version is late."""
    later = Passage.objects.filter(mention=OuterRef("mention"), pk__gt=OuterRef("pk"))
    answered = PassageAnswer.objects.filter(passage=OuterRef("pk"))
    gone = Q(state=PassageState.GONE) & ~Q(Exists(answered))
    late = Q(state__in=passages.COUNTS, expected_on__lt=timezone.localdate())
    return (
        Passage.objects.filter(~Exists(later), gone | late, mention__collaboration=OuterRef(collaboration))
        .annotate(urgency=Case(When(state=PassageState.GONE, then=Value(0)), default=Value(1)))
        .order_by("urgency", "expected_on", "pk")
    )


@dataclass(frozen=True)
class AskedPassage:
    """The passage that asks most. `state` says why: it is gone, or its next version is late."""

    mention: UUID
    name: str
    state: str
    expected: date | None
    since: datetime

    @property
    def is_gone(self) -> bool:
        return self.state == PassageState.GONE


def asked_in(collaboration: str = "collaboration") -> dict[str, Subquery]:
    """What to annotate the rows of a list with, for `read_asked`."""
    told = first_row(
        asking(collaboration),
        mention="mention__uuid",
        name="mention__name",
        state="state",
        expected="expected_on",
        since="created_at",
    )
    return {"asked_passage": told}


def read_asked(row: Any) -> AskedPassage | None:
    """The passage that asks most in the file of a row annotated by `asked_in`, when one does."""
    told = row.asked_passage
    if not told:
        return None
    expected = date.fromisoformat(told["expected"]) if told["expected"] else None
    return AskedPassage(UUID(told["mention"]), told["name"], told["state"], expected, moment(told["since"]))


def groups(found: Iterable[Named]) -> list[list[Named]]:
    """The same document in several files together, in the order of its name."""
    by_document: dict[tuple[str, str], list[Named]] = {}
    for named in found:
        by_document.setdefault(named.same_document, []).append(named)
    return [by_document[key] for key in sorted(by_document, key=lambda key: key[1])]
