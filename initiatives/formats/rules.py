"""Is a draft of the stappenplan ready for everyone, and if not, what is missing?"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from initiatives.formats.changes import changed_intros, changes, moved
from initiatives.models import FormatItem, PlanFormat
from initiatives.terms import ItemKind


def gaps(items: Iterable[FormatItem]) -> list[tuple[FormatItem, str]]:
    """What each item lacks: an activity helps a goal of its own phase."""
    items = list(items)
    goals = {(item.phase, item.key) for item in items if item.kind == ItemKind.GOAL}
    return [
        (item, _("“%(title)s” helpt nog bij geen doel van deze fase.") % {"title": item.title})
        for item in items
        if item.kind == ItemKind.ACTIVITY and not any((item.phase, key) in goals for key in item.serves)
    ]


def reasons_to_wait(draft: PlanFormat, newest: PlanFormat) -> list[str]:
    """Why it cannot be published yet, each as what to do first."""
    items, before = list(draft.items.all()), list(newest.items.all())
    waits = [why for _item, why in gaps(items)]
    if draft.based_on_id != newest.pk:
        waits.append(
            _("Er kwam een versie tussen: %(newest)s. Gooi dit concept weg en begin met die versie.")
            % {"newest": newest.number}
        )
    elif not (changes(before, items) or moved(before, items) or changed_intros(newest, draft)):
        waits.append(_("Er is nog niets anders dan in de vorige versie. Pas eerst iets aan."))
    return waits
