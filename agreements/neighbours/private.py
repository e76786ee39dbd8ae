"""Does this text tell everybody how to reach a person who did not choose that herself?

Known is everyone who has a function at an organisation in the file: her full name, address and number.
"""

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from agreements.neighbours.words import field_name
from contacts.models import Person
from initiatives.models import Collaboration
from samenspel import dutch
from samenspel.errors import DomainError

Text = Mapping[str, Mapping[str, str]]
SHORTEST_NUMBER = 8  # digits: what is shorter is a price or a year


def must_be_of_organisations(new: Text, kept: Text, collaboration: Collaboration, *, by: Person) -> None:
    """What somebody put there herself earlier may stay; nobody else adds it."""
    for language, words in new.items():
        before = kept.get(language, {})
        for key, text in words.items():
            person = next(iter(named_in(text, before.get(key, ""), _people(collaboration, by))), None)
            if person is not None:
                raise DomainError(
                    _(
                        "Dit is van %(name)s zelf. Noem een adres van de organisatie, of laat %(name)s dit schrijven."
                    )
                    % {"name": dutch.first_name(person.name)},
                    field=field_name(language, key),
                )


def named_in(text: str, before: str, people: Iterable[Person]) -> list[Person]:
    """Who is told of here, and was not yet before."""
    return [person for person in people if tells_of(person, text) and not tells_of(person, before)]


def tells_of(person: Person, text: str) -> bool:
    return blanked(person, text, "") != text


def blanked(person: Person, text: str, blank: str) -> str:
    """The text without her full name, her address and her number, however that is spaced."""
    for pattern in _patterns(person):
        text = pattern.sub(lambda found: blank, text)
    return text


def _patterns(person: Person) -> list[re.Pattern[str]]:
    found = []
    if len(person.name.split()) > 1:
        found.append(r"\s+".join(re.escape(word) for word in person.name.split()))
    if person.email:
        found.append(re.escape(person.email))
    digits = re.sub(r"\D", "", person.phone)
    digits = re.sub(r"^(0031|31|0)", "", digits)
    if len(digits) >= SHORTEST_NUMBER:
        found.append(r"(?:(?:\+|00)31|0)?(?:[\s().-]*)" + r"[\s().-]*".join(digits))
    return [re.compile(rf"(?<![\w]){pattern}(?![\w])", re.IGNORECASE) for pattern in found]


def _people(collaboration: Collaboration, by: Person) -> list[Person]:
    at_table = Person.objects.filter(functions__organisation__participations__collaboration=collaboration)
    return list(at_table.exclude(pk=by.pk).distinct())
