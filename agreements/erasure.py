"""What of a person's own words about an agreement is blanked when she is erased? What was agreed stays.

So do what a registration says of organisations and their money, and what a policy document says in its own words.
"""

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
from initiatives.erasure import BLANK


def blank_words_of(person: Person) -> None:
    Remark.objects.filter(by=person).update(text=BLANK)
    Proposal.objects.filter(by=person).exclude(reason="").update(reason=BLANK)
    BodyDecision.objects.filter(by=person).exclude(remark="").update(remark=BLANK)
    for name in ("words", "present"):
        Evaluation.objects.filter(by=person).exclude(**{name: ""}).update(**{name: BLANK})
    for name in ("reason", "wraps_up"):
        Ending.objects.filter(by=person).exclude(**{name: ""}).update(**{name: BLANK})
    EndingReading.objects.filter(by=person).update(text=BLANK)
    NoticeTakenBack.objects.filter(by=person).update(words=BLANK)
    PartyMove.objects.filter(by=person).exclude(reason="").update(reason=BLANK)
    SigningMove.objects.filter(by=person).exclude(reason="").update(reason=BLANK)
    SignatureSheet.objects.filter(checked_by=person).exclude(reason="").update(reason=BLANK)
    for said in (PassageAnswer, RegistrationDoubt):
        said.objects.filter(by=person).update(text=BLANK)
    for reasons in (Registration.objects.filter(by=person), Passage.objects.filter(by=person)):
        reasons.exclude(reason="").update(reason=BLANK)
    for written in (Stance.objects.filter(by=person), Stance.objects.filter(recorded_by=person)):
        written.exclude(reason="").update(reason=BLANK)
    blank_words_for_neighbours(person)
    if person.name:
        Stance.objects.filter(by_name__iexact=person.name).update(by_name=BLANK)
