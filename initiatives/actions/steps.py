"""What happens when someone answers a question of the five steps, or the coach says how she helps?"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.models import Person, Side
from initiatives.actions import notes
from initiatives.coaching import steps as coach_steps
from initiatives.coaching.steps import Question
from initiatives.models import Collaboration, Fact, Participation
from initiatives.plan import guidance
from initiatives.terms import Status
from samenspel.errors import DomainError, StaleRevision


@transaction.atomic
def answer(
    collaboration: Collaboration,
    question: Question,
    *,
    chosen: list[str],
    text: str,
    seen: str,
    by: Person,
    seat: Participation,
) -> Fact | None:
    """Adds an answer; the earlier ones stay. `seen`: the answer that the writer saw."""
    if not question.is_asked_here:
        raise DomainError(_("Dit antwoord staat al ergens anders in het dossier. Verander het daar."))
    known = {code for code, _word in question.options}
    if not set(chosen) <= known or (len(chosen) > 1 and not question.several):
        raise DomainError(_("Kies een van de antwoorden uit de lijst."), field="chosen")
    if not chosen and not text.strip():
        raise DomainError(_("Kies een antwoord, of schrijf een zin."), field="chosen" if known else "text")
    value = value_of(chosen, text)
    newest = newest_of(collaboration, question.fact)
    if newest and newest.value == value:
        return newest  # pressed twice
    if str(newest.uuid if newest else "") != seen:
        raise StaleRevision(_("Iemand was je net voor. Kies welk antwoord blijft."), current=newest)
    return notes.record_fact(collaboration, question.fact, value, source="", by=by, seat=seat)


@transaction.atomic
def say_how_i_help(
    collaboration: Collaboration,
    *,
    stances: dict[str, str],
    hand_back: date | None,
    by: Person,
    seat: Participation,
) -> None:
    """Per step whether the coach leads or coaches, and from when both sides go on without her."""
    if seat.side != Side.SUPPORT:
        raise DomainError(_("Dit zegt de begeleider zelf. Vraag het na."))
    if collaboration.status == Status.ENDED:
        raise DomainError(_("Deze samenwerking is gestopt. Er valt niets meer over te dragen."))
    for step in coach_steps.steps():
        stance, name = stances.get(step.key, ""), guidance.fact_of(step.key)
        if stance or newest_of(collaboration, name, view_of=seat):  # open again is something to say too
            _say(collaboration, name, {"stance": stance}, by, seat)
    day = hand_back.isoformat() if hand_back else ""
    if day or newest_of(collaboration, guidance.HAND_BACK, view_of=seat):
        _say(collaboration, guidance.HAND_BACK, {"on": day}, by, seat)


def _say(
    collaboration: Collaboration, name: str, codes: dict[str, Any], by: Person, seat: Participation
) -> None:
    notes.record_fact(collaboration, name, {"codes": codes}, source="", by=by, seat=seat, view_of=seat)


def value_of(chosen: list[str], text: str) -> dict[str, Any]:
    """Choices apart from words, so that erasing a person blanks her words and nothing else."""
    value: dict[str, Any] = {"codes": {"chosen": chosen} if chosen else {}}
    return value | ({"words": {"text": text.strip()}} if text.strip() else {"words": {}})


def newest_of(
    collaboration: Collaboration, name: str, *, view_of: Participation | None = None
) -> Fact | None:
    found = Fact.objects.filter(collaboration=collaboration, name=name, participation=view_of)
    return found.select_related("by").first()
