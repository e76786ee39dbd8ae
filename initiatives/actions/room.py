"""What happens when one side says how it sees a topic of roles and room?"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.models import Person
from initiatives.actions import notes
from initiatives.models import Collaboration, Fact, Participation
from initiatives.room.stances import Topic
from samenspel.errors import DomainError, StaleRevision


@transaction.atomic
def state(
    collaboration: Collaboration,
    topic: Topic,
    answers: dict[str, Any],
    *,
    seen: str,
    by: Person,
    seat: Participation,
) -> Fact:
    """The answers of one side. Earlier ones stay; the newest count. `seen`: the answers that the writer saw."""
    value = sorted_out(topic, answers, seat.side)
    if not any(value.values()):
        raise DomainError(_("Kies eerst minstens één antwoord. De rest mag leeg blijven."))
    newest = newest_of(collaboration, topic, seat.side)
    if newest and newest.value == value:
        return newest  # pressed twice
    if str(newest.uuid if newest else "") != seen:
        raise StaleRevision(_("Iemand anders van jullie kant was je net voor. Kies opnieuw."), current=newest)
    notes.record_fact(collaboration, topic.fact, value, source="", by=by, seat=seat, view_of=seat)
    return newest_of(collaboration, topic, seat.side)  # type: ignore[return-value]


def take_over(
    collaboration: Collaboration, topic: Topic, *, seen: str, by: Person, seat: Participation
) -> Fact:
    """This side sees it as the other one does, where that one spoke. Nobody's words come along."""
    if not topic.is_mirrored:
        raise DomainError(_("Hier zegt elke kant iets anders. Vul jullie eigen antwoord in."))
    own = newest_of(collaboration, topic, seat.side)
    theirs = topic_facts(collaboration, topic).exclude(participation__side=seat.side).first()
    if theirs is None or str(theirs.uuid) != seen:
        raise DomainError(_("De ander veranderde dit net. Kijk nog eens, en kies opnieuw."))
    kept = own.value if own else {"codes": {}, "words": {}}
    answers = {**kept["words"], **kept["codes"], **theirs.value["codes"]}
    return state(collaboration, topic, answers, seen=str(own.uuid) if own else "", by=by, seat=seat)


def sorted_out(topic: Topic, answers: dict[str, Any], side: str) -> dict[str, dict[str, Any]]:
    """Choices and numbers apart from words, so that erasing a person blanks her words and nothing else."""
    codes, words = {}, {}
    for field in topic.fields_of(side):
        answer = answers.get(field.name)
        if answer in ("", None):
            continue
        if field.kind == "words":
            words[field.name] = str(answer).strip()
        elif field.kind == "number" or field.option(answer):
            codes[field.name] = answer
    return {"codes": codes, "words": words}


def newest_of(collaboration: Collaboration, topic: Topic, side: str) -> Fact | None:
    return topic_facts(collaboration, topic).filter(participation__side=side).first()


def topic_facts(collaboration: Collaboration, topic: Topic) -> Any:
    """All that both sides said on this topic, newest first."""
    said = Fact.objects.filter(collaboration=collaboration, name=topic.fact, participation__isnull=False)
    return said.select_related("participation__organisation", "by")
