"""What does someone see of the gemeenten?"""

import re
from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from municipalities import policy, statements
from municipalities.fields import MAX_LENGTH, MOST_OWN, offer
from municipalities.forms import MunicipalityFilterForm
from municipalities.models import Municipality, SizeClass
from municipalities.querysets import CBS_CODE, Hit, Match
from samenspel.access import signed_in
from samenspel.htmx import asks_for_part, page_or_part
from samenspel.limits import limited, searches

PAGE_SIZE = 60  # every province fits on one page
SIZE_WORDS = {
    SizeClass.SMALL: _("klein: minder dan 30.000 inwoners"),
    SizeClass.MEDIUM: _("middelgroot: 30.000 tot en met 100.000 inwoners"),
    SizeClass.LARGE: _("groot: meer dan 100.000 inwoners"),
}
FIELD_NAME = re.compile(r"[\w-]{1,60}")


@signed_in
@require_safe
@limited("search", when=searches)
def municipality_list(request: HttpRequest) -> HttpResponse:
    form = MunicipalityFilterForm(request.GET)
    narrowed = form.narrow(Municipality.objects.all())
    text = form.chosen().get("q", "")
    context: dict[str, Any] = {"form": form, "text": text, "address": request.path}
    if text:
        context["hits"] = narrowed.hits(text, PAGE_SIZE, own=policy.own_codes(request.user))
        context["count"] = len(context["hits"])
        if not context["hits"]:
            context["elsewhere"] = Municipality.objects.hits(text, 3) if len(form.chosen()) > 1 else []
            context["alike"] = [] if context["elsewhere"] else Municipality.objects.suggest(text)
    else:
        own = policy.own_codes(request.user)
        context |= _page(form, narrowed.existing(), request.GET.get("after", ""), own)
    return page_or_part(request, "municipalities/list.html", "municipalities/_results.html", context)


def _page(form: MunicipalityFilterForm, narrowed: Any, after: str, own: Collection[str]) -> dict[str, Any]:
    """The reader's own first, then by name, and from a gemeente on rather than from a number."""
    ordered = narrowed.select_related("organisation").in_order()
    rows = ordered.exclude(code__in=own)
    last = Municipality.objects.in_order().filter(code=after).first() if after else None
    if last is not None:
        rows = rows.filter(Q(filed__gt=last.filed) | Q(filed=last.filed, pk__gt=last.pk))
    found = list(rows[: PAGE_SIZE + 1])
    first = list(ordered.filter(code__in=own)) if own and last is None else []
    shown = [*first, *found[:PAGE_SIZE]]
    hits = [Hit(municipality, str(municipality), Match.OFFICIAL) for municipality in shown]
    address, chosen = reverse("municipalities:list"), form.chosen()
    more = len(found) > PAGE_SIZE
    return {
        "hits": hits,
        "count": narrowed.count(),
        "next_url": f"{address}?{urlencode({**chosen, 'after': hits[-1].municipality.code})}" if more else "",
        "first_url": f"{address}?{urlencode(chosen)}" if last is not None else "",
    }


@signed_in
@require_safe
@limited("search", when=asks_for_part)
def municipality_search(request: HttpRequest) -> HttpResponse:
    """The choices under a `MunicipalityField`; a browser that comes here by itself gets the list."""
    field = request.GET.get("field", "")
    field = field if FIELD_NAME.fullmatch(field) else "municipality"
    text = request.GET.get("q", request.GET.get(field, "")).strip()[:MAX_LENGTH]
    if not asks_for_part(request):
        return redirect(f"{reverse('municipalities:list')}?{urlencode({'q': text})}")
    own = [code for code in request.GET.get("own", "").split(",")[:MOST_OWN] if CBS_CODE.fullmatch(code)]
    offered = offer(text, own) if text or own else None
    return render(request, "municipalities/_choices.html", {"name": field, "offer": offered})


@signed_in
@require_safe
def municipality_detail(request: HttpRequest, code: str) -> HttpResponse:
    municipality, predecessors = _with_predecessors(code.upper())
    may_state = policy.may_state(request.user, municipality)
    context = detail_context(municipality, predecessors) | {
        "groups": statements.groups_of(municipality, may_state=may_state),
        "may_state": may_state,
        "is_own": policy.is_own(request.user, municipality),
    }
    return render(request, "municipalities/detail.html", context)


def _with_predecessors(code: str) -> tuple[Municipality, list[Municipality]]:
    """The gemeente, and those that it came from: one query."""
    both = Municipality.objects.filter(Q(code=code) | Q(succeeded_by__code=code))
    found = list(both.select_related("organisation", "succeeded_by__organisation"))
    municipality = next((row for row in found if row.code == code), None)
    if municipality is None:
        raise Http404
    return municipality, [row for row in found if row is not municipality]


def detail_context(municipality: Municipality, predecessors: list[Municipality]) -> dict[str, Any]:
    """For the page of one gemeente, also where another app adds its own section to it."""
    names = municipality.aliases.exclude(name=municipality.organisation.name)
    return {
        "municipality": municipality,
        "size": SIZE_WORDS[municipality.size_class],
        "other_names": [alias.name for alias in names],
        "predecessors": predecessors,
    }
