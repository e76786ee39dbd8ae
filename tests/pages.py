"""Who opens a page? A browser of her own, signed in."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests import factories

# What the forms of one rendering send along: Django gives each page a token of its own.
ONE_PAGE = {"csrfmiddlewaretoken": "van deze bladzijde"}


def signed_in(who: Any) -> Client:
    client = Client()
    client.force_login(factories.user_of(who), backend="django.contrib.auth.backends.ModelBackend")
    return client
