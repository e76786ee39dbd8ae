"""What happens when somebody writes a new version of a format of agreements? Only a draft ever changes."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from agreements.formats.clauses import ClauseError, names, parse
from agreements.formats.kinds import DocumentKind
from agreements.formats.tables import CLAUSE, COLUMNS
from agreements.maintaining.changes import SEEN, stamp
from agreements.maintaining.rules import base_for, reasons_to_wait
from agreements.maintaining.siblings import Sibling
from agreements.models import Clause, Format, Variable
from agreements.terms import ALWAYS_THERE, Need
from samenspel import frozen
from samenspel.errors import DomainError, StaleRevision

ELSEWHERE_STALE = "In %(kind)s veranderde iemand dit net. Kijk hieronder opnieuw waar het ook moet staan."
STALE = "Iemand anders wijzigde dit net voor je. Er is niets kwijt."


def make_draft(kind: DocumentKind, owner_id: int | None) -> Format:
    """A copy of one's newest version to work in, or of the shared one. There is one at a time: asked again, that one."""
    drafts = Format.objects.filter(
        document_kind=kind, owner_org=owner_id, published_at=None, based_on__isnull=False
    )
    if draft := drafts.first():
        return draft
    base = base_for(kind, owner_id)
    if base is None:
        raise DomainError(_("Het gedeelde format is nog niet geladen. Vraag de beheerder om dat te doen."))
    try:
        with transaction.atomic():
            return _copy(base, owner_id)
    except IntegrityError:  # two people began at the same moment
        return drafts.get()


def _copy(base: Format, owner_id: int | None) -> Format:
    versions = Format.objects.filter(document_kind=base.document_kind, owner_org=owner_id)
    last = versions.aggregate(last=Max("number"))["last"] or 0
    draft = Format.objects.create(
        document_kind=base.document_kind, owner_org_id=owner_id, number=last + 1, based_on=base
    )
    Clause.objects.bulk_create(Clause(format=draft, **row) for row in base.clauses.values(*CLAUSE))
    Variable.objects.bulk_create(Variable(format=draft, **row) for row in base.variables.values(*COLUMNS))
    return draft


# --- articles -------------------------------------------------------------------------------------------


@transaction.atomic
def add_clause(draft: Format, *, values: Mapping[str, Any]) -> Clause:
    only_draft(draft)
    _must_be_readable(values["text"])
    clause = Clause.objects.create(
        format=draft, key=_new_key(values["title"]), order=last_order(draft) + 1, **values
    )
    number_articles(draft)
    clause.refresh_from_db()
    return clause


@transaction.atomic
def save_clause(
    clause: Clause, *, seen: str, values: Mapping[str, Any], along: Iterable[Sibling] = ()
) -> list[Format]:
    """The new text, unless somebody else saved first. In another part an article comes last.

    `along`: the other kinds in which it reads so too. Answers in which drafts it was written there.
    """
    only_draft(clause.format)
    _must_be_readable(values["text"])
    title = clause.title
    if clause.key in ALWAYS_THERE:
        values = {**values, "part": clause.part, "need": Need.REQUIRED, "in_short": True}
    elif values["part"] != clause.part:
        values = {**values, "order": last_order(clause.format) + 1}
    save(clause, seen, values)
    number_articles(clause.format)
    drafts = [_save_along(clause, sibling, title, values) for sibling in along]
    return [draft for draft in drafts if draft]


def _save_along(clause: Clause, sibling: Sibling, old_title: str, values: Mapping[str, Any]) -> Format | None:
    """The words only: whether it belongs in a document, and where, is said per kind. So is a title that differed."""
    there = sibling.clause
    words = {name: values[name] for name in ("title", "text", "why")}
    if there.title != old_title:
        words["title"] = there.title
    if all(getattr(there, name) == said for name, said in words.items()):
        return None
    draft = make_draft(sibling.kind, clause.format.owner_org_id)
    try:
        save(draft.clauses.get(key=clause.key), stamp(there), words)
    except (StaleRevision, Clause.DoesNotExist) as error:
        raise DomainError(_(ELSEWHERE_STALE) % {"kind": sibling.kind.label}, field="along") from error
    for field in clause.format.variables.filter(name__in=names(words["text"])):
        _bring_back(draft, field)
    return draft


@transaction.atomic
def remove_clause(clause: Clause) -> None:
    """Takes an article out of a draft. The version before keeps it, and so does every agreement that has it."""
    only_draft(clause.format)
    if clause.key in ALWAYS_THERE:
        raise DomainError(_("Dit artikel hoort altijd in een overeenkomst."))
    Clause.objects.filter(pk=clause.pk).delete()


@transaction.atomic
def restore(draft: Format, name: str) -> Clause | Variable:
    """Puts back an article, or a field, that the version before has."""
    only_draft(draft)
    if row := Clause.objects.filter(format=draft.based_on_id, key=name).values(*CLAUSE).first():
        back, _made = Clause.objects.get_or_create(
            format=draft, key=name, defaults={**row, "order": last_order(draft) + 1}
        )
        for field in Variable.objects.filter(format=draft.based_on_id, name__in=names(row["text"])):
            _bring_back(draft, field)
        number_articles(draft)
        return back
    if gone := Variable.objects.filter(format=draft.based_on_id, name=name).first():
        return _bring_back(draft, gone)
    raise DomainError(_("Dit staat niet in de vorige versie. Voeg het zelf toe."))


def _bring_back(draft: Format, field: Variable) -> Variable:
    values = {name: getattr(field, name) for name in COLUMNS}
    return Variable.objects.get_or_create(format=draft, name=field.name, defaults=values)[0]


