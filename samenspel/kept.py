"""What becomes of the words that someone sends when the thing they were for closed meanwhile? She reads them back.

Only on the pages of a thing that she sees, or saw a moment ago, and only what she typed herself: as plain text.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import escape

from samenspel.once import refused_on_the_way
from samenspel.plugged import plugged

# What is never shown again.
SECRET = re.compile(r"csrf|token|password|wachtwoord|^code$", re.IGNORECASE)
# What pages send along by themselves.
BY_ITSELF = re.compile(r"revision|version|^next$|^terug$", re.IGNORECASE)
# Where no form says that it asks text: the value of a button, a choice or an id, small letters and figures.
CODE = re.compile(r"[a-z0-9_:.-]*")
ROW = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MAIN = re.compile(r"<main\b[^>]*>")


class KeptWordsMiddleware:
    """A refusal says why, and gives back what was typed unless the page that refuses still shows it."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        response = self.get_response(request)
        if not _may_read_back(request):
            return response
        if response.status_code == 302:
            return _instead_of_leaving(request, response)
        if response.status_code == 403 or (response.status_code == 422 and not request.htmx):
            _add(response, words := typed(request))
            if request.htmx and words:
                return _in_place_of_the_page(response)
        return response

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, PermissionDenied | Http404) or not _may_read_back(request):
            return None
        gone = isinstance(exception, Http404)
        words = typed(request)
        if request.htmx and not words:
            return None
        context = {
            "words": words,
            "gone": gone,
            "why": _why(request),
            "now": "" if gone else _came_from(request),
        }
        response = render(request, "kept.html", context, status=404 if gone else 403)
        return _in_place_of_the_page(response) if request.htmx else response


def _in_place_of_the_page(response: HttpResponse) -> HttpResponse:
    """htmx shows a 422 and no other refusal; the whole page makes way, as a part may have no room for it."""
    response.status_code = 422
    response["HX-Retarget"] = response["HX-Reselect"] = "#inhoud"
    response["HX-Reswap"] = "outerHTML"
    return response


def _why(request: Any) -> str:
    """The cause in words, from the first app that knows it."""
    asked = getattr(request, "asked", None)
    if asked is None:
        return ""
    return next((why for ask in plugged("WHY_REFUSED") if (why := ask(request.user, *asked))), "")


def _instead_of_leaving(request: Any, response: HttpResponse) -> HttpResponse:
    """A no that leads on to another page would leave the words behind: here the no and the words stand together."""
    words = typed(request)
    if not words or not refused_on_the_way(request):
        return response
    context = {"words": words, "told": True, "now": response["Location"]}
    shown = render(request, "kept.html", context, status=422)
    return _in_place_of_the_page(shown) if request.htmx else shown


def typed(request: HttpRequest) -> list[str]:
    """The texts of this form that a person wrote, in the order of the page."""
    return [
        value.strip()
        for name, values in request.POST.lists()
        if not SECRET.search(name)
        for value in values
        if value.strip() and not ROW.fullmatch(value)
        if _is_asked_as_text(name) or not _comes_by_itself(name, value)
    ]


def _is_asked_as_text(name: str) -> bool:
    """By its own name, or as one of many: `<uuid>-quote`, `needed-<code>`, `<table>-3-note`."""
    parts = name.split("-")
    return not {name, parts[0], parts[-1]}.isdisjoint(_names_of_texts())


def _comes_by_itself(name: str, value: str) -> bool:
    return bool(BY_ITSELF.search(name) or CODE.fullmatch(value.strip()))


@cache
def _names_of_texts() -> frozenset[str]:
    """What our forms ask as text, and never as a choice."""
    text: set[str] = set()
    other: set[str] = set()
    for form in _forms(forms.BaseForm):
        for name, field in getattr(form, "base_fields", {}).items():
            is_text = isinstance(field, forms.CharField) and not field.widget.is_hidden
            (text if is_text else other).add(name)
        text.update(getattr(form, "asks_texts", ()))  # names that it makes as it goes
    return frozenset(text - other)


def _forms(parent: Any) -> Iterator[Any]:
    for form in parent.__subclasses__():
        yield form
        yield from _forms(form)


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
    """A single word only where it stands in a field, or alone: on any page it may be part of something else."""
    lines = [str(escape(line.strip())) for line in text.splitlines()]
    if len(text.split()) > 1:
        return all(line in page for line in lines)
    word = re.escape(lines[0])
    return (
        re.search(rf'value="{word}"|<textarea[^>]*>\s*{word}\s*</textarea>|<p>{word}</p>', page) is not None
    )


def _came_from(request: Any) -> str:
    """The page with the form, as it stands now; a path only, so that it never leads elsewhere."""
    address = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    return address.path if address.netloc == request.get_host() and not address.path.startswith("//") else ""
