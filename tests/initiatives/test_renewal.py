"""Can a running file take over what is new in the stappenplan, one thing at a time, and lose nothing?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from initiatives import policy
from initiatives.actions import plan, renewal
from initiatives.actions.register import register
from initiatives.formats.renewal import News, newest_after, renewal_of
from initiatives.history import story
from initiatives.history.timeline import broken_links
from initiatives.models import Collaboration, PlanFormat, PlanItem
from initiatives.terms import EventKind, ItemState, Phase, Technique
from samenspel.errors import DomainError, StaleRevision
from tests import factories

pytestmark = pytest.mark.engine

NEW = "startup-activity-celebrate"
CHANGED = "startup-activity-letter-of-intent"
GONE = "startup-activity-area-analysis"
KEPT = "startup-activity-meet"
ADDED = {
    "key": NEW, "kind": "activity", "phase": "startup", "track": "neighbourhood", "actor": "together",
    "title": "Vier de start", "text": "Met taart.", "serves": ["startup-goal-known"], "source": "Eigen",
}  # fmt: skip
CHANGES: dict[str, Any] = {
    "added": [ADDED],
    "changed": [{"key": CHANGED, "text": "Teken samen met de partners."}],
    "removed": [GONE],
}


@pytest.fixture
def newer(cast: SimpleNamespace, tmp_path: Path) -> PlanFormat:
    """One thing new, one changed, one gone."""
    return factories.later_format(tmp_path, 2, **CHANGES)


def item(cast: SimpleNamespace, key: str) -> PlanItem:
    return cast.file.plan_items.get(format_item__key=key)


def as_coach(cast: SimpleNamespace) -> dict[str, Any]:
    return {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}


def news(cast: SimpleNamespace, newer: PlanFormat, key: str) -> News:
    found = renewal_of(cast.file, newer).about(key)
    assert found
    return found


def choose(cast: SimpleNamespace, newer: PlanFormat, key: str, *, take: bool, who: str = "coach") -> None:
    about, person = news(cast, newer, key), getattr(cast, who)
    own = {"by": person.person, "seat": factories.seat(cast.file, person)}
    verb = renewal.take_over if take else renewal.leave
    verb(cast.file, about, newer, revision=about.revision, **own)


# --- what is there to choose ---------------------------------------------------------------------------


def test_the_list_is_what_came_what_changed_and_what_went(cast: SimpleNamespace, newer: PlanFormat) -> None:
    found = {n.key: n.kind for n in renewal_of(cast.file, newer).news}
    assert found == {NEW: "added", CHANGED: "changed", GONE: "dropped"}


def test_a_file_on_the_newest_stappenplan_has_nothing_to_choose(
    cast: SimpleNamespace, newer: PlanFormat
) -> None:
    profile = factories.profile("Nieuw", area_name="Nieuw")
    file = register(cast.municipality, profile, by_function=cast.coach)
    assert file.plan_format == newer
    assert newest_after(file) is None


def test_a_draft_is_not_offered(cast: SimpleNamespace) -> None:
    PlanFormat.objects.create(number=2, based_on=cast.file.plan_format)
    assert newest_after(cast.file) is None


def test_what_a_file_skipped_itself_is_not_asked_again(cast: SimpleNamespace, newer: PlanFormat) -> None:
    for key in (CHANGED, GONE):
        own = item(cast, key)
        plan.skip(own, revision=own.revision, reason="Niet nodig.", **as_coach(cast))
    assert [n.key for n in renewal_of(cast.file, newer).news] == [NEW]


# --- choosing ------------------------------------------------------------------------------------------


def test_taking_over_adds_what_is_new(cast: SimpleNamespace, newer: PlanFormat) -> None:
    choose(cast, newer, NEW, take=True)
    made = item(cast, NEW)
    assert (made.title, made.state, made.phase) == ("Vier de start", ItemState.OPEN, Phase.STARTUP)


def test_what_is_new_and_not_wanted_is_skipped_with_a_reason_and_can_be_taken_back(
    cast: SimpleNamespace, newer: PlanFormat
) -> None:
    choose(cast, newer, NEW, take=False)
    made = item(cast, NEW)
    assert (made.state, made.left_out) == (ItemState.SKIPPED, False)
    assert made.skip_reason == "Nieuw in stappenplan 2. Jullie kozen er niet voor."
    plan.take_back(made, revision=made.revision, **as_coach(cast))
    assert item(cast, NEW).state == ItemState.OPEN


@pytest.mark.parametrize("take", [True, False])
def test_changed_wording_is_taken_over_or_left_and_either_way_not_asked_again(
    cast: SimpleNamespace, newer: PlanFormat, take: bool
) -> None:
    before = item(cast, CHANGED).text
    choose(cast, newer, CHANGED, take=take)
    assert item(cast, CHANGED).text == ("Teken samen met de partners." if take else before)
    assert renewal_of(cast.file, newer).about(CHANGED) is None


def test_own_words_stay_unless_somebody_chooses_otherwise(cast: SimpleNamespace, newer: PlanFormat) -> None:
    own = item(cast, CHANGED)
    plan.reword(own, revision=own.revision, title="Onze brief", text="Zo doen wij dat.", **as_coach(cast))
    assert news(cast, newer, CHANGED).own_words
    for key in (NEW, GONE):
        choose(cast, newer, key, take=True)
    assert item(cast, CHANGED).title == "Onze brief"
    choose(cast, newer, CHANGED, take=False)
    cast.file.refresh_from_db()
    assert cast.file.plan_format == newer
    assert (item(cast, CHANGED).title, item(cast, CHANGED).text) == ("Onze brief", "Zo doen wij dat.")


def test_what_went_is_skipped_or_becomes_ones_own(cast: SimpleNamespace, newer: PlanFormat) -> None:
    own = item(cast, GONE)
    choose(cast, newer, GONE, take=False)
    own.refresh_from_db()
    assert (own.format_item, own.state) == (None, ItemState.OPEN)
    assert renewal_of(cast.file, newer).about(GONE) is None


def test_what_went_can_be_skipped_with_the_reason_that_it_went(
    cast: SimpleNamespace, newer: PlanFormat
) -> None:
    choose(cast, newer, GONE, take=True)
    assert item(cast, GONE).skip_reason == "Staat niet meer in stappenplan 2."


def test_with_the_last_choice_the_file_works_with_the_new_stappenplan(
    cast: SimpleNamespace, newer: PlanFormat
) -> None:
    for key in (NEW, CHANGED):
        choose(cast, newer, key, take=True)
    cast.file.refresh_from_db()
    assert cast.file.plan_format.number == 1, "one thing is left"
    choose(cast, newer, GONE, take=False, who="member")
    cast.file.refresh_from_db()
    assert cast.file.plan_format == newer
    assert item(cast, KEPT).format_item.format == newer
    event = cast.file.events.first()
    assert (event.kind, event.actor) == (EventKind.FORMAT_TAKEN, cast.member.person)
    assert not list(broken_links(cast.file))
    viewer = policy.viewer(factories.user_of(cast.coach), cast.file)
    said = [line.title for line in story.tell(cast.file.events.all()[:4], viewer)]
    assert said[0] == "Nieuw stappenplan bekeken: versie 2"
    assert (
        said[1]
        == f"“{PlanItem.objects.get(collaboration=cast.file, format_item=None).title}” blijft zoals het was"
    )


def test_a_choice_counts_once(cast: SimpleNamespace, newer: PlanFormat) -> None:
    first, second = news(cast, newer, NEW), news(cast, newer, NEW)
    for about in (first, second):
        renewal.take_over(cast.file, about, newer, revision=0, **as_coach(cast))
    assert cast.file.plan_items.filter(format_item__key=NEW).count() == 1
    assert cast.file.events.filter(kind=EventKind.ITEM_ADDED).count() == 1


def test_somebody_who_writes_in_between_loses_nothing(cast: SimpleNamespace, newer: PlanFormat) -> None:
    about, own = news(cast, newer, CHANGED), item(cast, CHANGED)
    plan.reword(own, revision=own.revision, title="Net geschreven", text="Door Joke.", **as_coach(cast))
    with pytest.raises(StaleRevision):
        renewal.take_over(cast.file, about, newer, revision=about.revision, **as_coach(cast))
    assert item(cast, CHANGED).title == "Net geschreven"


def test_a_list_with_something_left_does_not_close(cast: SimpleNamespace, newer: PlanFormat) -> None:
    with pytest.raises(DomainError):
        renewal.close(cast.file, newer, **as_coach(cast))
    cast.file.refresh_from_db()
    assert cast.file.plan_format.number == 1


def test_what_is_new_for_another_kind_of_initiative_is_not_asked_but_waits(
    cast: SimpleNamespace, tmp_path: Path
) -> None:
    initiative = cast.file.initiative
    initiative.technique = Technique.INDIVIDUAL
    initiative.save()
    other = {**ADDED, "applies": {"technique": ["heat_network"]}}
    newer = factories.later_format(
        tmp_path, 2, added=[other], changed=[{"key": KEPT, "applies": {"technique": ["green_gas"]}}]
    )
    assert renewal_of(cast.file, newer).news == []
    renewal.close(cast.file, newer, **as_coach(cast))
    assert item(cast, NEW).skip_reason == "Past bij een warmtenet. Jullie kiezen per woning."
    assert item(cast, KEPT).left_out
    told = cast.file.events.first().payload["left_out"]
    assert set(told) == {str(item(cast, key).uuid) for key in (NEW, KEPT)}


def test_a_goal_that_somebody_looked_at_stays_when_the_new_stappenplan_keeps_it_for_others(
    cast: SimpleNamespace, tmp_path: Path
) -> None:
    seen, unseen = "startup-goal-known", "startup-goal-direction"
    cast.file.initiative.technique = Technique.INDIVIDUAL
    cast.file.initiative.save()
    seat = factories.seat(cast.file, cast.chair)
    plan.give_view(item(cast, seen), seat=seat, status="open", by=cast.chair.person)
    only = {"applies": {"technique": ["green_gas"]}}
    newer = factories.later_format(tmp_path, 2, changed=[{"key": key, **only} for key in (seen, unseen)])
    renewal.close(cast.file, newer, **as_coach(cast))
    assert item(cast, seen).state == ItemState.OPEN
    assert item(cast, unseen).left_out


def test_the_stappenplan_after_next_is_taken_over_in_one_go(cast: SimpleNamespace, tmp_path: Path) -> None:
    factories.later_format(tmp_path, 2, **CHANGES)
    third = factories.later_format(tmp_path, 3, changed=[{"key": NEW, "title": "Vier het begin"}])
    found = renewal_of(cast.file, third)
    assert {n.key: n.shown.title for n in found.news}[NEW] == "Vier het begin"
    assert len(found.news) == 3


# --- the page ------------------------------------------------------------------------------------------


def client(who: Any) -> Client:
    made = Client()
    made.force_login(factories.user_of(who))
    return made


def address(file: Collaboration) -> str:
    return reverse("initiatives:plan-renewal", args=[file.uuid])


def test_the_page_of_the_phase_says_it_quietly_to_who_may_plan(
    cast: SimpleNamespace, newer: PlanFormat
) -> None:
    phase = reverse("initiatives:phase", args=[cast.file.uuid, Phase.STARTUP])
    line = "Er is een nieuw stappenplan: 3 dingen om te bekijken"
    assert line in client(cast.coach).get(phase).content.decode()
    assert line in client(cast.member).get(phase).content.decode()
    assert "nieuw stappenplan" not in client(cast.reader).get(phase).content.decode()


def test_the_page_shows_what_changed_word_by_word_and_takes_over_one_thing(
    cast: SimpleNamespace, newer: PlanFormat
) -> None:
    coach = client(cast.coach)
    page = coach.get(address(cast.file)).content.decode()
    assert "Nog 3 dingen om te bekijken" in page
    assert "<ins>" in page
    assert "<del>" in page
    given = {"number": 2, "key": CHANGED, "revision": 1, "choice": "take"}
    assert coach.post(address(cast.file), given).status_code == 302
    assert item(cast, CHANGED).text == "Teken samen met de partners."
    again = coach.post(address(cast.file), given, follow=True)
    assert "Hier is al over gekozen" in again.content.decode()


def test_the_last_choice_leads_back_to_the_plan(cast: SimpleNamespace, newer: PlanFormat) -> None:
    coach = client(cast.coach)
    for key in (NEW, CHANGED, GONE):
        found = news(cast, newer, key)
        given = {"number": 2, "key": key, "revision": found.revision, "choice": "leave"}
        answer = coach.post(address(cast.file), given)
    assert answer.url == reverse("initiatives:plan", args=[cast.file.uuid])
    assert "Er is niets om over te nemen" in coach.get(address(cast.file)).content.decode()
    assert coach.post(address(cast.file), given).status_code == 302


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"number": 7}, "nieuwer stappenplan"),
        ({"choice": "x"}, "Kies “Neem over”"),
        ({"revision": 9}, "Iemand anders veranderde dit net"),
    ],
)
def test_a_refused_choice_says_why_and_shows_the_list_again(
    cast: SimpleNamespace, newer: PlanFormat, changes: dict[str, Any], says: str
) -> None:
    given = {"number": 2, "key": CHANGED, "revision": 1, "choice": "take"} | changes
    answer = client(cast.coach).post(address(cast.file), given)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "Nog 3 dingen" in answer.content.decode()


def test_when_only_the_help_is_new_one_button_takes_it_over(cast: SimpleNamespace, tmp_path: Path) -> None:
    newer = factories.later_format(tmp_path, 2, changed=[{"key": "startup-tip-legitimacy", "text": "Help."}])
    coach = client(cast.coach)
    phase = coach.get(reverse("initiatives:phase", args=[cast.file.uuid, Phase.STARTUP]))
    assert "met nieuwe hulp bij elke fase" in phase.content.decode()
    assert "Ook 1 tekst met hulp" in coach.get(address(cast.file)).content.decode()
    coach.post(address(cast.file), {"number": 2, "revision": 0, "choice": "close"})
    cast.file.refresh_from_db()
    assert cast.file.plan_format == newer


def test_the_page_asks_as_much_for_twenty_things_as_for_three(
    cast: SimpleNamespace, newer: PlanFormat, tmp_path: Path, count_queries: Any
) -> None:
    coach, asked = client(cast.coach), []
    coach.get(address(cast.file))
    for number in (2, 3):
        if number == 3:
            more = [{**ADDED, "key": f"{NEW}-{n}", "title": f"Nog een feest {n}"} for n in range(20)]
            factories.later_format(tmp_path, 3, added=more)
        with count_queries() as counted:
            assert coach.get(address(cast.file)).status_code == 200
        asked.append(len(counted.captured_queries) - 4)
    assert asked[0] == asked[1]
    assert asked[0] <= 12


# --- two people at once --------------------------------------------------------------------------------


def at_once(*jobs: Any) -> None:
    """Runs these at the same moment, each on a connection of its own; raises what one of them raised."""
    ready = Barrier(len(jobs))

    def run(job: Any) -> None:
        try:
            ready.wait(20)
            job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        for done in [pool.submit(run, job) for job in jobs]:
            done.result(60)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_choose_the_last_two_things_at_once_close_the_list_together(tmp_path: Path) -> None:
    cast = factories.make_cast()
    newer = factories.later_format(tmp_path, 2, **CHANGES)
    choose(cast, newer, GONE, take=True)
    at_once(
        lambda: choose(cast, newer, NEW, take=True),
        lambda: choose(cast, newer, CHANGED, take=False, who="member"),
    )
    cast.file.refresh_from_db()
    assert cast.file.plan_format == newer
    assert cast.file.events.filter(kind=EventKind.FORMAT_TAKEN).count() == 1
    assert not list(broken_links(cast.file))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_same_thing_at_once_get_it_once(tmp_path: Path) -> None:
    cast = factories.make_cast()
    newer = factories.later_format(tmp_path, 2, **CHANGES)
    abouts = [news(cast, newer, NEW) for _twice in range(2)]
    at_once(*(
        lambda about=about: renewal.take_over(cast.file, about, newer, revision=0, **as_coach(cast))
        for about in abouts
    ))  # fmt: skip
    assert cast.file.plan_items.filter(format_item__key=NEW).count() == 1
    assert cast.file.events.filter(kind=EventKind.ITEM_ADDED).count() == 1
