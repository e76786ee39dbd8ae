"""Does everyone read on the timeline what happened, and nobody what others kept to themselves?"""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from contacts.models import Person
from initiatives import policy
from initiatives.actions import decisions, notes, on_paper, people, plan
from initiatives.history.sentences.table import SENTENCES
from initiatives.history.story import GROUPS, headlines, tell
from initiatives.models import Event
from initiatives.people.names import Names
from initiatives.terms import (
    Channel,
    Circle,
    EndKind,
    EventKind,
    GoalStatus,
    ItemKind,
    ItemState,
    KeyVerdict,
    Phase,
    Role,
    Track,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("besluit.pdf", b"%PDF-1.7 een besluit", content_type="application/pdf")


def told_to(who: Any, file: Any) -> list[Any]:
    viewer = policy.viewer(factories.user_of(who), file)
    return tell(file.events.readable_by(viewer), viewer)


def said(lines: list[Any]) -> str:
    return "\n".join(f"{line.title} {line.text} {line.by}" for line in lines)


def test_every_kind_of_event_has_a_sentence_and_stands_in_one_group() -> None:
    assert set(SENTENCES) == set(EventKind)
    grouped = [kind for _key, _label, kinds in GROUPS for kind in kinds]
    assert sorted(grouped) == sorted(EventKind)


@pytest.mark.parametrize("kind", list(EventKind))
def test_each_kind_can_be_told_even_when_its_row_is_unknown(cast: Any, kind: EventKind) -> None:
    event = Event(
        collaboration=cast.file,
        seq=1,
        kind=kind,
        at=timezone.now(),
        subject="",
        payload={},
        circle="everyone",
    )
    title = tell([event], policy.viewer(factories.user_of(cast.coach), cast.file))[0].title
    assert len(title) > 8
    assert "None" not in title


def test_a_decision_is_told_with_reason_remark_and_function(cast: Any) -> None:
    decision = decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="De buurt is er klaar voor.",
        own_key=True,
        **factories.acting(cast.file, cast.chair),
    )
    decisions.turn_key(
        decision,
        verdict=KeyVerdict.RETURN,
        remark="Eerst het raadsbesluit.",
        **factories.acting(cast.file, cast.official),
    )
    text = said(told_to(cast.member, cast.file))
    assert "De fasestap naar Uitwerken voorgesteld De buurt is er klaar voor. Samira, voorzitter" in text
    assert (
        "De fasestap naar Uitwerken teruggegeven, met een reden Eerst het raadsbesluit. Ruben, ambtenaar"
        in text
    )
    assert "De fasestap naar Uitwerken gaat nu niet door" in text


def test_a_decision_on_paper_says_who_recorded_it_and_for_whom(cast: Any, pdf: Any) -> None:
    decision = decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Zo ver.",
        own_key=False,
        **factories.acting(cast.file, cast.coach),
    )
    on_paper.record_with_file(
        decision,
        file=pdf,
        party=factories.seat(cast.file, cast.official),
        decided_by="Wethouder Prins",
        decided_on=timezone.localdate(),
        verdict=KeyVerdict.ACCEPT,
        remark="",
        **factories.acting(cast.file, cast.coach),
    )
    line = next(line for line in told_to(cast.chair, cast.file) if line.event.kind == EventKind.KEY_TURNED)
    assert "op papier besloten op" in line.title
    assert line.by == "Marit, buurtbegeleider, vastgelegd namens gemeente Eskerveen"
    assert line.side == "municipality"
    key = decision.keys.get(participation__side="municipality")
    on_paper.contest(key, remark="Het college besloot dit niet.", by=cast.official.person)
    wrong = "Zo hebben wij niet besloten over de fasestap naar Uitwerken"
    contested = cast.file.events.get(kind=EventKind.KEY_CONTESTED)
    viewer = policy.viewer(factories.user_of(cast.chair), cast.file)
    assert [line.title for line in headlines([contested], [], viewer)] == [wrong]
    contested.payload = {"kind": decision.kind, "side": "municipality"}  # as it was told before
    assert said(tell([contested], viewer)).startswith(f"{wrong} Het college besloot dit niet.")
    assert headlines([contested], [], viewer)[0].title == "Zo hebben wij niet besloten over de fasestap"


