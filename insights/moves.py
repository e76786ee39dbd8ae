"""What else waits in one file beside the turns on the cards: for whom, since when, expected when?

By the rules of *Mijn werk*: what came back, requests and activities of the plan, and promises that everyone in the file
reads. So it is the same for every reader.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import Side
from initiatives.file_page import address
from initiatives.listing.turns import SIDES_OF
from initiatives.models import Collaboration, DecisionKey, PlanItem
from initiatives.people.names import party_name
from initiatives.terms import ItemKind, ItemState, Status
from insights.work import due_soon
from insights.work_decisions import called, still_there
from insights.work_promises import WORDS
from insights.work_room import unanswered
from promises.asking import read_due
from samenspel import dutch

A_SIDE, MORE = 3, 20  # lines that are shown
SIDES = (Side.MUNICIPALITY, Side.INITIATIVE, Side.PARTNER, Side.SUPPORT)


@dataclass(frozen=True)
class Move:
    """One thing that waits: for which sides, called who, what they are to do."""

    sides: tuple[str, ...]
    who: str
    text: str
    url: str
    since: date | None = None
    expected_on: date | None = None
    note: str = ""

    @property
    def when(self) -> str:
        """*sinds 3 november, verwacht op 12 november*"""
        said = [dutch.since(self.since)] if self.since else []
        if self.expected_on:
            late = self.expected_on < timezone.localdate()
            words = _("het plan was %(day)s") if late else _("verwacht op %(day)s")
            said.append(words % {"day": dutch.short_date(self.expected_on)})
        return ", ".join(said)


@dataclass(frozen=True)
class Moves:
    """What lies longest at each side stands open, the rest folds away."""

    first: list[Move]
    rest: list[Move]


def planned() -> Q:
    """The items of the plan at which somebody is to move; read along with the others of the page."""
    today = timezone.localdate()
    return due_soon(today) | unanswered(today)


def moves_of(
    collaboration: Collaboration, *, returned: Iterable[DecisionKey], known: Any, items: Iterable[Any]
) -> Moves:
    """In the order of the sides, what lies longest first. A paused or ended file asks nothing."""
    if collaboration.status != Status.ACTIVE:
        return Moves([], [])
    moves = [
        *_returned(collaboration, returned),
        *_in_the_plan(collaboration, items),
        *_promises(collaboration, known),
    ]
    far = timezone.localdate()
    moves.sort(key=lambda m: (SIDES.index(Side(m.sides[0])), m.since or m.expected_on or far))
    first = [move for side in SIDES for move in [m for m in moves if m.sides[0] == side][:A_SIDE]]
    return Moves(first, [move for move in moves if move not in first][:MORE])


def _returned(collaboration: Collaboration, keys: Iterable[DecisionKey]) -> Iterator[Move]:
    """What came back waits for who proposed it."""
    for key in keys:
        decision, party = key.decision, key.decision.by_organisation
        if still_there(decision, collaboration):
            yield Move(
                (party.kind,),
                capfirst(party_name(party)),
                _("kijkt wat er nog nodig is voor %(what)s") % {"what": called(decision)},
                address("initiatives:decision", decision.uuid),
                dutch.local_date(key.at or decision.created_at),
            )


def _in_the_plan(collaboration: Collaboration, items: Iterable[Any]) -> Iterator[Move]:
    """items: marked by `items_of` when `planned` says so."""
    for item in (item for item in items if item.waits):
        if item.kind == ItemKind.REQUEST:
            yield _request(collaboration, item)
        elif sides := tuple(SIDES_OF.get(item.actor, ())):
            yield Move(
                sides,
                _("Samen") if len(sides) > 1 else _name(collaboration, sides[0], item),
                _("maakt “%(title)s” af") % {"title": item.title}
                if item.state == ItemState.DOING
                else _("begint aan “%(title)s”") % {"title": item.title},
                address("initiatives:item", item.uuid),
                expected_on=item.due_on,
            )


def _request(collaboration: Collaboration, item: PlanItem) -> Move:
    promised = item.stage == "promised"
    words = _("levert “%(title)s”") if promised else _("geeft antwoord op de vraag “%(title)s”")
    return Move(
        (Side.MUNICIPALITY,),
        _name(collaboration, Side.MUNICIPALITY),
        words % {"title": item.title},
        address("initiatives:ladder-item", item.uuid),
        dutch.local_date(item.created_at),
        item.due_on if promised else None,
    )


def _promises(collaboration: Collaboration, known: Any) -> Iterator[Move]:
    """What each side is to do soon, or was to: the first of them, and how many more. known: a row with `due_in_file`."""
    for asked in read_due(known):
        url, note = address("promises:promise", UUID(asked.uuid)), ""
        if asked.n > 1:
            url = address("promises:register", collaboration.uuid)
            more = ngettext("Net als nog één toezegging.", "Net als nog %(n)s toezeggingen.", asked.n - 1)
            note = more % {"n": dutch.count_word(asked.n - 1)}
        yield Move(
            (asked.giver.kind,),
            capfirst(party_name(asked.giver)),
            _("zegde toe: “%(what)s”") % {"what": Truncator(asked.what).chars(WORDS)},
            url,
            asked.said_on,
            asked.due_on,
            note,
        )


def _name(collaboration: Collaboration, side: str, item: PlanItem | None = None) -> str:
    if item and item.partner_id:
        return capfirst(item.who)
    parties = {
        Side.MUNICIPALITY: collaboration.municipality.organisation,
        Side.INITIATIVE: collaboration.initiative.organisation,
    }
    party = parties.get(Side(side))
    return capfirst(party_name(party)) if party else _("Een partner")
