"""Which parts of a running plan would go, or come back, for an initiative of this kind?"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, QuerySet

from contacts.models import Side
from initiatives.history.timeline import subject_of
from initiatives.models import Collaboration, PlanItem
from initiatives.plan.variants import Kind, why_not
from initiatives.terms import EventKind, ItemState, Partners, Phase


@dataclass(frozen=True)
class Fit:
    """What changes in one plan: each item that goes with why, and what comes back."""

    out: list[tuple[PlanItem, str]] = field(default_factory=list)
    back: list[PlanItem] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.out or self.back)


def kind_of(collaboration: Collaboration, said: Any = None) -> Kind:
    """What the stappenplan follows in this file; `said`: the facts as somebody is about to save them."""
    about, file = said or collaboration.initiative, said or collaboration
    return Kind(
        technique=about.technique,
        legal_form=about.legal_form,
        wanted_role=about.wanted_role,
        aim=about.aim,
        experience=about.experience,
        ties=file.ties,
        partners=partners_of(collaboration),
    )


def partners_of(collaboration: Collaboration) -> Partners:
    present = collaboration.participations.in_force().filter(side=Side.PARTNER).exists()
    return Partners.PRESENT if present else Partners.NONE


def fit_of(collaboration: Collaboration, about: Kind) -> Fit:
    """Only items that nobody worked on, and only as far as something changes."""
    fit = Fit()
    order = list(Phase.values)
    for item in sorted(_untouched(collaboration), key=lambda item: (order.index(item.phase), item.order)):
        why = why_not(item.format_item.applies, about)  # type: ignore[union-attr]
        if why and not item.left_out:
            fit.out.append((item, why))
        elif not why and item.left_out:
            fit.back.append(item)
    return fit


def _untouched(collaboration: Collaboration) -> list[PlanItem]:
    """No view, evidence, date, state or own words, and never changed or taken back by hand."""
    open_or_left_out = Q(state=ItemState.OPEN) | Q(state=ItemState.SKIPPED, left_out=True)
    items = as_given(
        collaboration.plan_items.filter(open_or_left_out, views=None, evidence=None, due_on=None)
    )
    found = list(items.select_related("format_item"))
    by_hand = collaboration.events.filter(
        kind=EventKind.ITEM_CHANGED, subject__in=[subject_of(item) for item in found]
    )
    # Taking over a newer stappenplan leaves an event too, but is no work on the item.
    touched = {event.subject for event in by_hand if "format" not in event.payload}
    return [item for item in found if subject_of(item) not in touched]


def as_given(items: QuerySet[PlanItem]) -> QuerySet[PlanItem]:
    """The items that still read as the stappenplan wrote them."""
    return items.filter(title=F("format_item__title"), text=F("format_item__text"))
