"""How do we name someone in this file: with a first name, a function, and the last day of who left?"""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Function, Organisation, Person, Side
from samenspel import dutch

Pair = tuple[int, int | None]  # a person, and the organisation for which she did it


class Names:
    """The names of many people at once: one query."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        wanted = {(person, organisation) for person, organisation in pairs if person and organisation}
        self._functions: dict[Pair, list[Function]] = {}
        if not wanted:
            return
        held = Function.objects.filter(
            person__in={person for person, _o in wanted}, organisation__in={o for _p, o in wanted}
        )
        for function in held:  # newest first
            self._functions.setdefault((function.person_id, function.organisation_id), []).append(function)

    def of(self, person: Person | None, organisation_id: int | None) -> str:
        """*Ruben, adviseur warmte*; who left is *Ruben (tot 1 december)*."""
        if person is None:
            return ""
        return known_as(person, newest(self._functions.get((person.pk, organisation_id), [])))


def newest(functions: Iterable[Function]) -> Function | None:
    """The function somebody holds now, or else the one she held last."""
    far = timezone.localdate().replace(year=9999)
    return max(functions, key=lambda f: (f.ends_on or far, f.starts_on, f.pk), default=None)


def known_as(person: Person, function: Function | None, *, in_full: bool = False) -> str:
    """*Ruben, adviseur warmte*. `in_full`: where somebody is to be called, who answers asks for a surname."""
    if person.erased_at:
        return person.name
    name = person.name if in_full else dutch.first_name(person.name)
    if function is None:
        return name
    if has_left(function) and function.ends_on:
        return _("%(name)s (tot %(day)s)") % {"name": name, "day": dutch.short_date(function.ends_on)}
    return f"{name}, {function.label}"


def party_name(organisation: Organisation) -> str:
    """*gemeente Doetinchem*; the others go by their own name."""
    if organisation.kind == Side.MUNICIPALITY:
        return _("gemeente %(name)s") % {"name": organisation.name}
    return organisation.name


def has_left(function: Function) -> bool:
    return bool(function.ends_on and function.ends_on < timezone.localdate())
