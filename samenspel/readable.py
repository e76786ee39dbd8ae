"""Can this request be read at all? What no page of ours sends stops here, before a database or a codec meets it."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

NUL = "\0"
# Turns the text around it the other way, also that of the page.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Takes no place on a page: a text of nothing else is an empty one.
UNSEEN = re.compile("[\\s\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff]*")


class ReadableRequestMiddleware:
    """No address holds a NUL, what is asked of one is read without it, and a form comes in UTF-8."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() not in ("utf-8", "utf8"):
            raise BadRequest
        if NUL in request.path_info:
            raise Http404
        if any(NUL in text for name, values in request.GET.lists() for text in (name, *values)):
            request.GET = _without_nul(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """What a form sends is text that can be seen, or nothing."""
        if request.method == "POST" and any(
            _seen(value) != value for _name, values in request.POST.lists() for value in values
        ):
            cleaned = request.POST.copy()
            for name, values in request.POST.lists():
                cleaned.setlist(name, [_seen(value) for value in values])
            cleaned._mutable = False
            request.POST = cleaned  # type: ignore[assignment]


def _seen(text: str) -> str:
    text = TURNING.sub("", text)
    return "" if text and not text.isspace() and UNSEEN.fullmatch(text) else text


def _without_nul(query: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True)
    for name, values in query.lists():
        cleaned.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
    cleaned._mutable = False
    return cleaned
