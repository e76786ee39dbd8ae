"""A session that ran out while a page was open."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from samenspel.readable import ReadableRequestMiddleware

pytestmark = pytest.mark.django_db


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in_when_the_session_ran_out():
    response = Client().get(
        "/mijn-werk/", headers={"HX-Request": "true", "HX-Current-URL": "http://x/initiatieven/"}
    )
    assert response.status_code == 401
    assert response["HX-Redirect"] == "/aanmelden/?next=/initiatieven/"


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060 \u200d", "\u202e\u202c"])
def test_a_text_that_nobody_can_see_is_an_empty_one(client, cast, unseen):
    client.force_login(cast.chair.person.user)
    goal = cast.file.plan_items.goals().first()
    answer = client.post(
        reverse("initiatives:item-skip", args=[goal.uuid]), {"reason": unseen, "revision": 0}
    )
    assert answer.status_code == 422
    goal.refresh_from_db()
    assert not goal.skip_reason


def test_a_text_does_not_turn_the_page_around_it(client, cast):
    client.force_login(cast.chair.person.user)
    asked = reverse("initiatives:list")
    request = RequestFactory().post(asked, {"words": "links\u202ethcer"})
    ReadableRequestMiddleware(lambda _request: None).process_view(request, None, (), {})
    assert request.POST["words"] == "linksthcer"


def test_a_whole_page_is_redirected_to_sign_in():
    response = Client().get("/mijn-werk/")
    assert (response.status_code, response["Location"]) == (302, "/aanmelden/?next=/mijn-werk/")
