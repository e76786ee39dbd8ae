"""By what is a collaboration formalised? Three criteria, each enough; a concept never is."""

from datetime import date
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from initiatives.plan.formalised import Criterion, criterion_of, formalised
from initiatives.terms import Form, MilestoneKind

FEBRUARY, MARCH = date(2026, 2, 3), date(2026, 3, 5)
SIGNED, CONCEPT, RECORDED = (
    MilestoneKind.AGREEMENT_SIGNED,
    MilestoneKind.AGREEMENT_PUBLISHED,
    MilestoneKind.OTHER,
)


def result(
    kind: str = RECORDED,
    form: str = "",
    *,
    backed: bool | None = None,
    on: date = FEBRUARY,
    doubted: bool = False,
) -> Any:
    title = "het warmteprogramma"
    return SimpleNamespace(kind=kind, form=form, backed=backed, on=on, doubted=doubted, title=title, url="")


@pytest.mark.parametrize("form", list(Form))
def test_a_concept_formalises_nothing_whatever_its_form(form: Form) -> None:
    assert formalised([result(CONCEPT, form, backed=True)]) is None


def test_a_collaboration_agreement_alone_is_not_enough_and_no_form_but_a_signature_is() -> None:
    assert formalised([result(RECORDED, Form.COLLABORATION_AGREEMENT)]) is None
    for form in (Form.LETTER_OF_INTENT, Form.COLLABORATION_STATEMENT, Form.OTHER):
        assert criterion_of(result(SIGNED, form)) == Criterion.SIGNED


@pytest.mark.parametrize(("kind", "backed"), list(product([RECORDED, SIGNED], [None, False, True])))
def test_policy_counts_only_when_the_initiative_stands_behind_it(kind: str, backed: bool | None) -> None:
    found = criterion_of(result(kind, Form.POLICY_INCLUSION, backed=backed))
    assert found == (Criterion.NAMED if backed else None)


def test_means_of_the_gemeente_count_and_a_grant_that_was_only_asked_for_does_not() -> None:
    assert criterion_of(result(RECORDED, Form.GRANT_AGREEMENT)) == Criterion.MEANS
    assert criterion_of(result(RECORDED, Form.COMMISSION)) == Criterion.MEANS
    assert criterion_of(result(RECORDED, Form.JOINT_GRANT_APPLICATION)) is None


def test_it_says_since_when_and_by_what_came_first() -> None:
    found = formalised(
        [
            result(SIGNED, Form.COLLABORATION_AGREEMENT, on=MARCH),
            result(RECORDED, Form.POLICY_INCLUSION, backed=True),
        ]
    )
    assert found is not None
    assert (found.why, found.on) == ("genoemd in het warmteprogramma", FEBRUARY)


def test_what_another_side_doubts_proves_nothing_beside_what_nobody_doubts() -> None:
    grant = result(RECORDED, Form.GRANT_AGREEMENT, doubted=True)
    signed = result(SIGNED, Form.LETTER_OF_INTENT, on=MARCH)
    alone, beside = formalised([grant]), formalised([grant, signed])
    assert alone is not None
    assert beside is not None
    assert (alone.doubted, alone.criterion) == (True, Criterion.MEANS)
    assert (beside.doubted, beside.criterion, beside.on) == (False, Criterion.SIGNED, MARCH)


def test_nothing_at_all_says_nothing() -> None:
    assert formalised([]) is None
    assert formalised([result(RECORDED, Form.PROJECT_PLAN)]) is None
