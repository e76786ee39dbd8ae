"""What do the pages of annexes show: the list, one of them, and which documents can hang here?"""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.annexes import adding_up, costs, fields
from agreements.annexes.fields import CLAUSE
from agreements.annexes.forms import WAYS
from agreements.draft_page import DraftPage
from agreements.editing.editor import Field
from agreements.formats import printing
from agreements.formats.variables import Variable
from agreements.models import Agreement, Annex, Version
from agreements.querysets import agreement_filter
from agreements.terms import AnnexKind, AnnexSource, Stage

NEWEST = 30  # versions to choose from


def lines(page: DraftPage) -> list[dict[str, Any]]:
    """Every annex with its number, what is in it, and what is still to be filled in."""
    annexes = page.draft.annexes
    return [
        {
            "annex": annex,
            "number": number,
            "title": annexes.title(annex),
            "facts": facts_of(page, annex),
            "missing": len(annexes.composed(annex).missing),
            "url": url_of(page.agreement, annex),
            "is_first": number == 1,
            "is_last": number == len(annexes.rows),
        }
        for number, annex in enumerate(annexes, 1)
    ]


def facts_of(page: DraftPage, annex: Annex) -> str:
    """In a few words what it holds: the total of a budget, the rows of a planning, the kind of file."""
    annexes = page.draft.annexes
    rows = annexes.rows_in(annex)
    match annex.source:
        case AnnexSource.WRITTEN if annex.kind == AnnexKind.BUDGET:
            total = printing.money(f"{adding_up.total(rows):.2f}")
            vat = annexes.value(annex, "btw") or ""
            return _("begroting, samen %(total)s %(vat)s") % {"total": total, "vat": vat}
        case AnnexSource.WRITTEN if annex.kind == AnnexKind.PLANNING:
            count = ngettext("%(count)d regel", "%(count)d regels", len(rows)) % {"count": len(rows)}
            return _("planning, %(count)s") % {"count": count}
        case AnnexSource.FILE if annex.is_picture:
            return _("%(kind)s, als bladzijde in het stuk") % {"kind": annex.get_kind_display()}
        case AnnexSource.FILE:
            return _("%(kind)s, los bestand bij het stuk") % {"kind": annex.get_kind_display()}
        case AnnexSource.VERSION:
            return _("versie %(number)s uit dit dossier") % {"number": annex.version.number}
        case AnnexSource.NAMED:
            return _("%(kind)s, ligt ergens anders") % {"kind": annex.get_kind_display()}
    return str(annex.get_kind_display())


def url_of(agreement: Agreement, annex: Annex) -> str:
    return reverse("agreements:annex", args=[agreement.uuid, annex.key])


def ways(agreement: Agreement) -> list[dict[str, Any]]:
    return [
        {"way": way, "url": reverse("agreements:annex-add", args=[agreement.uuid, way.word])}
        for way in WAYS.values()
    ]


def stands_in_text(page: DraftPage) -> bool:
    return page.draft.annexes.stands


def may_add(page: DraftPage) -> bool:
    """The article comes along in a draft of one's own; what all read gets it only by a proposal."""
    known = CLAUSE in page.draft.format.clauses
    return known and (stands_in_text(page) or page.agreement.stage == Stage.PREPARING)


def fields_of(annex: Annex) -> list[Variable]:
    return fields.fields_of(annex)


def one(page: DraftPage, annex: Annex, refused: Mapping[str, Field], blank_row: str) -> dict[str, Any]:
    """The page of one annex: its fields, how it reads, and what a change costs."""
    asked = [
        refused.get(variable.name) or page.field(variable, int(variable.name == blank_row))
        for variable in fields.fields_of(annex)
    ]
    return {
        "annex": annex,
        "number": page.draft.annexes.number(annex),
        "facts": facts_of(page, annex),
        "fields": asked if stands_in_text(page) else [],
        "stands": stands_in_text(page),
        "preview": page.preview_of_annex(annex),
        "asked": page.asked,
        "missing_count": len(page.missing),
        "costs": costs.of_change(page, annex),
        "here_key": "",
        "errors": [
            {"url": f"#veld-{name}", "label": field.variable.label, "message": field.error}
            for name, field in refused.items()
        ],
    }


# --- other documents ----------------------------------------------------------------------------------


def versions_for(agreement: Agreement, user: Any) -> QuerySet[Version]:
    """Frozen versions of other documents in this file that she reads herself, the newest first."""
    return (
        Version.objects.filter(
            agreement_filter(user, "agreement__"), agreement__collaboration=agreement.collaboration_id
        )
        .exclude(agreement=agreement)
        .select_related("agreement")
        .defer("content")
        .order_by("-at", "-pk")[:NEWEST]
    )
