"""Do both sides state how they see their roles and room, and does a difference become a conversation?"""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts.actions import erase_person
from contacts.models import Side
from initiatives.actions import people, room
from initiatives.history import timeline
from initiatives.models import Fact
from initiatives.room import growth, topics
from initiatives.room.page import room_context
from initiatives.room.stances import shared_since, state_of, talks, topic_state
from initiatives.terms import WantedRole
from samenspel import dutch
from samenspel.errors import DomainError, StaleRevision
from tests.factories import acting, seat
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def say(cast: SimpleNamespace, who: Any, topic: Any, **answers: Any) -> Fact:
    own = seat(cast.file, who)
    newest = room.newest_of(cast.file, topic, own.side)
    return room.state(
        cast.file, topic, answers, seen=str(newest.uuid) if newest else "", by=who.person, seat=own
    )


def page(cast: SimpleNamespace, who: Any, topic: Any = None) -> str:
    name, more = ("initiatives:room-topic", [topic.slug]) if topic else ("initiatives:room", [])
    response = signed_in(who).get(reverse(name, args=[cast.file.uuid, *more]))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def post(cast: SimpleNamespace, who: Any, topic: Any, **data: Any) -> Any:
    return signed_in(who).post(reverse("initiatives:room-topic", args=[cast.file.uuid, topic.slug]), data)


# --- the rules ----------------------------------------------------------------------------------------------


def test_silence_is_no_difference_and_only_two_equal_answers_are_shared() -> None:
    line = topics.DECISIONS.lines[0]
    name = line.municipality[0].name
    assert state_of(line, {}, {}) == "same"
    assert state_of(line, {name: "council"}, {}) == "same"
    assert state_of(line, {name: "council"}, {name: "together"}) == "differ"
    assert state_of(line, {name: "together"}, {name: "together"}) == "shared"


def test_what_both_leave_open_is_not_decided() -> None:
    line = topics.DECISIONS.lines[0]
    name = line.municipality[0].name
    assert state_of(line, {name: "open"}, {name: "open"}) == "same"


def test_a_topic_is_shared_when_all_that_was_said_is_shared() -> None:
    both = {"technique": "council"}
    assert topic_state(topics.DECISIONS, both, both) == "shared"
    assert topic_state(topics.DECISIONS, {**both, "plan": "council"}, both) == "same"
    assert topic_state(topics.DECISIONS, {**both, "plan": "council"}, {**both, "plan": "open"}) == "differ"


DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
G, B = Side.MUNICIPALITY, Side.INITIATIVE


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ([(G, "creates"), (B, "advises")], None),
        ([(G, "creates"), (B, "creates")], 1),  # the day of who came second
        ([(G, "creates"), (B, "creates"), (G, "creates")], 1),  # an answer to something else
        ([(G, "creates"), (B, "advises"), (G, "advises")], 2),
        ([(G, "creates"), (B, "creates"), (G, "advises"), (B, "advises")], 3),
        ([(G, "creates"), (B, "creates"), (G, "advises")], None),
    ],
)
def test_a_level_is_set_together_since_the_second_side_came_to_it(
    said: list[tuple[Any, str]], day: int | None
) -> None:
    line = topics.PARTICIPATION.lines[0]
    told = [(side, {"startup": level}, DAY + timedelta(days=n)) for n, (side, level) in enumerate(said)]
    assert shared_since(line, told) == (None if day is None else DAY + timedelta(days=day))


def test_the_dials_compare_what_is_set_with_what_is_noticed_and_wished() -> None:
    found = talks(
        topics.DIRECTION,
        {"strength": "much", "conditions": "little"},
        {"felt_strength": "little", "wished_strength": "much", "felt_conditions": "little"},
    )
    assert [(talk.municipality, talk.initiative) for talk in found] == [("veel", "merkt weinig")]
    assert all(talk.asks for talk in found)


def test_every_choice_of_a_topic_that_can_differ_has_a_question() -> None:
    for topic in topics.TOPICS:
        for line in topic.lines:
            if line.compared:
                assert all(field.asks for field in line.initiative), f"{topic.name}: {line.label}"


def test_names_of_answers_are_unique_for_each_side() -> None:
    for topic in topics.TOPICS:
        for side in (Side.MUNICIPALITY, Side.INITIATIVE):
            names = [field.name for field in topic.fields_of(side)]
            assert len(names) == len(set(names)), topic.name


