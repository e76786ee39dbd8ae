"""What of a person's own words about an agreement is blanked when she is erased? What was agreed stays.

So do what a registration says of organisations and their money, and what a policy document says in its own words.
"""

from django.db.models import Q

from agreements.models import (
    BodyDecision,
    Ending,
    EndingReading,
    Evaluation,
    NoticeTakenBack,
    PartyMove,
    Passage,
    PassageAnswer,
    Proposal,
    Registration,
    RegistrationDoubt,
    Remark,
    SignatureSheet,
    SigningMove,
    Stance,
)
from agreements.neighbours.erasure import blank_words_for_neighbours
from contacts.models import Person
from initiatives.erasure import BLANK, Held


def blank_words_of(person: Person) -> None:
    Remark.objects.filter(by=person).update(text=BLANK)
    blank_words_for_neighbours(person)


def words_held_of(person: Person) -> list[Held]:
    evaluations, endings = Evaluation.objects.filter(by=person), Ending.objects.filter(by=person)
    return [
        (Proposal.objects.filter(by=person), "reason"),
        (Stance.objects.filter(Q(by=person) | Q(recorded_by=person)), "reason"),
        (Stance.objects.filter(by_name__iexact=person.name), "by_name"),
        (BodyDecision.objects.filter(by=person), "remark"),
        (PartyMove.objects.filter(by=person), "reason"),
        (SigningMove.objects.filter(by=person), "reason"),
        (SignatureSheet.objects.filter(checked_by=person), "reason"),
        *((evaluations, name) for name in ("words", "present")),
        *((endings, name) for name in ("reason", "wraps_up")),
        (EndingReading.objects.filter(by=person), "text"),
        (NoticeTakenBack.objects.filter(by=person), "words"),
        *((model.objects.filter(by=person), "text") for model in (PassageAnswer, RegistrationDoubt)),
        *((model.objects.filter(by=person), "reason") for model in (Registration, Passage)),
    ]
