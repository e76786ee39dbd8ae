"""A session that ran out while a page was open."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in_when_the_session_ran_out():
    response = Client().get(
        "/mijn-werk/", headers={"HX-Request": "true", "HX-Current-URL": "http://x/initiatieven/"}
    )
    assert response.status_code == 401
    assert response["HX-Redirect"] == "/aanmelden/?next=/initiatieven/"


def test_a_whole_page_is_redirected_to_sign_in():
    response = Client().get("/mijn-werk/")
    assert (response.status_code, response["Location"]) == (302, "/aanmelden/?next=/mijn-werk/")
