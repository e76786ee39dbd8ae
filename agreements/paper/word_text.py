"""How do the headings, paragraphs, lists and tables of an agreement stand in a Word file?

Walks through our own HTML and knows each tag that our templates use; one it does not know is a mistake of ours.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from agreements.paper import word_numbers
from agreements.paper.word_frame import WIDTH
from agreements.paper.word_numbers import STEP, Label
from agreements.paper.word_pictures import Pictures
from agreements.paper.word_xml import TWIPS, element, run

_HEADINGS = {"h1": "Title", "h2": "Heading1", "h3": "Heading2"}
_STYLES = {  # class of a paragraph -> style
    "soort": "Kindofdocument",
    "onder": "Belowthetitle",
    "status": "Statusofthetext",
    "notitie": "Notetoanarticle",
    "deel": "Question",
    "regel": "Tosign",
    "inkt": "Tosign",
}
_INLINE = {"a", "strong", "span", "br", "img"}
_AROUND = {"section", "div", "main", "body", "dl"}
_NUMBERS = {"nr", "lid", "n", "stap"}  # a number that the HTML writes itself, and that hangs before the text
_OF_ANOTHER = "n"  # the number of an article elsewhere, which is no number of this paragraph
_LISTED = {"article": "Numberedparagraph", "dash": "ListBullet", "number": "ListNumber", "step": "ListNumber"}
_BLANKS = re.compile("[ \t\n\r]+")
_LINE = "\N{NO-BREAK SPACE}" * 24  # a place to write on


@dataclass(frozen=True)
class Setting:
    """What a paragraph gets from where it stands."""

    style: str = ""
    level: int = 0  # how deep it stands in lists
    label: Label | None = None  # the number or dash that hangs before its first line
    end: bool = False  # an amount: at the right
    bold: bool = False


@dataclass
class Bookmarks:
    """The places in one document that a link leads to; Word wants short names and a number for each."""

    names: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)  # of blocks that began; the next paragraph bears them
    count: int = 0

    def name(self, place: str) -> str:
        return self.names.setdefault(place, f"plaats_{len(self.names) + 1}")

    def mark(self, place: str) -> tuple[Any, Any]:
        self.count += 1
        number = {"w:id": str(self.count)}
        return element("w:bookmarkStart", {**number, "w:name": self.name(place)}), element(
            "w:bookmarkEnd", number
        )


class Writer:
    """Writes into one place of the document: its body, or a cell of a table."""

    def __init__(
        self, into: Any, bookmarks: Bookmarks | None = None, pictures: Pictures | None = None
    ) -> None:
        self.into = into
        self.bookmarks = bookmarks or Bookmarks()
        self.pictures = pictures

    def write(self, body: Any) -> None:
        self._inside(body, Setting())

    # --- blocks ---------------------------------------------------------------------------------------
    def _inside(self, parent: Any, setting: Setting) -> None:
        """Each block by itself, and the words beside them as paragraphs; a number hangs before what comes first."""
        loose: list[Any] = [parent.text or ""]
        for child in parent:
            if child.tag in _INLINE:
                loose += [child, child.tail or ""]
                continue
            setting = self._loose(loose, setting)
            self._block(child, setting)
            loose = [child.tail or ""]
        self._loose(loose, setting)

    def _loose(self, loose: list[Any], setting: Setting) -> Setting:
        if not any(not isinstance(item, str) or item.strip() for item in loose):
            return setting
        self._paragraph(loose, setting)
        return replace(setting, label=None)

    def _block(self, block: Any, setting: Setting) -> None:
        classes = block.get("class", "").split()
        if block.get("id"):
            self.bookmarks.waiting.append(block.get("id"))
        if block.tag in _HEADINGS:
            self._heading(block)
        elif "rij" in classes:
            self._signatures(block)
        elif block.tag in _AROUND:
            self._inside(block, setting)
        elif block.tag == "dt":
            self._inside(block, replace(setting, style="Question"))
        elif block.tag in ("p", "dd"):
            style = next((_STYLES[name] for name in classes if name in _STYLES), setting.style)
            self._inside(block, replace(setting, style=style))
        elif block.tag in ("ul", "ol"):
            self._list(block, setting)
        elif block.tag == "table":
            self._table(block)
        else:
            raise ValueError(f"a Word file does not know <{block.tag}>")

    def _heading(self, block: Any) -> None:
        """The heading itself, and below it where the article stands: that is no part of its name."""
        said: list[Any] = [block.text or ""]
        state = []
        for child in block:
            if "stand" in child.get("class", "").split():
                state.append(child)
                said.append(child.tail or "")
            else:
                said += [child, child.tail or ""]
        self._paragraph(said, Setting(style=_HEADINGS[block.tag]))
        if state:
            self._paragraph(state, Setting(style="Stateofanarticle"))

    def _list(self, block: Any, setting: Setting) -> None:
        """A number or a dash hangs before each item; where the HTML writes a number of its own, that one."""
        for place, item in enumerate(block.iterchildren("li"), 1):
            if item.get("id"):
                self.bookmarks.waiting.append(item.get("id"))
            first = item[0] if len(item) and not (item.text or "").strip() else None
            own = first is not None and set(first.get("class", "").split()) & _NUMBERS
            depth = min(setting.level, word_numbers.DEEPEST)
            label = (
                Label("number", (place,), level=depth) if block.tag == "ol" else Label("dash", level=depth)
            )
            self._inside(item, replace(setting, level=setting.level + 1, label=None if own else label))

    def _table(self, block: Any) -> None:
        caption = block.find("caption")
        if caption is not None:
            self._inside(caption, Setting(style="Caption"))
        share = WIDTH * TWIPS / 100
        widths = [round(int(col.get("class").removeprefix("w-")) * share) for col in block.iter("col")]
        rows = [
            self._row([(cell, widths[place]) for place, cell in enumerate(row)], head=head)
            for head, name in ((True, "thead"), (False, "tbody"))
            for row in block.iterfind(f"{name}/tr")
        ]
        self._put_table(widths, rows, lines=True)

    def _row(self, cells: list[tuple[Any, int]], *, head: bool) -> Any:
        row = element("w:tr", {}, element("w:trPr", {}, element("w:cantSplit")))
        if head:
            row[0].append(element("w:tblHeader"))
        for cell, width in cells:
            total = (cell.getparent().get("class") or "") in ("totaal", "ongedekt")
            look = Setting(
                style="Tabletext",
                end="bedrag" in cell.get("class", "").split(),
                bold=head or total,
            )
            row.append(self._cell(cell, width, look))
        return row

    def _cell(self, cell: Any, width: int, look: Setting) -> Any:
        into = element("w:tc", {}, _properties_of_cell(width))
        Writer(into, self.bookmarks)._inside(cell, look)
        if into[-1].tag.endswith("}tcPr"):  # a cell without a paragraph is no cell
            into.append(_empty(look.style))
        return into

    def _signatures(self, block: Any) -> None:
        """Two places to sign beside each other, which stay on one page."""
        half = round(WIDTH * TWIPS / 2)
        row = element("w:tr", {}, element("w:trPr", {}, element("w:cantSplit")))
        for card in block.iterchildren("div"):
            row.append(self._cell(card, half, Setting()))
        self._put_table([half] * (len(row) - 1), [row], lines=False)

    def _put_table(self, widths: list[int], rows: list[Any], *, lines: bool) -> None:
        line = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "808080"}
        edges = [element(f"w:{edge}", line) for edge in ("top", "bottom", "insideH")] if lines else []
        self._put(
            element(
                "w:tbl",
                {},
                element(
                    "w:tblPr",
                    {},
                    element("w:tblW", {"w:w": str(sum(widths)), "w:type": "dxa"}),
                    *([element("w:tblBorders", {}, *edges)] if edges else ()),
                    element("w:tblLayout", {"w:type": "fixed"}),
                    element("w:tblLook", {"w:val": "0020" if lines else "0000"}),
                ),
                element("w:tblGrid", {}, *(element("w:gridCol", {"w:w": str(width)}) for width in widths)),
                *rows,
            )
        )
        self._put(_empty(""))  # two tables in a row would become one

    # --- paragraphs -----------------------------------------------------------------------------------
    def _paragraph(self, said: list[Any], setting: Setting) -> None:
        said, setting = _numbered(said, setting)
        paragraph = element("w:p", {}, _properties_of_paragraph(setting, hanging=_begins_with_number(said)))
        ends = []
        for place in self.bookmarks.waiting:
            start, end = self.bookmarks.mark(place)
            paragraph.append(start)
            ends.append(end)
        self.bookmarks.waiting.clear()
        self._inline(said, paragraph, bold=setting.bold)
        if setting.style == "Tosign":
            paragraph.append(run(f"\t{_LINE}", underline=True))
        _trim(paragraph)
        paragraph.extend(ends)
        self._put(paragraph)

    def _inline(self, said: list[Any], into: Any, *, bold: bool) -> None:
        for item in said:
            if isinstance(item, str):
                if words := _BLANKS.sub(" ", item):
                    into.append(run(words, bold=bold))
            else:
                self._words(item, into, bold=bold)

    def _words(self, item: Any, into: Any, *, bold: bool) -> None:
        classes = set(item.get("class", "").split())
        inside: list[Any] = [item.text or ""]
        for child in item:
            inside += [child, child.tail or ""]
        if item.tag == "br":
            into.append(run("\n"))
        elif item.tag == "img" and self.pictures:
            into.append(self.pictures.run(item.get("src", ""), item.get("alt", "")))
        elif item.tag == "a":
            link = element("w:hyperlink", {"w:anchor": self.bookmarks.name(item.get("href", "")[1:])})
            self._inline(inside, link, bold=bold)
            into.append(link)
        elif "leeg" in classes:
            marks = self.bookmarks.mark(item.get("id")) if item.get("id") else ()
            words = run(_BLANKS.sub(" ", "".join(item.itertext())), style="Tofillin")
            into.extend([*marks[:1], words, *marks[1:]])
        elif "lijn" in classes:
            into.extend([run(_LINE, underline=True), run(f" {item.text or ''} ")])
        elif classes & _NUMBERS:
            into.append(run(f"{''.join(item.itertext()).strip()}\t", bold=True))
        else:
            self._inline(inside, into, bold=bold or item.tag == "strong" or "binnen" in classes)

    def _put(self, block: Any) -> None:
        """Before the paper's own properties, which end the body."""
        if len(self.into) and self.into[-1].tag.endswith("}sectPr"):
            self.into[-1].addprevious(block)
        else:
            self.into.append(block)


