"""Ending well, opening again with both keys, and going on somewhere else."""

from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from contacts.actions import erase_person
from contacts.models import Side
from initiatives.actions import decisions, endings, people
from initiatives.actions.layers import say_where_it_lies
from initiatives.actions.register import register
from initiatives.actions.succession import begin_successor
from initiatives.course import endings as words
from initiatives.deciding import layers
from initiatives.history import timeline
from initiatives.models import Collaboration, DecisionNote, Fact, JointDecision, PhasePeriod
from initiatives.terms import (
    DecisionState,
    EndKind,
    EventKind,
    KeyVerdict,
    Layer,
    NoteKind,
    Phase,
    Role,
    Status,
)
from samenspel.errors import DomainError
from tests import factories
from tests.factories import acting, seat
from tests.initiatives.test_keys_property import at_once, only_refusals

pytestmark = pytest.mark.django_db


def end(cast: SimpleNamespace, who: Any = None, **extra: Any) -> JointDecision:
    values = {"end_kind": EndKind.NO_COMMON_GROUND, "reason": "We willen iets anders.", **extra}
    decision = endings.end_well(cast.file, **values, **acting(cast.file, who or cast.chair))
    cast.file.refresh_from_db()
    return decision


def propose(cast: SimpleNamespace, who: Any = None, **extra: Any) -> JointDecision:
    who = who or cast.chair
    values = {"reason": "Er is nu wel geld.", "own_key": who is not cast.coach, **extra}
    return endings.propose_reopening(
        Collaboration.objects.get(pk=cast.file.pk), **values, **acting(cast.file, who)
    )


def turn(
    cast: SimpleNamespace, decision: JointDecision, who: Any, verdict: KeyVerdict = KeyVerdict.ACCEPT
) -> Any:
    fresh = JointDecision.objects.get(pk=decision.pk)
    return decisions.turn_key(fresh, verdict=verdict, remark="Nog niet.", **acting(cast.file, who))


def notes_of(decision: JointDecision) -> list[tuple[str, str, str]]:
    rows = decision.notes.order_by("pk")
    return list(rows.values_list("participation__side", "kind", "text"))


# --- ending well ------------------------------------------------------------------------------------------


def test_each_way_of_ending_has_words_of_its_own() -> None:
    assert set(words.ENDINGS) == set(EndKind)
    assert len({str(ending.means) for ending in words.ENDINGS.values()}) == len(EndKind)


def test_celebrating_is_suggested_where_something_was_reached() -> None:
    assert words.celebrates(EndKind.REACHED, milestones=0)
    assert words.celebrates(EndKind.NO_COMMON_GROUND, milestones=1)
    assert not words.celebrates(EndKind.NO_COMMON_GROUND, milestones=0)


def test_lessons_and_aftercare_are_kept_one_by_one_beside_the_ending(cast: SimpleNamespace) -> None:
    decision = end(cast, lessons=["Begin met koffie.", " ", "Vraag de huurders."], aftercare="Bel Joke.")
    assert notes_of(decision) == [
        ("initiative", NoteKind.LESSON, "Begin met koffie."),
        ("initiative", NoteKind.LESSON, "Vraag de huurders."),
        ("initiative", NoteKind.AFTERCARE, "Bel Joke."),
    ]
    told = str(list(cast.file.events.values_list("payload", flat=True)))
    assert "koffie" not in told
    assert not list(timeline.broken_links(cast.file))


def test_the_other_side_adds_its_reading_once_and_lessons_whenever_it_likes(cast: SimpleNamespace) -> None:
    decision = end(cast)
    theirs = acting(cast.file, cast.official)
    endings.add_afterwords(decision, reading="Wij vonden het jammer.", thanks="Dank, Samira.", **theirs)
    endings.add_afterwords(decision, lessons=["Eerder bellen."], **theirs)
    assert decision.keys.get(participation__side=Side.MUNICIPALITY).remark == "Wij vonden het jammer."
    assert [kind for _side, kind, _text in notes_of(decision)] == [NoteKind.THANKS, NoteKind.LESSON]
    with pytest.raises(DomainError):
        endings.add_afterwords(decision, reading="Toch iets anders.", **theirs)


