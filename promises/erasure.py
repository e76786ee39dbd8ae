"""What of a person's own words about promises is blanked when she is erased? What an agreement says stays."""

from contacts.models import Person
from initiatives.erasure import blank_what_is_held
from promises.models import Promise, PromiseWord
from promises.terms import Source


def blank_words_of(person: Person) -> None:
    blank_what_is_held(
        (Promise.objects.filter(by=person).exclude(source=Source.ARTICLE), "what"),
        (PromiseWord.objects.filter(by=person), "remark"),
    )
