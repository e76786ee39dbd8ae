"""Which number does Word count before a paragraph, so that it says what the PDF says?

Who writes a paragraph notes which number it must show (`note`). Once the whole text stands, `bind` makes the lists of
Word: a paragraph counts on in a list where that gives its number, and starts the list anew where it does not. In a
file with changes that holds three times: as it opens, with everything accepted and with everything refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from docx.oxml.ns import qn

from agreements.paper.word_xml import FONT, TWIPS, element

STEP = 12  # mm: how far each level of a list is set in
_SAYS = re.compile(r"(?P<word>\D*?)\s*(?P<number>\d+(\.\d+)?)\Z")
_OPENED, _ACCEPTED, _REFUSED = _VIEWS = ("opened", "accepted", "refused")


class Level(NamedTuple):
    """How a list writes one of its levels; `{word}` stands there in the language of the text."""

    text: str
    counts: str = "decimal"
    style: str = ""  # of the paragraphs that have this number by themselves
    left: float = STEP
    hanging: float = STEP
    bold: bool = False


def _three(counts: str, text: str, style: str) -> tuple[Level, ...]:
    return tuple(
        Level(text.format(depth), counts, "" if depth > 1 else style, STEP * depth) for depth in (1, 2, 3)
    )


LISTS = {
    "part": (Level("%1", "upperLetter", "Heading1"),),
    "article": (
        Level("{word} %1", style="Heading2", left=24, hanging=24),
        Level("%1.%2", style="Numberedparagraph", bold=True),
    ),
    "lid": (Level("{word}%1", bold=True),),  # of an article whose own number stands in another list
    "annex": (Level("{word} %1", left=30, hanging=30),),
    "step": (Level("{word} %1", left=18, hanging=18, bold=True),),
    "number": _three("decimal", "%{}.", "ListNumber"),
    "dash": _three("bullet", "–", "ListBullet"),
}
DEEPEST = len(LISTS["dash"]) - 1
BOUND = {level.style for levels in LISTS.values() for level in levels if level.style}


@dataclass(frozen=True)
class Label:
    """What must stand before a paragraph: in which list, and which number."""

    of: str
    number: tuple[int, ...] = ()
    word: str = ""
    level: int = 0


def read(kind: str, style: str, text: str) -> Label | None:
    """The number that the HTML writes itself; None where Word cannot count it."""
    if kind == "nr" and re.fullmatch("[A-Z]", text):
        return Label("part", (ord(text) - ord("A") + 1,))
    said = _SAYS.match(text)
    if not said:
        return None
    number = tuple(int(digits) for digits in said["number"].split("."))
    if kind == "lid":
        return Label("article", number, level=1) if len(number) > 1 else None
    of = "step" if kind == "stap" else "article" if style == "Heading2" else "annex"
    return Label(of, number, said["word"]) if len(number) == 1 else None


def note(properties: Any, label: Label) -> None:
    """What this paragraph must show, until `bind` makes a list of it."""
    noted = properties.get_or_add_numPr()
    noted.set("of", label.of)
    noted.set("word", label.word)
    noted.set("number", ".".join(str(number) for number in label.number))
    noted.set("level", str(label.level))


def noted(properties: Any) -> Label | None:
    found = properties.find(qn("w:numPr"))
    if found is None:
        return None
    number = tuple(int(digits) for digits in found.get("number").split(".") if digits)
    return Label(found.get("of"), number, found.get("word"), int(found.get("level")))


def bind(body: Any, numbering: Any, styles: Any) -> None:
    """Every note becomes a place in a list of Word."""
    lists = _Lists(styles)
    for paragraph in body.iter(qn("w:p")):
        if (properties := paragraph.find(qn("w:pPr"))) is None:
            continue
        was = properties.find(f"{qn('w:pPrChange')}/{qn('w:pPr')}")
        lists.place(properties, _views_of(properties, changed=was is not None))
        if was is not None:
            lists.place(was, (_REFUSED,))
    for child in list(numbering):
        numbering.remove(child)
    numbering.extend([*lists.kinds, *lists.runs])


def _views_of(properties: Any, *, changed: bool) -> tuple[str, ...]:
    """In which views of the file a paragraph counts as it stands there now."""
    if properties.find(f"{qn('w:rPr')}/{qn('w:del')}") is not None:
        return (_OPENED, _REFUSED)
    if changed or properties.find(f"{qn('w:rPr')}/{qn('w:ins')}") is not None:
        return (_OPENED, _ACCEPTED)
    return _VIEWS


class _Last(NamedTuple):
    """What a list counted last, and in which run of numbers: a new run starts where we say."""

    run: int
    level: int
    number: tuple[int, ...]

    def leads_to(self, label: Label) -> bool:
        """Whether the number comes by counting on; what is not sure of that starts anew."""
        deeper = len(label.number) - len(self.number)
        if deeper > 0:
            return label.number == (*self.number, 1)
        if deeper == 0:
            following = (*self.number[:-1], self.number[-1] + 1)
            return self.level == label.level and label.number == following
        return label.number[-1] == self.number[len(label.number) - 1] + 1


class _Lists:
    """The lists that one file needs, and where each stands in every view of it."""

    def __init__(self, styles: Any) -> None:
        self.styles = styles
        self.kinds: list[Any] = []
        self.runs: list[Any] = []
        self.known: dict[tuple[str, str], int] = {}  # a list with its word -> its first run
        self.last: dict[tuple[str, str], dict[str, _Last]] = {}
        for of in ("part", "number", "dash"):  # also for who writes on in a text without them
            self._know(of, "")

    def place(self, properties: Any, views: tuple[str, ...]) -> None:
        label, style = noted(properties), _style_of(properties)
        if label is None:
            if style in BOUND:
                properties.get_or_add_numPr().append(element("w:numId", {"w:val": "0"}))
            return
        properties.remove(properties.find(qn("w:numPr")))
        way, run = self._run(label, views)
        if run == self.known[way.of, way.word] and LISTS[way.of][way.level].style == style:
            return  # its style says so already
        place = properties.get_or_add_numPr()
        place.append(element("w:ilvl", {"w:val": str(way.level)}))
        place.append(element("w:numId", {"w:val": str(run)}))

    def _run(self, label: Label, views: tuple[str, ...]) -> tuple[Label, int]:
        """The list and the run in which this number comes."""
        for way in self._ways(label):
            if run := self._counts_on(way, views):
                break
        else:
            run = self._started(way, views)
        if way.number:
            last = _Last(run, way.level, way.number)
            self.last[way.of, way.word] |= dict.fromkeys(views, last)
        return way, run

    def _ways(self, label: Label) -> Iterator[Label]:
        """A lid counts along with its article; where that stands in another list, it gets the number in words."""
        if label.of == "article" and label.level:
            yield from (replace(label, word=word) for of, word in [*self.known] if of == "article")
            label = Label("lid", label.number[1:], f"{label.number[0]}.")
        self._know(label.of, label.word)
        yield label

    def _counts_on(self, way: Label, views: tuple[str, ...]) -> int:
        """The run that comes to this number in each of the views, or none."""
        if not way.number:
            return self.known[way.of, way.word]
        last = self.last[way.of, way.word]
        runs = {last[view].run if last[view].leads_to(way) else 0 for view in views}
        return runs.pop() if len(runs) == 1 else 0

    def _know(self, of: str, word: str) -> None:
        """A list that is new here, with the styles that count in it."""
        if (of, word) in self.known:
            return
        first = of not in {name for name, _word in self.known}
        run = self._new_run(self._new_kind(of, word, bind=first))
        self.known[of, word] = run
        self.last[of, word] = dict.fromkeys(_VIEWS, _Last(run, 0, (0,)))
        for depth, level in enumerate(LISTS[of]):
            if first and level.style:
                _bind_style(self.styles, level.style, depth, run)

    def _started(self, way: Label, views: tuple[str, ...]) -> int:
        """A run of its own that begins with this number."""
        if views == (_REFUSED,):
            # LibreOffice does not start anew what only comes with refusing: a list of its own
            return self._new_run(self._new_kind(way.of, way.word, starts={way.level: way.number[-1]}))
        kind = self.runs[self.known[way.of, way.word] - 1].find(qn("w:abstractNumId")).get(qn("w:val"))
        start = element("w:startOverride", {"w:val": str(way.number[-1])})
        return self._new_run(kind, element("w:lvlOverride", {"w:ilvl": str(way.level)}, start))

    def _new_kind(
        self, of: str, word: str, *, bind: bool = False, starts: Mapping[int, int] | None = None
    ) -> str:
        name = str(len(self.kinds))
        made = element("w:abstractNum", {"w:abstractNumId": name})
        made.append(element("w:multiLevelType", {"w:val": "multilevel"}))
        for depth, level in enumerate(LISTS[of]):
            made.append(_level(level, depth, word, start=(starts or {}).get(depth, 1), bind=bind))
        self.kinds.append(made)
        return name

    def _new_run(self, kind: str, *overrides: Any) -> int:
        number = len(self.runs) + 1
        of = element("w:abstractNumId", {"w:val": kind})
        self.runs.append(element("w:num", {"w:numId": str(number)}, of, *overrides))
        return number


def _level(level: Level, depth: int, word: str, *, start: int, bind: bool) -> Any:
    left, hanging = (str(round(mm * TWIPS)) for mm in (level.left, level.hanging))
    fonts = dict.fromkeys(("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"), FONT)
    return element(
        "w:lvl",
        {"w:ilvl": str(depth)},
        element("w:start", {"w:val": str(start)}),
        element("w:numFmt", {"w:val": level.counts}),
        *([element("w:pStyle", {"w:val": level.style})] if bind and level.style else ()),
        element("w:suff", {"w:val": "tab"}),
        element("w:lvlText", {"w:val": level.text.format(word=word)}),
        element("w:lvlJc", {"w:val": "left"}),
        element("w:pPr", {}, element("w:ind", {"w:left": left, "w:hanging": hanging})),
        element("w:rPr", {}, element("w:rFonts", fonts), *([element("w:b")] if level.bold else ())),
    )


def _bind_style(styles: Any, name: str, depth: int, run: int) -> None:
    properties = styles.get_by_id(name).get_or_add_pPr()
    if (had := properties.find(qn("w:numPr"))) is not None:
        properties.remove(had)
    place = properties.get_or_add_numPr()
    if depth:
        place.append(element("w:ilvl", {"w:val": str(depth)}))
    place.append(element("w:numId", {"w:val": str(run)}))


def _style_of(properties: Any) -> str:
    found = properties.find(qn("w:pStyle"))
    return "" if found is None else str(found.get(qn("w:val")))
