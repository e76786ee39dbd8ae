"""What does the text of a clause in the format say, and where is it wrong?

A small language of its own, since people edit it: `{{ naam }}`, `{{ partij.veld }}`, `[[ … ]]`,
`{% als x %}`, `{% als x is y %} … {% einde %}`. Text outside these marks is plain text.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from agreements.formats.variables import BUILTIN_PARTIES, PARTY_FIELDS, Variable

MAX_BYTES = 20_000
MAX_NODES = 500

_MARK = re.compile(r"\{\{|\}\}|\{%|%\}|\[\[|\]\]")
_VALUE = re.compile(r"([a-z][a-z0-9_]{0,59})(?:\.([a-z][a-z0-9_]{0,59}))?")
_CONDITION = re.compile(r"als\s+([a-z][a-z0-9_]{0,59})(?:\s+is\s+(\S.*))?", re.DOTALL)


class ClauseError(Exception):
    """The text cannot be read; the message says where and what to do."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(_("Regel %(line)d: %(message)s") % {"line": line, "message": message})
        self.message, self.line, self.column = message, line, column


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Value:
    name: str
    field: str = ""


@dataclass(frozen=True)
class Optional:
    """Left out as a whole when a value in it is empty."""

    nodes: "tuple[Text | Value, ...]"

    def values(self) -> "Iterator[Value]":
        return (node for node in self.nodes if isinstance(node, Value))


@dataclass(frozen=True)
class Condition:
    """Printed when the variable is filled or, with an option, when it has that value."""

    name: str
    option: str | None
    nodes: "tuple[Text | Value | Optional, ...]"


Node = Text | Value | Optional | Condition


@dataclass(frozen=True)
class Clause:
    nodes: tuple[Node, ...]

    def walk(self) -> Iterator[Node]:
        yield from _walk(self.nodes)

    def variables(self) -> set[str]:
        """Names of all values and conditions, without the parties that are always there."""
        names = {node.name for node in self.walk() if isinstance(node, (Value, Condition))}
        return names - set(BUILTIN_PARTIES)

    def in_play(self, holds: Callable[[Condition], bool]) -> set[str]:
        """Names that can be printed as the choices stand now: not what only a choice that was not made says."""
        shown = [node for node in self.nodes if not isinstance(node, Condition) or holds(node)]
        choices = {node.name for node in self.nodes if isinstance(node, Condition)}
        return choices | {node.name for node in _walk(shown) if isinstance(node, Value)}


@dataclass(frozen=True)
class Problem:
    message: str
    name: str


def _walk(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, (Optional, Condition)):
            yield from _walk(node.nodes)


def parse(text: str) -> Clause:
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise ClauseError(_("Deze tekst is te lang. Maak er twee artikelen van."), 1, 1)
    return _Parser(text.replace("\r\n", "\n").replace("\r", "\n")).clause()