def test_a_heavier_role_asks_at_least_what_a_lighter_one_asks() -> None:
    asked = [{a.name for a in growth.asked_of(role)} for role in WantedRole]
    assert asked[0] < asked[1] <= asked[2]


def test_the_next_step_is_what_they_work_on_and_never_a_score() -> None:
    assert growth.next_step(WantedRole.EQUAL, {}) is None
    first = growth.next_step(WantedRole.EQUAL, {"neighbours": growth.HAS})
    assert first
    assert first.name == "people"
    busy = growth.next_step(WantedRole.EQUAL, {"neighbours": growth.HAS, "money": growth.BUSY})
    assert busy
    assert busy.name == "money"
    done = {aspect.name: growth.HAS for aspect in growth.ASPECTS}
    assert growth.next_step(WantedRole.EQUAL, done) is None
    assert [a.name for a in growth.owed(WantedRole.EQUAL, {"people": growth.PROMISED})] == ["people"]


# --- saying it ----------------------------------------------------------------------------------------------


def test_the_newest_answer_counts_and_the_earlier_one_stays_readable(cast: SimpleNamespace) -> None:
    say(cast, cast.official, topics.DIRECTION, strength="little")
    say(cast, cast.clerk, topics.DIRECTION, strength="much")
    seen = page(cast, cast.member, topics.DIRECTION)
    assert "Wat beide kanten eerder zeiden" in seen
    assert "In zijn kracht zetten: weinig" in seen
    assert "In zijn kracht zetten: veel" in seen
    assert Fact.objects.filter(name="room.direction").count() == 2


def test_the_same_answer_again_adds_nothing(cast: SimpleNamespace) -> None:
    first = say(cast, cast.official, topics.DIRECTION, strength="little")
    assert say(cast, cast.official, topics.DIRECTION, strength="little") == first
    assert cast.file.events.filter(kind="fact_recorded").count() == 1


def test_nothing_at_all_is_no_answer(cast: SimpleNamespace) -> None:
    with pytest.raises(DomainError, match="minstens één"):
        say(cast, cast.official, topics.DIRECTION)


def test_a_made_up_choice_is_left_out(cast: SimpleNamespace) -> None:
    with pytest.raises(DomainError):
        say(cast, cast.official, topics.DIRECTION, strength="bazig")


def test_who_wrote_at_the_same_time_as_a_colleague_sees_both_answers(cast: SimpleNamespace) -> None:
    say(cast, cast.official, topics.DIRECTION, strength="little", remark="Wij kijken mee.")
    with pytest.raises(StaleRevision):
        room.state(
            cast.file,
            topics.DIRECTION,
            {"strength": "much"},
            seen="",
            by=cast.clerk.person,
            seat=seat(cast.file, cast.clerk),
        )
    response = post(cast, cast.clerk, topics.DIRECTION, strength="much", seen="")
    text = response.content.decode()
    assert response.status_code == 422
    assert "Iemand was je net voor" in text
    assert "Wij kijken mee." in text
    newest = room.newest_of(cast.file, topics.DIRECTION, Side.MUNICIPALITY)
    assert newest
    sent = post(cast, cast.clerk, topics.DIRECTION, strength="much", seen=str(newest.uuid), keuze="mine")
    assert sent.status_code == 302
    assert "veel" in page(cast, cast.reader).lower()


def test_one_tap_takes_over_the_choices_of_the_other_and_none_of_its_words(cast: SimpleNamespace) -> None:
    theirs = say(cast, cast.official, topics.DECISIONS, technique="council", remark="Zo staat het in beleid.")
    say(
        cast,
        cast.chair,
        topics.DECISIONS,
        technique="initiative",
        start="together",
        remark="Wij dachten anders.",
    )
    assert "Wij zien het ook zo" in page(cast, cast.member)
    assert post(cast, cast.member, topics.DECISIONS, overnemen=str(theirs.uuid)).status_code == 302
    own = room.newest_of(cast.file, topics.DECISIONS, Side.INITIATIVE)
    assert own
    assert own.value == {
        "codes": {"technique": "council", "start": "together"},
        "words": {"remark": "Wij dachten anders."},
    }


def test_taking_over_what_has_just_changed_is_asked_again(cast: SimpleNamespace) -> None:
    old = say(cast, cast.official, topics.DECISIONS, technique="council")
    say(cast, cast.official, topics.DECISIONS, technique="college")
    post(cast, cast.chair, topics.DECISIONS, overnemen=str(old.uuid))
    assert room.newest_of(cast.file, topics.DECISIONS, Side.INITIATIVE) is None


