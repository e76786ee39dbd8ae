"""The demonstration: one press to become someone, and nothing of it on a real instance."""

import uuid
from typing import Any

import pytest
from django.test import Client

from accounts.demo import PERSONAS
from accounts.models import User
from contacts.models import Access, Side
from tests import factories


@pytest.fixture
def in_the_demo(settings: Any, db: None) -> None:
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.accounts.demo_urls"
    settings.LOGIN_REDIRECT_URL = "accounts:profile"


def make(email: str, name: str, side: Side, **fields: Any) -> User:
    function = factories.function(name, factories.organisation(f"Van {name}", side), **fields)
    user = function.person.user
    user.email = email
    user.save()
    return user


def test_every_persona_with_an_account_is_shown_with_what_to_try(client: Client, in_the_demo: None) -> None:
    make(PERSONAS[0].email, "Marit de Wit", Side.SUPPORT, access=Access.WORK, title="buurtbegeleider")
    page = client.get("/proef/").content.decode()
    assert "Begeleider" in page
    assert "Marit de Wit" in page
    assert "buurtbegeleider, Van Marit de Wit" in page
    assert str(PERSONAS[0].to_try) in page
    assert "Ambtenaar" not in page  # nobody there yet


def test_one_press_signs_in(client: Client, in_the_demo: None) -> None:
    marit = make(PERSONAS[0].email, "Marit de Wit", Side.SUPPORT)
    assert client.post(f"/proef/{marit.uuid}/").url == "/profiel/"
    assert "Marit de Wit" in client.get("/profiel/").content.decode()


def test_only_personas_can_be_entered(client: Client, in_the_demo: None) -> None:
    other = make("iemand@example.org", "Iemand Anders", Side.SUPPORT)
    assert client.post(f"/proef/{other.uuid}/").status_code == 404
    assert client.post(f"/proef/{uuid.uuid4()}/").status_code == 404
    assert client.get(f"/proef/{other.uuid}/").status_code == 405


def test_a_demo_without_data_says_how_to_load_it(client: Client, in_the_demo: None) -> None:
    assert "load_demo" in client.get("/proef/").content.decode()


def test_outside_the_demo_its_addresses_do_not_exist(client: Client, db: None) -> None:
    marit = make(PERSONAS[0].email, "Marit de Wit", Side.SUPPORT)
    assert client.get("/proef/").status_code == 404
    assert client.post(f"/proef/{marit.uuid}/").status_code == 404


def test_outside_the_demo_even_its_views_refuse(client: Client, settings: Any, db: None) -> None:
    settings.ROOT_URLCONF = "tests.accounts.demo_urls"
    marit = make(PERSONAS[0].email, "Marit de Wit", Side.SUPPORT)
    assert client.get("/proef/").status_code == 404
    assert client.post(f"/proef/{marit.uuid}/").status_code == 404
    assert client.get("/profiel/").status_code == 302
