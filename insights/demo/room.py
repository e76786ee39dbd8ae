"""What do the two sides of the demonstration say about their roles and room?"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from contacts.models import Function, Side
from initiatives.actions import ladders as steps
from initiatives.actions import room
from initiatives.models import Collaboration
from initiatives.room import ladders, topics
from initiatives.room.ladders import Ladder
from initiatives.room.stances import Topic
from initiatives.terms import HelpKind
from insights.demo.days import seat_of
from municipalities import statements
from municipalities.models import Subject

SAID = (
    (Subject.HEAT, "Buurten die zelf willen, gaan voor. Dat staat in het warmteprogramma."),
    (Subject.PARTICIPATION, "Bewoners praten mee vanaf de eerste schets, niet pas als het plan er ligt."),
    (
        Subject.MANDATE,
        "Een aanspreekpunt zegt zelf uren en onderzoek toe. Over meer dan € 25.000 beslist het college.",
    ),
    (Subject.CONDITIONS, "In elke buurt willen we bij 60 procent van de huizen zijn geweest."),
    (Subject.KNOWLEDGE, "Gegevens over gebouwen en leidingen, binnen drie weken."),
    (Subject.PRACTICAL, "Een zaal in het wijkcentrum en drukwerk tot 500 stuks. Dat kan meteen."),
    (Subject.MONEY, "Tot € 2.000 om te beginnen, zonder plan vooraf. Daarna met een begroting."),
)


def fill(file: Collaboration, cast: dict[str, Function], chair: Function) -> None:
    """One difference about help, most of the decisions shared, and a few things on their way."""
    ruben: dict[str, Any] = {"by": cast["ruben"].person, "seat": seat_of(file, Side.MUNICIPALITY)}
    samira: dict[str, Any] = {"by": chair.person, "seat": seat_of(file, Side.INITIATIVE)}
    for subject, text in SAID:
        statements.say(file.municipality, subject, text, seen="", by=ruben["by"])
    _say(file, topics.DECISIONS, ruben, technique="together", neighbourhood="initiative", plan="council")
    _say(file, topics.DECISIONS, samira, technique="together", neighbourhood="initiative", plan="council", ownership="open")  # fmt: skip
    _say(
        file, topics.DIRECTION, ruben, conditions="sometimes", interplay="much", strength="much",
        mandate="agreed", mandate_words="Uren van collega’s en onderzoek tot € 25.000.",
    )  # fmt: skip
    _say(
        file, topics.DIRECTION, samira, felt_conditions="sometimes", wished_conditions="sometimes",
        felt_interplay="much", wished_interplay="much", felt_strength="little", wished_strength="much",
        remark="Het geld voor de huisbezoeken kwam pas na de zomer.",
    )  # fmt: skip
    _say(file, topics.GROWTH, samira, neighbours="busy", people="has", tasks="has", legal_form="later")
    _say(file, topics.GROWTH, ruben, neighbours="promised")
    _say(file, topics.CAPACITY, ruben, promised=24, available=12, why="capacity")
    _climb(
        file,
        ladders.LINKAGE,
        samira,
        "Het riool in de Meidoornlaan gaat open",
        "owned",
        owner="Beheer openbare ruimte",
    )
    request = _climb(
        file,
        ladders.REQUEST,
        samira,
        "Een brief van de wethouder aan alle huurders",
        help_kind=HelpKind.PRACTICAL,
    )
    steps.step(request, "looked_at", revision=request.revision, **ruben)
    for title, stages in (
        ("Beheer openbare ruimte", ("knows", "heard")),
        ("Vergunningen", ("knows",)),
        ("Financiën", ()),
    ):
        _climb(file, ladders.DEPARTMENT, ruben, title, *stages)


def ask(file: Collaboration, cast: dict[str, Function], chair: Function) -> None:
    """A small request, answered with a reason."""
    ruben: dict[str, Any] = {"by": cast["ruben"].person, "seat": seat_of(file, Side.MUNICIPALITY)}
    seat: dict[str, Any] = {"by": chair.person, "seat": seat_of(file, Side.INITIATIVE)}
    request = _climb(file, ladders.REQUEST, seat, "Subsidie voor een eigen website", help_kind=HelpKind.MONEY)
    reason = "Een website betalen wij nergens. Een pagina op de site van de gemeente kan wel."
    steps.step(request, "declined", revision=request.revision, reason=reason, **ruben)


def _say(file: Collaboration, topic: Topic, by: dict[str, Any], **answers: Any) -> None:
    room.state(file, topic, answers, seen="", **by)


def _climb(
    file: Collaboration,
    ladder: Ladder,
    by: dict[str, Any],
    title: str,
    *stages: str,
    help_kind: str = "",
    owner: str = "",
) -> Any:
    due_on = timezone.localdate() + timedelta(weeks=8)
    item = steps.add(file, ladder, title=title, due_on=due_on, help_kind=help_kind, **by)
    for stage in stages:
        steps.step(item, stage, revision=item.revision, owner=owner, **by)
    return item