def test_dials_cannot_be_taken_over_because_each_side_says_something_else(cast: SimpleNamespace) -> None:
    theirs = say(cast, cast.official, topics.DIRECTION, strength="much")
    assert "Wij zien het ook zo" not in page(cast, cast.member)
    with pytest.raises(DomainError):
        room.take_over(
            cast.file,
            topics.DIRECTION,
            seen=str(theirs.uuid),
            by=cast.member.person,
            seat=seat(cast.file, cast.member),
        )


# --- what the page shows ------------------------------------------------------------------------------------


def test_a_team_that_never_opens_it_sees_no_tab_and_one_quiet_link(cast: SimpleNamespace) -> None:
    phase = reverse("initiatives:phase", args=[cast.file.uuid, "startup"])
    seen = signed_in(cast.member).get(phase).content.decode()
    tabs = seen.partition('class="sam-tabs"')[2].partition("</nav>")[0]
    assert "Rollen en ruimte" not in tabs
    assert reverse("initiatives:room", args=[cast.file.uuid]) in seen
    say(cast, cast.official, topics.DIRECTION, strength="much")
    seen = signed_in(cast.member).get(phase).content.decode()
    assert "Rollen en ruimte" in seen.partition('class="sam-tabs"')[2].partition("</nav>")[0]


def test_a_difference_shows_both_answers_side_by_side_with_a_question(cast: SimpleNamespace) -> None:
    say(cast, cast.official, topics.DIRECTION, strength="much", remark="Wij helpen met geld.")
    say(cast, cast.chair, topics.DIRECTION, felt_strength="little", wished_strength="much")
    for who in (cast.official, cast.chair, cast.coach, cast.reader):
        seen = page(cast, who)
        for words in ("Eén verschil, een gesprek waard", "Merkt weinig, wil graag veel", "Welke hulp kwam aan", "Wij helpen met geld."):  # fmt: skip
            assert words in seen


def test_when_they_agree_it_is_shared_and_no_conversation_is_asked(cast: SimpleNamespace) -> None:
    say(cast, cast.official, topics.PARTICIPATION, startup="creates")
    say(cast, cast.chair, topics.PARTICIPATION, startup="creates")
    for days, fact in zip((30, 20), Fact.objects.order_by("pk"), strict=True):
        Fact.objects.filter(pk=fact.pk).update(created_at=timezone.now() - timedelta(days=days))
    say(cast, cast.official, topics.PARTICIPATION, startup="creates", elaboration="decides_along")
    came = f'samen maken <span class="sam-meta">· gedeeld {dutch.since(timezone.now() - timedelta(days=20))}</span>'
    for seen in (page(cast, cast.reader), page(cast, cast.reader, topics.PARTICIPATION)):
        assert "een gesprek waard" not in seen
        assert came in seen
        assert seen.count("gedeeld sinds") == 1
    assert "Gedeeld" in page(cast, cast.reader)


def test_topics_nobody_spoke_about_are_named_and_not_shown(cast: SimpleNamespace) -> None:
    seen = page(cast, cast.official)
    assert "Waar willen jullie het over hebben?" in seen
    assert "nog niets gezegd" not in seen


def test_hours_are_shown_next_to_each_other_with_the_reason(cast: SimpleNamespace) -> None:
    say(cast, cast.official, topics.CAPACITY, promised=16, available=6, why="capacity")
    say(cast, cast.chair, topics.CAPACITY, promised=40, available=40)
    seen = page(cast, cast.chair)
    assert "Wil wel, capaciteit niet" in seen
    for hours in ("16", "6", "40"):
        assert f"{hours} uur</p>" in seen
    assert "een gesprek waard" not in seen


def test_zero_hours_is_an_answer(cast: SimpleNamespace) -> None:
    post(cast, cast.official, topics.CAPACITY, promised="8", available="0", why="capacity")
    newest = room.newest_of(cast.file, topics.CAPACITY, Side.MUNICIPALITY)
    assert newest
    assert newest.value["codes"]["available"] == 0
    assert "0 uur</p>" in page(cast, cast.chair)


def test_the_growth_path_names_the_next_step_and_what_the_gemeente_owes(cast: SimpleNamespace) -> None:
    say(cast, cast.chair, topics.GROWTH, neighbours="has", people="busy")
    say(cast, cast.official, topics.GROWTH, people="promised")
    seen = page(cast, cast.chair)
    assert "Goede volgende stap:</strong> mensen" in seen
    assert "De gemeente zegde hulp toe bij:</strong> mensen" in seen
    assert "procent" not in seen
    assert "%" not in seen.partition("<main")[2].partition("</main>")[0]


