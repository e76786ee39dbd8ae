"""What if a test needs a program or a server that is not here? It is left out; with FULL=1 it fails."""

import os
import shutil

import pytest

ON_THE_PATH = object()


def need(what: str, present: object = ON_THE_PATH) -> str:
    """`what` is a program to find on the path, unless the caller looked for itself. Returns where it is."""
    found = shutil.which(what) if present is ON_THE_PATH else present
    if not found:
        (pytest.fail if os.environ.get("FULL") == "1" else pytest.skip)(
            f"{what} is not here: see docs/run.md"
        )
    return str(found)
