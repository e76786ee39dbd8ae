"""Is every goal and activity found in each set of words, and does a reader meet the words she chose?"""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from initiatives.models import FormatItem
from initiatives.plan.crosswalk import crosswalk
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
TABLE = crosswalk()


def planned() -> list[FormatItem]:
    """Of the newest stappenplan: a next one fails here until its rows are in the table."""
    newest = len(list(factories.FIXTURES.glob("stappenplan-*.json")))
    kinds = ["goal", "activity"]
    return list(FormatItem.objects.filter(format=factories.plan_format(newest), kind__in=kinds))


def choose(client: Any, words: str, **more: Any) -> Any:
    return client.post(reverse("initiatives:words-choose"), {"woorden": words, **more})


def test_every_goal_and_activity_has_its_words_in_each_frame_or_says_why_not() -> None:
    items = planned()
    assert len(items) == 87
    for item in items:
        for frame in TABLE.frames:
            word, why_not = TABLE.word(frame, item), TABLE.why_not(frame, item)
            assert bool(word) != bool(why_not), f"{item.key} in {frame.key}"


def test_the_table_names_nothing_that_is_not_in_the_stappenplan() -> None:
    assert set(TABLE.items) == {item.key for item in planned()}


def test_each_row_is_marked_as_our_own_reading() -> None:
    data = json.loads((factories.FIXTURES / "crosswalk-1.json").read_text())
    assert all(row["own_reading"] is True for row in data["items"])
    assert "onze eigen lezing" in TABLE.note


def test_every_word_of_a_frame_is_used() -> None:
    for frame in TABLE.frames:
        used = {row[frame.key] for row in TABLE.items.values()}
        assert set(frame.words) <= used


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("nplw", "Opstarten</h2>"),
        ("steps", "Arrangeer het gesprek</h2>"),
        ("streams", "Rekenen en tekenen</h2>"),
        ("moments", "Bij de totstandkoming</h2>"),
    ],
)
def test_the_table_can_be_read_by_each_of_the_four(client: Any, words: str, head: str) -> None:
    items = planned()
    page = client.get(reverse("initiatives:crosswalk"), {"woorden": words}).content.decode()
    assert head in page
    for item in items:
        assert page.count(f'scope="row">{item.title}</th>') >= 1


def test_who_knows_other_words_meets_them_at_the_item_and_in_the_phase(cast: Any, client: Any) -> None:
    client.force_login(factories.user_of(cast.member), backend="django.contrib.auth.backends.ModelBackend")
    item = cast.file.plan_items.get(format_item__key="startup-activity-area-analysis")
    places = [
        reverse("initiatives:item", args=[item.uuid]),
        reverse("initiatives:phase", args=[cast.file.uuid, "startup"]),
    ]
    assert all("In de woorden van" not in client.get(place).content.decode() for place in places)
    choose(client, "streams")
    assert "words" not in client.cookies, "she keeps them, not this device"
    words = "In de woorden van Energie Samen: Rekenen en tekenen"
    places.append(reverse("initiatives:cell", args=[cast.file.uuid, item.phase, item.track]))
    elsewhere = signed_in(cast.member)  # another computer, the next day
    for place in places:
        assert words in elsewhere.get(place).content.decode()
        assert words not in signed_in(cast.chair).get(place).content.decode()
    choose(client, "nplw")
    assert all("In de woorden van" not in client.get(place).content.decode() for place in places)


def test_the_words_stand_with_a_good_next_step_too(cast: Any) -> None:
    member = signed_in(cast.member)
    phase, work = reverse("initiatives:phase", args=[cast.file.uuid, "startup"]), reverse("insights:my-work")
    assert "Begin aan" in (before := member.get(work).content.decode())
    assert "In de woorden van" not in before
    choose(member, "streams")
    assert "In de woorden van Energie Samen" in member.get(work).content.decode()
    suggested = member.get(phase).content.decode().split('id="stappen"')[1].split("</section>")[0]
    assert "In de woorden van Energie Samen" in suggested


def test_the_words_stand_with_what_asks_for_her_at_her_desk(cast: Any) -> None:
    activity = cast.file.plan_items.filter(format_item__key="startup-activity-area-analysis")
    activity.update(due_on=timezone.localdate() - timedelta(days=2), actor="together")
    work, words = reverse("insights:my-work"), "In de woorden van Energie Samen: Rekenen en tekenen"
    for who in (cast.coach, cast.member):
        assert words not in (desk := signed_in(who)).get(work).content.decode()
        choose(desk, "streams")
        shown = desk.get(work).content.decode()
        assert "is nog niet klaar" in shown
        assert words in shown


def test_who_has_no_account_is_remembered_by_this_device(client: Any) -> None:
    choose(client, "steps")
    assert client.cookies["words"].value == "steps"
    assert 'value="steps" checked' in client.get(reverse("initiatives:crosswalk")).content.decode()


def test_an_item_of_ones_own_has_no_other_words(cast: Any, client: Any) -> None:
    client.force_login(factories.user_of(cast.member), backend="django.contrib.auth.backends.ModelBackend")
    choose(client, "streams")
    item = cast.file.plan_items.get(format_item__key="startup-activity-area-analysis")
    item.format_item = None
    item.save()
    page = client.get(reverse("initiatives:item", args=[item.uuid])).content.decode()
    assert "In de woorden van" not in page


def test_choosing_leads_back_to_where_one_came_from_and_to_no_other_site(client: Any) -> None:
    assert choose(client, "steps", terug="/hulp/").headers["Location"] == "/hulp/"
    away = choose(client, "steps", terug="https://elders.example/").headers["Location"]
    assert away == reverse("initiatives:crosswalk")


def test_an_unknown_choice_is_forgotten(client: Any) -> None:
    choose(client, "verzonnen")
    assert not client.cookies["words"].value


def test_other_words_cost_no_query_in_the_plan(cast: Any, client: Any, count_queries: Any) -> None:
    client.force_login(factories.user_of(cast.member), backend="django.contrib.auth.backends.ModelBackend")
    place = reverse("initiatives:phase", args=[cast.file.uuid, "startup"])

    def measure() -> int:
        client.get(place)
        with count_queries() as seen:
            client.get(place)
        return len(seen)

    without = measure()
    choose(client, "streams")
    assert measure() == without
