"""Whose approval does a change of annexes cost? They are text of the article that lists them, and others refer to them."""

from collections.abc import Collection

from agreements.annexes.fields import CLAUSE, FILLED_BY
from agreements.annexes.forms import Way
from agreements.draft_page import DraftPage
from agreements.models import Annex, Article
from agreements.terms import AnnexKind


def of_adding(page: DraftPage, way: Way) -> list[dict[str, str]]:
    """Per article whose approval goes; `only_if`: the kind of annex that must be chosen for that."""
    kinds = way.kinds or (AnnexKind.PROJECT_PLAN,)
    empty = [name for name, kind in FILLED_BY.items() if kind in kinds and not page.draft.values.get(name)]
    certain = len(way.kinds) == 1
    return _costs(page, empty, certain=certain)


def of_change(page: DraftPage, annex: Annex, *, gone: bool = False) -> list[dict[str, str]]:
    """Its own article; and when it goes, those that refer to it."""
    meant = [
        variable.name
        for variable in page.draft.format.variables.values()
        if gone and variable.type == "document" and page.draft.values.get(variable.name) == annex.key
    ]
    return _costs(page, meant, certain=True)


def _costs(page: DraftPage, names: Collection[str], *, certain: bool) -> list[dict[str, str]]:
    reasons: dict[str, str] = {CLAUSE: ""}
    for name in names:
        if name in page.asked:
            reasons.setdefault(page.asked[name], "" if certain else str(FILLED_BY[name].label))
    articles: dict[str, Article] = {a.clause_key: a for a in page.draft.articles if a.clause_key in reasons}
    costs = page.costs(articles.values())
    return [
        {"title": article.title, "who": costs[article.pk], "only_if": reasons[key]}
        for key, article in articles.items()
        if article.pk in costs
    ]
