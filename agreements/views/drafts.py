"""What do people see of the agreements of a file, and of one of them?"""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agreements.draft import party_rows
from agreements.models import Agreement, Version
from agreements.page import DraftPage, agreement_context
from agreements.policy import Ability, needs
from agreements.views.versions import status_of
from initiatives import policy as file_policy
from initiatives.file_page import file_context
from initiatives.models import Collaboration


@require_safe
@file_policy.needs(file_policy.Ability.VIEW)
def agreement_list(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    context = file_context(request, collaboration, "agreements")
    agreements = (
        Agreement.objects.filter(collaboration=collaboration)
        .readable_by(context["viewer"])
        .select_related("drafted_by_org")
        .prefetch_related(Prefetch("versions", Version.objects.with_document().defer("content")))
    )
    rows = [{"agreement": a, "newest": _newest(a)} for a in agreements]
    return render(request, "agreements/list.html", {**context, "rows": rows})


def _newest(agreement: Agreement) -> dict[str, Any] | None:
    versions = list(agreement.versions.all())
    return {"version": versions[0], "status": status_of(versions[0])} if versions else None


@require_safe
@needs(Ability.READ)
def agreement(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Whose move it is, what is missing, the articles, and the versions with their PDF."""
    context = agreement_context(request, agreement)
    versions = agreement.versions.with_document().select_related("by").defer("content")
    context |= {
        "versions": [{"version": v, "status": status_of(v)} for v in versions],
        "reads_first": bool(versions) and "publish" not in context["may"],
    }
    if "edit" in context["may"]:
        context |= _work(agreement)
    else:
        context["parties"] = party_rows(agreement)
    return render(request, "agreements/agreement.html", context)


def _work(agreement: Agreement) -> dict[str, Any]:
    """What there is to do, for who writes."""
    page = DraftPage(agreement)
    return {
        "parts": page.parts(),
        "missing": page.with_links(),
        "advice": page.advice(),
        "not_agreed": page.draft.not_agreed(),
        "dropped": page.draft.dropped,
        "parties": page.draft.party_rows,
        "all_url": reverse("agreements:all", args=[agreement.uuid]),
    }
