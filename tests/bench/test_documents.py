"""Does the bench still hear the printer? It is not run with the other tests, so this is what would tell."""

import pytest

from agreements.paper import pdf
from tests.agreements import sample_content
from tests.bench import documents, report


@pytest.mark.parametrize(
    ("times", "again", "said"),
    [(1.10, 1.0, "ja"), (1.12, 1.0, "NEE"), (1.15, 1.06, "ruis"), (1.15, 0.94, "ruis"), (1.30, 1.06, "NEE")],
)
def test_what_differs_no_more_than_the_same_work_from_itself_is_noise(times, again, said) -> None:
    noise = documents.noise_of([100, 90, 110], [100 * again, 90 * again, 110 * again])
    printed = [documents.Printed("kort", 1, 1, times * 100, 100, again, noise)]
    assert report.verdict(times, noise, report.MAX_JOB) == said
    late = documents.Idle(times * 150 / 1.1, 100, again, 1.0, noise)
    assert bool(report.exceeded(printed, late)) is (said == "NEE")


def test_turns_that_differ_are_noise_also_when_their_middle_is_the_same() -> None:
    assert documents.noise_of([100, 100, 100], [95, 100, 105]) > 1.04


@pytest.mark.pdf
@pytest.mark.slow
def test_the_bench_hears_what_is_laid_out_and_can_lay_it_out_bare() -> None:
    heard: list[str] = []
    with documents._listening(heard):
        made = pdf.render(sample_content.one_page())
    assert made.pages == len(heard) == 1
    assert "<html" in heard[0]
    documents._bare(heard[0])
