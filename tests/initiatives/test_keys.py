"""When does a joint decision count?"""

from itertools import product

import pytest

from initiatives import keys
from initiatives.terms import DecisionKind, DecisionState, Verdict

ACCEPT, RETURN, NOTHING = Verdict.ACCEPT, Verdict.RETURN, ""
ONE_SIDED = [DecisionKind.PAUSE, DecisionKind.RESUME, DecisionKind.END]


def test_every_kind_of_decision_has_a_rule_with_both_parties() -> None:
    assert set(keys.RULES) == set(DecisionKind)
    assert all(rule.sides == keys.BOTH for rule in keys.RULES.values())


@pytest.mark.parametrize("given", list(product([ACCEPT, RETURN, NOTHING], repeat=2)))
def test_a_phase_step_counts_only_when_both_say_yes(given: tuple[str, str]) -> None:
    state = keys.outcome(DecisionKind.PHASE_STEP, given)
    if RETURN in given:
        assert state == DecisionState.RETURNED
    elif given == (ACCEPT, ACCEPT):
        assert state == DecisionState.ACCEPTED
    else:
        assert state == DecisionState.OPEN


@pytest.mark.parametrize("kind", ONE_SIDED)
@pytest.mark.parametrize("given", [(ACCEPT, NOTHING), (NOTHING, ACCEPT), (ACCEPT, ACCEPT)])
def test_leaving_and_pausing_need_one_side(kind: DecisionKind, given: tuple[str, str]) -> None:
    assert keys.outcome(kind, given) == DecisionState.ACCEPTED


@pytest.mark.parametrize("kind", list(DecisionKind))
def test_no_keys_at_all_decide_nothing(kind: DecisionKind) -> None:
    assert keys.outcome(kind, []) == DecisionState.OPEN
    assert keys.outcome(kind, [NOTHING, NOTHING]) == DecisionState.OPEN


def test_the_drawing_knows_each_verdict() -> None:
    assert [keys.state_of_key(v) for v in (NOTHING, ACCEPT, RETURN)] == ["open", "turned", "returned"]