def test_an_empty_afterword_is_asked_again_and_one_beside_another_decision_refused(
    cast: SimpleNamespace,
) -> None:
    pause = decisions.pause(cast.file, reason="Even rust.", **acting(cast.file, cast.chair))
    with pytest.raises(DomainError, match="gestopt"):
        endings.add_afterwords(pause, thanks="Dank.", **acting(cast.file, cast.official))
    decision = end(cast)
    with pytest.raises(DomainError, match="Eén veld"):
        endings.add_afterwords(decision, **acting(cast.file, cast.official))


# --- opening again ------------------------------------------------------------------------------------------


def test_opening_again_takes_both_keys_and_gives_the_phase_it_had(cast: SimpleNamespace) -> None:
    ending = end(cast, lessons=["Begin met koffie."])
    decision = propose(cast)
    cast.file.refresh_from_db()
    assert cast.file.status == Status.ENDED
    turn(cast, decision, cast.official)
    cast.file.refresh_from_db()
    assert (cast.file.status, cast.file.ended_on, cast.file.end_kind) == (Status.ACTIVE, None, "")
    leading = cast.file.periods.get(leading=True, ends_on=None)
    assert (leading.phase, leading.decision_id) == (Phase.STARTUP, decision.pk)
    ending.refresh_from_db()
    assert (ending.state, ending.reason) == (DecisionState.ACCEPTED, "We willen iets anders.")
    assert ending.notes.count() == 1
    assert cast.file.events.filter(kind__in=[EventKind.ENDED, EventKind.REOPENED]).count() == 2


def test_a_coach_proposes_to_open_again_and_turns_no_key(cast: SimpleNamespace) -> None:
    end(cast)
    decision = propose(cast, cast.coach)
    assert set(decision.keys.values_list("verdict", flat=True)) == {""}
    turn(cast, decision, cast.chair)
    cast.file.refresh_from_db()
    assert cast.file.status == Status.ENDED
    turn(cast, decision, cast.official)
    cast.file.refresh_from_db()
    assert cast.file.status == Status.ACTIVE


def test_a_no_leaves_the_file_as_it_ended(cast: SimpleNamespace) -> None:
    end(cast)
    turn(cast, propose(cast), cast.official, KeyVerdict.RETURN)
    cast.file.refresh_from_db()
    assert (cast.file.status, cast.file.end_kind) == (Status.ENDED, EndKind.NO_COMMON_GROUND)
    assert not cast.file.periods.filter(ends_on=None).exists()


def test_opening_again_needs_a_reason_an_ended_file_and_no_other_proposal(cast: SimpleNamespace) -> None:
    with pytest.raises(DomainError):
        propose(cast)
    end(cast)
    with pytest.raises(DomainError, match="waarom"):
        propose(cast, reason=" ")
    propose(cast)
    with pytest.raises(DomainError, match="ligt al een voorstel"):
        propose(cast, cast.official)


def test_where_another_file_runs_by_now_opening_again_is_refused_in_plain_words(
    cast: SimpleNamespace,
) -> None:
    end(cast)
    lying = propose(cast)
    again = register(
        cast.municipality, factories.profile(), by_function=cast.coach, initiative=cast.file.initiative
    )
    with pytest.raises(DomainError, match="loopt al een ander dossier"):
        turn(cast, lying, cast.official)
    lying.refresh_from_db()
    assert lying.state == DecisionState.OPEN
    assert again.status == Status.ACTIVE


@pytest.mark.django_db(transaction=True)
def test_the_last_key_and_a_new_file_at_the_same_moment_leave_one_that_runs(transactional_db: None) -> None:
    cast = factories.make_cast()
    end(cast)
    decision = propose(cast)

    def beginning() -> str:
        file = Collaboration.objects.select_related("initiative__organisation").get(pk=cast.file.pk)
        register(cast.municipality, factories.profile(), by_function=cast.coach, initiative=file.initiative)
        return "begun"

    results = at_once(lambda: turn(cast, decision, cast.official), beginning)
    assert len(only_refusals(results)) == 1
    assert Collaboration.objects.running().filter(initiative=cast.file.initiative_id).count() == 1


