"""Does the bench still hear the printer? It is not run with the other tests, so this is what would tell."""

import pytest

from agreements.paper import pdf
from tests.agreements import sample_content
from tests.bench import documents, report


@pytest.mark.parametrize(
    ("times", "again", "said"),
    [(1.10, 1.0, "ja"), (1.11, 1.0, "NEE"), (1.15, 1.06, "ruis"), (1.15, 0.94, "ruis"), (1.30, 1.06, "NEE")],
)
def test_what_differs_no_more_than_the_same_work_from_itself_is_noise(times, again, said) -> None:
    assert report.verdict(times, again, report.MAX_JOB) == said
    printed = [documents.Printed("kort", 1, 1, times * 100, 100, again)]
    late = documents.Idle(times * 150 / 1.1, 100, again)
    assert bool(report.exceeded(printed, late)) is (said == "NEE")


@pytest.mark.pdf
@pytest.mark.slow
def test_the_bench_hears_what_is_laid_out_and_can_lay_it_out_bare() -> None:
    heard: list[str] = []
    with documents._listening(heard):
        made = pdf.render(sample_content.one_page())
    assert made.pages == len(heard) == 1
    assert "<html" in heard[0]
    documents._bare(heard[0])
