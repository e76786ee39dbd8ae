"""Is the invented country whole? Then what is measured in it means something."""

import pytest
from django.db import connection

from accounts.models import User
from agreements.models import Agreement
from initiatives.history import timeline
from initiatives.models import Collaboration, PlanItem
from tests.bench.files import COACHED_FILES
from tests.bench.generate import World

pytestmark = pytest.mark.django_db


def test_a_small_country_is_whole_and_each_reader_sees_her_own_files() -> None:
    world = World()
    world.grow(1)
    world.draft_agreement()
    world.grow(20)
    connection.check_constraints()
    assert Collaboration.objects.count() == 20
    assert PlanItem.objects.count() == 20 * len(world.items)
    assert Agreement.objects.count() > 3
    for file in Collaboration.objects.all():
        assert list(timeline.broken_links(file)) == []

    def seen(reader: str) -> int:
        return Collaboration.objects.visible_to(User.objects.get(pk=world.readers[reader])).count()

    assert seen("coach") == COACHED_FILES
    assert seen("official") == 5
    assert seen("coordinator") == 20
    assert seen("volunteer") == 1
