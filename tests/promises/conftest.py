"""A gemeente, an initiative and a coach who promise each other things."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from promises import actions
from promises.models import Promise
from promises.terms import Word
from tests import factories


class Table:
    """Who sits at the table, with what they do in a few words."""

    def __init__(self, cast: SimpleNamespace) -> None:
        self.cast = cast
        self.gemeente = cast.official.organisation
        self.initiative = cast.chair.organisation

    def by(self, who: Any) -> dict[str, Any]:
        return factories.acting(self.cast.file, who)

    def promise(self, who: Any, *, in_days: int | None = 10, **fields: Any) -> Promise:
        """The gemeente promises the initiative something, unless told otherwise; recorded by `who`."""
        today = timezone.localdate()
        values = {
            "what": "De gegevens over de leidingen sturen",
            "giver": self.gemeente,
            "receiver": self.initiative,
            "due_on": None if in_days is None else today + timedelta(days=in_days),
            "said_on": today - timedelta(days=60),
            **fields,
        }
        return actions.record(self.cast.file, **values, **self.by(who))

    def say(self, promise: Promise, who: Any, word: Word, **more: Any) -> Promise:
        return actions.say(promise, word, of=more.pop("of", who.organisation), **more, **self.by(who))


@pytest.fixture
def table(cast: SimpleNamespace) -> Table:
    return Table(cast)


@pytest.fixture
def sign_in(client: Any) -> Any:
    def go(who: Any) -> Any:
        client.force_login(factories.user_of(who), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return go
