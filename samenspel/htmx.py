"""What was sent, is the answer a page or a part of it, and is what the form says kept?"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from samenspel.errors import DomainError


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: also an empty one that was sent, but not on a page that was asked for."""
    return request.POST if request.method == "POST" else None


def posted_with_files(request: HttpRequest) -> tuple[QueryDict | None, Any]:
    return posted(request), request.FILES if request.method == "POST" else None


def asks_for_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a piece of the page, and not for all of it by another road."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx and not htmx.boosted)


def page_or_part(
    request: HttpRequest,
    page: str,
    part: str,
    context: Mapping[str, Any],
    *,
    form: BaseForm | None = None,
) -> HttpResponse:
    """The partial for htmx, the page that includes it otherwise; 422 when `form` was sent and refused."""
    template = part if asks_for_part(request) else page
    status = 422 if form is not None and form.is_bound and not form.is_valid() else 200
    return render(request, template, dict(context), status=status)


def refuse(form: BaseForm, refusal: DomainError) -> None:
    """Puts a rule's no on the form, beside the field that it is about."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, refusal.message)


def kept(form: BaseForm, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was right and the rules agreed; a rule's no stands on the form."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except DomainError as refusal:
        refuse(form, refusal)
    return form.is_valid()
