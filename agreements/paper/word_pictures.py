"""How does the picture of an annex stand in a Word file: as wide as the text, with the words for who does not see it?"""

import io
from collections.abc import Mapping
from typing import Any

from docx.document import Document as Frame
from docx.shared import Emu, Mm

from agreements.paper.document import PICTURE
from agreements.paper.word_frame import WIDTH
from agreements.paper.word_xml import element, run

HEIGHT = 205  # mm: what fits below the heading of the annex


class Pictures:
    """The pictures of one document, by their fingerprint; one that is not given is told in words."""

    def __init__(self, made: Frame, bodies: Mapping[str, bytes]) -> None:
        self.made = made
        self.bodies = bodies

    def run(self, src: str, words: str) -> Any:
        body = self.bodies.get(src.removeprefix(PICTURE))
        if body is None:
            return run(f"[{words}]")
        inline = self.made.part.new_pic_inline(io.BytesIO(body), width=Mm(WIDTH))
        width, height = inline.extent.cx, inline.extent.cy
        if height > Mm(HEIGHT):
            width, height = Emu(width * Mm(HEIGHT) // height), Mm(HEIGHT)
        # The frame and the picture in it both carry the size.
        inline.extent.cx, inline.extent.cy = width, height
        size = inline.graphic.graphicData.pic.spPr
        size.cx, size.cy = width, height
        inline.docPr.set("descr", words)
        return element("w:r", {}, element("w:drawing", {}, inline))
