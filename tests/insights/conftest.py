"""Many files for one coach, so that a page can be asked for ten and for fifty."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from initiatives.terms import Phase
from tests import factories


@pytest.fixture
def as_party(cast: SimpleNamespace) -> Callable[[Any], dict[str, Any]]:
    """Who does it and from which seat, for any action."""
    return lambda who: factories.acting(cast.file, who)


@pytest.fixture
def sign_in(client: Any) -> Callable[[Any], Any]:
    def go(who: Any) -> Any:
        user = factories.user_of(who)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return go


@pytest.fixture
def more_files(cast: SimpleNamespace) -> Callable[..., None]:
    """Files of the same coach and gemeente, each with a decision that waits for both."""
    from initiatives.actions import decisions

    def make(count: int, start: int = 0) -> None:
        for number in range(start, start + count):
            file = factories.collaboration(
                cast.coach, cast.municipality, name=f"Buurt {number}", area_name=f"Wijk {number}"
            )
            decisions.propose_phase_step(
                file,
                to=Phase.ELABORATION,
                reason="Klaar.",
                by=cast.coach.person,
                seat=factories.seat(file, cast.coach),
                own_key=False,
            )

    return make
