"""A part of the neighbourhood may start, step and finish by itself; the phase that leads stays as it is."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from initiatives.actions import decisions
from initiatives.actions.parts import propose_part_step
from initiatives.actions.results import record_result
from initiatives.history import timeline
from initiatives.models import JointDecision, PhasePeriod
from initiatives.terms import DecisionState, EndKind, EventKind, KeyVerdict, Phase
from samenspel.errors import DomainError
from tests.factories import acting

pytestmark = pytest.mark.django_db


def propose(cast: SimpleNamespace, to: Phase | None, part: str = "Blok Noord", **extra: Any) -> JointDecision:
    values = {"reason": "De corporatie is er nu.", "own_key": True, **extra}
    return propose_part_step(cast.file, part=part, to=to, **values, **acting(cast.file, cast.chair))


def step(cast: SimpleNamespace, to: Phase | None, part: str = "Blok Noord", **extra: Any) -> JointDecision:
    decision = propose(cast, to, part, **extra)
    return decisions.turn_key(decision, verdict=KeyVerdict.ACCEPT, **acting(cast.file, cast.official))


def parts(cast: SimpleNamespace, *, open_only: bool = False) -> list[tuple[str, str]]:
    rows = cast.file.periods.filter(leading=False).order_by("pk")
    if open_only:
        rows = rows.filter(ends_on=None)
    return list(rows.values_list("part", "phase"))


def test_a_part_runs_ahead_while_the_neighbourhood_stays_where_it_is(cast: SimpleNamespace) -> None:
    decision = step(cast, Phase.IMPLEMENTATION)
    cast.file.refresh_from_db()
    assert cast.file.phase == Phase.STARTUP
    assert cast.file.periods.get(leading=True, ends_on=None).phase == Phase.STARTUP
    assert parts(cast, open_only=True) == [("Blok Noord", Phase.IMPLEMENTATION)]
    assert cast.file.periods.get(leading=False).decision_id == decision.pk
    assert cast.file.events.filter(kind=EventKind.PART_STARTED).count() == 1
    assert not cast.file.events.filter(kind=EventKind.PHASE_ENTERED).exists()
    assert "Noord" not in str(list(cast.file.events.values_list("payload", "subject")))


def test_a_part_steps_on_speaks_for_itself_and_is_done(cast: SimpleNamespace) -> None:
    step(cast, Phase.DEVELOPMENT)
    with pytest.raises(DomainError, match="nog geen resultaat"):
        step(cast, Phase.IMPLEMENTATION, "blok noord", reason="")
    who = acting(cast.file, cast.chair)
    result = record_result(cast.file, title="Uitvoeringsplan", on=timezone.localdate(), **who)
    # the same part, and the next phase
    step(cast, Phase.IMPLEMENTATION, "blok noord", reason="", result=result)
    step(cast, None, reason="Alle huizen zijn klaar.")
    assert parts(cast) == [("Blok Noord", Phase.DEVELOPMENT), ("Blok Noord", Phase.IMPLEMENTATION)]
    assert parts(cast, open_only=True) == []
    assert cast.file.events.filter(kind=EventKind.PART_FINISHED).count() == 1
    assert not list(timeline.broken_links(cast.file))


def test_a_part_goes_back_with_a_reason(cast: SimpleNamespace) -> None:
    step(cast, Phase.IMPLEMENTATION)
    with pytest.raises(DomainError, match="eigen tempo"):
        propose(cast, Phase.ELABORATION, reason=" ")
    step(cast, Phase.ELABORATION, reason="De aannemer stopte.")
    assert parts(cast, open_only=True) == [("Blok Noord", Phase.ELABORATION)]


def test_nothing_happens_to_a_part_with_one_key(cast: SimpleNamespace) -> None:
    assert propose(cast, Phase.IMPLEMENTATION).state == DecisionState.OPEN
    assert parts(cast) == []


def test_several_parts_and_the_neighbourhood_each_have_one_open_proposal(cast: SimpleNamespace) -> None:
    propose(cast, Phase.IMPLEMENTATION)
    propose(cast, Phase.DEVELOPMENT, "Dorpsstraat")
    decisions.propose_phase_step(
        cast.file, to=Phase.ELABORATION, reason="Door.", own_key=True, **acting(cast.file, cast.chair)
    )
    with pytest.raises(DomainError, match="ligt al een voorstel"):
        propose(cast, Phase.OPERATION)
    assert cast.file.decisions.open().count() == 3


def test_phases_of_parts_may_have_begun_earlier_and_overlap(cast: SimpleNamespace) -> None:
    began = timezone.localdate() - timedelta(days=90)
    step(cast, Phase.IMPLEMENTATION, on=began)
    step(cast, Phase.OPERATION, on=began + timedelta(days=60))
    first, second = cast.file.periods.filter(leading=False).order_by("pk")
    assert (first.starts_on, second.starts_on) == (began, began + timedelta(days=60))
    assert first.ends_on == timezone.localdate() > second.starts_on


@pytest.mark.parametrize(
    ("part", "to", "extra"),
    [
        (" ", Phase.IMPLEMENTATION, {}),
        ("Blok Noord", None, {}),
        ("Blok Noord", Phase.IMPLEMENTATION, {"reason": ""}),
        ("Blok Noord", Phase.IMPLEMENTATION, {"on": timezone.localdate() + timedelta(days=2)}),
    ],
)
def test_what_makes_no_step_is_refused(cast: SimpleNamespace, part: str, to: Any, extra: Any) -> None:
    with pytest.raises(DomainError):
        propose(cast, to, part, **extra)
    assert not cast.file.decisions.exists()


def test_to_the_phase_it_is_in_is_no_step(cast: SimpleNamespace) -> None:
    step(cast, Phase.IMPLEMENTATION)
    with pytest.raises(DomainError, match="al in deze fase"):
        propose(cast, Phase.IMPLEMENTATION)


def test_while_paused_no_part_steps_and_the_end_closes_every_part(cast: SimpleNamespace) -> None:
    step(cast, Phase.IMPLEMENTATION)
    lying = propose(cast, Phase.OPERATION)
    decisions.pause(cast.file, reason="Even rust.", **acting(cast.file, cast.official))
    with pytest.raises(DomainError, match="gepauzeerd"):
        decisions.turn_key(lying, verdict=KeyVerdict.ACCEPT, **acting(cast.file, cast.official))
    decisions.end(cast.file, end_kind=EndKind.REACHED, reason="Klaar.", **acting(cast.file, cast.official))
    lying.refresh_from_db()
    assert lying.state == DecisionState.WITHDRAWN
    assert parts(cast, open_only=True) == []


def test_the_database_keeps_one_open_phase_per_part(cast: SimpleNamespace) -> None:
    step(cast, Phase.IMPLEMENTATION)
    with pytest.raises(IntegrityError), transaction.atomic():
        PhasePeriod.objects.create(
            collaboration=cast.file,
            part="Blok Noord",
            phase=Phase.OPERATION,
            leading=False,
            starts_on=timezone.localdate(),
        )


def test_a_step_back_and_one_that_skips_keep_their_reasons(cast: SimpleNamespace) -> None:
    for to, reason in (
        (Phase.DEVELOPMENT, "Het plan was er al."),
        (Phase.ELABORATION, "De kosten vielen tegen."),
    ):
        decision = decisions.propose_phase_step(
            cast.file, to=to, reason=reason, own_key=True, **acting(cast.file, cast.chair)
        )
        decisions.turn_key(decision, verdict=KeyVerdict.ACCEPT, **acting(cast.file, cast.official))
        cast.file.refresh_from_db()
    assert list(cast.file.periods.filter(leading=True).values_list("phase", "reason")) == [
        (Phase.STARTUP, ""),
        (Phase.DEVELOPMENT, "Het plan was er al."),
        (Phase.ELABORATION, "De kosten vielen tegen."),
    ]
