"""Which steps speak for themselves: all pairs of phases."""

from itertools import product

import pytest

from initiatives.course.phases import Gate, lacks_result, step_needs_reason, why_reason_is_asked
from initiatives.terms import Phase

PAIRS = list(product(Phase, Phase))
NEXT = set(zip(list(Phase)[:-1], list(Phase)[1:], strict=True))


@pytest.mark.parametrize(("current", "to"), PAIRS)
def test_only_the_next_phase_speaks_for_itself(current: Phase, to: Phase) -> None:
    assert step_needs_reason(current, to) is ((current, to) not in NEXT)


@pytest.mark.parametrize(("current", "to"), PAIRS)
def test_open_goals_always_ask_for_a_reason(current: Phase, to: Phase) -> None:
    assert step_needs_reason(current, to, open_goals=1)


@pytest.mark.parametrize(("current", "to"), PAIRS)
def test_a_step_without_a_result_asks_for_a_reason(current: Phase, to: Phase) -> None:
    assert step_needs_reason(current, to, no_result=True)


def test_a_result_is_missed_only_in_a_phase_that_has_one() -> None:
    missed = [phase for phase in Phase if lacks_result(phase, None)]
    assert missed == [Phase.STARTUP, Phase.ELABORATION, Phase.DEVELOPMENT]
    assert not any(lacks_result(phase, "a milestone") for phase in Phase)


@pytest.mark.parametrize(("current", "to"), PAIRS)
@pytest.mark.parametrize("open_goals", [0, 2])
@pytest.mark.parametrize("no_result", [False, True])
def test_a_reason_is_explained_exactly_when_it_is_asked(
    current: Phase, to: Phase, open_goals: int, no_result: bool
) -> None:
    asked = step_needs_reason(current, to, open_goals=open_goals, no_result=no_result)
    why = why_reason_is_asked(current, to, open_goals=open_goals, no_result=no_result)
    assert bool(why) is asked


def test_a_gate_counts_what_is_not_shared() -> None:
    gate = Gate(Phase.STARTUP, Phase.ELABORATION, shared=2, differing=["a"], open=["b", "c"])
    assert gate.open_goals == 3
    assert gate.needs_reason
    assert not Gate(Phase.STARTUP, Phase.ELABORATION, shared=5).needs_reason


def test_the_last_phase_has_no_next() -> None:
    assert Phase.OPERATION.next is None
    assert [phase.number for phase in Phase] == [1, 2, 3, 4, 5]
