"""What do they promise each other in the demonstration, and what comes of it?"""

from datetime import date
from typing import Any

from contacts.models import BOTH_SIDES, Function, Side
from initiatives.models import Collaboration
from insights.demo.days import ago, ahead, seat_of
from promises import actions
from promises.models import Promise
from promises.terms import Source, Word

# who promised, what, said so many weeks ago, for which day
SAID: tuple[tuple[Side, str, int, date | None], ...] = (
    (Side.MUNICIPALITY, "De gegevens over leidingen en gebouwen sturen", 16, ago(weeks=6)),
    (Side.MUNICIPALITY, "De wethouder komt naar de buurtavond en beantwoordt vragen", 12, ago(weeks=5)),
    (Side.INITIATIVE, "Het verslag van de huisbezoeken delen", 14, ago(weeks=8)),
    (Side.INITIATIVE, "Een kascommissie aanwijzen", 4, ahead(weeks=5)),
    (Side.MUNICIPALITY, "Een zaal in het wijkcentrum, zonder huur", 20, None),
)


def fill(file: Collaboration, cast: dict[str, Function], chair: Function) -> None:
    """One is moved twice, one is seen otherwise, one is kept, one is still to come, and one is off."""
    seats = {side: seat_of(file, side) for side in BOTH_SIDES}
    people = {Side.MUNICIPALITY: cast["ruben"].person, Side.INITIATIVE: chair.person}

    def say(promise: Promise, side: Side, word: Word, remark: str = "", day: date | None = None) -> None:
        seat = seats[side]
        actions.say(promise, word, of=seat.organisation, remark=remark, day=day, by=people[side], seat=seat)

    pipes, evening, report, _books, hall = (
        actions.record(
            file,
            what=what,
            giver=seats[giver].organisation,
            receiver=seats[Side.INITIATIVE if giver == Side.MUNICIPALITY else Side.MUNICIPALITY].organisation,
            due_on=due_on,
            source=Source.TALK,
            said_on=ago(weeks=weeks),
            by=chair.person,
            seat=seats[Side.INITIATIVE],
        )
        for giver, what, weeks, due_on in SAID
    )
    say(pipes, Side.MUNICIPALITY, Word.MOVED, "De netbeheerder levert later.", ahead(weeks=3))
    say(pipes, Side.MUNICIPALITY, Word.MOVED, "De kaart is er eerder dan gedacht.", ahead(weeks=1))
    say(evening, Side.MUNICIPALITY, Word.KEPT)
    say(
        evening,
        Side.INITIATIVE,
        Word.OPEN,
        "Hij was er een kwartier. De vragen van bewoners liggen er nog.",
    )
    say(report, Side.INITIATIVE, Word.KEPT)
    say(report, Side.MUNICIPALITY, Word.KEPT, "Dank, dit helpt ons in het college.")
    say(hall, Side.MUNICIPALITY, Word.LAPSED, "Het wijkcentrum sluit in de winter.")


def of_a_partner(file: Collaboration, chair: Function) -> None:
    """What the partner that decides along promised, and what it was promised: one day has passed."""
    seat, partner = seat_of(file, Side.INITIATIVE), seat_of(file, Side.PARTNER).organisation
    ours: dict[str, Any] = {"said_on": ago(weeks=6), "by": chair.person, "seat": seat}
    for what, giver, receiver, due_on in (
        ("Uitzoeken hoeveel stroom het net in de wijk aankan", partner, seat.organisation, ago(weeks=1)),
        ("De lijst van huizen met zonnepanelen sturen", seat.organisation, partner, ahead(weeks=2)),
    ):
        actions.record(file, what=what, giver=giver, receiver=receiver, due_on=due_on, **ours)
