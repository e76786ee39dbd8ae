"""How much memory may a process take that makes documents?"""

import sys
from contextlib import suppress
from typing import Any

LIMIT = 1_500 * 1024 * 1024


def limit(**_signal: Any) -> None:
    """Where the system can: one document that eats all memory then fails, and the computer stays usable."""
    if sys.platform == "win32":
        return
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = LIMIT if hard == resource.RLIM_INFINITY else min(LIMIT, hard)
    with suppress(ValueError, OSError):  # macOS has the name, and refuses
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
