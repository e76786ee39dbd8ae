"""What becomes of the words that someone sends when the thing they were for closed meanwhile? She reads them back.

Only on the pages of a thing that she sees, or saw a moment ago, and only what she typed herself: as plain text.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import escape

from samenspel.once import refused_on_the_way

# What pages send along by themselves, or what is never shown again.
NOT_TYPED = re.compile(r"csrf|token|revision|version|password|wachtwoord|^next$|^terug$", re.IGNORECASE)
# The value of a button, a choice or an id: small letters and figures without a space.
CODE = re.compile(r"[a-z0-9_:.-]*")
MAIN = re.compile(r"<main\b[^>]*>")


class KeptWordsMiddleware:
    """A refusal gives back what was typed, unless the page that refuses still shows it."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in (403, 422) and _may_read_back(request) and not request.htmx:
            _add(response, typed(request))
        if response.status_code == 302 and _may_read_back(request) and not request.htmx:
            return _instead_of_leaving(request, response)
        return response

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, PermissionDenied | Http404) or not _may_read_back(request):
            return None
        gone = isinstance(exception, Http404)
        words = typed(request)
        if request.htmx and not words:
            return None
        context = {"words": words, "gone": gone, "now": "" if gone else _came_from(request)}
        if not request.htmx:
            return render(request, "kept.html", context, status=404 if gone else 403)
        # htmx shows a 422 and no other refusal; the whole page makes way, as the part may not hold anything.
        response = render(request, "kept.html", context, status=422)
        response["HX-Retarget"] = response["HX-Reselect"] = "#inhoud"
        response["HX-Reswap"] = "outerHTML"
        return response


def _instead_of_leaving(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A no that leads on to another page would leave the words behind: here the no and the words stand together."""
    words = typed(request)
    if not words or not refused_on_the_way(request):
        return response
    return render(
        request, "kept.html", {"words": words, "told": True, "now": response["Location"]}, status=422
    )


def typed(request: HttpRequest) -> list[str]:
    """The texts of this form that a person wrote, in the order of the page."""
    return [
        value.strip()
        for name, values in request.POST.lists()
        if not NOT_TYPED.search(name)
        for value in values
        if not CODE.fullmatch(value.strip())
    ]


def _may_read_back(request: HttpRequest) -> bool:
    """`guard` found the thing, or knows that this person might open it until just now."""
    return request.method == "POST" and getattr(request, "could_see", False)


def _add(response: HttpResponse, words: list[str]) -> None:
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return
    page = response.content.decode()
    lost = [text for text in words if not _stands_on(page, text)]
    opening = MAIN.search(page)
    if lost and opening:
        back = render_to_string("components/_kept_words.html", {"words": lost})
        response.content = page[: opening.end()] + back + page[opening.end() :]


def _stands_on(page: str, text: str) -> bool:
    return all(str(escape(line.strip())) in page for line in text.splitlines())


def _came_from(request: Any) -> str:
    """The page with the form, as it stands now; a path only, so that it never leads elsewhere."""
    address = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    return address.path if address.netloc == request.get_host() and not address.path.startswith("//") else ""
