"""What does the timeline quote of promises, as far as this reader may read them? Named in `settings.WORDS_TO_TELL`."""

from typing import Any

from django.db.models import TextField, Value

from initiatives.policy import Viewer
from initiatives.querysets import circle_filter
from promises.models import Promise, PromiseWord


def words(viewer: Viewer) -> dict[str, tuple[Any, ...]]:
    """Kind of row -> the rows, and where their name, text and address stand."""
    nothing = Value("", output_field=TextField())
    said = PromiseWord.objects.filter(circle_filter(viewer, "promise__"))
    return {
        "promise": (Promise.objects.readable_by(viewer), "what", nothing, nothing),
        "promiseword": (said, nothing, "remark", nothing),
    }
