"""What do apps to the right bring along? A setting names it, so that nobody imports to the right.

Each setting in `PLUGS` is a list of dotted names, read where the work is done. `manage.py check` follows them all.
"""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

PLUGS = (
    *("WORDS_TO_BLANK", "WORDS_HELD", "WORDS_TO_TELL", "PARTNERS_TOLD", "SIDES_TOLD", "OWN_MUNICIPALITIES"),
    *("DECISION_MATTERS", "RESULTS_DOUBTED", "IN_FORCE", "CLOCK", "WHY_REFUSED"),
    *("KNOWN_OF_FUNCTION", "WHY_FILES_STAY", "LIES_AT_LAYERS", "ARTICLES_CALLED"),
)


def plugged(setting: str) -> list[Any]:
    """What this setting names, in its order. Imported when asked for, as every app is there by then."""
    return [import_string(path) for path in getattr(settings, setting)]


def missing() -> list[tuple[str, str]]:
    """The names that lead nowhere, each with its setting."""
    found = []
    for setting in PLUGS:
        for path in getattr(settings, setting):
            try:
                import_string(path)
            except ImportError:
                found.append((setting, path))
    return found
