"""When does a joint decision count?"""

from datetime import date, timedelta
from itertools import product
from types import SimpleNamespace

import pytest

from contacts.models import Side
from initiatives.deciding import keys
from initiatives.terms import DecisionKind, DecisionState, KeyVerdict

ACCEPT, RETURN, NOTHING = KeyVerdict.ACCEPT, KeyVerdict.RETURN, ""
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


MUNICIPALITY, INITIATIVE, COACH, PARTNER, OTHER_PARTNER = (
    SimpleNamespace(side=side, number=number) for number, side in enumerate([*Side, Side.PARTNER])
)
AT_THE_TABLE = [MUNICIPALITY, INITIATIVE, COACH, PARTNER, OTHER_PARTNER]


@pytest.mark.parametrize("kind", list(DecisionKind))
def test_a_coach_never_holds_a_key_and_no_kind_gives_a_partner_one_unasked(kind: DecisionKind) -> None:
    assert keys.holders(kind, AT_THE_TABLE) == [MUNICIPALITY, INITIATIVE]


def test_a_named_partner_decides_along_on_a_phase_step_and_on_what_its_agreement_is_about() -> None:
    given = {kind for kind in DecisionKind if PARTNER in keys.holders(kind, AT_THE_TABLE, named=[PARTNER])}
    assert given == {
        DecisionKind.PHASE_STEP,
        DecisionKind.AGREEMENT_END,
        DecisionKind.PUBLICATION,
        DecisionKind.MINUTES,
    }


def test_a_kind_with_partners_gives_a_key_to_those_that_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = {DecisionKind.REOPEN: keys.Rule(keys.BOTH, partners=True)}
    monkeypatch.setattr(keys, "RULES", rules)
    holders = keys.holders(DecisionKind.REOPEN, AT_THE_TABLE, named=[PARTNER])
    assert holders == [MUNICIPALITY, INITIATIVE, PARTNER]
    assert keys.outcome(DecisionKind.REOPEN, [ACCEPT, ACCEPT, NOTHING]) == DecisionState.OPEN
    assert keys.outcome(DecisionKind.REOPEN, [ACCEPT] * 3) == DecisionState.ACCEPTED


def test_a_decision_lies_long_after_three_weeks() -> None:
    today = date(2026, 3, 22)
    assert not keys.lies_long(today - timedelta(days=20), today)
    assert keys.lies_long(today - timedelta(days=21), today)
