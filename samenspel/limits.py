"""How often may one person ask for what costs much, and when may she ask again?

How often stands in `ACCOUNT_RATE_LIMITS`, and allauth counts, as it does for signing in. A view says so itself, below
its access mark: who may not open it is refused before anything is counted.
"""

import math
import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from samenspel.dutch import clock

APP = "allauth.account"  # whose setting it is
View = Callable[..., HttpResponse]


def limited(
    action: str, *, when: Callable[[HttpRequest], object] = lambda request: True
) -> Callable[[View], View]:
    """Counts each request for which `when` holds; one too many reads when it can be again."""

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if when(request) and not ratelimit.consume(request, app=APP, action=action, limit_get=True):
                return too_often(request, _seconds_to_wait(request, action))
            return view(request, *args, **kwargs)

        counted.limited_as = action  # type: ignore[attr-defined]
        return counted

    return decorate


def searches(request: HttpRequest) -> bool:
    """Whether words are looked for, and not only a list is opened."""
    return bool(request.GET.get("q", "").strip())


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """A page; for htmx one sentence, which the page shows above what stands there (`samenspel.js`)."""
    # To the next whole minute, so that whoever goes by the clock is never early.
    again = clock(timezone.now() + timedelta(seconds=seconds + 59))
    if getattr(request, "htmx", None):
        said = _("Dat ging te snel. Vanaf %(again)s kan het weer.") % {"again": again}
        response = HttpResponse(said, status=429, content_type="text/plain; charset=utf-8")
    else:
        response = render(request, "429.html", {"again": again}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _seconds_to_wait(request: HttpRequest, action: str) -> int:
    """Until the oldest of the requests that fill a limit no longer counts."""
    waits = [1.0]
    for rate in ratelimit.get_rates(app=APP, action=action):
        newest_first = cache.get(ratelimit.get_cache_key(request, app=APP, action=action, rate=rate), [])
        if len(newest_first) >= rate.amount:
            waits.append(newest_first[rate.amount - 1] + rate.duration - time.time())
    return math.ceil(max(waits))
