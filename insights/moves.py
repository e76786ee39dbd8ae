"""What waits for whom in one file, since when, and expected when? By the rules of *Mijn werk*, for everyone who reads it.

Nothing here is for one reader only: decisions, the plan, and promises that everyone in the file reads; of agreements
what the reader was given. What a side is asked already stands on its card, so that is not said twice.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.signing.rows import lying
from agreements.terms import Stage
from contacts.models import Side
from initiatives.file_page import address
from initiatives.listing.turns import SIDES_OF
from initiatives.models import Collaboration, DecisionKey, PlanItem
from initiatives.people.names import party_name
from initiatives.terms import DecisionState, ItemKind, ItemState, Status
from insights.work import due_soon
from insights.work_decisions import called, still_there, to_turn, what_waits
from insights.work_promises import WORDS
from insights.work_room import unanswered
from insights.work_settling import PARTIES, asked_of
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
    user: Any,
    collaboration: Collaboration,
    *,
    keys: Collection[DecisionKey],
    known: Any,
    items: Iterable[Any],
    agreements: Iterable[Any],
    said: Iterable[tuple[str, str]],
) -> Moves:
    """In the order of the sides, what lies longest first. said: what stands on the cards, as (side, address)."""
    found = list(_decisions(user, keys))
    if collaboration.status == Status.ACTIVE:
        found += [
            *_returned(collaboration, keys),
            *_in_the_plan(collaboration, items),
            *_promises(collaboration, known),
        ]
        found += [*_settling(collaboration, agreements), *_signing(agreements)]
    on_cards = set(said)
    moves = [move for move in found if not all((side, move.url) in on_cards for side in move.sides)]
    far = timezone.localdate()
    moves.sort(key=lambda m: (SIDES.index(Side(m.sides[0])), m.since or m.expected_on or far))
    first = [move for side in SIDES for move in [m for m in moves if m.sides[0] == side][:A_SIDE]]
    return Moves(first, [move for move in moves if move not in first][:MORE])


def _decisions(user: Any, keys: Iterable[DecisionKey]) -> Iterator[Move]:
    for key in to_turn(keys):  # a key that gave back has a verdict
        decision, party = key.decision, key.participation
        yield Move(
            (party.side,),
            capfirst(party_name(party.organisation)),
            _("beslist over %(what)s") % {"what": called(decision)},
            address("initiatives:decision", decision.uuid),
            dutch.local_date(decision.created_at),
            note=what_waits([key], user, decision.created_at).strip(),
        )


def _returned(collaboration: Collaboration, keys: Iterable[DecisionKey]) -> Iterator[Move]:
    """What came back waits for who proposed it."""
    for key in keys:
        decision, party = key.decision, key.decision.by_organisation
        if decision.state == DecisionState.RETURNED and still_there(decision, collaboration):
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
                _("Samen") if len(sides) > 1 else _name(collaboration, sides[0]),
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


def _settling(collaboration: Collaboration, agreements: Iterable[Any]) -> Iterator[Move]:
    for agreement in agreements:
        if agreement.stage != Stage.SHARED:
            continue
        for side in (side for side in SIDES if side in PARTIES):
            asks, n = asked_of(agreement, f"{side}_")
            if asks:
                facts = {"form": agreement.called, "n": dutch.count_word(n)}
                yield Move(
                    (side,),
                    _name(collaboration, side),
                    _articles(asks, n) % facts,
                    address("agreements:settle", agreement.uuid),
                    dutch.local_date(agreement.newest_at or agreement.created_at),
                )


def _articles(asks: str, n: int) -> str:
    if asks == "unanswered":
        return ngettext(
            "geeft antwoord bij één artikel van de %(form)s",
            "geeft antwoord bij %(n)s artikelen van de %(form)s",
            n,
        )
    if asks == "refused":
        return ngettext(
            "stelt andere woorden voor bij één artikel van de %(form)s",
            "stelt andere woorden voor bij %(n)s artikelen van de %(form)s",
            n,
        )
    return ngettext("bespreekt één artikel van de %(form)s", "bespreekt %(n)s artikelen van de %(form)s", n)


def _signing(agreements: Iterable[Any]) -> Iterator[Move]:
    """Each party that can sign now."""
    known = {agreement.pk: agreement for agreement in agreements}
    for lies in lying(known.values()):
        agreement = known[lies.version.agreement_id]
        parties = {spot.row.party for spot in lies.spots if lies.why_not(spot) is None}
        for party in sorted(parties, key=lambda party: party.pk):
            yield Move(
                (party.organisation.kind,),
                capfirst(party_name(party.organisation)),
                _("tekent de %(form)s") % {"form": agreement.called},
                address("agreements:signing", agreement.uuid),
                dutch.local_date(lies.version.at),
            )


def _name(collaboration: Collaboration, side: str) -> str:
    parties = {
        Side.MUNICIPALITY: collaboration.municipality.organisation,
        Side.INITIATIVE: collaboration.initiative.organisation,
    }
    party = parties.get(Side(side))
    return capfirst(party_name(party)) if party else _("Een partner")
