"""What does a newer stappenplan ask of a file that works with an earlier one?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from initiatives.formats.changes import PLACE, WORDING, differing
from initiatives.models import Collaboration, FormatItem, PlanFormat, PlanItem
from initiatives.plan.fitting import kind_of
from initiatives.plan.variants import Kind, fits
from initiatives.terms import ItemKind, ItemState, Phase
from samenspel.differences import Span

COPIED = (ItemKind.GOAL, ItemKind.ACTIVITY)


@dataclass(frozen=True)
class News:
    """One thing to choose about: what the stappenplan says now, and what the plan has. One of them may be absent."""

    new: FormatItem | None
    item: PlanItem | None

    @property
    def kind(self) -> str:
        return "added" if self.item is None else "dropped" if self.new is None else "changed"

    @property
    def key(self) -> str:
        if self.new:
            return self.new.key
        return self.item.format_item.key  # type: ignore[union-attr]

    @property
    def shown(self) -> FormatItem | PlanItem:
        return self.item or self.new  # type: ignore[return-value]

    @property
    def revision(self) -> int:
        return self.item.revision if self.item else 0

    @property
    def own_words(self) -> bool:
        """Whether people wrote this differently themselves."""
        return bool(self.item) and not _same(self.item, self.item.format_item, WORDING)  # type: ignore[union-attr]

    @property
    def details(self) -> list[tuple[str, list[Span]]]:
        return differing(self.item, self.new, WORDING + PLACE) if self.item and self.new else []


@dataclass(frozen=True)
class Renewal:
    """Everything between the plan of a file and one stappenplan.

    follows: what changes for nobody, because it reads the same or is skipped; not_fitting: what is new and for
    others; gone: what was left out already, and is in the stappenplan no more.
    """

    format: PlanFormat
    news: list[News] = field(default_factory=list)
    follows: list[tuple[PlanItem, FormatItem]] = field(default_factory=list)
    not_fitting: list[FormatItem] = field(default_factory=list)
    gone: list[PlanItem] = field(default_factory=list)

    def about(self, key: str) -> News | None:
        return next((news for news in self.news if news.key == key), None)


def newest_after(collaboration: Collaboration) -> PlanFormat | None:
    """The newest published stappenplan, when this file works with an earlier one."""
    return later_than(collaboration.plan_format.number).order_by("-number").first()


def later_than(number: Any) -> QuerySet[PlanFormat]:
    """Published after this number, which may be a column of the query around it."""
    return PlanFormat.objects.filter(published_at__isnull=False, number__gt=number)


def renewal_of(collaboration: Collaboration, new_format: PlanFormat) -> Renewal:
    rows = collaboration.plan_items.filter(format_item__isnull=False).select_related("format_item")
    by_key = {item.format_item.key: item for item in rows}
    renewal, kind = Renewal(new_format), kind_of(collaboration)
    items = sorted(new_format.items.filter(kind__in=COPIED), key=_place)
    for new in items:
        item = by_key.pop(new.key, None)
        if item is None:
            _sort_added(renewal, kind, new)
        elif item.format_item_id != new.pk:
            _sort_changed(renewal, item, new)
    for item in by_key.values():
        if item.state != ItemState.SKIPPED:
            renewal.news.append(News(None, item))
        elif item.left_out:
            renewal.gone.append(item)
    return renewal


def _sort_added(renewal: Renewal, kind: Kind, new: FormatItem) -> None:
    if fits(new.applies, kind):
        renewal.news.append(News(new, None))
    else:
        renewal.not_fitting.append(new)


def _sort_changed(renewal: Renewal, item: PlanItem, new: FormatItem) -> None:
    names = WORDING + PLACE
    if item.state == ItemState.SKIPPED or _same(item.format_item, new, names) or _same(item, new, names):
        renewal.follows.append((item, new))
    else:
        renewal.news.append(News(new, item))


def _same(one: object, other: object, names: Sequence[str]) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _place(item: FormatItem) -> tuple[int, int, int]:
    return list(Phase).index(Phase(item.phase)), COPIED.index(ItemKind(item.kind)), item.order


@dataclass(frozen=True)
class Waiting:
    """What the page of a phase says about it, in one line."""

    number: int
    count: int


def waiting(collaboration: Collaboration) -> Waiting | None:
    newest = newest_after(collaboration)
    return Waiting(newest.number, len(renewal_of(collaboration, newest).news)) if newest else None
