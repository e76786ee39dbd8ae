"""Where is an agreement too general to help: tasks without a date, goals without a measure, money without a payer?"""

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import ngettext

from agreements.advising import Advice, Draft, Weight, used
from agreements.formats.columns import CERTAINTY_OPEN
from agreements.formats.typed import Json, is_empty


def too_general(draft: Draft) -> list[Advice]:
    """Tasks without a date, goals without a measure and money without a payer, counted."""
    found = []
    for clause_key, name in (
        ("rolverdeling", "taken"),
        ("eerste_stappen", "eerste_stappen"),
        ("participatie", "participatie_activiteiten"),
    ):
        undated = sum(is_empty(row.get("ready")) for row in draft.rows(name))
        if undated and used(draft, clause_key):
            message = _undated_words(name, undated) % {"count": undated}
            found.append(Advice("undated", Weight.GENERAL, clause_key, name, message))
    unmeasured = sum(is_empty(row.get("measure")) for row in draft.rows("doelen"))
    if unmeasured and used(draft, "doelen"):
        message = ngettext(
            "Bij %(count)d doel staat nog niet hoe je het ziet.",
            "Bij %(count)d doelen staat nog niet hoe je het ziet.",
            unmeasured,
        )
        found.append(
            Advice("unmeasured", Weight.GENERAL, "doelen", "doelen", message % {"count": unmeasured})
        )
    unpaid = sum(_nobody_pays(row) for row in draft.rows("kosten"))
    if unpaid and used(draft, "financiering"):
        message = ngettext(
            "Bij %(count)d bedrag staat nog niet wie betaalt.",
            "Bij %(count)d bedragen staat nog niet wie betaalt.",
            unpaid,
        )
        found.append(Advice("unpaid", Weight.GENERAL, "financiering", "kosten", message % {"count": unpaid}))
    return found


def _undated_words(name: str, count: int) -> str:
    if name == "eerste_stappen":
        return ngettext(
            "%(count)d eerste stap heeft nog geen datum.",
            "%(count)d eerste stappen hebben nog geen datum.",
            count,
        )
    if name == "participatie_activiteiten":
        return ngettext(
            "%(count)d activiteit in de buurt heeft nog geen datum.",
            "%(count)d activiteiten in de buurt hebben nog geen datum.",
            count,
        )
    return ngettext("%(count)d taak heeft nog geen datum.", "%(count)d taken hebben nog geen datum.", count)


def _nobody_pays(row: Mapping[str, Json]) -> bool:
    """Money that is openly still to be found is said honestly and not counted."""
    return is_empty(row.get("payer")) and row.get("certainty") != CERTAINTY_OPEN


def unused_words(definitions: Sequence[Mapping[str, Json]], text: str) -> list[str]:
    """Words that are explained but never used in the document."""
    words = [str(row.get("word", "")) for row in definitions]
    return [word for word in words if word and not re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE)]