@pytest.mark.django_db(transaction=True)
def test_both_sides_at_the_same_moment_open_the_file_once(transactional_db: None) -> None:
    cast = factories.make_cast()
    end(cast)
    decision = propose(cast, cast.coach)
    results = at_once(
        lambda: turn(cast, decision, cast.official) and "turned",
        lambda: turn(cast, decision, cast.chair) and "turned",
    )
    assert results == ["turned", "turned"]
    assert cast.file.periods.filter(leading=True, ends_on=None).count() == 1
    assert PhasePeriod.objects.filter(decision=decision).count() == 1
    assert not list(timeline.broken_links(cast.file))


# --- going on somewhere else ----------------------------------------------------------------------------------


def test_a_successor_carries_the_initiative_and_its_people_but_no_decision(cast: SimpleNamespace) -> None:
    own = seat(cast.file, cast.chair)
    kept = people.assign(
        own, cast.member, role=Role.CONTACT, mandate="de folder", **acting(cast.file, cast.chair)
    )
    end(cast, end_kind=EndKind.SUCCEEDED)
    new = begin_successor(
        cast.file,
        municipality=cast.elsewhere_municipality,
        area_name="Duinbuurt",
        keep=[kept],
        by_function=cast.chair,
    )
    assert (new.initiative, new.predecessor, new.phase) == (cast.file.initiative, cast.file, Phase.STARTUP)
    carried = new.participations.get(side=Side.INITIATIVE).assignments.get()
    assert (carried.function, carried.role, carried.has_mandate) == (cast.member, Role.CONTACT, False)
    assert not new.decisions.exists()
    assert new.periods.count() == 1


def test_a_coach_who_goes_along_takes_her_seat_once(cast: SimpleNamespace) -> None:
    own = seat(cast.file, cast.coach)
    end(cast)
    new = begin_successor(
        cast.file,
        municipality=cast.municipality,
        area_name="Duinbuurt",
        keep=own.assignments.all(),
        by_function=cast.coach,
    )
    assert new.participations.get(side=Side.SUPPORT).assignments.count() == 1


@pytest.mark.parametrize("area", ["Zeebuurt", " zeebuurt "])
def test_the_same_neighbourhood_is_no_successor_and_a_running_file_has_none(
    cast: SimpleNamespace, area: str
) -> None:
    where = {"municipality": cast.municipality, "area_name": area, "by_function": cast.chair}
    with pytest.raises(DomainError, match="loopt nog"):
        begin_successor(cast.file, **where)
    end(cast)
    with pytest.raises(DomainError, match="dezelfde buurt"):
        begin_successor(cast.file, **where)


def test_a_successor_that_begins_later_says_why(cast: SimpleNamespace) -> None:
    end(cast)
    where = {"municipality": cast.municipality, "area_name": "Duinbuurt", "by_function": cast.chair}
    with pytest.raises(DomainError, match="waarom"):
        begin_successor(cast.file, phase=Phase.ELABORATION, **where)
    new = begin_successor(cast.file, phase=Phase.ELABORATION, phase_reason="Het plan ligt er al.", **where)
    assert new.periods.get().reason == "Het plan ligt er al."


# --- where it lies ------------------------------------------------------------------------------------------


def lies(cast: SimpleNamespace, **values: Any) -> Fact:
    return say_where_it_lies(
        cast.file, of=seat(cast.file, cast.official), **values, **acting(cast.file, cast.clerk)
    )


def test_where_it_lies_is_added_and_never_changed(cast: SimpleNamespace) -> None:
    lies(cast, layer=Layer.EXECUTIVE, what="Het warmteplan")
    lies(cast, layer=Layer.COUNCIL, what="Het warmteplan", expected_on=timezone.localdate() + timedelta(30))
    lies(cast, layer=None, what="het warmteplan")
    said = Fact.objects.order_by("pk").values_list("value__layer", "value__what")
    assert list(said) == [("executive", "Het warmteplan"), ("council", "Het warmteplan"), ("", "")]
    assert "warmteplan" not in str(list(cast.file.events.values_list("payload", flat=True)))


