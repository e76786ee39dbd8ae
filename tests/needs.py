"""Which program outside Python does a test need, and may it be skipped without it?"""

import os
import shutil

import pytest


def need(binary: str) -> str:
    """Where the program is. Without it the test is skipped, or fails when FULL asks for every test."""
    path = shutil.which(binary)
    if path is None:
        if os.environ.get("FULL"):
            pytest.fail(f"{binary} is not installed")
        pytest.skip(f"{binary} is not installed")
    return path
