"""Which items climb a ladder, which rungs has it, and who takes which step?

A department that gets involved, a koppelkans that is cashed, a request for support that is answered. They are items of
the file like goals and activities, with their own rungs in `PlanItem.stage`, and they count nowhere among those.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from contacts.models import BOTH_SIDES, Side
from initiatives.terms import Actor, ItemKind, ItemState, Phase, Track

PARTIES = frozenset(BOTH_SIDES)
AT_TABLE = PARTIES | {Side.SUPPORT}
MUNICIPALITY = frozenset({Side.MUNICIPALITY})
WHOSE = _("Schrijf op wie de eigenaar is. Een afdeling of een organisatie is genoeg.")


@dataclass(frozen=True)
class Rung:
    code: str
    word: Any  # what is so now
    verb: Any  # on the button that gets there
    by: frozenset[Side]  # who takes this step, and who takes it back
    usual: Phase | None = None  # in which phase this is customary
    asks_owner: bool = False  # who reaches it says whose it is from then on


@dataclass(frozen=True)
class Ladder:
    kind: ItemKind
    slug: str
    name: Any
    plural: Any
    question: Any
    track: Track
    actor: Actor | str
    added_by: frozenset[Side]
    rungs: tuple[Rung, ...]
    no: Rung | None = None  # an answer that ends it, with a reason
    title_help: Any = ""

    @property
    def kept_by(self) -> frozenset[Side]:
        """Who changes its words and its date: who adds it, and who takes a step."""
        return self.added_by.union(*(rung.by for rung in self.rungs))

    def number(self, stage: str) -> int:
        """How far up: 0 at the foot; -1 when it ended otherwise."""
        return next((n for n, rung in enumerate(self.rungs) if rung.code == stage), -1)

    def at(self, stage: str) -> Rung:
        if self.no and stage == self.no.code:
            return self.no
        return self.rungs[max(self.number(stage), 0)]

    def asks_owner(self, stage: str, now: str) -> bool:
        """Who climbs to here says whose it is; who steps back to it does not."""
        return self.at(stage).asks_owner and self.number(stage) > self.number(now)

    def has_owner(self, stage: str) -> bool:
        return any(rung.asks_owner for rung in self.rungs[: self.number(stage) + 1])

    def up(self, stage: str) -> Rung | None:
        number = self.number(stage) + 1
        return self.rungs[number] if 0 < number < len(self.rungs) else None

    def down(self, stage: str) -> Rung | None:
        """The rung below; from a no back to the one before the answer."""
        number = self.number(stage)
        if number < 0:
            return self.rungs[0]
        return self.rungs[number - 1] if number else None

    def state_at(self, stage: str) -> ItemState:
        if self.no and stage == self.no.code:
            return ItemState.SKIPPED
        number = self.number(stage)
        return (
            ItemState.OPEN
            if number <= 0
            else ItemState.DONE
            if number == len(self.rungs) - 1
            else ItemState.DOING
        )

    def may_reach(self, stage: str, now: str, sides: Iterable[str]) -> bool:
        """One step at a time. Who takes a step, takes it back."""
        own = frozenset(sides)
        if self.no and stage == self.no.code:
            return self.number(now) in range(len(self.rungs) - 1) and bool(own & self.no.by)
        above, below = self.up(now), self.down(now)
        if above and stage == above.code:
            return bool(own & above.by)
        return bool(below and stage == below.code and own & self.at(now).by)


DEPARTMENT = Ladder(
    ItemKind.DEPARTMENT,
    "afdeling",
    _("Afdeling"),
    _("Afdelingen"),
    _("Welke afdelingen van de gemeente krijgen hiermee te maken, en hoe ver zijn zij aangehaakt?"),
    Track.MUNICIPAL_ALIGNMENT,
    Actor.MUNICIPALITY,
    MUNICIPALITY,
    (
        Rung("named", _("nog niet gesproken"), _("Nog niet gesproken"), MUNICIPALITY),
        Rung("knows", _("weet ervan"), _("Weet ervan"), MUNICIPALITY, Phase.STARTUP),
        Rung("heard", _("zorgen gehoord"), _("Zorgen gehoord"), MUNICIPALITY, Phase.ELABORATION),
        Rung("has_time", _("heeft tijd"), _("Heeft tijd"), MUNICIPALITY, Phase.ELABORATION),
        Rung("agrees", _("akkoord"), _("Is akkoord"), MUNICIPALITY, Phase.DEVELOPMENT),
        Rung("knows_task", _("weet wat te doen"), _("Weet wat te doen"), MUNICIPALITY, Phase.IMPLEMENTATION),
    ),
    title_help=_("Bijvoorbeeld: beheer openbare ruimte, vergunningen, financiën of het sociaal domein."),
)
LINKAGE = Ladder(
    ItemKind.LINKAGE,
    "koppelkans",
    _("Koppelkans"),
    _("Koppelkansen"),
    _("Wat kan in één keer mee, zoals een nieuw riool of een groener plein?"),
    Track.PLAN,
    "",
    AT_TABLE,
    (
        Rung("found", _("gevonden"), _("Gevonden"), AT_TABLE, Phase.STARTUP),
        Rung(
            "owned",
            _("heeft een eigenaar"),
            _("Heeft een eigenaar"),
            AT_TABLE,
            Phase.ELABORATION,
            asks_owner=True,
        ),
        Rung("decided", _("besloten"), _("Is besloten"), PARTIES, Phase.DEVELOPMENT),
        Rung("cashed", _("verzilverd"), _("Is verzilverd"), PARTIES, Phase.IMPLEMENTATION),
    ),
    Rung("dropped", _("gaat niet door"), _("Gaat niet door"), PARTIES),
    title_help=_("Schrijf op wat er mee kan, en met wie."),
)
REQUEST = Ladder(
    ItemKind.REQUEST,
    "vraag",
    _("Vraag om hulp"),
    _("Vragen om hulp"),
    _("Wat vraagt het initiatief aan de gemeente, en wat is het antwoord?"),
    Track.INITIATIVE_GROWTH,
    Actor.MUNICIPALITY,
    frozenset({Side.INITIATIVE, Side.SUPPORT}),
    (
        Rung("asked", _("gevraagd"), _("Gevraagd"), frozenset({Side.INITIATIVE, Side.SUPPORT})),
        Rung("looked_at", _("wordt bekeken"), _("Wij bekijken dit"), MUNICIPALITY),
        Rung("promised", _("toegezegd"), _("Zeg toe"), MUNICIPALITY),
        Rung("delivered", _("geleverd"), _("Is geleverd"), PARTIES),
    ),
    Rung("declined", _("afgewezen"), _("Wijs af"), MUNICIPALITY),
    title_help=_("Vraag één ding tegelijk. Dan is er ook één antwoord."),
)

LADDERS = (LINKAGE, REQUEST, DEPARTMENT)
KINDS = frozenset(ladder.kind for ladder in LADDERS)
BY_KIND: dict[str, Ladder] = {ladder.kind: ladder for ladder in LADDERS}
BY_SLUG = {ladder.slug: ladder for ladder in LADDERS}
_RUNGS = {
    rung.code: rung for ladder in LADDERS for rung in (*ladder.rungs, *([ladder.no] if ladder.no else []))
}


def of_kind(kind: str) -> Ladder | None:
    return BY_KIND.get(kind)


def rung_of(stage: str) -> Rung | None:
    return _RUNGS.get(stage)


def ends_it(rung: Rung) -> bool:
    """Whether this rung is a no, which comes with a reason."""
    return any(ladder.no == rung for ladder in LADDERS)
