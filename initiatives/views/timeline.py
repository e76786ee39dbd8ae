"""What happened in this file, newest first?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from initiatives.file_page import file_context
from initiatives.history.story import GROUPS, tell
from initiatives.models import Collaboration
from initiatives.policy import Ability, needs
from samenspel.access import is_uuid

PAGE = 30


@require_safe
@needs(Ability.VIEW)
def timeline(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    context = file_context(request, collaboration, "timeline")
    readable = collaboration.events.readable_by(context["viewer"])
    chosen = request.GET.get("soort", "")
    kinds = next((kinds for key, _label, kinds in GROUPS if key == chosen), None)
    found = readable.filter(kind__in=kinds) if kinds else readable
    # The last event of the page above by its uuid: a number would tell how much others noted for themselves.
    before = request.GET.get("voor", "")
    last = readable.filter(uuid=before).values_list("seq", flat=True).first() if is_uuid(before) else None
    if last is not None:
        found = found.filter(seq__lt=last)
    events = list(found.select_related("actor", "actor_organisation", "on_behalf_of")[: PAGE + 1])
    shown = events[:PAGE]
    filtered = f"soort={chosen}&" if kinds else ""
    context |= {
        "lines": tell(shown, context["viewer"]),
        "filters": [{"url": "?", "name": None, "current": not kinds}]
        + [
            {"url": f"?soort={key}", "name": label, "current": key == chosen} for key, label, _kinds in GROUPS
        ],
        "next_url": f"?{filtered}voor={shown[-1].uuid}" if len(events) > PAGE else "",
        "first_url": f"?{filtered.rstrip('&')}" if last is not None else "",
    }
    return render(request, "initiatives/timeline.html", context)
