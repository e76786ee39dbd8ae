"""What do people see of the difference between two versions?"""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements import comparing
from agreements.models import Proposal, Version
from agreements.page import agreement_context
from agreements.policy import Ability, needs_version
from agreements.terms import Media, ProposalState
from agreements.views.files import status_of_file

BESIDE = "naast"  # ?weergave=naast: old and new beside each other


@require_safe
@needs_version(Ability.READ)
def compare(request: HttpRequest, version: Version) -> HttpResponse:
    """This version against an earlier one of the same agreement; the one before it when nothing else is asked."""
    others = list(
        version.agreement.versions.filter(number__lt=version.number).values_list("number", flat=True)
    )
    name = _("Wat er veranderde in versie %(number)d") % {"number": version.number}
    context = agreement_context(request, version.agreement, here=name)
    context |= {"version": version, "others": others, "beside": request.GET.get("weergave") == BESIDE}
    context |= {
        "word": status_of_file(version, Media.CHANGES),
        "pdf": status_of_file(version, Media.COMPARED),
    }
    if others:
        asked = request.GET.get("met", "")
        number = int(asked) if asked.isdecimal() and int(asked) in others else others[0]
        old = get_object_or_404(version.agreement.versions, number=number)
        context |= {"old": old, "changes": _with_proposals(old, version)}
        context["unchanged"] = sum(len(p["articles"]) for p in version.content["parts"]) - sum(
            row["change"].new_number is not None for row in context["changes"]
        )
    return render(request, "agreements/compare.html", context)


def _with_proposals(old: Version, new: Version) -> list[dict[str, Any]]:
    """Each change, with the proposals that were adopted in between: so much the rows know of who changed what."""
    adopted = defaultdict(list)
    rows = Proposal.objects.filter(
        article__agreement=new.agreement_id,
        state=ProposalState.ADOPTED,
        closed_at__gt=old.at,
        closed_at__lte=new.at,
    ).select_related("party__organisation", "article")
    for row in rows:
        adopted[row.article.clause_key].append(row)
    found = comparing.changes(old.content, new.content)
    return [{"change": change, "adopted": adopted[change.key]} for change in found]
