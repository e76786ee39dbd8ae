"""Does a page stay as quick when there are 17,100 collaborations instead of 265? Only through `make bench`.

The number of queries is asserted, and what a document costs beside WeasyPrint alone; other times are printed only.
"""

import time

import pytest
from django.test import override_settings

from tests.bench import documents, pages, report, writing
from tests.bench.generate import LARGE, SMALL, World
from tests.bench.measure import Site, kept_connection

pytestmark = [pytest.mark.bench, pytest.mark.timeout(0), pytest.mark.django_db(transaction=True)]


@override_settings(ROOT_URLCONF="tests.bench.floors", ACCOUNT_RATE_LIMITS={})
def test_pages_cost_the_same_with_many_files_as_with_few() -> None:
    with kept_connection():
        began = time.perf_counter()
        world = World()
        world.grow(1)
        world.draft_agreement()
        world.grow(SMALL)
        writing.settle()
        site = Site()
        for user in world.readers.values():
            site.sign_in(user)
        small = pages.measure(site, world)

        growing = time.perf_counter()
        world.grow(LARGE)
        writing.settle()
        growing = time.perf_counter() - growing
        large = pages.measure(site, world)

        printed = documents.measure_jobs(world)
        idle = documents.publish_to_download(site, world)
    lines = [
        *report.heading(),
        *report.page_lines(small, large),
        *report.document_lines(printed, idle),
        "",
        f"Gegevens maken duurde {growing:.0f} s, alles samen {time.perf_counter() - began:.0f} s.",
    ]
    print("\n".join(lines))  # noqa: T201

    assert not report.exceeded(printed, idle)
    for name, few in small.items():
        many = large[name]
        assert few.cost.queries == many.cost.queries, name
        assert many.cost.queries <= many.page.most, name
