"""How sure can each promise be: who does what, when, and is it too far away to be that precise?

What is near should name who and when. What lies far ahead had better name a direction, and the moment to sharpen it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.advising import Advice, Draft, Weight, used
from agreements.formats.typed import Json, is_empty

NEAR = 6  # months: the first steps
FAR = 24  # months: further than a phase reaches
# Tables of promises: the article, the table, and the columns that say what, who and when.
PROMISES = (
    ("eerste_stappen", "eerste_stappen", "task", "who", "ready"),
    ("rolverdeling", "taken", "task", "who", "ready"),
    ("plan_van_aanpak", "werksporen", "result", "lead", "to"),
    ("planning", "mijlpalen", "milestone", "who", "date"),
    ("participatie", "participatie_activiteiten", "task", "who", "ready"),
    ("opdracht_prestatie", "oplevering", "milestone", "who", "date"),
    ("up_keuze", "maatregelen", "task", "who", "ready"),
)
# Where a moment to look again is written down, the first that the document holds.
MOMENTS = (("evaluatie", "eerste_evaluatie"), ("eerste_stappen", "eerste_terugblik"))


class Sure(StrEnum):
    FIRM = "firm"  # near, with who and when
    PLANNED = "planned"  # within this phase, with who and when
    DIRECTION = "direction"  # far away, and said as such
    VAGUE = "vague"  # nobody knows yet who, or when
    TOO_PRECISE = "too_precise"  # a day, further away than anyone can see


# What wants attention first.
WORDS: Mapping[Sure, str | Lazy] = {
    Sure.VAGUE: _("Nog te algemeen: zeg wie het doet en wanneer"),
    Sure.TOO_PRECISE: _("Heel precies voor zo ver weg"),
    Sure.FIRM: _("Stevig: wie en wanneer staan vast"),
    Sure.PLANNED: _("Gepland voor deze fase"),
    Sure.DIRECTION: _("Een richting voor later"),
}


@dataclass(frozen=True)
class Promise:
    clause_key: str
    variable: str
    row: int
    what: str
    who: Json
    when: str
    sure: Sure


def promises(draft: Draft, today: date) -> list[Promise]:
    """Every promise of the articles in this document, in their order."""
    return list(_promises(draft, today))


def _promises(draft: Draft, today: date) -> Iterator[Promise]:
    for clause_key, table, what, who, when in PROMISES:
        if not used(draft, clause_key):
            continue
        for number, row in enumerate(draft.rows(table)):
            if is_empty(row.get(what)):
                continue
            day = str(row.get(when) or "")
            sure = how_sure(row.get(who), day, today)
            yield Promise(clause_key, table, number, str(row[what]), row.get(who), day, sure)


def how_sure(who: Json, when: str, today: date) -> Sure:
    """`when` is a day, a month (2027-03) or words such as “doorlopend”."""
    if is_empty(who) or not when.strip():
        return Sure.VAGUE
    ahead = months_ahead(when, today)
    if ahead is None:
        return Sure.PLANNED
    if ahead > FAR:
        return Sure.TOO_PRECISE if len(when) == len("2027-03-01") else Sure.DIRECTION
    return Sure.FIRM if ahead <= NEAR else Sure.PLANNED


def months_ahead(when: str, today: date) -> int | None:
    year, _dash, rest = when.partition("-")
    if len(year) != 4 or not year.isdecimal() or not rest[:2].isdecimal():
        return None
    return (int(year) - today.year) * 12 + int(rest[:2]) - today.month


def far_away(draft: Draft, today: date) -> list[Advice]:
    """Promises that are more precise than anyone can be, with the place to plan a moment for them."""
    precise = [p for p in promises(draft, today) if p.sure == Sure.TOO_PRECISE]
    if not precise:
        return []
    message = ngettext(
        "%(count)d afspraak noemt een dag, maar is nog ver weg. Een maand is eerlijker.",
        "%(count)d afspraken noemen een dag, maar zijn nog ver weg. Een maand is eerlijker.",
        len(precise),
    )
    found = [
        Advice(
            "far_away",
            Weight.GENERAL,
            precise[0].clause_key,
            precise[0].variable,
            message % {"count": len(precise)},
        )
    ]
    return found + _moment(draft)


def _moment(draft: Draft) -> list[Advice]:
    """Without a planned moment, what is far away stays as vague as it is."""
    offered = [(key, name) for key, name in MOMENTS if used(draft, key)] or [MOMENTS[0]]
    if any(used(draft, key) and draft.has(name) for key, name in MOMENTS):
        return []
    clause_key, name = offered[0]
    message = str(_("Plan het moment waarop jullie dat samen scherper maken."))
    return [Advice("sharpen", Weight.GENERAL, clause_key, name, message)]
