"""What is promised is kept as it was said; how it stands follows from what both sides say of it."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from contacts.actions import erase_person
from initiatives import policy
from initiatives.actions import decisions, notes
from initiatives.history import timeline
from initiatives.history.story import tell
from initiatives.models import Event
from initiatives.terms import Channel, Circle, EventKind, Phase
from promises import actions
from promises.models import Promise, PromiseWord
from promises.rows import is_mirrored
from promises.terms import Source, State, Word
from samenspel.errors import DomainError, StaleRevision
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
SOON = timedelta(days=30)


def told_to(who: Any, file: Any) -> str:
    viewer = policy.viewer(factories.user_of(who), file)
    return "\n".join(f"{line.title} {line.text}" for line in tell(file.events.readable_by(viewer), viewer))


def test_a_promise_is_made_moved_kept_and_seen_otherwise(cast, table):
    promise = table.promise(cast.member)
    day = TODAY() + SOON
    table.say(promise, cast.official, Word.MOVED, day=day, remark="De kaart is er nog niet.")
    promise.refresh_from_db()
    assert is_mirrored(promise)
    assert (promise.state, promise.due_on, promise.moved) == (State.MOVED, day, 1)
    table.say(promise, cast.clerk, Word.KEPT)
    promise.refresh_from_db()
    assert is_mirrored(promise)
    assert promise.state == State.KEPT
    table.say(promise, cast.chair, Word.OPEN, remark="De helft ontbreekt.")
    promise.refresh_from_db()
    assert is_mirrored(promise)
    assert promise.differs
    assert promise.state == State.MOVED
    story = told_to(cast.reader, cast.file)
    for line in (
        "Toezegging van gemeente: “De gegevens over de leidingen sturen”",
        "verschoven naar",
        "De kaart is er nog niet.",
        "“De gegevens over de leidingen sturen”: loopt nog De helft ontbreekt.",
    ):
        assert line in story
    assert list(timeline.broken_links(cast.file)) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"said_on": TODAY() + timedelta(days=1)}, "said_on"),
        ({"due_phase": Phase.STARTUP}, "due_phase"),
        ({"in_days": -90}, "due_on"),
        ({"receiver": "gemeente"}, "direction"),
        ({"receiver": "elsewhere"}, "direction"),
    ],
)
def test_a_promise_that_cannot_be_is_refused_beside_its_field(cast, table, changes, field):
    other = {"gemeente": table.gemeente, "elsewhere": cast.elsewhere.organisation}
    changes = {
        name: other.get(value, value) if name == "receiver" else value for name, value in changes.items()
    }
    with pytest.raises(DomainError) as refusal:
        table.promise(cast.member, **changes)
    assert refusal.value.field == field


def test_pressing_twice_says_once(cast, table):
    promise = table.promise(cast.member)
    for _again in range(2):
        table.say(promise, cast.official, Word.KEPT)
    assert PromiseWord.objects.count() == 1
    assert Event.objects.filter(kind=EventKind.PROMISE_NOTED).count() == 1


@pytest.mark.parametrize(
    ("who", "word", "more", "field"),
    [
        ("official", Word.MOVED, {"remark": "Later."}, "day"),
        ("official", Word.MOVED, {"remark": "Later.", "day": TODAY() - SOON}, "day"),
        ("official", Word.MOVED, {"remark": "Later.", "day": TODAY() + timedelta(days=10)}, "day"),
        ("official", Word.MOVED, {"day": TODAY() + SOON}, "remark"),
        ("official", Word.LAPSED, {}, "remark"),
        ("official", Word.NOT_SO, {"remark": " "}, "remark"),
        ("official", Word.OPEN, {}, "word"),
        ("chair", Word.OPEN, {}, "remark"),
        ("chair", Word.NOT_SO, {"remark": "Hoezo?"}, "word"),
        ("coach", Word.KEPT, {}, None),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(cast, table, who, word, more, field):
    promise = table.promise(cast.member)
    with pytest.raises(DomainError) as refusal:
        table.say(promise, getattr(cast, who), word, **more)
    assert refusal.value.field == field
    assert not promise.words.exists()


def test_who_read_an_older_page_reads_first_what_was_said_since(cast, table):
    promise = table.promise(cast.member)
    read = promise.revision
    table.say(promise, cast.official, Word.KEPT, revision=read)
    with pytest.raises(StaleRevision):
        table.say(promise, cast.chair, Word.OPEN, remark="Nee.", revision=read)


def test_verify_tells_of_a_row_that_does_not_follow_from_its_words(cast, table):
    promise = table.say(table.promise(cast.member), cast.official, Word.KEPT)
    call_command("verify", stdout=io.StringIO())
    Promise.objects.filter(pk=promise.pk).update(state=State.LAPSED)
    with pytest.raises(CommandError):
        call_command("verify", stderr=(said := io.StringIO()))
    assert f"toezegging {promise.uuid}" in said.getvalue()


def test_who_it_is_said_of_can_say_that_it_was_not_promised_like_that(cast, table):
    promise = table.promise(cast.member)
    table.say(promise, cast.official, Word.NOT_SO, remark="Wij zouden het alleen vragen.")
    promise.refresh_from_db()
    assert is_mirrored(promise)
    assert promise.differs
    own = table.promise(cast.official, what="Een zaal regelen")
    with pytest.raises(DomainError):
        table.say(own, cast.official, Word.NOT_SO, remark="Toch niet.")


def test_the_coach_records_what_a_party_said_and_the_timeline_says_so(cast, table):
    promise = table.promise(cast.coach)
    table.say(promise, cast.coach, Word.KEPT, of=table.gemeente)
    word = promise.words.get()
    assert (word.recorded, word.organisation) == (True, table.gemeente)
    assert Event.objects.get(kind=EventKind.PROMISE_NOTED).on_behalf_of == table.gemeente


def test_a_slip_is_withdrawn_by_whose_it_is_until_another_spoke(cast, table):
    promise = table.promise(cast.member)
    with pytest.raises(DomainError):
        actions.withdraw(promise, **table.by(cast.official))
    table.say(promise, cast.official, Word.KEPT)
    with pytest.raises(DomainError):
        actions.withdraw(promise, **table.by(cast.chair))
    slip = table.promise(cast.member, what="Iets anders")
    actions.withdraw(slip, **table.by(cast.chair))
    assert slip not in Promise.objects.standing()
    with pytest.raises(DomainError):
        table.say(slip, cast.official, Word.KEPT)


# --- who reads it -------------------------------------------------------------------------------------------


def test_a_promise_of_one_party_alone_is_read_by_nobody_else_until_it_is_shared(cast, table):
    promise = table.promise(cast.member, what="Steun van de wethouder", circle=Circle.OWN)
    for who in (cast.official, cast.coach):
        user = factories.user_of(who)
        assert not Promise.objects.visible_to(user).exists()
        assert "wethouder" not in told_to(who, cast.file)
    notes.share(promise, circle=Circle.EVERYONE, **table.by(cast.member))
    assert Promise.objects.visible_to(factories.user_of(cast.official)).exists()
    assert "Toezegging gedeeld: Steun van de wethouder" in told_to(cast.official, cast.file)
    assert not Promise.objects.visible_to(factories.user_of(cast.elsewhere)).exists()


def test_what_was_promised_in_a_talk_is_read_by_nobody_who_does_not_read_the_talk(cast, table):
    moment = notes.log_contact(
        cast.file, on=TODAY(), channel=Channel.TALK, summary="Gesproken.", circle=Circle.OWN, **table.by(cast.member)
    )  # fmt: skip
    with pytest.raises(DomainError) as refusal:
        table.promise(cast.member, contact=moment)
    assert refusal.value.field == "circle"
    promise = table.promise(cast.member, contact=moment, circle=Circle.OWN)
    assert promise.source == Source.CONTACT
    with pytest.raises(DomainError):
        notes.share(promise, circle=Circle.EVERYONE, **table.by(cast.member))


def test_nothing_of_another_file_and_no_open_decision_is_where_it_was_promised(cast, table):
    step = decisions.propose_phase_step(
        cast.file, to=Phase.ELABORATION, reason="Klaar.", own_key=True, **table.by(cast.chair)
    )
    with pytest.raises(DomainError):
        table.promise(cast.member, decision=step)


# --- what stays -----------------------------------------------------------------------------------------------


def test_erasing_someone_blanks_her_words_and_leaves_what_was_agreed_to_count(cast, table):
    promise = table.promise(
        cast.member, what="Joke regelt de zaal", giver=table.initiative, receiver=table.gemeente
    )
    table.say(promise, cast.member, Word.LAPSED, remark="Joke is ziek.")
    erase_person(cast.member.person, by=None)
    kept = str(list(Promise.objects.values_list()) + list(PromiseWord.objects.values_list()))
    assert "Joke" not in kept
    promise.refresh_from_db()
    assert promise.state == State.LAPSED
    assert list(timeline.broken_links(cast.file)) == []
