"""Which next steps does the phase page propose?"""

from types import SimpleNamespace
from typing import Any

import pytest

from initiatives.actions import plan
from initiatives.models import FormatItem, GoalView, PlanItem
from initiatives.plan.goals import Goal, goals_of
from initiatives.plan.suggestions import suggestions
from initiatives.terms import GoalStatus, ItemState, Phase
from tests import factories


def goal(key: str, municipality: str = "", initiative: str = "") -> Goal:
    item = PlanItem(kind="goal", title=key, format_item=FormatItem(key=key))
    views = [GoalView(status=status) if status else None for status in (municipality, initiative)]
    return Goal(item, *views)


def activity(title: str, actor: str, *serves: str, state: str = "open", order: int = 1) -> PlanItem:
    return PlanItem(
        kind="activity",
        title=title,
        actor=actor,
        state=state,
        order=order,
        format_item=FormatItem(key=title, serves=list(serves)),
    )


def titles(activities: list[PlanItem], goals: list[Goal], *sides: str) -> list[str]:
    return [s.activity.title for s in suggestions(activities, goals, sides)]


def test_ones_own_side_comes_first_then_what_both_do() -> None:
    steps = [
        activity("zij", "initiative", "a"),
        activity("samen", "together", "a"),
        activity("wij", "municipality", "a"),
    ]
    assert titles(steps, [goal("a")], "municipality") == ["wij", "samen", "zij"]
    assert titles(steps, [goal("a")], "initiative") == ["zij", "samen", "wij"]


def test_a_coach_gets_the_order_of_the_plan() -> None:
    steps = [activity("een", "initiative", "a"), activity("twee", "municipality", "a", order=2)]
    assert titles(steps, [goal("a")], "support") == ["een", "twee"]


def test_there_are_never_more_than_three() -> None:
    steps = [activity(str(n), "together", "a", order=n) for n in range(9)]
    assert titles(steps, [goal("a")], "municipality") == ["0", "1", "2"]


@pytest.mark.parametrize("state", ["doing", "done", "skipped"])
def test_what_was_begun_is_no_next_step(state: str) -> None:
    assert not titles([activity("x", "together", "a", state=state)], [goal("a")], "municipality")


def test_what_helps_only_shared_goals_is_not_proposed() -> None:
    assert not titles([activity("x", "together", "a")], [goal("a", "reached", "reached")], "municipality")
    assert titles([activity("x", "together", "a")], [goal("a", "reached", "partly")], "municipality") == ["x"]


def test_what_helps_more_goals_comes_before_what_helps_one() -> None:
    steps = [activity("een", "together", "a"), activity("twee", "together", "a", "b", order=2)]
    assert titles(steps, [goal("a"), goal("b")], "municipality") == ["twee", "een"]


def test_a_step_says_which_open_goals_it_helps() -> None:
    found = suggestions(
        [activity("x", "together", "a", "b", "weg")], [goal("a"), goal("b", "reached", "reached")], []
    )
    assert [item.title for item in found[0].helps] == ["a"]


def test_own_activities_without_a_goal_are_left_to_people() -> None:
    own = PlanItem(kind="activity", title="eigen", actor="initiative", state="open")
    assert not titles([own], [goal("a")], "initiative")


def test_the_steps_of_zeebuurt_change_when_a_goal_is_shared(cast: SimpleNamespace) -> None:
    def now() -> list[Any]:
        activities = (
            cast.file.plan_items.activities().filter(phase=Phase.STARTUP).select_related("format_item")
        )
        return suggestions(activities, goals_of(cast.file, Phase.STARTUP), ["initiative"])

    before = now()
    assert len(before) == 3
    assert before[0].activity.state == ItemState.OPEN
    for item in cast.file.plan_items.goals().filter(phase=Phase.STARTUP):
        for who in (cast.official, cast.chair):
            seat = factories.seat(cast.file, who)
            plan.give_view(item, seat=seat, status=GoalStatus.REACHED, by=who.person)
    assert now() == []
