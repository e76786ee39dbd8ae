"""Which steps speak for themselves: all pairs of phases."""

from itertools import product

import pytest

from initiatives.course.phases import Gate, lacks_result, why_reason_is_asked
from initiatives.terms import Phase

PAIRS = list(product(Phase, Phase))
NEXT = set(zip(list(Phase)[:-1], list(Phase)[1:], strict=True))


@pytest.mark.parametrize(("current", "to"), PAIRS)
def test_only_the_next_phase_speaks_for_itself(current: Phase, to: Phase) -> None:
    assert bool(why_reason_is_asked(current, to)) is ((current, to) not in NEXT)


@pytest.mark.parametrize(("current", "to"), PAIRS)
def test_open_goals_always_ask_for_a_reason(current: Phase, to: Phase) -> None:
    assert why_reason_is_asked(current, to, open_goals=1)


@pytest.mark.parametrize(("current", "to"), PAIRS)
def test_a_step_without_a_result_asks_for_a_reason(current: Phase, to: Phase) -> None:
    assert why_reason_is_asked(current, to, no_result=True)


def test_a_result_is_missed_only_in_a_phase_that_has_one() -> None:
    missed = [phase for phase in Phase if lacks_result(phase, None)]
    assert missed == [Phase.STARTUP, Phase.ELABORATION, Phase.DEVELOPMENT]
    assert not any(lacks_result(phase, "a milestone") for phase in Phase)


def test_a_gate_counts_what_is_not_shared() -> None:
    gate = Gate(Phase.STARTUP, Phase.ELABORATION, shared=2, differing=["a"], open=["b", "c"])
    assert gate.open_goals == 3
    assert Gate(Phase.STARTUP, Phase.ELABORATION, shared=5).open_goals == 0


def test_the_last_phase_has_no_next() -> None:
    assert Phase.OPERATION.next is None
    assert [phase.number for phase in Phase] == [1, 2, 3, 4, 5]
