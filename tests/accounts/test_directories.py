"""Signing in through an organisation's own directory: only for who was invited, and never a traceback."""

from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.internal.flows.login import complete_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import Client, RequestFactory

from accounts.models import User

pytestmark = pytest.mark.django_db
ESKERVEEN = {
    "provider_id": "eskerveen",
    "name": "Gemeente Eskerveen",
    "client_id": "samenspel",
    "secret": "geheim",
    "settings": {"server_url": "https://127.0.0.1:1/.well-known/openid-configuration"},
}


@pytest.fixture(autouse=True)
def one_directory(settings: Any) -> None:
    settings.OIDC_PROVIDERS = [ESKERVEEN]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [ESKERVEEN]}}
    settings.ROOT_URLCONF = "tests.accounts.directory_urls"
    settings.LOGIN_REDIRECT_URL = "accounts:profile"


def arrives(email: str, *, verified: bool = True) -> tuple[Any, HttpRequest]:
    """Someone comes back from the directory with this address."""
    request = RequestFactory().get("/aanmelden/organisatie/eskerveen/terug/")
    request.session = SessionStore()
    request._messages = FallbackStorage(request)
    request.user = SimpleNamespace(is_authenticated=False, is_anonymous=True, pk=None)
    request.allauth = SimpleNamespace()
    from allauth.core.context import request_context

    with request_context(request):
        login = SocialLogin(
            user=User(email=email),
            account=SocialAccount(provider="eskerveen", uid="42", extra_data={}),
            email_addresses=[EmailAddress(email=email, verified=verified, primary=True)],
            provider=OpenIDConnectOAuth2Adapter(request, "eskerveen").get_provider(),
        )
        login.state = {}
        return complete_login(request, login), request


def test_the_sign_in_page_offers_the_directory(client: Client) -> None:
    page = client.get("/aanmelden/?next=/profiel/").content.decode()
    assert '/aanmelden/organisatie/eskerveen/?next=/profiel/"' in page
    assert "Met je account van Gemeente Eskerveen" in page


def test_a_directory_that_is_down_gives_a_plain_page(client: Client) -> None:
    answer = client.get("/aanmelden/organisatie/eskerveen/")
    assert "vraag een code per mail" in answer.content.decode()
    assert answer.status_code == 503


def test_coming_back_without_having_left_gives_a_plain_page(client: Client) -> None:
    answer = client.get("/aanmelden/organisatie/eskerveen/terug/?code=x&state=y")
    assert "vraag een code per mail" in answer.content.decode()
    assert client.get("/aanmelden/organisatie/onbekend/").status_code == 404


def test_who_was_invited_signs_in(client: Client) -> None:
    ruben = User.objects.create_user("ruben@eskerveen.example")
    answer, request = arrives("ruben@eskerveen.example")
    assert answer.url == "/profiel/"
    assert request.user == ruben


def test_who_was_not_invited_gets_no_account(client: Client) -> None:
    answer, request = arrives("vreemd@eskerveen.example")
    assert "We kennen dit adres nog niet" in answer.content.decode()
    assert not User.objects.exists()
    assert not request.user.is_authenticated


def test_an_address_that_the_directory_did_not_check_opens_nothing(client: Client) -> None:
    User.objects.create_user("ruben@eskerveen.example")
    _answer, request = arrives("ruben@eskerveen.example", verified=False)
    assert not request.user.is_authenticated
    assert not SocialAccount.objects.exists()