@transaction.atomic
def move_clause(clause: Clause, *, up: bool) -> None:
    """One place up or down in its part; what is signed stays last."""
    only_draft(clause.format)
    row = list(clause.format.clauses.filter(part=clause.part).order_by("order", "pk"))
    here = row.index(clause)
    there = here - 1 if up else here + 1
    if 0 <= there < len(row) and "ondertekening" not in (row[here].key, row[there].key):
        row[here].order, row[there].order = row[there].order, row[here].order
        Clause.objects.bulk_update([row[here], row[there]], ["order"])
    number_articles(clause.format)


def number_articles(draft: Format) -> None:
    """From 1, part by part."""
    rows = list(draft.clauses.order_by("part", "order", "pk"))
    rows.sort(key=lambda row: row.key == "ondertekening")
    for number, row in enumerate(rows, 1):
        row.order = number
    Clause.objects.bulk_update(rows, ["order"])


def last_order(draft: Format) -> int:
    return draft.clauses.aggregate(last=Max("order"))["last"] or 0


def _new_key(title: str) -> str:
    """One that no version ever used: a key never returns for something else."""
    start = slugify(title)[:40].strip("-").replace("-", "_") or "nieuw"
    used = {*ALWAYS_THERE, *Clause.objects.filter(key__startswith=start).values_list("key", flat=True)}
    free = (key for suffix in count(2) if (key := f"{start}_{suffix}") not in used)
    return start if start not in used else next(free)


def _must_be_readable(text: str) -> None:
    """A field that is not there yet can be made afterwards; marks that cannot be read are kept nowhere."""
    try:
        parse(text)
    except ClauseError as error:
        raise DomainError(str(error), field="text") from error


# --- fields ---------------------------------------------------------------------------------------------


@transaction.atomic
def add_field(draft: Format, *, name: str, values: Mapping[str, Any]) -> Variable:
    only_draft(draft)
    if draft.variables.filter(name=name).exists():
        raise DomainError(_("Deze naam is er al. Kies een andere."), field="name")
    known = known_type(name)
    if known and known != kind_of(values["type"]):
        raise DomainError(
            _("Deze naam bestaat al voor iets anders in een format. Kies een andere."), field="name"
        )
    field = Variable.objects.create(format=draft, name=name, **values)
    for other in _drafts_that_name(field):
        _bring_back(other, field)
    return field


def _drafts_that_name(field: Variable) -> Iterator[Format]:
    """The other drafts of the same owner in which a text was written along that asks this too."""
    drafts = Format.objects.filter(
        owner_org=field.format.owner_org_id, published_at=None, based_on__isnull=False
    )
    for draft in drafts.exclude(pk=field.format_id):
        texts = draft.clauses.filter(text__contains=field.name).values_list("text", flat=True)
        if any(field.name in names(text) for text in texts):
            yield draft


@transaction.atomic
def save_field(field: Variable, *, seen: str, values: Mapping[str, Any]) -> None:
    """Anew, but for its name, and for its type when agreements may have filled it in already."""
    only_draft(field.format)
    if known_type(field.name, besides=field.format) not in ("", kind_of(values.get("type", field.type))):
        raise DomainError(_("De soort kan niet meer anders. Maak een nieuw gegeven."), field="type")
    save(field, seen, values)


@transaction.atomic
def remove_field(field: Variable) -> None:
    only_draft(field.format)
    used = [row.title for row in field.format.clauses.all() if field.name in names(row.text)]
    if used:
        message = _("Dit gegeven staat nog in “%(title)s”. Haal het daar eerst uit de tekst.")
        raise DomainError(message % {"title": used[0]})
    Variable.objects.filter(pk=field.pk).delete()


def kind_of(type_: str) -> str:
    return type_.partition(":")[0]


def known_type(name: str, *, besides: Format | None = None) -> str:
    """Which type a field of this name has in any other format: what people filled in is found by name."""
    others = Variable.objects.filter(name=name).exclude(format=besides)
    return kind_of(others.values_list("type", flat=True).first() or "")


# --- from draft to version ------------------------------------------------------------------------------


@transaction.atomic
def publish(draft: Format, *, note: str) -> Format:
    """From here on the version is fixed, and new drafts begin with it. Running ones keep theirs."""
    if draft.published_at:
        return draft  # pressed twice
    only_draft(draft)
    if waits := reasons_to_wait(draft):
        raise DomainError(waits[0])
    draft.note, draft.published_at = note.strip(), timezone.now()
    mine = Format.objects.filter(pk=draft.pk, published_at=None)
    mine.update(note=draft.note, published_at=draft.published_at, row_hash=frozen.digest(draft))
    draft.refresh_from_db()
    return draft


@transaction.atomic
def publish_together(drafts: Iterable[Format], *, note: str) -> None:
    """An article that was improved in several kinds: all of them, or none."""
    for draft in drafts:
        publish(draft, note=note)


@transaction.atomic
def discard(draft: Format) -> None:
    only_draft(draft)
    draft.clauses.all().delete()
    draft.variables.all().delete()
    draft.delete()


# --- the mechanism --------------------------------------------------------------------------------------


def save(row: Clause | Variable, seen: str, values: Mapping[str, Any]) -> None:
    model: Any = type(row)
    current = model._default_manager.get(pk=row.pk)
    same = model._default_manager.filter(
        pk=row.pk, **{n: getattr(current, n) for n in SEEN[type(row)] if n != "default"}
    )
    if seen != stamp(current) or not same.update(**values):
        raise StaleRevision(_(STALE), current=current)


def only_draft(row: Format) -> None:
    """Takes the row, so that nobody publishes while somebody writes."""
    if not Format.objects.filter(pk=row.pk, published_at=None).update(number=F("number")):
        raise DomainError(_("Deze versie is uitgegeven en staat vast. Maak een nieuwe versie."))