@lru_cache(maxsize=4096)
def names(text: str) -> frozenset[str]:
    """The fields that a text names; it must be readable."""
    return frozenset(parse(text).variables())


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.count = 0

    def clause(self) -> Clause:
        return Clause(tuple(self.nodes(inside=None, opened_at=0)))

    def nodes(self, inside: str | None, opened_at: int) -> list[Node]:
        """Everything up to the mark that closes what we are inside of."""
        found: list[Node] = []
        while True:
            mark = _MARK.search(self.text, self.position)
            end = mark.start() if mark else len(self.text)
            if end > self.position:
                found.append(self.counted(Text(self.text[self.position : end])))
            if mark is None:
                self.position = end
                if inside is not None:
                    raise self.unclosed(inside, opened_at)
                return found
            self.position = mark.end()
            node = self.opened(mark.group(), mark.start(), inside)
            if node is None:
                return found
            found.append(self.counted(node))

    def opened(self, mark: str, start: int, inside: str | None) -> Node | None:
        """The node that begins at this mark, or None when the mark closes what we are inside of."""
        if mark == "{{":
            return self.value(start)
        if mark == "[[":
            if inside == "[[":
                raise self.error(_("Hier staat [[ binnen [[. Sluit het eerste stuk eerst af met ]]."), start)
            return Optional(tuple(self.nodes("[[", start)))  # type: ignore[arg-type]
        if mark == "{%":
            return self.condition(start, inside)
        if mark == "]]" and inside == "[[":
            return None
        openers = {"}}": "{{", "%}": "{%", "]]": "[["}
        message = _("Hier staat %(mark)s, maar er is geen %(opener)s geopend. Haal %(mark)s weg.")
        raise self.error(message % {"mark": mark, "opener": openers[mark]}, start)

    def value(self, start: int) -> Value:
        content = self.up_to("}}", start)
        match = _VALUE.fullmatch(content)
        if match is None:
            message = _("Tussen {{ en }} hoort één naam, zoals {{ plaats }}. Er staat nu: %(content)s.")
            raise self.error(message % {"content": _shown(content)}, start)
        return Value(match[1], match[2] or "")

    def condition(self, start: int, inside: str | None) -> Condition | None:
        content = self.up_to("%}", start)
        if content == "einde":
            if inside == "{%":
                return None
            if inside == "[[":
                raise self.error(_("Sluit het stuk met [[ eerst af met ]], en zet dan {% einde %}."), start)
            raise self.error(_("Hier staat {% einde %} zonder {% als … %} ervoor. Haal het weg."), start)
        match = _CONDITION.fullmatch(content)
        if match is None:
            message = _("Schrijf {%% als naam %%} of {%% als naam is keuze %%}. Er staat nu: %(content)s.")
            raise self.error(message % {"content": _shown(content)}, start)
        if inside == "{%":
            raise self.error(_("Een keuze kan niet in een andere keuze staan. Zet eerst {% einde %}."), start)
        if inside == "[[":
            raise self.error(_("Een keuze kan niet tussen [[ en ]] staan. Zet [[ … ]] in de keuze."), start)
        option = " ".join(match[2].split()) if match[2] else None
        return Condition(match[1], option, tuple(self.nodes("{%", start)))  # type: ignore[arg-type]

    def up_to(self, closer: str, start: int) -> str:
        mark = _MARK.search(self.text, self.position)
        if mark is None or mark.group() != closer:
            opener = {"}}": "{{", "%}": "{%"}[closer]
            message = _("Na %(opener)s mist %(closer)s. Zet %(closer)s achter de naam.")
            raise self.error(message % {"opener": opener, "closer": closer}, start)
        content = self.text[self.position : mark.start()].strip()
        self.position = mark.end()
        return content

    def counted(self, node: Node) -> Node:
        self.count += 1
        if self.count > MAX_NODES:
            raise self.error(_("Dit artikel heeft te veel losse stukjes. Maak er twee van."), self.position)
        return node

    def unclosed(self, inside: str, opened_at: int) -> ClauseError:
        if inside == "[[":
            return self.error(
                _("Dit stuk begint met [[ maar eindigt nergens. Zet ]] waar het ophoudt."), opened_at
            )
        return self.error(_("Deze keuze eindigt nergens. Zet {% einde %} waar ze ophoudt."), opened_at)

    def error(self, message: str, position: int) -> ClauseError:
        before = self.text[:position]
        return ClauseError(message, before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1)


def _shown(content: str) -> str:
    return f"“{content[:40]}”" if content else _("niets")


def check(clause: Clause, declared: Mapping[str, Variable]) -> list[Problem]:
    """What a beheerder must repair before a format with this clause can be used."""
    problems = []
    for node in clause.walk():
        if isinstance(node, Value):
            problems += _value_problems(node, declared)
        elif isinstance(node, Condition):
            problems += _condition_problems(node, declared)
    return problems


def _value_problems(node: Value, declared: Mapping[str, Variable]) -> list[Problem]:
    variable = declared.get(node.name)
    if variable is None and node.name not in BUILTIN_PARTIES:
        return [_unknown(node.name, declared)]
    if not node.field:
        return []
    if variable is not None and variable.type != "party":
        message = _("%(name)s is geen partij en heeft dus geen .%(field)s. Schrijf alleen %(name)s.")
        return [Problem(message % {"name": node.name, "field": node.field}, node.name)]
    if node.field not in PARTY_FIELDS:
        message = _("Een partij heeft geen .%(field)s.%(guess)s Wel: %(fields)s.")
        fields = ", ".join(f".{field}" for field in PARTY_FIELDS)
        guess = _guess(node.field, PARTY_FIELDS)
        return [Problem(message % {"field": node.field, "guess": guess, "fields": fields}, node.name)]
    return []


def _condition_problems(node: Condition, declared: Mapping[str, Variable]) -> list[Problem]:
    variable = declared.get(node.name)
    if variable is None:
        return [_unknown(node.name, declared)]
    if node.option is None or node.option in variable.options:
        return []
    if not variable.options:
        message = _("%(name)s heeft geen keuzes. Schrijf alleen: als %(name)s.")
        return [Problem(message % {"name": node.name}, node.name)]
    message = _("%(name)s kent de keuze “%(option)s” niet.%(guess)s Kies uit: %(options)s.")
    detail = {
        "name": node.name,
        "option": node.option,
        "guess": _guess(node.option, variable.options),
        "options": ", ".join(variable.options),
    }
    return [Problem(message % detail, node.name)]


def _unknown(name: str, declared: Mapping[str, Variable]) -> Problem:
    message = _(
        "Het gegeven %(name)s bestaat niet.%(guess)s Voeg het toe aan de gegevens of pas de naam aan."
    )
    guess = _guess(name, [*declared, *BUILTIN_PARTIES])
    return Problem(message % {"name": name, "guess": guess}, name)


def _guess(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    return " " + _("Bedoel je %(word)s?") % {"word": close[0]} if close else ""
