"""Do the promises about deciding, agreeing and signing also hold over many more turns, on both databases? Only through `make soak`."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = [pytest.mark.soak, pytest.mark.timeout(0)]

PROPERTIES = (
    "tests/initiatives/test_keys_property.py",
    "tests/initiatives/test_keys_together.py",
    "tests/agreements/test_settling_property.py",
    "tests/agreements/test_signing_property.py",
    "tests/agreements/test_together.py",
)


@pytest.mark.parametrize("database", ["SQLite", "PostgreSQL"])
def test_nobody_is_bound_without_her_own_yes_however_long_it_takes(database: str) -> None:
    """Each file does more with SOAK=1. None of it carries the mark of this one, which a run leaves out by itself."""
    env = {**os.environ, "SOAK": "1"}
    if database == "SQLite":
        env.pop("DATABASE_URL", None)
    elif "DATABASE_URL" not in env:
        pytest.skip("no PostgreSQL here: see docs/run.md")
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:randomly", "--timeout=0"]
    done = subprocess.run(
        [*command, *PROPERTIES], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-4000:]
