"""Does the bench still hear the printer? It is not run with the other tests, so this is what would tell."""

import pytest

from agreements.paper import pdf
from tests.agreements import sample_content
from tests.bench import documents

pytestmark = [pytest.mark.pdf, pytest.mark.slow]


def test_the_bench_hears_what_is_laid_out_and_can_lay_it_out_bare() -> None:
    heard: list[str] = []
    with documents._listening(heard):
        made = pdf.render(sample_content.one_page())
    assert made.pages == len(heard) == 1
    assert "<html" in heard[0]
    documents._bare(heard[0])
