"""What costs much is asked by people: one person too often waits, and reads until when. Nobody else notices."""

from types import SimpleNamespace
from typing import Any

import pytest
from allauth.core.internal import ratelimit
from django.conf import settings
from django.urls import reverse

from samenspel import checks
from tests.pages import signed_in

SEARCHES = ["initiatives:list", "initiatives:board", "municipalities:list"]


@pytest.fixture
def few(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"search": "2/m/user", "take_table_along": "2/10m/user"}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("name", SEARCHES)
def test_who_searches_too_often_waits_and_everything_else_still_opens(
    cast: SimpleNamespace, name: str
) -> None:
    coach, url = signed_in(cast.coach), reverse(name)
    assert [coach.get(url, {"q": word}).status_code for word in ("zee", "duin", "bos")] == [200, 200, 429]
    assert coach.get(url).status_code == 200
    assert signed_in(cast.chair).get(url, {"q": "zee"}).status_code == 200


@pytest.mark.usefixtures("few")
def test_who_takes_the_table_along_too_often_reads_when_it_can_be_again_and_then_it_can(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    coach, url = signed_in(cast.coach), reverse("initiatives:export")
    now = 1_790_000_000.0
    monkeypatch.setattr(ratelimit.time, "time", lambda: now)
    assert [coach.get(url).status_code for _ in range(2)] == [200, 200]
    now += 60
    refused = coach.get(url)
    assert (refused.status_code, refused["Retry-After"]) == (429, "540")
    now += 540
    assert coach.get(url).status_code == 200


@pytest.mark.usefixtures("few")
def test_a_part_of_a_page_hears_it_in_one_sentence(cast: SimpleNamespace) -> None:
    coach, url = signed_in(cast.coach), reverse("municipalities:search")
    for _ in range(3):
        answer = coach.get(url, {"municipality": "ze"}, headers={"HX-Request": "true"})
    said = answer.content.decode()
    assert answer.status_code == 429
    assert said.startswith("Dat ging te snel. Vanaf ")
    assert "<" not in said


def test_every_limit_that_a_view_names_is_set() -> None:
    """A name without a number would limit nothing."""
    named = {getattr(view, "limited_as", "search") for _route, _name, view in checks.patterns()}
    assert named == {"search", "take_table_along", "ask_for_document"}
    assert named <= set(settings.ACCOUNT_RATE_LIMITS)
