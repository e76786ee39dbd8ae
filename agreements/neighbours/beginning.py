"""With which words does a summary for neighbours begin? With what the agreement itself says, to be made plainer."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements import horizon
from agreements.advising import Draft as AdvisedDraft
from agreements.draft import Draft
from agreements.formats import kinds, printing
from agreements.formats.typed import who
from agreements.models import Agreement
from agreements.neighbours.words import DUTCH, ENGLISH, KEYS, MAX_PART, MAX_TITLE
from agreements.text.summary import summary_of
from agreements.text.tables import who_text

WISH = "Wat we willen"  # the line of the document's own summary that says so
# Said in parts of their own, or only how many there are of something.
ELSEWHERE = {WISH, "Wie doet wat", "Wat we gaan doen"}
MOST_TASKS = 8


def first_words(agreement: Agreement) -> dict[str, dict[str, str]]:
    """Nothing is invented: what the agreement does not say, people write."""
    area = agreement.collaboration.area_name
    dutch = dict.fromkeys(KEYS, "")
    dutch["title"] = (_("Afspraken over %(area)s") % {"area": area})[:MAX_TITLE]
    if agreement.format_id:
        dutch |= _from(Draft(agreement))
    return {DUTCH: dutch, ENGLISH: dict.fromkeys(KEYS, "")}


def _from(draft: Draft) -> dict[str, str]:
    said = summary_of(draft.format, draft.said, draft.numbers)
    _covered, still_open = kinds.topics_covered(draft.format.topics, draft.numbers)
    return {
        "want": next((line["text"] for line in said if line["question"] == WISH), "")[:MAX_PART],
        "agreed": _fitting(_agreed(draft, said)),
        "tasks": _fitting(_tasks(draft)),
        "undecided": _fitting(f"- {kinds.TOPICS[topic]}" for topic in still_open),
    }


def _agreed(draft: Draft, said: list[dict[str, Any]]) -> Iterator[str]:
    if intention := str(draft.said.get("intentie") or ""):
        yield intention
    for line in said:
        if line["question"] not in ELSEWHERE:
            yield f"- {line['question']}: {line['text']}"


def _tasks(draft: Draft) -> Iterator[str]:
    promises = horizon.promises(
        AdvisedDraft(draft.said, list(draft.numbers), draft.parties), timezone.localdate()
    )
    for promise in promises[:MOST_TASKS]:
        named = ", ".join(who_text(word, draft.named) for word in who(promise.who))
        task = f"{capfirst(named)}: {promise.what}" if named else capfirst(promise.what)
        yield f"- {task}" + (f" ({printing.date(promise.when)})" if promise.when else "")


def _fitting(lines: Iterator[str]) -> str:
    """As many lines as fit."""
    kept: list[str] = []
    for line in lines:
        if sum(len(one) + 1 for one in kept) + len(line) <= MAX_PART:
            kept.append(line)
    return "\n".join(kept)
