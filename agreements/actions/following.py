"""What happens when a gemeente takes over something of a newer shared format, or sets it aside?

Taking over writes in a draft of its own, article by article; only publishing that makes it count. What is set aside is
kept with who said so and when.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.actions.formats import STALE, last_order, make_draft, number_articles, only_draft, save
from agreements.formats.clauses import names
from agreements.formats.kinds import DocumentKind
from agreements.formats.tables import CLAUSE, COLUMNS
from agreements.maintaining.changes import stamp
from agreements.maintaining.following import Following, News
from agreements.models import Clause, Format, SetAside, Variable
from contacts.models import Person
from samenspel.errors import StaleRevision


@transaction.atomic
def take_over(following: Following, chosen: Iterable[tuple[News, str]]) -> Format:
    """Each article as the shared format has it now. Beside each: which own text the chooser saw."""
    own = following.format
    draft = make_draft(DocumentKind(own.document_kind), own.owner_org_id)
    only_draft(draft)
    for news, seen in chosen:
        _take(draft, news, seen)
    number_articles(draft)
    return draft


def _take(draft: Format, news: News, seen: str) -> None:
    own = draft.clauses.filter(key=news.key).first()
    if seen != (stamp(own) if own else ""):
        raise StaleRevision(_(STALE), current=own)
    if news.shared is None:
        Clause.objects.filter(format=draft, key=news.key).delete()
        return
    values = {name: getattr(news.shared, name) for name in CLAUSE if name not in ("key", "order")}
    if own is None:
        place = _behind(draft, news.shared)
        Clause.objects.create(format=draft, key=news.key, order=place, **values)
    else:
        place = own.order if own.part == news.shared.part else last_order(draft) + 1
        save(own, seen, {**values, "order": place})
    _bring_fields(draft, news.shared)


def _behind(draft: Format, shared: Clause) -> int:
    """The order of the article that it follows in the shared format: rows of one order stand as they were made."""
    before = shared.format.clauses.filter(part=shared.part, order__lt=shared.order).order_by("-order")
    places = dict(draft.clauses.filter(part=shared.part).values_list("key", "order"))
    return next((places[row.key] for row in before if row.key in places), 0)


def _bring_fields(draft: Format, shared: Clause) -> None:
    """What the text asks, in the words of the shared format."""
    for field in Variable.objects.filter(format=shared.format_id, name__in=names(shared.text)):
        values: dict[str, Any] = {name: getattr(field, name) for name in COLUMNS}
        Variable.objects.update_or_create(format=draft, name=field.name, defaults=values)


@transaction.atomic
def set_aside(following: Following, chosen: Iterable[News], *, by: Person) -> None:
    """The own text stays. A later shared version of the same article is news again."""
    for news in chosen:
        SetAside.objects.get_or_create(
            owner_org=following.format.owner_org,
            shared=following.newest,
            clause_key=news.key,
            defaults={"by": by},
        )
