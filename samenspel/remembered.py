"""What is read once per user object, and so once per request? Which functions she holds, where she sits, for whom she speaks."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


def remembered(user: Any, key: Hashable, read: Callable[[], T]) -> T:
    """What `read` gave the first time."""
    known = _known(user)
    if key not in known:
        known[key] = read()
    found: T = known[key]
    return found


def remember(user: Any, key: Hashable, value: Any) -> None:
    """What was read along with something else."""
    _known(user)[key] = value


def forget(user: Any) -> None:
    """After what she holds changed within one request."""
    _known(user).clear()


def _known(user: Any) -> dict[Hashable, Any]:
    if not hasattr(user, "_remembered"):
        user._remembered = {}
    known: dict[Hashable, Any] = user._remembered
    return known
