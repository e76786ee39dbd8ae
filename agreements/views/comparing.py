"""What do people see of the difference between two versions?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements import comparing
from agreements.changed_by import who_changed_what
from agreements.models import Version
from agreements.page import agreement_context
from agreements.policy import Ability, needs_version
from agreements.terms import Media
from agreements.views.files import chosen, earlier_than, statuses_of_files

BESIDE = "naast"  # ?weergave=naast: old and new beside each other


@require_safe
@needs_version(Ability.READ)
def compare(request: HttpRequest, version: Version) -> HttpResponse:
    """This version against an earlier one of the same agreement; the one before it when nothing else is asked."""
    name = _("Wat er veranderde in versie %(number)d") % {"number": version.number}
    context = agreement_context(request, version.agreement, here=name)
    context |= {"version": version, "beside": request.GET.get("weergave") == BESIDE}
    others = earlier_than(version)
    if number := chosen(request.GET.get("met", ""), others):
        old = get_object_or_404(version.agreement.versions, number=number)
        files = statuses_of_files(version, Media.CHANGES, Media.COMPARED, against=number)
        by = who_changed_what(old, version)
        found = comparing.changes(old.content, version.content)
        context |= {
            "old": old,
            "others": others,
            "word": files[Media.CHANGES],
            "pdf": files[Media.COMPARED],
            "changes": [{"change": change, "by": by.get(change.key, ())} for change in found],
        }
        context["unchanged"] = sum(len(p["articles"]) for p in version.content["parts"]) - sum(
            row["change"].new_number is not None for row in context["changes"]
        )
    return render(request, "agreements/compare.html", context)
