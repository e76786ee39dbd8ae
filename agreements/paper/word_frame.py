"""What surrounds the text in a Word file: paper, styles, header and footer, language and properties?"""

from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document as Frame
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml import html as markup

from agreements.paper.word_xml import FONT, TWIPS, element, field, fits_xml, run

LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
PETROL = RGBColor(0x10, 0x45, 0x4C)
WIDTH = 165  # mm of text

# Style -> size in points, before, after; those of Word itself keep their names. How far they are set in: `word_numbers.py`.
_HEADINGS = {"Title": (26, 0, 6), "Heading 1": (16, 18, 6), "Heading 2": (11.5, 12, 3)}
_OWN = {
    "Kind of document": (12, 0, 2),
    "Below the title": (13, 0, 12),
    "Status of the text": (10, 6, 12),
    "State of an article": (9, 0, 2),
    "Note to an article": (9.5, 2, 4),
    "Question": (10, 2, 0),
    "Numbered paragraph": (10, 0, 5),
    "Table text": (9, 1, 1),
    "To sign": (10, 8, 6),
}


def parsed(html: str) -> Any:
    """Our own HTML as a tree; nothing is fetched for it."""
    return markup.document_fromstring(fits_xml(html))


def blank(page: Any, content: dict[str, Any]) -> Frame:
    """A document without text, dressed for this version."""
    made = docx.Document()
    language = LANGUAGES.get(content.get("language", "nl"), "nl-NL")
    _drop_the_thumbnail(made)
    _set_paper(made)
    _set_styles(made)
    _set_language(made, language)
    _set_margins(made, page.body)
    _set_properties(made, page, content, language)
    return made


def _drop_the_thumbnail(made: Frame) -> None:
    rels = made.part.package.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        del rels[key]


def _set_paper(made: Frame) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)
    section.header_distance = section.footer_distance = Mm(11)


def _set_styles(made: Frame) -> None:
    styles: Any = made.styles
    _dress(styles["Normal"], 10, 0, 5)
    styles["Normal"].paragraph_format.widow_control = True
    for had in [*styles.element.iter(qn("w:numPr"), qn("w:contextualSpacing"))]:
        had.getparent().remove(had)  # which list a style counts in, the text itself says
    for name, (size, before, after) in _HEADINGS.items():
        style = styles[name]
        _dress(style, size, before, after, bold=True)
        style.font.color.rgb = PETROL
        style.paragraph_format.keep_with_next = True
    for border in styles["Title"].element.pPr.findall(qn("w:pBdr")):
        styles["Title"].element.pPr.remove(border)
    for name, (size, before, after) in _OWN.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _dress(style, size, before, after)
    _dress(styles["Caption"], 10, 8, 3, bold=True)
    styles["Caption"].font.color.rgb = RGBColor(0, 0, 0)
    styles["Kind of document"].font.color.rgb = PETROL
    for name in ("Caption", "Question", "State of an article"):
        styles[name].paragraph_format.keep_with_next = True
    styles["Question"].font.bold = styles["Kind of document"].font.bold = True
    blank_to_fill = styles.add_style("To fill in", WD_STYLE_TYPE.CHARACTER)
    blank_to_fill.font.bold = True
    blank_to_fill.font.highlight_color = WD_COLOR_INDEX.GRAY_25


def _dress(style: Any, size: float, before: float, after: float, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    for script in ("w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.15


def _set_language(made: Frame, language: str) -> None:
    for part in (made.styles.element, made.settings.element):
        for name in ("w:lang", "w:themeFontLang"):
            for tag in part.iter(qn(name)):
                tag.attrib.clear()
                tag.set(qn("w:val"), language)


def _set_margins(made: Frame, body: Any) -> None:
    """The name above every page; below it the version with its kenmerk, and the number of the page."""
    section = made.sections[0]
    end = str(round(WIDTH * TWIPS))
    for part, style, text in (
        (section.header, "Header", body.get("data-naam", "")),
        (section.footer, "Footer", body.get("data-stand", "")),
    ):
        _dress(made.styles[style], 8, 0, 0)
        made.styles[style].paragraph_format.tab_stops.clear_all()
        line = part.paragraphs[0]._p
        tabs = element("w:tabs", {}, element("w:tab", {"w:val": "right", "w:pos": end}))
        line.get_or_add_pPr().append(tabs)
        line.extend([run(text), run("\t")])
        if style == "Footer":
            line.extend([run("pagina "), *field("PAGE"), run(" van "), *field("NUMPAGES")])
        elif "concept" in body.get("class", "").split():
            line.append(run("CONCEPT", bold=True))


def _set_properties(made: Frame, page: Any, content: dict[str, Any], language: str) -> None:
    def said(name: str) -> str:
        found = page.xpath(f"string(//meta[@name='{name}']/@content)")
        return str(found)[:255]

    core = made.core_properties
    day = datetime.fromisoformat(said("dcterms.created")).astimezone(UTC)
    core.title, core.author = str(page.findtext(".//title"))[:255], said("author")
    core.subject, core.keywords = said("description"), said("keywords")
    core.created = core.modified = core.last_printed = day
    core.identifier, core.version = str(content["text_hash"]), str(content["number"])
    core.language, core.last_modified_by, core.comments = language, "", ""
    core.revision = 1
