"""What happens when a file takes over something of a newer stappenplan, or leaves it?

Each choice records its event before it looks whether anything is left: the event takes the lock of the file, so the
second of two people who choose at once sees what the first chose, and one of them closes the list.
"""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from contacts.models import Person
from initiatives.actions.fitting import fit_plan, planned, told
from initiatives.formats.changes import WORDING
from initiatives.formats.renewal import News, Renewal, renewal_of
from initiatives.history import timeline
from initiatives.models import Collaboration, FormatItem, Participation, PlanFormat, PlanItem
from initiatives.plan.fitting import kind_of
from initiatives.terms import EventKind, ItemState
from samenspel.errors import DomainError, StaleRevision
from samenspel.frozen import Moment


@transaction.atomic
def take_over(
    collaboration: Collaboration,
    news: News,
    new_format: PlanFormat,
    *,
    revision: int,
    by: Person,
    seat: Participation,
) -> None:
    """The plan follows the stappenplan in this one thing."""
    if news.item is None:
        _add(collaboration, news, new_format, by, seat, EventKind.ITEM_ADDED)
    elif news.new is None:
        reason = _("Staat niet meer in stappenplan %(number)s.") % {"number": new_format.number}
        _update(news.item, revision, state=ItemState.SKIPPED, skip_reason=reason)
        _record(news.item, EventKind.ITEM_SKIPPED, new_format, by, seat, kind=news.item.kind)
    else:
        _update(news.item, revision, format_item=news.new, **_values_of(news.item, news.new))
        _record(news.item, EventKind.ITEM_CHANGED, new_format, by, seat, reworded=True)
    _close_when_done(collaboration, new_format, by, seat)


@transaction.atomic
def leave(
    collaboration: Collaboration,
    news: News,
    new_format: PlanFormat,
    *,
    revision: int,
    by: Person,
    seat: Participation,
) -> None:
    """The plan stays as it is: what is new is skipped, what changed keeps its text, what went becomes its own."""
    if news.item is None:
        reason = _("Nieuw in stappenplan %(number)s. Jullie kozen er niet voor.")
        skipped = {"state": ItemState.SKIPPED, "skip_reason": reason % {"number": new_format.number}}
        _add(collaboration, news, new_format, by, seat, EventKind.ITEM_SKIPPED, **skipped)
    else:
        _update(news.item, revision, format_item=news.new)
        _record(news.item, EventKind.ITEM_CHANGED, new_format, by, seat, kept=True)
    _close_when_done(collaboration, new_format, by, seat)


@transaction.atomic
def close(collaboration: Collaboration, new_format: PlanFormat, *, by: Person, seat: Participation) -> None:
    """Nothing left to choose: from here on the file works with the new stappenplan, guidance and all."""
    old = collaboration.plan_format_id
    if not Collaboration.objects.filter(pk=collaboration.pk, plan_format=old).update(plan_format=new_format):
        return  # somebody else was first
    renewal = renewal_of(collaboration, new_format)
    if renewal.news:
        raise DomainError(_("Er is nog iets om te bekijken. Kies eerst wat jullie ermee doen."))
    _follow(renewal)
    kind = kind_of(collaboration)
    hidden = [planned(collaboration, item, kind) for item in renewal.not_fitting]
    PlanItem.objects.bulk_create(hidden)
    changes = told(fit_plan(collaboration, kind))
    changes["left_out"] = [*changes.get("left_out", []), *(str(item.uuid) for item in hidden)]
    timeline.record(
        collaboration,
        EventKind.FORMAT_TAKEN,
        by=by,
        organisation=seat.organisation,
        subject=collaboration,
        payload={"number": new_format.number, **changes},
        holds=[Moment(new_format, "used")],
    )
    collaboration.plan_format = new_format


def _close_when_done(
    collaboration: Collaboration, new_format: PlanFormat, by: Person, seat: Participation
) -> None:
    if not renewal_of(collaboration, new_format).news:
        close(collaboration, new_format, by=by, seat=seat)


def _add(
    collaboration: Collaboration,
    news: News,
    new_format: PlanFormat,
    by: Person,
    seat: Participation,
    kind: EventKind,
    **values: Any,
) -> None:
    if news.new is None:
        raise ValueError("what the stappenplan does not have cannot be added")
    item = planned(collaboration, news.new, kind_of(collaboration))
    for name, value in values.items():
        setattr(item, name, value)
    try:
        with transaction.atomic():
            item.save(force_insert=True)
    except IntegrityError:
        return  # somebody else chose at the same moment
    _record(item, kind, new_format, by, seat, kind=item.kind, phase=item.phase)


def _update(item: PlanItem, revision: int, **values: Any) -> None:
    unchanged = PlanItem.objects.filter(pk=item.pk, revision=revision, format_item=item.format_item_id)
    if not unchanged.update(revision=F("revision") + 1, **values):
        raise StaleRevision(
            _("Iemand anders veranderde dit net. Hieronder staat wat er nu staat. Kies opnieuw."),
            current=PlanItem.objects.get(pk=item.pk),
        )


def _values_of(item: PlanItem, new: FormatItem) -> dict[str, Any]:
    """What the stappenplan says now; who picks it up and its place, only where people did not choose otherwise."""
    values = {name: getattr(new, name) for name in (*WORDING, "phase", "track")}
    given = ("order",) if item.partner_id else ("actor", "order")
    own = [name for name in given if getattr(item, name) == getattr(item.format_item, name)]
    return values | {name: getattr(new, name) for name in own}


def _follow(renewal: Renewal) -> None:
    """What changes for nobody points at the new text. What is left out takes that text along: nobody reads it."""
    PlanItem.objects.filter(pk__in=[item.pk for item in renewal.gone]).update(left_out=False)
    for item, new in renewal.follows:
        values: dict[str, Any] = {"format_item": new}
        if item.left_out:
            values |= _values_of(item, new)
        elif item.order == item.format_item.order:  # type: ignore[union-attr]
            values["order"] = new.order
        PlanItem.objects.filter(pk=item.pk, format_item=item.format_item_id).update(**values)


def _record(
    item: PlanItem, event: EventKind, new_format: PlanFormat, by: Person, seat: Participation, **told: Any
) -> None:
    timeline.record(
        item.collaboration,
        event,
        by=by,
        organisation=seat.organisation,
        subject=item,
        payload={"format": new_format.number, **told},
    )
