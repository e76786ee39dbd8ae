"""Does the newest agreement speak about the four things every collaboration needs: roles, planning, money, meetings?

Also without money: an agreement that says that there is none yet, says enough.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import JSONField, OuterRef, Subquery

from agreements.formats.typed import is_empty
from agreements.models import Agreement, Article, FieldValue
from agreements.terms import ArticleState
from initiatives.models import Collaboration

# What it is about -> article -> the fields of which one says something about it.
BASICS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "roles": {"rolverdeling": ("taken",)},
    "planning": {
        "eerste_stappen": ("eerste_stappen",),
        "plan_van_aanpak": ("werksporen",),
        "planning": ("mijlpalen",),
        "beslismomenten": ("beslismomenten",),
    },
    "money": {"financiering": ("kosten", "eigen_kosten")},
    "meetings": {"overlegstructuur": ("overleggen",)},
}
FIELDS = sorted({name for articles in BASICS.values() for names in articles.values() for name in names})


@dataclass(frozen=True)
class Basics:
    """The newest agreement that this reader sees, and which of the four it speaks about."""

    agreement: Agreement
    covered: frozenset[str]


def basics_of(user: Any, collaboration: Collaboration) -> Basics | None:
    """One query; None while there is no agreement with articles."""
    newest = (
        Agreement.objects.visible_to(user)
        .running()
        .filter(collaboration=collaboration, format__isnull=False)
        .order_by("-pk")
    )
    articles = [key for about in BASICS.values() for key in about]
    found = list(
        Article.objects.filter(agreement=Subquery(newest.values("pk")[:1]))
        .exclude(state=ArticleState.DROPPED)
        .filter(clause_key__in=[*articles, *_ALWAYS])
        .annotate(**{f"said_{name}": _value_of(name) for name in FIELDS})
        .select_related("agreement")
    )
    if not found:
        return None
    there = {article.clause_key: article for article in found}
    covered = {
        basic
        for basic, about in BASICS.items()
        if any(_says(there[key], names) for key, names in about.items() if key in there)
    }
    return Basics(found[0].agreement, frozenset(covered))


_ALWAYS = ("partijen", "ondertekening")  # so that an agreement without any of the four is still found


def _value_of(name: str) -> Subquery:
    value = FieldValue.objects.filter(agreement=OuterRef("agreement"), variable=name)
    return Subquery(value.values("value")[:1], output_field=JSONField())


def _says(article: Article, names: tuple[str, ...]) -> bool:
    return bool(article.own_text) or any(not is_empty(getattr(article, f"said_{name}")) for name in names)
