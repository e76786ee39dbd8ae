"""How is one piece of a Word file written: an element, a run of words, the number of the page?"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# What XML cannot hold at all; everything else is escaped where it is written.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FONT = "Arial"  # stands in Word and in LibreOffice, on every system
TWIPS = 56.7  # in a mm
_TURNS = re.compile("([\t\n])")


def fits_xml(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def element(name: str, attributes: Mapping[str, str] | None = None, *children: Any) -> Any:
    made = OxmlElement(name)
    for key, value in (attributes or {}).items():
        made.set(qn(key), value)
    made.extend(children)
    return made


def run(text: str, *, bold: bool = False, style: str = "", underline: bool = False) -> Any:
    """Words that look alike; a tab and a line end are signs of their own."""
    made = element("w:r")
    looks = [
        *([element("w:rStyle", {"w:val": style})] if style else ()),
        *([element("w:b")] if bold else ()),
        *([element("w:u", {"w:val": "single"})] if underline else ()),
    ]
    if looks:
        made.append(element("w:rPr", {}, *looks))
    made.extend(_signs(text))
    return made


def field(name: str) -> Iterator[Any]:
    """A number that the reader's own program counts: of the page, or of all pages. It loads nothing."""
    yield element("w:r", {}, element("w:fldChar", {"w:fldCharType": "begin"}))
    code = element("w:instrText", {"xml:space": "preserve"})
    code.text = f" {name} "
    yield element("w:r", {}, code)
    yield element("w:r", {}, element("w:fldChar", {"w:fldCharType": "separate"}))
    yield run("1")
    yield element("w:r", {}, element("w:fldChar", {"w:fldCharType": "end"}))


def _signs(text: str) -> Iterator[Any]:
    for piece in _TURNS.split(text):
        if piece == "\t":
            yield element("w:tab")
        elif piece == "\n":
            yield element("w:br")
        elif piece:
            words = element("w:t", {"xml:space": "preserve"})
            words.text = piece
            yield words
