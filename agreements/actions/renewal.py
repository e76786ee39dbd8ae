"""What happens when a draft takes over something of a newer version of its format, or leaves it?

Each choice takes the agreement's row first, so the second of two people who choose at once sees what the first chose.
"""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from agreements.actions.drafts import fill
from agreements.actions.rules import hold_open
from agreements.draft import Draft
from agreements.formats import published
from agreements.formats.published import SharedFormat
from agreements.models import Agreement, Article, Format
from agreements.renewal import News, renewal_of
from agreements.settling.keeping import keep_hashes
from agreements.terms import ArticleState, Stage
from contacts.models import Person
from initiatives.history import timeline
from initiatives.models import Participation
from initiatives.terms import Circle, EventKind
from samenspel.errors import DomainError, StaleRevision
from samenspel.frozen import Moment


@transaction.atomic
def take_over(
    agreement: Agreement, news: News, newest: Format, *, revision: int, by: Person, seat: Participation
) -> None:
    """The draft follows the new version in this one article; its own wording gives way."""
    current = hold_open(agreement)
    if news.article is None:
        _add(current, news, newest)
    elif news.clause is None:
        _must_be_alone(current)
        reason = _("Staat niet meer in versie %(number)d van het format.") % {"number": newest.number}
        _update(current, news, newest, revision, state=ArticleState.DROPPED, drop_reason=reason)
    else:
        _update(current, news, newest, revision, title=news.clause.title, own_text="", format=newest)
        fill(current, _as_it_reads(current), [news.key])
    if current.stage == Stage.SHARED:  # all parties read that it reads otherwise from here on
        keep_hashes(current)
        _tell(current, EventKind.ARTICLE_FOLLOWED, newest, by, seat, article=news.key)
    _close_when_done(current, newest, by, seat)


@transaction.atomic
def leave(
    agreement: Agreement, news: News, newest: Format, *, revision: int, by: Person, seat: Participation
) -> None:
    """The article keeps the text that it has; what is new stays out, and can come in later."""
    current = hold_open(agreement)
    if news.article is None:
        reason = _("Nieuw in versie %(number)d van het format. Jullie kozen er niet voor.")
        dropped = {"state": ArticleState.DROPPED, "drop_reason": reason % {"number": newest.number}}
        _add(current, news, newest, **dropped)
    else:
        kept = news.article.format_id or current.format_id
        _update(current, news, newest, revision, format=kept)
    _close_when_done(current, newest, by, seat)


@transaction.atomic
def close(agreement: Agreement, newest: Format, *, by: Person, seat: Participation) -> None:
    """Nothing left to choose: from here on the draft follows the new version."""
    current = hold_open(agreement)
    if current.format_id == newest.pk:
        return  # pressed twice
    if renewal_of(Draft(current), newest).open:
        raise DomainError(_("Er is nog iets om te bekijken. Kies eerst wat jullie ermee doen."))
    _follow(current, newest)
    _tell(current, EventKind.FORMAT_FOLLOWED, newest, by, seat)


def _tell(
    agreement: Agreement, kind: EventKind, newest: Format, by: Person, seat: Participation, **facts: str
) -> None:
    timeline.record(
        agreement.collaboration,
        kind,
        by=by,
        organisation=seat.organisation,
        subject=agreement,
        payload={"number": newest.number, "form": agreement.form, **facts},
        holds=[Moment(newest, "used")],
        circle=Circle.EVERYONE if agreement.stage == Stage.SHARED else Circle.WITH_COACH,
        owner=agreement.drafted_by_org,
    )


def _follow(agreement: Agreement, newest: Format) -> None:
    """What reads as the new version does follows it; what stands in it no more keeps the text that it had."""
    before, now = published.by_id(agreement.format_id), published.by_id(newest.pk)
    articles = agreement.articles.all()
    stays = [key for key in before.clauses if key not in now.clauses]
    articles.filter(format=None, clause_key__in=stays).update(format=agreement.format_id)
    articles.filter(format=newest).update(format=None)
    articles.update(looked_at=None)
    Agreement.objects.filter(pk=agreement.pk).update(format=newest, revision=F("revision") + 1)
    agreement.format = newest
    for article in articles.filter(format=None, state=ArticleState.DROPPED, clause_key__in=now.clauses):
        articles.filter(pk=article.pk).update(title=now.clauses[article.clause_key].title)
    fill(agreement, _as_it_reads(agreement), [a.clause_key for a in articles if a.clause_key in now.clauses])


def _close_when_done(agreement: Agreement, newest: Format, by: Person, seat: Participation) -> None:
    if not renewal_of(Draft(agreement), newest).news:
        close(agreement, newest, by=by, seat=seat)


def _as_it_reads(agreement: Agreement) -> SharedFormat:
    return published.of(agreement)


def _add(agreement: Agreement, news: News, newest: Format, **values: Any) -> None:
    """Behind the article that it follows in the new version."""
    _must_be_alone(agreement)
    now = published.by_id(newest.pk)
    if agreement.articles.filter(clause_key=news.key).exists():
        return  # somebody else chose at the same moment
    rows = list(agreement.articles.all())
    order = now.in_order(now.clauses)
    earlier = set(order[: order.index(news.key)])
    place = max((number for number, row in enumerate(rows, 1) if row.clause_key in earlier), default=0)
    added = Article.objects.create(
        agreement=agreement,
        clause_key=news.key,
        order=0,
        title=now.clauses[news.key].title,
        format=newest,
        looked_at=newest,
        **values,
    )
    rows.insert(place, added)
    for number, row in enumerate(rows, 1):
        row.order = number
    Article.objects.bulk_update(rows, ["order"])
    fill(agreement, _as_it_reads(agreement), [news.key])


def _must_be_alone(agreement: Agreement) -> None:
    if agreement.stage != Stage.PREPARING:
        raise DomainError(_("Alle partijen lezen dit stuk al. Stel het voor bij het bespreken."))


def _update(agreement: Agreement, news: News, newest: Format, revision: int, **values: Any) -> None:
    article = Article.objects.filter(agreement=agreement, clause_key=news.key, revision=revision)
    if not article.update(revision=F("revision") + 1, looked_at=newest, **values):
        raise StaleRevision(
            _("Iemand anders veranderde dit artikel net. Hieronder staat wat er nu staat. Kies opnieuw."),
            current=agreement.articles.get(clause_key=news.key),
        )
