"""Can this request be read at all? What no page of ours sends stops here, before a database or a codec meets it."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

NUL = "\0"


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


def _without_nul(query: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True)
    for name, values in query.lists():
        cleaned.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
    cleaned._mutable = False
    return cleaned
