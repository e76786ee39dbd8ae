"""What happened in this file, as lines that this reader may read?"""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.history.linked import Headlines, Linked
from initiatives.history.sentences.table import SENTENCES
from initiatives.history.sentences.words import Told
from initiatives.models import Event, PlanItem
from initiatives.people.names import Names, party_name
from initiatives.policy import Viewer
from initiatives.room import topics
from initiatives.terms import Circle, EventKind
from samenspel import dutch

K = EventKind
# part of the address, what it says, the kinds in it; every kind stands in one group
GROUPS: tuple[tuple[str, Any, frozenset[EventKind]], ...] = (
    (
        "besluiten",
        gettext_lazy("Besluiten"),
        frozenset(
            {
                K.DECISION_PROPOSED,
                K.KEY_TURNED,
                K.KEY_CONTESTED,
                K.READING_ADDED,
                K.DECISION_CLOSED,
                K.PHASE_ENTERED,
                K.PAUSED,
                K.RESUMED,
                K.ENDED,
                K.DECISION_NOTED,
                K.KEY_HANDLED,
                K.REOPENED,
                K.PART_STARTED,
                K.PART_FINISHED,
                K.MINUTES_SETTLED,
            }
        ),
    ),
    (
        "doelen",
        gettext_lazy("Doelen en activiteiten"),
        frozenset(
            {
                K.GOAL_VIEWED,
                K.ITEM_ADDED,
                K.ITEM_CHANGED,
                K.ITEM_SKIPPED,
                K.EVIDENCE_ADDED,
                K.FORMAT_TAKEN,
                K.PRINCIPLES_CHANGED,
            }
        ),
    ),
    (
        "contact",
        gettext_lazy("Contact en bestanden"),
        frozenset({K.CONTACT_LOGGED, K.SHARED, K.UPLOAD_ADDED, K.UPLOAD_REMOVED}),
    ),
    (
        "overeenkomsten",
        gettext_lazy("Overeenkomsten"),
        frozenset(
            {
                K.AGREEMENT_STARTED,
                K.VERSION_PUBLISHED,
                K.AGREEMENT_STOPPED,
                K.PARTY_LEFT,
                K.PARTY_BACK,
                K.PARTY_ADDED,
                K.TEXT_PROPOSED,
                K.TEXT_ADOPTED,
                K.FORMAT_FOLLOWED,
                K.ARTICLE_FOLLOWED,
                K.ANNEX_ADDED,
                K.ANNEX_REMOVED,
                K.ANNEX_REPLACED,
                K.ARTICLES_EDITED,
                K.STANCE_GIVEN,
                K.BODY_DECIDED,
                K.SIGNABLE,
                K.SIGNER_NAMED,
                K.SHEET_ADDED,
                K.SHEET_RETURNED,
                K.SIGNED,
                K.SIGNING_DECLINED,
                K.SIGNING_TAKEN_UP,
                K.SIGNING_ENDED,
                K.IN_FORCE,
                K.RECEIVED,
                K.EVALUATION_PLANNED,
                K.EVALUATION_DUE,
                K.EVALUATION_HELD,
                K.TERM_NEARS,
                K.TERM_PASSED,
                K.NOTICE_GIVEN,
                K.NOTICE_TAKEN_BACK,
                K.AGREEMENT_ENDED,
                K.ENDING_READ,
                K.ARTICLE_PARKED,
                K.ARTICLE_RESUMED,
                K.MILESTONE_REACHED,
                K.PROMISED,
                K.PROMISE_NOTED,
                K.PROMISE_DAY_PASSED,
                K.PROMISE_WITHDRAWN,
                K.PROMISE_REPLACED,
                K.ELSEWHERE,
                K.IN_POLICY,
                K.FACT_RECORDED,
                K.SUMMARY_STARTED,
                K.SUMMARY_PUBLISHED,
                K.SUMMARY_TAKEN_DOWN,
                K.SUMMARY_BLANKED,
            }
        ),
    ),
    (
        "mensen",
        gettext_lazy("Mensen en gegevens"),
        frozenset(
            {
                K.OPENED,
                K.JOINED,
                K.LEFT,
                K.MERGED,
                K.ASSIGNED,
                K.UNASSIGNED,
                K.PROFILE_CHANGED,
                K.WORDS_BLANKED,
            }
        ),
    ),
)
WRITING = {K.FACT_RECORDED, K.ARTICLES_EDITED}