def test_several_matters_lie_at_one_side_and_an_answer_ends_one_of_them(cast: SimpleNamespace) -> None:
    lies(cast, layer=Layer.EXECUTIVE, what="De overeenkomst")
    plan = lies(cast, layer=Layer.COUNCIL, what="Het warmteplan").value["matter"]
    assert lying(cast) == {("executive", "De overeenkomst"), ("council", "Het warmteplan")}
    lies(cast, layer=Layer.EXECUTIVE, what="het warmteplan ")  # the same words: the same matter
    lies(cast, layer=Layer.COUNCIL, what="Het warmteplan, tweede keer", matter=plan)
    assert lying(cast) == {("executive", "De overeenkomst"), ("council", "Het warmteplan, tweede keer")}
    lies(cast, layer=None, matter=plan)
    assert lying(cast) == {("executive", "De overeenkomst")}
    with pytest.raises(DomainError, match="nergens"):
        lies(cast, layer=None, matter=plan)
    lies(cast, layer=Layer.COUNCIL, what="Toch weer", matter=plan)
    assert lying(cast) == {("executive", "De overeenkomst"), ("council", "Toch weer")}


def lying(cast: SimpleNamespace) -> set[tuple[str, str]]:
    return {(one.layer, one.what) for one in layers.now(layers.said_in(cast.file))}


def test_what_was_said_before_matters_had_a_name_is_one_matter_until_it_lay_nowhere(
    cast: SimpleNamespace,
) -> None:
    tie = import_module("initiatives.migrations.0010_what_lies_somewhere_is_one_of_several").tie
    told = (
        (Layer.EXECUTIVE, "Plan"),
        (Layer.COUNCIL, "Het plan"),
        (None, "Het plan"),
        (Layer.COUNCIL, "Iets anders"),
    )
    for layer, what in told:
        lies(cast, layer=layer, what=what)
    for fact in Fact.objects.all():
        del fact.value["matter"]
        fact.save()
    tie(apps, None)
    first, second, ended, anew = Fact.objects.order_by("pk").values_list("value__matter", flat=True)
    assert first == second == ended != anew
    assert lying(cast) == {("council", "Iets anders")}


@pytest.mark.parametrize(
    "wrong",
    [
        {"layer": Layer.BOARD, "what": "Van de andere kant"},
        {"layer": Layer.COUNCIL, "what": " "},
        {"layer": Layer.COUNCIL, "what": "Later", "since": date(2999, 1, 1)},
        {"layer": Layer.COUNCIL, "what": "Eerder", "expected_on": date(2020, 1, 1)},
    ],
)
def test_what_cannot_be_so_is_refused(cast: SimpleNamespace, wrong: dict[str, Any]) -> None:
    with pytest.raises(DomainError):
        lies(cast, **wrong)
    assert not Fact.objects.exists()


def test_erasing_someone_blanks_why_a_phase_began_in_the_course_too(cast: SimpleNamespace) -> None:
    end(cast)
    turn(cast, propose(cast, reason="Joke wil weer."), cast.official)
    late = register(
        cast.municipality,
        factories.profile(area_name="Duinbuurt", phase=Phase.OPERATION, phase_reason="Samira zei dat."),
        by_function=cast.chair,
        initiative=cast.file.initiative,
    )
    erase_person(cast.chair.person, by=None)
    kept = str(list(PhasePeriod.objects.values_list("reason", flat=True)))
    assert "Joke" not in kept
    assert "Samira" not in kept
    assert late.periods.get().reason == "(gewist)"


def test_erasing_someone_blanks_her_words_at_an_ending_and_about_where_it_lies(cast: SimpleNamespace) -> None:
    fact = lies(cast, layer=Layer.COUNCIL, what="Els vroeg iets", since=date(2026, 1, 2))
    end(cast, cast.official)
    endings.add_afterwords(
        JointDecision.objects.get(),
        lessons=["Les van Joke"],
        thanks="Dank van Joke",
        **acting(cast.file, cast.member),
    )
    erase_person(cast.clerk.person, by=None)
    erase_person(cast.member.person, by=None)
    fact.refresh_from_db()
    assert (fact.value["what"], fact.value["since"], fact.value["layer"]) == (
        "(gewist)",
        "2026-01-02",
        "council",
    )
    assert set(DecisionNote.objects.values_list("text", flat=True)) == {"(gewist)"}
    assert not list(timeline.broken_links(cast.file))
