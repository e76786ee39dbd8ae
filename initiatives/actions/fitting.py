"""What happens to the plan when an initiative turns out to be of another kind?"""

from django.db import transaction
from django.db.models import F

from initiatives.models import Collaboration, FormatItem, PlanItem
from initiatives.plan.fitting import Fit, fit_of
from initiatives.plan.variants import Kind, why_not
from initiatives.terms import ItemState


def planned(collaboration: Collaboration, item: FormatItem, about: Kind) -> PlanItem:
    """A row of the plan as the stappenplan has it; left out when it does not fit. Not saved yet."""
    why = why_not(item.applies, about)
    return PlanItem(
        collaboration=collaboration,
        format_item=item,
        kind=item.kind,
        phase=item.phase,
        track=item.track,
        actor=item.actor,
        order=item.order,
        title=item.title,
        text=item.text,
        state=ItemState.SKIPPED if why else ItemState.OPEN,
        left_out=bool(why),
        skip_reason=why,
    )


@transaction.atomic
def fit_plan(collaboration: Collaboration, about: Kind) -> Fit:
    """Leaves out what does not fit and brings back what does. Who was at work on an item in between wins."""
    fit = fit_of(collaboration, about)
    return Fit(
        out=[
            (item, why)
            for item, why in fit.out
            if _set(item, state=ItemState.SKIPPED, left_out=True, skip_reason=why)
        ],
        back=[item for item in fit.back if _set(item, state=ItemState.OPEN, left_out=False, skip_reason="")],
    )


def told(fit: Fit) -> dict[str, list[str]]:
    """How an event tells of it."""
    names = {"left_out": [item for item, _why in fit.out], "brought_back": fit.back}
    return {name: [str(item.uuid) for item in items] for name, items in names.items() if items}


def _set(item: PlanItem, **values: object) -> int:
    unchanged = PlanItem.objects.filter(pk=item.pk, revision=item.revision)
    return unchanged.update(revision=F("revision") + 1, **values)
