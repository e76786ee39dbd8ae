"""In which shared agreements does this user's party have articles to talk about?"""

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.terms import Stage
from contacts.models import Side
from initiatives.file_page import address
from insights.desk import Desk, DeskFile
from insights.work_item import ANSWER, WorkItem
from samenspel import dutch

PARTIES = {Side.MUNICIPALITY, Side.INITIATIVE}


def settling(desk: Desk) -> Iterator[WorkItem]:
    """Somebody recorded what this party decided on paper and it has not said so itself; somebody's text waits for
    an answer; another cannot agree and this party has the word; an article was reworded
    after it spoke; or it said nothing yet."""
    for agreement in desk.agreements:
        file = desk.by_id.get(agreement.collaboration_id)
        if file and agreement.stage == Stage.SHARED and file.works and file.sides & PARTIES:
            yield from _recorded(file, agreement)
            yield from _asked(file, agreement)


def _recorded(file: DeskFile, agreement: Any) -> Iterator[WorkItem]:
    if not agreement.recorded:
        return
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
    since = dutch.local_date(agreement.recorded_at)
    yield WorkItem(file, ANSWER, words % facts, since, _("Kijk of het klopt"), url, kind="turn")


def _asked(file: DeskFile, agreement: Any) -> Iterator[WorkItem]:
    form = capfirst(str(agreement.called))
    url = address("agreements:settle", agreement.uuid)
    since = dutch.local_date(agreement.newest_at or agreement.created_at)
    if waiting := agreement.unanswered:
        words = ngettext(
            "%(form)s: bij één artikel ligt een voorstel van een ander.",
            "%(form)s: bij %(n)s artikelen ligt een voorstel van een ander.",
            waiting,
        )
        text = words % {"form": form, "n": dutch.count_word(waiting)}
        yield WorkItem(file, ANSWER, text, since, _("Lees en antwoord"), url, kind="turn")
    elif refused := agreement.refused:
        words = ngettext(
            "%(form)s: bij één artikel is een ander nog niet akkoord. Stel jij andere woorden voor?",
            "%(form)s: bij %(n)s artikelen is een ander nog niet akkoord. Stel jij andere woorden voor?",
            refused,
        )
        text = words % {"form": form, "n": dutch.count_word(refused)}
        yield WorkItem(file, ANSWER, text, since, _("Lees wat er nodig is"), url, kind="turn")
    elif changed := agreement.changed:
        words = ngettext(
            "%(form)s: bij één artikel is de tekst een andere dan waarover jullie spraken.",
            "%(form)s: bij %(n)s artikelen is de tekst een andere dan waarover jullie spraken.",
            changed,
        )
        text = words % {"form": form, "n": dutch.count_word(changed)}
        yield WorkItem(file, ANSWER, text, since, _("Lees wat er veranderde"), url, kind="turn")
    elif agreement.unsaid:
        words = ngettext(
            "%(form)s: van één artikel zeiden jullie nog niet wat je ervan vindt.",
            "%(form)s: van %(n)s artikelen zeiden jullie nog niet wat je ervan vindt.",
            agreement.unsaid,
        )
        text = words % {"form": form, "n": dutch.count_word(agreement.unsaid)}
        yield WorkItem(file, ANSWER, text, since, _("Bespreek de artikelen"), url, kind="turn")
