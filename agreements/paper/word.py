"""How does a frozen version become a Word file, for who reviews the text as a lawyer?

From the very HTML that the PDF is printed from, so both say the same. Word counts the articles, leden and lists itself,
and comes to the numbers of the PDF (`word_numbers.py`). Only a worker imports this.
"""

import hashlib
import importlib.metadata
import io
import zipfile
from collections.abc import Mapping
from functools import cache

from agreements.annexes.pictures import pictures_of
from agreements.paper import document, word_frame, word_numbers
from agreements.paper.pdf import Rendered, RenderRefused, check_limits
from agreements.paper.word_changes import Tracker
from agreements.paper.word_pictures import Pictures
from agreements.paper.word_text import Writer
from samenspel.errors import DomainError

LAYOUT = 2  # goes up when the same content would be written differently
_FIRST = (1980, 1, 1, 0, 0, 0)  # of every part: when it was made is no part of what it says


def render(content: document.Content) -> Rendered:
    """The Word file of one frozen version; the same content gives the same bytes."""
    try:
        pictures = pictures_of(content)
    except DomainError as gone:
        raise RenderRefused(gone.message) from gone
    return _rendered(_made(content, {sha256: body for sha256, (body, _type) in pictures.items()}))


def render_changes(old: document.Content, new: document.Content) -> Rendered:
    """The new version as a Word file in which each change to the old one can be accepted or refused.

    Of a picture it says in words what it shows: a picture cannot be half accepted.
    """
    made, was = _made(new, {}), _made(old, {}).element.body
    body = made.element.body
    paper = body[-1]
    blocks = list(Tracker(new["date"]).blocks(list(was)[:-1], list(body)[:-1]))
    for block in list(body):
        body.remove(block)
    body.extend([*blocks, paper])
    return _rendered(made)


def _made(content: document.Content, pictures: Mapping[str, bytes]) -> word_frame.Frame:
    check_limits(content)
    page = word_frame.parsed(document.html(content, with_contents=_is_long(content)))
    made = word_frame.blank(page, content)
    Writer(made.element.body, pictures=Pictures(made, pictures)).write(page.body)
    return made


def _rendered(made: word_frame.Frame) -> Rendered:
    word_numbers.bind(made.element.body, made.part.numbering_part.element, made.styles.element)
    body = _packed(made)
    return Rendered(body, hashlib.sha256(body).hexdigest(), _renderer(), 0)


def _is_long(content: document.Content) -> bool:
    return content.get("length") != "short"


def _packed(made: word_frame.Frame) -> bytes:
    """The parts as python-docx saves them, without the time of saving."""
    saved, packed = io.BytesIO(), io.BytesIO()
    made.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(packed, "w") as out:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, _FIRST)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            out.writestr(part, parts.read(name))
    return packed.getvalue()


@cache
def _renderer() -> str:
    packages = " ".join(f"{name} {importlib.metadata.version(name)}" for name in ("python-docx", "lxml"))
    return f"word layout {LAYOUT} {packages}"
