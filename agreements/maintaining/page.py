"""What do the pages about the formats of agreements show?"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.formats import kinds, published
from agreements.formats.kinds import DocumentKind
from agreements.formats.printing import joined
from agreements.formats.published import SharedFormat
from agreements.maintaining import following, policy, samples
from agreements.maintaining.changes import differences
from agreements.maintaining.following import Following
from agreements.maintaining.rules import wrong_clauses
from agreements.maintaining.words import type_word
from agreements.models import Agreement, Clause, Format
from agreements.policy import OPEN_STAGES
from agreements.terms import ALWAYS_THERE, Length
from agreements.text.blocks import Preparer
from contacts.models import Organisation

MOST_READ = 10  # articles that are also shown as they read; of more, the whole example is
GROUPS = (
    ("added", gettext_lazy("Nieuw")),
    ("changed", gettext_lazy("Anders")),
    ("dropped", gettext_lazy("Vervallen")),
)


def overview(user: Any) -> list[dict[str, Any]]:
    """The formats that she may write first, and the shared ones always; per kind its versions, newest first."""
    mine = policy.owners(user)
    shown: list[Organisation | None] = [*(owner for owner in mine if owner), None]
    owners = [owner.pk for owner in shown if owner]
    versions = _versions(user, owners)
    behind = {(f.format.owner_org_id, f.format.document_kind): f for f in following.in_writing(owners)}
    shared = {kind: _of_kind(kind, versions.get((None, kind), [])) for kind in DocumentKind}
    groups: list[dict[str, Any]] = []
    for owner in shown:
        own = (
            {kind: _of_kind(kind, versions.get((owner.pk, kind), [])) for kind in DocumentKind}
            if owner
            else {}
        )
        for kind, row in own.items():
            row["behind"] = behind.get((owner.pk if owner else None, kind))
        groups.append({"owner": owner, "writes": owner in mine, "kinds": list((own or shared).values())})
    return groups


def _versions(user: Any, owners: Iterable[int]) -> dict[tuple[int | None, str], list[dict[str, Any]]]:
    rows = Format.objects.visible_to(user).filter(owner_org=None) | Format.objects.visible_to(user).filter(
        owner_org__in=list(owners)
    )
    drafts = dict(
        Agreement.objects.filter(stage__in=OPEN_STAGES, format__isnull=False)
        .order_by()
        .values_list("format")
        .annotate(number=Count("pk"))
    )
    found: dict[tuple[int | None, str], list[dict[str, Any]]] = {}
    for row in rows.annotate(size=Count("clauses")).order_by("-number"):
        line = {"format": row, "size": row.size, "drafts": drafts.get(row.pk, 0)}
        found.setdefault((row.owner_org_id, row.document_kind), []).append(line)
    return found


def _of_kind(kind: DocumentKind, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "kind": kind,
        "draft": next((row for row in rows if not row["format"].published_at), None),
        "versions": [row for row in rows if row["format"].published_at],
    }


def format_context(row: Format, *, writes: bool) -> dict[str, Any]:
    """One version: its articles under their parts, and its fields."""
    clauses = sorted(row.clauses.all(), key=lambda clause: (clause.part, clause.order))
    fields = list(row.variables.all())
    declared = published.fields_of_rows(fields)
    wrong = wrong_clauses(clauses, declared) if writes else {}
    found = differences(row.based_on, row) if writes and row.based_on else None
    changed = {change.key: change.kind for change in found.clauses} if found else {}
    parts = [
        {
            "title": f"{letter} {title}",
            "rows": [
                {
                    "clause": clause,
                    "first": clause is under[0],
                    "last": clause is under[-1],
                    "wrong": wrong.get(clause.pk, []),
                    "fixed": clause.key in ALWAYS_THERE,
                    "change": changed.get(clause.key, ""),
                }
                for clause in under
            ],
        }
        for letter, title, under in kinds.under_parts(clauses, lambda clause: clause.part)
    ]
    return {
        "format": row,
        "writes": writes,
        "parts": parts,
        "fields": [{"field": field, "word": type_word(field.type.partition(":")[0])} for field in fields],
        "mistakes": sum(len(found) for found in wrong.values()),
        "differs": bool(found),
        "count": found.count if found else 0,
    }


def preview_context(row: Format, length: Length) -> dict[str, Any]:
    """As a reader finds it, with invented values."""
    document = samples.as_document(published.read(row), length)
    known = {a["anchor"] for part in document["parts"] for a in part["articles"]}
    preparer = Preparer(known)
    parts = [
        {
            **part,
            "articles": [{**a, "units": preparer.units(a["blocks"], a["number"])} for a in part["articles"]],
        }
        for part in document["parts"]
    ]
    return {"format": row, "content": document, "parts": parts, "length": length}


def difference_context(row: Format, against: str) -> dict[str, Any]:
    """Against the version before it, or against the shared one as that reads now."""
    shared = published.newest(DocumentKind(row.document_kind)) if row.owner_org_id else None
    with_shared = shared is not None and against == "gedeeld"
    other = shared if with_shared else row.based_on
    found = differences(other, row) if other else None
    return {
        "format": row,
        "other": other,
        "shared": shared,
        "with_shared": with_shared,
        "groups": [
            {
                "kind": kind,
                "title": title,
                "changes": [change for change in (found.clauses if found else []) if change.kind == kind],
            }
            for kind, title in GROUPS
        ],
        "fields": found.fields if found else [],
        "moved": bool(found and found.moved),
        "count": found.count if found else 0,
    }


def following_context(found: Following | None) -> dict[str, Any]:
    """What a gemeente may take over from the newest shared format; each also as a reader finds it."""
    if found is None:
        return {"following": None}
    rows = {one.key: one for one in found.read(found.differing)}
    shown = [rows[key] for key in found.news]
    few = len(shown) <= MOST_READ
    return {
        "following": found,
        "news": [{"news": one, "units": _units(one.shared, found.now) if few else []} for one in shown],
        "set_aside": [rows[key] for key in found.set_aside],
        "otherwise": [rows[key] for key in found.otherwise],
        "taken": found.taken,
        "ready": found.waits,
    }


def municipalities_with_own(kind: str) -> int:
    rows = Format.objects.filter(document_kind=kind, owner_org__isnull=False)
    return rows.order_by().values("owner_org").distinct().count()


def first_note(draft: Format) -> str:
    """What is new in a draft that took something over, to begin with."""
    found = following.of(draft)
    if found is None or not found.taken:
        return ""
    said = _("Overgenomen uit versie %(number)d van het gedeelde format: %(titles)s.")
    return said % {"number": found.newest.number, "titles": joined([f"“{title}”" for title in found.taken])}


def _units(clause: Clause | None, now: SharedFormat) -> list[Any]:
    return Preparer().units(samples.paragraphs(clause.text, now.variables), None) if clause else []


def named(row: Format) -> str:
    """How a version is called where more than one is shown."""
    if row.owner_org is None:
        words = (
            _("%(kind)s, gedeeld format %(number)d")
            if row.published_at
            else _("%(kind)s, gedeeld concept %(number)d")
        )
        return words % _parts(row)
    words = (
        _("%(kind)s, format %(number)d van gemeente %(owner)s")
        if row.published_at
        else _("%(kind)s, concept %(number)d van gemeente %(owner)s")
    )
    return words % {**_parts(row), "owner": row.owner_org.name}


def _parts(row: Format) -> dict[str, Any]:
    return {"kind": DocumentKind(row.document_kind).label, "number": row.number}
