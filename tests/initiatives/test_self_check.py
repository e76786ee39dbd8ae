"""Can a gemeente look at itself in peace: its own people read it, nobody else, and nothing is added up?"""

import html
from typing import Any

import pytest
from django.urls import reverse

from contacts.actions import erase_person
from initiatives.actions import self_check as actions
from initiatives.actions.self_check import Said
from initiatives.history.timeline import broken_links
from initiatives.models import FormatItem, SelfCheck
from initiatives.room import self_check
from initiatives.terms import SelfCheckMoment
from samenspel.errors import DomainError
from tests import factories

pytestmark = pytest.mark.django_db
CANARY = "zqcheck1x"
OTHERS = ("coach", "coordinator", "chair", "member", "reader", "elsewhere", "administrator", "outsider")


@pytest.fixture
def sign_in(client: Any) -> Any:
    def go(who: Any) -> Any:
        client.force_login(factories.user_of(who), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return go


def in_file(cast: Any) -> str:
    return reverse("initiatives:self-check", args=[cast.file.uuid])


def before(cast: Any) -> str:
    return reverse("initiatives:self-check-before", args=[cast.municipality.organisation.uuid])


def said_in_both(cast: Any) -> None:
    owner, by = cast.municipality.organisation, cast.clerk.person
    actions.answer(owner, None, {"vision": Said("not_yet", f"Eerst {CANARY}")}, by=by)
    actions.answer(owner, cast.file, {"capacity": Said("not_yet", f"Nog {CANARY}")}, by=by)


# --- the points ------------------------------------------------------------------------------------------


def test_there_are_five_five_and_four_points() -> None:
    found = {moment.key: len(moment.points) for moment in self_check.moments(SelfCheckMoment.values)}
    assert found == {"before": 5, "forming": 5, "during": 4}


def test_every_point_says_what_helps_and_points_at_something_that_exists() -> None:
    keys = set(FormatItem.objects.filter(format=factories.plan_format()).values_list("key", flat=True))
    for moment in self_check.moments(SelfCheckMoment.values):
        for point in moment.points:
            assert point.helps
            assert not point.item or point.item in keys


def test_what_is_not_there_yet_comes_first_and_what_is_done_asks_nothing() -> None:
    points = self_check.moments(["before"])[0].points
    helps = self_check.what_helps(points, {"vision": "a_little", "daring": "not_yet", "support": "yes"})
    assert [point.key for point in helps] == ["daring", "vision"]


# --- answering -------------------------------------------------------------------------------------------


def test_a_gemeente_answers_about_itself_and_sees_what_helps(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.clerk)
    sent = client.post(before(cast), {"support": "not_yet", "support-remark": "Er is geen geld voor."})
    assert sent.status_code == 302
    page = sign_in(cast.official).get(before(cast)).content.decode()
    assert "Er is geen geld voor." in page
    assert "Maak één lijst met uren, geld, kennis en een vast gezicht." in page
    assert "%" not in page.split("<main")[1].split("</main>")[0]


def test_in_a_file_what_helps_leads_to_the_place_in_the_plan(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.official)
    client.post(in_file(cast), {"capacity": "a_little"})
    item = cast.file.plan_items.get(format_item__key="startup-activity-capacity")
    assert reverse("initiatives:item", args=[item.uuid]) in client.get(in_file(cast)).content.decode()


def test_what_was_said_earlier_stays_readable(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.official)
    client.post(in_file(cast), {"open": "not_yet", "open-remark": "Wij zwegen nog."})
    client.post(in_file(cast), {"open": "yes", "open-remark": ""})
    page = client.get(in_file(cast)).content.decode()
    assert "Wij zwegen nog." in page.split("Wat jullie eerder zeiden")[1]
    assert SelfCheck.objects.count() == 2


def test_saving_without_a_change_adds_nothing(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.official)
    for _time in range(2):
        client.post(in_file(cast), {"open": "yes"})
    assert SelfCheck.objects.count() == 1


def test_a_remark_asks_for_an_answer_beside_it(cast: Any, sign_in: Any) -> None:
    answer = sign_in(cast.official).post(in_file(cast), {"open-remark": "Soms."})
    assert answer.status_code == 422
    assert "Kies er ook een antwoord bij." in answer.content.decode()
    assert not SelfCheck.objects.exists()


def test_a_point_of_another_moment_is_refused(cast: Any) -> None:
    with pytest.raises(DomainError):
        actions.answer(
            cast.municipality.organisation, cast.file, {"vision": Said("yes")}, by=cast.clerk.person
        )


# --- nobody else -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_outside_the_gemeente_finds_the_check(cast: Any, sign_in: Any, who: str) -> None:
    said_in_both(cast)
    client = sign_in(getattr(cast, who))
    for address in (before(cast), in_file(cast)):
        assert client.get(address).status_code == 404
        assert client.post(address, {"open": "yes"}).status_code in (403, 404)
    assert SelfCheck.objects.count() == 2


@pytest.mark.parametrize("who", ["coach", "chair"])
def test_no_page_of_the_file_says_a_word_of_it_to_others(cast: Any, sign_in: Any, who: str) -> None:
    pages = [
        reverse("insights:overview", args=[cast.file.uuid]),
        reverse("insights:five-steps", args=[cast.file.uuid]),
        reverse("initiatives:phase", args=[cast.file.uuid, "startup"]),
        reverse("initiatives:timeline", args=[cast.file.uuid]),
        reverse("initiatives:people", args=[cast.file.uuid]),
        reverse("initiatives:list"),
        reverse("insights:my-work"),
        reverse("accounts:own-data"),
    ]
    client = sign_in(getattr(cast, who))
    lines = client.get(pages[3]).content.decode().count("<time")
    said_in_both(cast)
    for page in pages:
        text = html.unescape(client.get(page).content.decode())
        assert CANARY not in text, page
        assert "elfcheck" not in text, page
    assert client.get(pages[3]).content.decode().count("<time") == lines


def test_its_own_people_find_it_and_the_timeline_holds_no_words(cast: Any, sign_in: Any) -> None:
    said_in_both(cast)
    client = sign_in(cast.official)
    assert in_file(cast) in client.get(reverse("insights:five-steps", args=[cast.file.uuid])).content.decode()
    page = client.get(reverse("initiatives:timeline", args=[cast.file.uuid])).content.decode()
    assert "Zelfcheck ingevuld" in page
    assert CANARY not in page
    assert CANARY not in str(list(cast.file.events.values()))
    assert list(broken_links(cast.file)) == []


def test_who_reads_along_at_the_gemeente_reads_it_and_changes_nothing(cast: Any, sign_in: Any) -> None:
    from contacts.models import Access

    said_in_both(cast)
    reader = factories.function("Loes Lezer", cast.municipality.organisation, access=Access.READ)
    client = sign_in(reader)
    for address in (before(cast), in_file(cast)):
        page = client.get(address).content.decode()
        assert CANARY in page
        assert "Bewaar</button>" not in page
        assert client.post(address, {"open": "yes"}).status_code == 403


def test_an_initiative_has_no_such_page(cast: Any, sign_in: Any) -> None:
    own = reverse("initiatives:self-check-before", args=[cast.file.initiative.organisation.uuid])
    assert sign_in(cast.chair).get(own).status_code == 404


def test_erasing_a_person_blanks_her_remarks_and_keeps_the_answers(cast: Any, sign_in: Any) -> None:
    said_in_both(cast)
    erase_person(cast.clerk.person, by=None)
    assert set(SelfCheck.objects.values_list("answer", "remark")) == {("not_yet", "(gewist)")}


@pytest.mark.parametrize("page", [before, in_file])
def test_more_answers_ask_for_no_more_queries(cast: Any, sign_in: Any, count_queries: Any, page: Any) -> None:
    client = sign_in(cast.official)
    owner, by = cast.municipality.organisation, cast.clerk.person
    file, point = (None, "vision") if page is before else (cast.file, "open")

    def measure() -> int:
        client.get(page(cast))
        with count_queries() as seen:
            client.get(page(cast))
        return len(seen)

    actions.answer(owner, file, {point: Said("yes", "0")}, by=by)
    few = measure()
    for number in range(50):
        actions.answer(owner, file, {point: Said("yes", f"Keer {number}")}, by=by)
    assert measure() == few <= 12