def test_goals_activities_and_people_are_told_by_name(cast: Any) -> None:
    goal, activity = cast.file.plan_items.goals()[0], cast.file.plan_items.activities()[0]
    plan.give_view(
        goal, status=GoalStatus.PARTLY, remark="Half weg.", **factories.acting(cast.file, cast.chair)
    )
    plan.change_activity(
        activity, revision=1, state=ItemState.DONE, **factories.acting(cast.file, cast.chair)
    )
    plan.skip(activity, revision=2, reason="Niet nodig hier.", **factories.acting(cast.file, cast.chair))
    plan.add_item(
        cast.file,
        kind=ItemKind.GOAL,
        phase=Phase.STARTUP,
        track=Track.PLAN,
        title="Eigen doel",
        **factories.acting(cast.file, cast.chair),
    )
    contact = people.add_contact(
        factories.seat(cast.file, cast.official),
        name="Wil Wolters",
        email="",
        phone="",
        kind="official",
        title="adviseur warmte",
        role=Role.CONTACT,
        **factories.acting(cast.file, cast.coach),
    )
    people.unassign(contact, ends_on=timezone.localdate(), **factories.acting(cast.file, cast.coach))
    text = said(told_to(cast.coach, cast.file))
    assert f"Kijk op “{goal.title}”: bezig Half weg." in text
    assert f"“{activity.title}” is gedaan" in text
    assert f"“{activity.title}” overgeslagen, met een reden Niet nodig hier." in text
    assert "“Eigen doel” toegevoegd aan het stappenplan" in text
    assert "Aanspreekpunt: Wil, adviseur warmte" in text


def test_pausing_and_ending_are_told_with_how_it_ended(cast: Any) -> None:
    decisions.pause(cast.file, reason="Even rust.", **factories.acting(cast.file, cast.chair))
    decisions.resume(cast.file, reason="Weer verder.", **factories.acting(cast.file, cast.chair))
    decisions.end(
        cast.file, end_kind=EndKind.REACHED, reason="Klaar.", **factories.acting(cast.file, cast.chair)
    )
    titles = [line.title for line in told_to(cast.official, cast.file)]
    assert "De samenwerking is gestopt: doel bereikt" in titles
    assert "De samenwerking gaat weer verder" in titles
    assert "De samenwerking staat op pauze" in titles


def test_what_one_party_keeps_to_itself_is_told_to_nobody_else_until_it_is_shared(cast: Any) -> None:
    moment = notes.log_contact(
        cast.file,
        on=timezone.localdate(),
        channel=Channel.PHONE,
        summary="Zij twijfelen over het geld.",
        circle=Circle.OWN,
        **factories.acting(cast.file, cast.chair),
    )
    others = [cast.official, cast.coach]
    assert "twijfelen" in said(told_to(cast.member, cast.file))
    assert all("Contact" not in said(told_to(who, cast.file)) for who in others)
    notes.share(moment, circle=Circle.WITH_COACH, **factories.acting(cast.file, cast.chair))
    assert "twijfelen" in said(told_to(cast.coach, cast.file))
    assert "twijfelen" not in said(told_to(cast.official, cast.file))


def test_the_name_of_a_file_is_told_only_to_who_may_open_it(cast: Any, pdf: Any) -> None:
    upload = notes.add_upload(
        cast.file, pdf, circle=Circle.EVERYONE, **factories.acting(cast.file, cast.official)
    )
    assert "besluit.pdf" in said(told_to(cast.chair, cast.file))
    type(upload).objects.filter(pk=upload.pk).update(circle=Circle.OWN)
    assert "besluit.pdf" not in said(told_to(cast.chair, cast.file))


def test_a_day_of_filling_in_is_one_line(cast: Any) -> None:
    for name in ("horizon_jaar", "aantal_woningen", "plaats"):
        notes.record_fact(cast.file, name, 1, source="agreement:x", **factories.acting(cast.file, cast.chair))
    facts = [line for line in told_to(cast.official, cast.file) if line.event.kind == EventKind.FACT_RECORDED]
    assert [line.title for line in facts] == ["Drie gegevens vastgelegd"]


def test_who_left_is_named_with_the_last_day_and_who_was_erased_is_not_named(cast: Any) -> None:
    left = cast.former
    names = Names([(left.person_id, left.organisation_id)])
    assert names.of(left.person, left.organisation_id).startswith("Henk (tot ")
    Person.objects.filter(pk=left.person_id).update(name="Gewiste persoon", erased_at=timezone.now())
    left.person.refresh_from_db()
    assert names.of(left.person, left.organisation_id) == "Gewiste persoon"


@pytest.mark.parametrize("count", [10, 50])
def test_more_events_ask_for_no_more_queries(cast: Any, count: int, count_queries: Any) -> None:
    goals = list(cast.file.plan_items.goals())

    def measure() -> int:
        viewer = policy.viewer(factories.user_of(cast.coach), cast.file)
        with count_queries() as seen:
            events = cast.file.events.readable_by(viewer)
            tell(events.select_related("actor", "actor_organisation", "on_behalf_of"), viewer)
        return len(seen)

    plan.give_view(goals[0], status=GoalStatus.OPEN, **factories.acting(cast.file, cast.chair))
    before = measure()
    for number in range(count):
        status = GoalStatus.PARTLY if number % 2 == 0 else GoalStatus.REACHED
        plan.give_view(
            goals[number % len(goals)],
            status=status,
            remark=str(number),
            **factories.acting(cast.file, cast.chair),
        )
    assert measure() == before
