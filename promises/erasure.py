"""What of a person's own words about promises is blanked when she is erased? What an agreement says stays."""

from contacts.models import Person
from initiatives.erasure import Held
from promises.models import Promise, PromiseWord


def words_held_of(person: Person) -> list[Held]:
    return [
        (Promise.objects.filter(by=person, source_key=""), "what"),
        (PromiseWord.objects.filter(by=person), "remark"),
    ]
