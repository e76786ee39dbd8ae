"""In which shared agreements does this user's party have articles to talk about?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.models import Agreement
from agreements.terms import Stage
from initiatives.file_page import address
from initiatives.terms import Status
from insights.desk import Desk
from insights.work_item import ANSWER, WorkItem, named
from samenspel import dutch


def settling(desk: Desk) -> Iterator[WorkItem]:
    """Somebody recorded what this party decided on paper and it has not said so itself; somebody's text waits for
    an answer; another cannot agree and this party has the word; an article was reworded
    after it spoke; or it said nothing yet. The same for every party, a partner too."""
    shared: list[Any] = [agreement for agreement in desk.agreements if agreement.stage == Stage.SHARED]
    for agreement in shared:
        if agreement.names_us and agreement.collaboration.status == Status.ACTIVE:
            for ask in filter(None, (_recorded(agreement), _asked(agreement))):
                yield _item(desk, agreement, ask)


@dataclass(frozen=True)
class Ask:
    """What settling one agreement asks of this party, where it answers, and since when."""

    text: str
    action: str
    url: str
    since: date


def _item(desk: Desk, agreement: Agreement, ask: Ask) -> WorkItem:
    file = desk.by_id.get(agreement.collaboration_id)
    return WorkItem(
        weight=ANSWER,
        reason=ask.text,
        since=ask.since,
        action=ask.action,
        action_url=ask.url,
        kind="turn",
        **named(file, agreement, ask.since),
    )


def _recorded(agreement: Any) -> Ask | None:
    if not agreement.recorded:
        return None
    words = ngettext(
        "%(form)s: %(who)s legde namens jullie vast wat jullie op papier besloten over één artikel. Klopt dit?",
        "%(form)s: %(who)s legde namens jullie vast wat jullie op papier besloten over %(n)s artikelen. Klopt dit?",
        agreement.recorded,
    )
    facts = {
        "form": capfirst(str(agreement.called)),
        "who": dutch.first_name(agreement.recorder),
        "n": dutch.count_word(agreement.recorded),
    }
    url = address("agreements:settle", agreement.uuid)
    if agreement.recorded == 1:
        url = address("agreements:settle-article", agreement.uuid, agreement.recorded_article)
    return Ask(words % facts, _("Kijk of het klopt"), url, dutch.local_date(agreement.recorded_at))


def _asked(agreement: Any) -> Ask | None:
    def said(words: str, count: int, action: str) -> Ask:
        text = words % {"form": capfirst(str(agreement.called)), "n": dutch.count_word(count)}
        since = dutch.local_date(agreement.newest_at or agreement.created_at)
        return Ask(text, action, address("agreements:settle", agreement.uuid), since)

    if waiting := agreement.unanswered:
        words = ngettext(
            "%(form)s: bij één artikel ligt een voorstel van een ander.",
            "%(form)s: bij %(n)s artikelen ligt een voorstel van een ander.",
            waiting,
        )
        return said(words, waiting, _("Lees en antwoord"))
    if refused := agreement.refused:
        words = ngettext(
            "%(form)s: bij één artikel is een ander nog niet akkoord. Stel jij andere woorden voor?",
            "%(form)s: bij %(n)s artikelen is een ander nog niet akkoord. Stel jij andere woorden voor?",
            refused,
        )
        return said(words, refused, _("Lees wat er nodig is"))
    if changed := agreement.changed:
        words = ngettext(
            "%(form)s: bij één artikel is de tekst een andere dan waarover jullie spraken.",
            "%(form)s: bij %(n)s artikelen is de tekst een andere dan waarover jullie spraken.",
            changed,
        )
        return said(words, changed, _("Lees wat er veranderde"))
    if agreement.unsaid:
        words = ngettext(
            "%(form)s: van één artikel zeiden jullie nog niet wat je ervan vindt.",
            "%(form)s: van %(n)s artikelen zeiden jullie nog niet wat je ervan vindt.",
            agreement.unsaid,
        )
        return said(words, agreement.unsaid, _("Bespreek de artikelen"))
    return None