def _numbered(said: list[Any], setting: Setting) -> tuple[list[Any], Setting]:
    """A number that opens the text is what Word must count there."""
    kind, place = _number_of(said)
    if not kind or kind == _OF_ANOTHER:
        return said, setting
    label = word_numbers.read(kind, setting.style, "".join(said[place].itertext()).strip())
    return (said[place + 1 :], replace(setting, label=label)) if label else (said, setting)


def _number_of(said: list[Any]) -> tuple[str, int]:
    """The class of the number that opens a text, and its place there."""
    place = next((place for place, item in enumerate(said) if not isinstance(item, str) or item.strip()), 0)
    classes = said[place].get("class", "").split() if said and not isinstance(said[place], str) else []
    return next((name for name in classes if name in _NUMBERS), ""), place


def _begins_with_number(said: list[Any]) -> bool:
    return bool(_number_of(said)[0])


def _properties_of_paragraph(setting: Setting, *, hanging: bool = False) -> Any:
    found, label = element("w:pPr"), setting.label
    if style := setting.style or (_LISTED[label.of] if label else ""):
        found.append(element("w:pStyle", {"w:val": style}))
    if label:
        word_numbers.note(found, label)
    elif setting.level:
        left, step = round(setting.level * STEP * TWIPS), round(STEP * TWIPS)
        sides = {"w:left": str(left), **({"w:hanging": str(step)} if hanging else {})}
        found.append(element("w:ind", sides))
    if setting.end:
        found.append(element("w:jc", {"w:val": "right"}))
    return found


def _properties_of_cell(width: int) -> Any:
    return element("w:tcPr", {}, element("w:tcW", {"w:w": str(width), "w:type": "dxa"}))


def _empty(style: str) -> Any:
    return element("w:p", {}, _properties_of_paragraph(Setting(style=style)))


def _trim(paragraph: Any) -> None:
    """No blank opens or ends a paragraph, nor stands behind a tab."""
    texts = [text for text in paragraph.iter() if text.tag.endswith(("}t", "}tab", "}br"))]
    fresh = True
    for text in texts:
        if text.tag.endswith("}t"):
            if fresh:
                text.text = text.text.lstrip(" ")
            fresh = not text.text
        else:
            fresh = True
    if texts and texts[-1].tag.endswith("}t"):
        texts[-1].text = texts[-1].text.rstrip(" ")
