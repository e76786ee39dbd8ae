"""What of a person's own words about promises is blanked when she is erased? What an agreement says stays."""

from contacts.models import Person
from initiatives.erasure import BLANK
from promises.models import Promise, PromiseWord


def blank_words_of(person: Person) -> None:
    Promise.objects.filter(by=person, source_key="").update(what=BLANK)
    PromiseWord.objects.filter(by=person).exclude(remark="").update(remark=BLANK)
