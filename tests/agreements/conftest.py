"""What stands ready for tests of agreements: one that holds, and one that is being written."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from agreements.formats import published
from agreements.models import Agreement
from initiatives.terms import Form
from tests.agreements import annex_table, living_table


@pytest.fixture(scope="module")
def holding(kept_cast: Any, django_db_blocker: Any) -> Iterator[int]:
    """An agreement in force among the cast that is kept. What a test does to it is undone after that test."""
    with django_db_blocker.unblock(), transaction.atomic():
        published.forget()
        yield living_table.in_force(deepcopy(kept_cast)).pk
        transaction.set_rollback(True)


@pytest.fixture
def agreement(holding: int, cast: Any) -> Agreement:
    """The one that holds."""
    return Agreement.objects.select_related("collaboration", "predecessor").get(pk=holding)


@pytest.fixture
def table(cast: Any) -> SimpleNamespace:
    """A collaboration agreement in preparation, and its coach who writes it."""
    return annex_table.table_for(cast, Form.COLLABORATION_AGREEMENT)
