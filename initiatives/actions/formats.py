"""What happens when a beheerder writes a new version of the stappenplan? Only a draft ever changes."""

from collections.abc import Mapping
from hashlib import sha256
from itertools import count
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from initiatives.actions.register import current_plan_format
from initiatives.formats.rules import reasons_to_wait
from initiatives.formats.tables import FIELDS
from initiatives.models import FormatItem, PlanFormat
from samenspel import frozen
from samenspel.errors import DomainError, StaleRevision


def make_draft() -> PlanFormat:
    """A copy of the newest version to work in. There is one at a time: whoever asks again gets that one."""
    draft = PlanFormat.objects.filter(published_at=None).first()
    if draft:
        return draft
    try:
        with transaction.atomic():
            return _copy(current_plan_format())
    except IntegrityError:  # two people began at the same moment
        return PlanFormat.objects.get(published_at=None)


def _copy(base: PlanFormat) -> PlanFormat:
    last = PlanFormat.objects.aggregate(last=Max("number"))["last"]
    draft = PlanFormat.objects.create(number=last + 1, source=base.source, phases=base.phases, based_on=base)
    FormatItem.objects.bulk_create(
        FormatItem(format=draft, **values) for values in base.items.values(*FIELDS)
    )
    return draft


@transaction.atomic
def add_item(draft: PlanFormat, *, kind: str, phase: str, values: Mapping[str, Any]) -> FormatItem:
    _only_draft(draft)
    return FormatItem.objects.create(
        format=draft,
        key=_new_key(phase, kind, values["title"]),
        kind=kind,
        phase=phase,
        order=_last(draft, phase, kind) + 1,
        **values,
    )


@transaction.atomic
def save_item(item: FormatItem, *, seen: str, values: Mapping[str, Any]) -> FormatItem:
    """The new text, unless somebody else saved first. In another phase an item comes last."""
    _only_draft(item.format)
    current = FormatItem.objects.get(pk=item.pk)
    same = FormatItem.objects.filter(pk=item.pk, title=current.title, text=current.text)
    if values.get("phase", current.phase) != current.phase:
        values = {**values, "order": _last(current.format, values["phase"], current.kind) + 1}
    if seen != stamp(current) or not same.update(**values):
        raise StaleRevision(_("Iemand anders wijzigde dit net voor je. Er is niets kwijt."), current=current)
    return current


def stamp(item: FormatItem) -> str:
    """Which text a writer saw."""
    return _stamp([getattr(item, name) for name in FIELDS if name != "order"])


def stamp_of_intro(plan: PlanFormat, phase: str) -> str:
    return _stamp(plan.intro(phase))


def _stamp(said: Any) -> str:
    return sha256(repr(said).encode()).hexdigest()[:24]


@transaction.atomic
def save_intro(draft: PlanFormat, phase: str, *, seen: str, intro: str) -> None:
    """What a phase is about, unless somebody else saved first. A file reads it from the version it works with."""
    _only_draft(draft)
    current = PlanFormat.objects.get(pk=draft.pk)
    same = PlanFormat.objects.filter(pk=draft.pk, phases=current.phases)
    phases = [
        {**known, "intro": intro.strip()} if known["phase"] == phase else known for known in current.phases
    ]
    if seen != stamp_of_intro(current, phase) or not same.update(phases=phases):
        raise StaleRevision(_("Iemand anders wijzigde dit net voor je. Er is niets kwijt."), current=current)


@transaction.atomic
def remove_item(item: FormatItem) -> None:
    """Takes an item out of a draft, and out of what serves it. The version before keeps it."""
    _only_draft(item.format)
    for other in item.format.items.exclude(serves=[]):
        if item.key in other.serves:
            other.serves = [key for key in other.serves if key != item.key]
            other.save(update_fields=["serves"])
    FormatItem.objects.filter(pk=item.pk).delete()


@transaction.atomic
def restore_item(draft: PlanFormat, key: str) -> FormatItem:
    """Puts back what the version before has; at the end of its phase."""
    _only_draft(draft)
    original = FormatItem.objects.filter(format=draft.based_on_id, key=key).values(*FIELDS).first()
    if original is None:
        raise DomainError(_("Dit staat niet in de vorige versie. Voeg het zelf toe."))
    order = _last(draft, original["phase"], original["kind"]) + 1
    item, _made = FormatItem.objects.get_or_create(
        format=draft, key=key, defaults={**original, "order": order}
    )
    return item


@transaction.atomic
def move_item(item: FormatItem, *, up: bool) -> None:
    """One place up or down among its own kind in its phase."""
    _only_draft(item.format)
    row = list(item.format.items.filter(phase=item.phase, kind=item.kind).order_by("order", "pk"))
    here = row.index(item)
    there = here - 1 if up else here + 1
    if 0 <= there < len(row):
        row[here], row[there] = row[there], row[here]
    for number, other in enumerate(row, 1):
        FormatItem.objects.filter(pk=other.pk).update(order=number)


@transaction.atomic
def publish(draft: PlanFormat, *, note: str) -> PlanFormat:
    """From here on the version is fixed, and new files begin with it. Running files keep theirs."""
    if draft.published_at:
        return draft  # pressed twice
    waits = reasons_to_wait(draft, current_plan_format())
    if waits:
        raise DomainError(waits[0])
    draft.note, draft.published_at = note.strip(), timezone.now()
    published = PlanFormat.objects.filter(pk=draft.pk, published_at=None)
    published.update(note=draft.note, published_at=draft.published_at, row_hash=frozen.digest(draft))
    draft.refresh_from_db()
    return draft


@transaction.atomic
def discard(draft: PlanFormat) -> None:
    _only_draft(draft)
    draft.items.all().delete()
    draft.delete()


def _only_draft(plan: PlanFormat) -> None:
    if PlanFormat.objects.filter(pk=plan.pk, published_at=None).exists():
        return
    raise DomainError(_("Deze versie is uitgegeven en staat vast. Maak een nieuwe versie."))


def _last(plan: PlanFormat, phase: str, kind: str) -> int:
    return plan.items.filter(phase=phase, kind=kind).aggregate(last=Max("order"))["last"] or 0


def _new_key(phase: str, kind: str, title: str) -> str:
    """One that no version ever used: a key never returns for something else."""
    start = f"{phase}-{kind.removesuffix('_whom')}-{slugify(title)[:40].strip('-') or 'nieuw'}"
    used = set(FormatItem.objects.filter(key__startswith=start).values_list("key", flat=True))
    free = (key for number in count(2) if (key := f"{start}-{number}") not in used)
    return start if start not in used else next(free)
