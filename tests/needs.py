"""What if a test needs a program or a server that is not here? It is left out; with FULL=1 it fails."""

import os

import pytest


def need(what: str, present: object) -> None:
    if not present:
        (pytest.fail if os.environ.get("FULL") == "1" else pytest.skip)(
            f"{what} is not here: see docs/run.md"
        )