@dataclass
class Line:
    """One line of the timeline, as `_event.html` shows it."""

    event: Event
    side: str
    by: str
    told: Told
    circle: str
    times: int = 1

    @property
    def at(self) -> Any:
        return self.event.at

    @property
    def title(self) -> str:
        if self.times > 1:
            return _("%(count)s gegevens vastgelegd") % {"count": dutch.count_word(self.times).capitalize()}
        return self.told.title

    @property
    def text(self) -> str:
        return "" if self.times > 1 else self.told.text

    @property
    def url(self) -> str:
        return self.told.url


def tell(events: Iterable[Event], viewer: Viewer) -> list[Line]:
    """Events, newest first, as lines. Texts come along only as far as this reader may read them."""
    events = list(events)
    names = Names((e.actor_id, e.actor_organisation_id) for e in events if e.actor_id)
    return _lines(events, Linked(events, viewer), names)


def headlines(events: Iterable[Event], items: Iterable[PlanItem], viewer: Viewer) -> list[Line]:
    """The same lines without the words behind them, by first name: for a page that shows more than news."""
    events = list(events)
    return _lines(events, Headlines(events, items, viewer), Names(()))


def _lines(events: list[Event], linked: Linked, names: Names) -> list[Line]:
    lines: list[Line] = []
    for event in events:
        line = next((line for line in _latest(lines) if _same_writing(line.event, event)), None)
        if line is None:
            lines.append(_line(event, linked, names))
        elif event.kind == K.ARTICLES_EDITED:
            line.event = _with_articles_of(line.event, event)
            line.told = SENTENCES[K.ARTICLES_EDITED](line.event, linked)
        else:
            line.times += 1
    return lines


def _latest(lines: list[Line]) -> Iterator[Line]:
    """The newest line, and the one before when both tell of someone writing: an answer and the article that it changed."""
    yield from lines[:-2:-1]
    if lines and lines[-1].event.kind in WRITING:
        yield from lines[-2:-1]


def _with_articles_of(newer: Event, older: Event) -> Event:
    both = copy(newer)
    articles = dict.fromkeys([*newer.payload["articles"], *older.payload["articles"]])
    both.payload = {**newer.payload, "articles": list(articles)}
    return both


def _line(event: Event, linked: Linked, names: Names) -> Line:
    organisation = event.on_behalf_of or event.actor_organisation
    return Line(
        event=event,
        side=organisation.kind if organisation else "",
        by=_by(event, names),
        told=SENTENCES[EventKind(event.kind)](event, linked),
        circle="" if event.circle == Circle.EVERYONE else str(Circle(event.circle).label),
    )


def _by(event: Event, names: Names) -> str:
    who = names.of(event.actor, event.actor_organisation_id)
    if event.on_behalf_of:
        return _("%(who)s, vastgelegd namens %(party)s") % {
            "who": who,
            "party": party_name(event.on_behalf_of),
        }
    return who


def _same_writing(newer: Event, older: Event) -> bool:
    """Filling in an agreement leaves a row per answer and per article; a day of one person's writing is one line of each."""
    if newer.kind != older.kind or newer.kind not in WRITING:
        return False
    if newer.kind == K.ARTICLES_EDITED:
        same = newer.subject == older.subject
    else:
        same = all(event.subject.startswith("fact:") for event in (newer, older))
    return same and (
        newer.actor_id,
        dutch.local_date(newer.at),
        topics.of_fact(newer.payload.get("name", "")),
    ) == (older.actor_id, dutch.local_date(older.at), topics.of_fact(older.payload.get("name", "")))
