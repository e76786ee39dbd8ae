"""What does the page of the coach's five steps show: per step what is there, what is open and whom to ask?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.basics import Basics, basics_of
from contacts.models import Side
from initiatives.coaching import steps as coach_steps
from initiatives.coaching.answers import Known
from initiatives.coaching.steps import NOTHING, Answer, Point, Question, Stand
from initiatives.file_page import address
from initiatives.models import Collaboration
from initiatives.plan import guidance
from initiatives.policy import Ability, Viewer
from samenspel import dutch

BASIC_WORDS = {
    "roles": gettext_lazy("De rollen staan erin."),
    "planning": gettext_lazy("De planning staat erin."),
    "money": gettext_lazy("Over geld staat iets op papier."),
    "meetings": gettext_lazy("Het overleg staat erin."),
}
LINKS = {
    "profile": gettext_lazy("Naar de gegevens"),
    "goal": gettext_lazy("Naar het doel"),
    "evidence": gettext_lazy("Naar de onderbouwing"),
    "activity": gettext_lazy("Naar de activiteit"),
    "role": gettext_lazy("Naar de mensen"),
    "team": gettext_lazy("Naar de mensen"),
    "contact": gettext_lazy("Naar het contact"),
    "agreement": gettext_lazy("Naar de overeenkomst"),
    "milestone": gettext_lazy("Naar de overeenkomsten"),
}
# A home that is changed on a page with an ability of its own; the rest is read by all and changed there.
CHANGED_WITH = {"profile": Ability.PROFILE}


@dataclass(frozen=True)
class Row:
    """One question with its answer, and where this reader can give or change it."""

    question: Question
    answer: Answer
    url: str
    link: str


def steps_context(
    user: Any, collaboration: Collaboration, *, viewer: Viewer, abilities: frozenset[Ability]
) -> dict[str, Any]:
    known = Known(collaboration, viewer)
    basics = basics_of(user, collaboration)
    stands = coach_steps.standing(
        known.answers({"agreement": lambda name: agreed(name, basics, collaboration)})
    )
    now = coach_steps.current(stands)
    helps = guidance.guidance_in(known.facts, [step.key for step in coach_steps.steps()])
    return {
        "steps": [
            {
                "stand": stand,
                "step": stand.step,
                "is_now": stand is now,
                "open": open_words(stand),
                "points": [_point(stand, point, known, collaboration) for point in stand.step.ready],
                "rows": [
                    _row(question, stand, collaboration, abilities) for question in stand.step.questions
                ],
                "stance": helps.stances.get(stand.step.key),
            }
            for stand in stands
        ],
        "now": now,
        "hand_back": helps.hand_back,
        "agreement": basics.agreement if basics else None,
        "may_say_guidance": viewer.is_coach and Ability.PLAN in abilities,
    }


def line_for_coach(user: Any, collaboration: Collaboration, viewer: Viewer) -> str:
    """*Stap 3: Arrangeer het gesprek, twee punten open.* The agreement is read only when all before it is there."""
    answers = Known(collaboration, viewer).answers()
    stand = coach_steps.current(coach_steps.standing(answers))
    if stand and any(q.home.startswith("agreement.") for q in stand.step.questions):
        basics = basics_of(user, collaboration)
        answers |= {
            (q.step, q.key): agreed(q.home.partition(".")[2], basics, collaboration)
            for q in stand.step.questions
            if q.home.startswith("agreement.")
        }
        stand = coach_steps.current(coach_steps.standing(answers))
    if stand is None:
        return _("Alle vijf stappen zijn gezet.")
    words = {"number": stand.step.number, "title": stand.step.title, "open": open_words(stand)}
    return _("Stap %(number)s: %(title)s, %(open)s") % words


def open_words(stand: Stand) -> str:
    count = len(stand.missing)
    if not count:
        return _("klaar voor de volgende stap")
    return ngettext("één punt open", "%(count)s punten open", count) % {"count": dutch.count_word(count)}


def agreed(name: str, basics: Basics | None, collaboration: Collaboration) -> Answer:
    """One of the four things that an agreement says at least."""
    if basics is None:
        return Answer(
            False, _("Er is nog geen overeenkomst."), address("agreements:list", collaboration.uuid)
        )
    url = address("agreements:agreement", basics.agreement.uuid)
    if name not in basics.covered:
        return Answer(False, _("Staat nog niet in “%(title)s”.") % {"title": basics.agreement.title}, url)
    return Answer(True, str(BASIC_WORDS[name]), url)


def _point(stand: Stand, point: Point, known: Known, collaboration: Collaboration) -> dict[str, Any]:
    there = stand.has(point)
    return {
        "point": point,
        "there": there,
        "ask": "" if there else whom_to_ask(point.ask, known, collaboration),
    }


def whom_to_ask(ask: str, known: Known, collaboration: Collaboration) -> str:
    """Somebody by name where the file knows who that is."""
    sides: Mapping[str, str] = {
        Side.MUNICIPALITY: _("de gemeente"),
        Side.INITIATIVE: collaboration.title,
        "together": _("beide kanten"),
        "coach": _("de begeleider"),
    }
    seat = known.sides.get(ask)
    name = dutch.first_name(seat.contact) if seat and seat.contact else ""
    if name:
        return _("Vraag het %(name)s van %(side)s.") % {"name": name, "side": sides[ask]}
    if ask == "coach":
        return _("Dit kan de begeleider doen.")
    if ask == "together":
        return _("Bespreek het met beide kanten.")
    return _("Vraag het %(side)s.") % {"side": sides[ask]}


def _row(
    question: Question, stand: Stand, collaboration: Collaboration, abilities: frozenset[Ability]
) -> Row:
    answer = stand.answers.get(question.key, NOTHING)
    if question.is_asked_here:
        url = address("insights:step-answer", collaboration.uuid, question.step, question.key)
        link = _("Verander het antwoord") if answer.words else _("Geef antwoord")
        return Row(question, answer, url if Ability.PLAN in abilities else "", link)
    home = question.home.partition(".")[0]
    needed = CHANGED_WITH.get(home)
    may_open = needed is None or needed in abilities
    return Row(question, answer, answer.url if may_open else "", str(LINKS[home]))
