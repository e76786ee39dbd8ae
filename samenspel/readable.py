"""Can this request be read at all? What no browser of ours sends stops here, before a database or a codec meets it."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict


class ReadableRequestMiddleware:
    """Refuses a NUL in an address, and a form in another writing than UTF-8."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() not in ("utf-8", "utf8") or "\0" in request.path_info or _has_nul(request.GET):
            raise BadRequest
        return self.get_response(request)


def _has_nul(query: QueryDict) -> bool:
    return any("\0" in text for name, values in query.lists() for text in (name, *values))
