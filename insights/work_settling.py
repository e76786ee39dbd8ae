"""In which shared agreements does this user's party have articles to talk about?"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.models import Stance
from agreements.settling.answering import asked_for
from agreements.terms import Asks, Stage
from initiatives.file_page import address
from initiatives.terms import Status
from insights.desk import Desk
from insights.work_item import ANSWER, ANSWER_BY, WorkItem, named
from samenspel import dutch


def settling(desk: Desk) -> Iterator[WorkItem]:
    """Somebody recorded what this party decided on paper and it has not said so itself; somebody's text waits for
    an answer; another cannot agree and this party has the word; an article was reworded
    after it spoke; or it said nothing yet. The same for every party, a partner too."""
    shared = [
        agreement
        for agreement in desk.agreements
        if agreement.stage == Stage.SHARED and agreement.collaboration.status == Status.ACTIVE
    ]
    recorded = _last_recorded(desk, [row for row in shared if desk.asked_about(row, Asks.RECORDED)])
    for agreement in shared:
        if stance := recorded.get(agreement.pk):
            yield _recorded(desk, agreement, stance)
        if item := _asked(desk, agreement):
            yield item


def _last_recorded(desk: Desk, agreements: list[Any]) -> dict[int, Stance]:
    """Per agreement what was recorded last for this party of a text as it is now: one query, when there is any."""
    if not agreements:
        return {}
    said = Stance.objects.filter(
        article__agreement__in=agreements,
        party__organisation__in=desk.speaks_for,
        text_hash=F("article__text_hash"),
        on_paper=True,
    )
    rows = said.select_related("recorded_by", "article").order_by("pk")
    return {stance.article.agreement_id: stance for stance in rows}


def _recorded(desk: Desk, agreement: Any, last: Any) -> WorkItem:
    about = desk.asked_about(agreement, Asks.RECORDED)
    words = ngettext(
        "%(form)s: %(who)s legde namens jullie vast wat jullie op papier besloten over één artikel. Klopt dit?",
        "%(form)s: %(who)s legde namens jullie vast wat jullie op papier besloten over %(n)s artikelen. Klopt dit?",
        len(about),
    )
    facts = {
        "form": capfirst(str(agreement.called)),
        "who": dutch.first_name(last.recorded_by.name),
        "n": dutch.count_word(len(about)),
    }
    url = address("agreements:settle", agreement.uuid)
    if len(about) == 1:
        url = address("agreements:settle-article", agreement.uuid, about[0])
    since = dutch.local_date(last.created_at)
    return _item(desk, agreement, words % facts, since, _("Kijk of het klopt"), url)


def _asked(desk: Desk, agreement: Any) -> WorkItem | None:
    """The reason that asks most, with how many articles it is about."""
    for reason, (words, button) in WORDS.items():
        if about := len(desk.asked_about(agreement, reason)):
            text = words(about) % {"form": capfirst(str(agreement.called)), "n": dutch.count_word(about)}
            since = dutch.local_date(agreement.newest_at or agreement.created_at)
            url = address("agreements:settle", agreement.uuid)
            by = desk.answer_by(agreement) if reason == Asks.UNANSWERED else None
            return _item(desk, agreement, text, since, str(button), url, by=by)
    return None


def _item(
    desk: Desk, agreement: Any, reason: str, since: date, action: str, url: str, *, by: date | None = None
) -> WorkItem:
    """`by`: before when another would like an answer; those come first, by their day."""
    return WorkItem(
        weight=ANSWER_BY if by else ANSWER,
        reason=reason,
        since=by or since,
        action=action,
        action_url=url,
        kind="turn",
        **named(desk.by_id.get(agreement.collaboration_id), agreement, since, asked_for(by) if by else ""),
    )


def _unanswered(count: int) -> str:
    return ngettext(
        "%(form)s: bij één artikel ligt een voorstel van een ander.",
        "%(form)s: bij %(n)s artikelen ligt een voorstel van een ander.",
        count,
    )


def _refused(count: int) -> str:
    return ngettext(
        "%(form)s: bij één artikel is een ander nog niet akkoord. Stel jij andere woorden voor?",
        "%(form)s: bij %(n)s artikelen is een ander nog niet akkoord. Stel jij andere woorden voor?",
        count,
    )


def _changed(count: int) -> str:
    return ngettext(
        "%(form)s: bij één artikel is de tekst een andere dan waarover jullie spraken.",
        "%(form)s: bij %(n)s artikelen is de tekst een andere dan waarover jullie spraken.",
        count,
    )


def _unsaid(count: int) -> str:
    return ngettext(
        "%(form)s: van één artikel zeiden jullie nog niet wat je ervan vindt.",
        "%(form)s: van %(n)s artikelen zeiden jullie nog niet wat je ervan vindt.",
        count,
    )


WORDS: Mapping[Asks, tuple[Callable[[int], str], Any]] = {
    Asks.UNANSWERED: (_unanswered, gettext_lazy("Lees en antwoord")),
    Asks.REFUSED: (_refused, gettext_lazy("Lees wat er nodig is")),
    Asks.CHANGED: (_changed, gettext_lazy("Lees wat er veranderde")),
    Asks.UNSAID: (_unsaid, gettext_lazy("Bespreek de artikelen")),
}
