"""Did this page send this very form before? Then what it did stands, and its sender is led there.

Every rendering has a CSRF token of its own. The same token with the same answers, by the same person, is a second tap
or a browser that sends again. It is remembered in the transaction of what it did: a deed that is undone may be sent
again, and a second tap that comes too soon waits for the first.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.messages import get_messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from samenspel.models import Sending

View = Callable[..., HttpResponse]
OF_THIS_PAGE = "csrfmiddlewaretoken"
REMEMBERED = timedelta(days=14)  # as long as a session: a browser that wakes up may send its last page again


def once(view: View) -> View:
    """A form that did its work here does not do it again. htmx waits for its answer by itself.

    Stands before the question whether she may: what she did may have closed it.
    """

    @wraps(view)
    def sent(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or getattr(request, "htmx", None) or OF_THIS_PAGE not in request.POST:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            sending, is_first = Sending.objects.get_or_create(key=_key(request))
            if not is_first:
                messages.info(request, _("Dit had je al verstuurd. Het telt één keer. Zo staat het nu."))
                return redirect(sending.led_to)
            response = view(request, *args, **kwargs)
            if led_to := _led_to(request, response):
                Sending.objects.filter(pk=sending.pk).update(led_to=led_to)
            else:
                sending.delete()  # nothing came of it: what was wrong is mended, and sent again
            return response

    return sent


def stands_at(response: HttpResponse, address: str) -> HttpResponse:
    """For an answer that is shown once, and is no redirect: where its work stands afterwards."""
    response["Content-Location"] = address
    return response


def refused_on_the_way(request: Any) -> bool:
    """Whether the page that comes next says no."""
    said: Any = get_messages(request)
    refused = any(message.level >= messages.ERROR for message in said)
    said.used = False  # they were only looked at
    return refused


def forget_old() -> None:
    Sending.objects.filter(at__lt=timezone.now() - REMEMBERED).delete()


def _led_to(request: Any, response: HttpResponse) -> str:
    if response.status_code == 302:
        return "" if refused_on_the_way(request) else response["Location"]
    return response.get("Content-Location", "") if response.status_code == 200 else ""


def _key(request: Any) -> str:
    sent = [
        request.user.pk,
        request.get_full_path(),
        list(request.POST.lists()),
        [[name, [(f.name, _fingerprint(f)) for f in files]] for name, files in request.FILES.lists()],
    ]
    return salted_hmac("samenspel.once", json.dumps(sent), algorithm="sha256").hexdigest()


def _fingerprint(file: Any) -> str:
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()