# --- who may, and what is left behind -----------------------------------------------------------------------


@pytest.mark.parametrize(("who", "asked"), [("member", True), ("clerk", True), ("coach", False), ("reader", False)])  # fmt: skip
def test_only_who_works_for_a_side_answers(cast: SimpleNamespace, who: str, asked: bool) -> None:
    person = getattr(cast, who)
    assert ("Zet jullie antwoord erbij" in page(cast, person, topics.DECISIONS)) is asked
    status = post(cast, person, topics.DECISIONS, technique="council").status_code
    assert status == (302 if asked else 403)
    assert Fact.objects.exists() is asked


@pytest.mark.parametrize(("topic", "task"), [(topics.GUIDANCE, "residents"), (topics.DECISIONS, "ownership")])
def test_a_task_can_be_a_partners_where_one_takes_part(cast: SimpleNamespace, topic: Any, task: str) -> None:
    page = reverse("initiatives:room-topic", args=[cast.file.uuid, topic.slug])
    answer = {task: "partner"}
    assert 'value="partner"' not in signed_in(cast.chair).get(page).content.decode()
    assert post(cast, cast.chair, topic, **answer).status_code == 422
    joined = people.add_partner(cast.file, name="Woonstee", **acting(cast.file, cast.chair))
    for who in (cast.chair, cast.official):
        assert post(cast, who, topic, **answer).status_code == 302
    assert room_context(cast.file, [])["cards"][0].state == "shared"
    joined.delete()
    newest = cast.file.facts.filter(name=topic.fact, participation__side="initiative").first()
    kept = post(cast, cast.chair, topic, **answer, remark="Dat doen zij nog.", seen=str(newest.uuid))
    assert kept.status_code == 302, "what was said stays to be chosen when the partner left"


def test_who_is_not_in_the_file_finds_nothing(cast: SimpleNamespace) -> None:
    for who in (cast.elsewhere, cast.colleague, cast.other_member):
        assert signed_in(who).get(reverse("initiatives:room", args=[cast.file.uuid])).status_code == 404
        assert post(cast, who, topics.DECISIONS, technique="council").status_code == 404


def test_an_unknown_topic_is_not_found(cast: SimpleNamespace) -> None:
    there = reverse("initiatives:room-topic", args=[cast.file.uuid, "verzonnen"])
    assert signed_in(cast.chair).get(there).status_code == 404


def test_erasing_who_wrote_it_blanks_the_words_and_keeps_the_choice(cast: SimpleNamespace) -> None:
    say(cast, cast.member, topics.DIRECTION, felt_strength="much", remark="Joke vindt van wel")
    erase_person(cast.member.person, by=None)
    (fact,) = Fact.objects.all()
    assert fact.value == {"codes": {"felt_strength": "much"}, "words": {"remark": "(gewist)"}}
    assert list(timeline.broken_links(cast.file)) == []


def test_the_timeline_tells_it_without_the_words(cast: SimpleNamespace) -> None:
    say(cast, cast.official, topics.DIRECTION, strength="much", remark="Geheim genoeg")
    assert "Geheim" not in str(list(cast.file.events.values_list("payload", flat=True)))
    seen = signed_in(cast.chair).get(reverse("initiatives:timeline", args=[cast.file.uuid])).content.decode()
    assert "Kijk gegeven: Hoe voert de gemeente regie?" in seen


def test_an_agreement_never_takes_one_sides_view_for_a_fact_of_both(cast: SimpleNamespace) -> None:
    from agreements.filling import File

    say(cast, cast.official, topics.DIRECTION, strength="much")
    assert File(cast.file).facts == {}


@pytest.mark.slow
def test_the_page_asks_the_same_number_of_queries_with_much_history(cast: SimpleNamespace, count_queries: Any) -> None:  # fmt: skip
    counts = []
    there = reverse("initiatives:room", args=[cast.file.uuid])
    for rounds in (1, 9, 40):
        for number in range(rounds):
            for topic in topics.TOPICS:
                for who in (cast.official, cast.chair):
                    field = topic.fields_of(seat(cast.file, who).side)[0]
                    code = field.options[number % 2].code if field.options else number
                    say(cast, who, topic, **{field.name: code})
        client = signed_in(cast.official)
        client.get(there)
        with count_queries() as asked:
            assert client.get(there).status_code == 200
        counts.append(len(asked.captured_queries))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 14, counts  # two of them read the session and the user
