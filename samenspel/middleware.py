"""What do browsers and proxies remember of a private page, and what happens when a session ran out?"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.cache import patch_vary_headers

Respond = Callable[[HttpRequest], HttpResponse]


class PrivatePagesMiddleware:
    """Nothing is kept of a page that does not say itself what may be kept."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        patch_vary_headers(response, ["HX-Request"])
        return response


class SamePageMiddleware:
    """A page that says that it is public is kept as one page, whoever asks, and gives nobody a cookie.

    It stands outside the session: what looks into that would else have the page kept apart for each visitor.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.get("Cache-Control", "").startswith("public"):
            del response["Vary"]
            response.cookies.clear()
        return response


class SignInAgainMiddleware:
    """A part of a page that asks to sign in sends the whole page there, instead of showing the form inside it."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 302 or not request.headers.get("HX-Request"):
            return response
        sign_in = resolve_url(settings.LOGIN_URL)
        if urlsplit(response["Location"]).path != sign_in:
            return response
        back = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
        again = HttpResponse(status=401)
        again["HX-Redirect"] = f"{sign_in}?next={back}"
        return again
