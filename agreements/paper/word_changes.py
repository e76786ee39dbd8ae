"""What changed between two versions, as changes that a lawyer accepts or refuses one by one in Word?

Accepting all gives the words of the new version, refusing all those of the old one.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import count
from typing import Any

from docx.oxml.ns import qn

from agreements.paper.looks import Signs
from agreements.paper.pairing import pairs, read_alike
from agreements.paper.word_numbers import noted
from agreements.paper.word_xml import element, run
from samenspel import differences
from samenspel.differences import NEW, SAME

AUTHOR = "Samenspel"
_TEXT = {"", "Numberedparagraph"}  # a paragraph that gets a number, or loses it, is still that paragraph


class Tracker:
    """Marks what came and what went; Word wants a number, a name and a day for each."""

    def __init__(self, on: str) -> None:
        self.on = f"{on}T00:00:00Z"
        self.numbers = count(100_000)  # above those of the bookmarks

    def blocks(self, old: list[Any], new: list[Any]) -> Iterator[Any]:
        """Paragraphs and tables, or the rows of one table, as one text in reading order."""
        matcher = SequenceMatcher(None, [_key(b) for b in old], [_key(b) for b in new], autojunk=False)
        for verb, old_from, old_to, new_from, new_to in matcher.get_opcodes():
            if verb == "equal":
                for was, now in zip(old[old_from:old_to], new[new_from:new_to], strict=True):
                    yield self._renumbered(was, now)
            else:
                yield from self._replaced(old[old_from:old_to], new[new_from:new_to])

    def _replaced(self, old: list[Any], new: list[Any]) -> Iterator[Any]:
        """What looks alike is one block with changes; before it goes what went and comes what came."""
        for was, now in pairs(old, new, _alike):
            if was is None or now is None:
                yield self._whole(now if was is None else was, "w:ins" if was is None else "w:del")
            elif _is(now, "tbl"):
                yield self._table(was, now)
            else:
                yield self._paragraph(was, now)

    def _table(self, was: Any, now: Any) -> Any:
        rows = list(self.blocks(was.findall(qn("w:tr")), now.findall(qn("w:tr"))))
        for row in now.findall(qn("w:tr")):
            now.remove(row)
        now.extend(rows)
        return now

    def _paragraph(self, was: Any, now: Any) -> Any:
        """Word by word, each in the look that it had or has: what stayed looks as it does now."""
        spans = differences.spans(_text(was), _text(now))
        before, after = _looks_of(was), _looks_of(now)
        self._renumbered(was, now)
        for child in list(now)[1:]:
            if not child.tag.endswith(("}bookmarkStart", "}bookmarkEnd")):
                now.remove(child)
        for span in spans:
            stays = span.kind in (SAME, NEW)
            if span.kind == SAME:
                list(before.take(span.text))
            for text, look in (after if stays else before).take(span.text):
                words = look.run(text)
                if span.kind != SAME:
                    words = self._wrapped(words, "w:ins" if stays else "w:del")
                linked = stays and look.link  # a place that went has no link
                now.append(element("w:hyperlink", {"w:anchor": look.link}, words) if linked else words)
        return now

    def _renumbered(self, was: Any, now: Any) -> Any:
        """The words stayed; where the number before them did not, Word says that how it looks was changed."""
        before, after = was.find(qn("w:pPr")), now.find(qn("w:pPr"))
        if before is None or (_style(was), noted(before)) == (_style(now), noted(after)):
            return now
        after.append(self._sign("w:pPrChange", deepcopy(before)))
        return now

    def _whole(self, block: Any, sign: str) -> Any:
        if sign == "w:del":
            for mark in [*block.iter(qn("w:bookmarkStart")), *block.iter(qn("w:bookmarkEnd"))]:
                mark.getparent().remove(mark)
            for link in block.iter(qn("w:hyperlink")):
                link.attrib.clear()
        for row in [block] if _is(block, "tr") else block.iter(qn("w:tr")):
            row.find(qn("w:trPr")).append(self._sign(sign))
        for paragraph in [block] if _is(block, "p") else list(block.iter(qn("w:p"))):
            paragraph.find(qn("w:pPr")).append(element("w:rPr", {}, self._sign(sign)))
        for words in list(block.iter(qn("w:r"))):
            place = element("w:r")
            words.getparent().replace(words, place)
            place.getparent().replace(place, self._wrapped(words, sign))
        return block

    def _wrapped(self, words: Any, sign: str) -> Any:
        if sign == "w:del":
            for text in words.findall(qn("w:t")):
                text.tag = qn("w:delText")
        return self._sign(sign, words)

    def _sign(self, sign: str, *inside: Any) -> Any:
        facts = {"w:id": str(next(self.numbers)), "w:author": AUTHOR, "w:date": self.on}
        return element(sign, facts, *inside)


@dataclass(frozen=True)
class _Look:
    """How words look, and the place that they lead to."""

    properties: Any = None
    link: str = ""

    def run(self, text: str) -> Any:
        made = run(text)
        if self.properties is not None:
            made.insert(0, deepcopy(self.properties))
        return made


def _looks_of(paragraph: Any) -> Signs[_Look]:
    found = ((words, _Look(words.find(qn("w:rPr")), _link_of(words))) for words in paragraph.iter(qn("w:r")))
    return Signs(((sign, look) for words, look in found for sign in _text(words)), _Look())


def _link_of(words: Any) -> str:
    around = words.getparent()
    return str(around.get(qn("w:anchor"), "")) if around.tag == qn("w:hyperlink") else ""


def _alike(was: Any, now: Any) -> bool:
    if was.tag != now.tag or _is(was, "tr"):
        return False
    if _is(was, "tbl"):
        return _grid(was) == _grid(now) and _text(was.find(qn("w:tr"))) == _text(now.find(qn("w:tr")))
    if _style(was) != _style(now) and not {_style(was), _style(now)} <= _TEXT:
        return False
    return read_alike(_text(was), _text(now))


def _key(block: Any) -> tuple[str, str, str]:
    return block.tag, _style(block), _text(block)


def _style(block: Any) -> str:
    found = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else str(found.get(qn("w:val")))


def _grid(table: Any) -> list[str]:
    return [column.get(qn("w:w")) for column in table.iter(qn("w:gridCol"))]


def _is(block: Any, name: str) -> bool:
    return bool(block.tag == qn(f"w:{name}"))


def _text(block: Any) -> str:
    return "".join(_signs(block.iter(qn("w:t"), qn("w:tab"), qn("w:br"))))


def _signs(found: Iterable[Any]) -> Iterator[str]:
    for sign in found:
        if sign.getparent().tag == qn("w:r"):
            yield {"tab": "\t", "br": "\n"}.get(sign.tag.rpartition("}")[2], sign.text or "")
