"""Does the Word file say the very text of the version, and nothing more, in a form that Word opens?"""

import copy
import hashlib
import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command
from docx.oxml.ns import qn
from lxml import etree
from lxml import html as markup

from agreements import jobs, tasks
from agreements.models import Document
from agreements.paper import document, progress, word
from agreements.terms import JobState, Media
from tests.agreements import sample_content as sample
from tests.agreements.documents import make_agreement, make_version
from tests.agreements.word_numbers import Counted

SAMPLES = ["long_concept", "one_of_each_block"]  # every kind: test_every_kind.py
HOSTILE = [
    "</w:t></w:r><w:p/><script>alert(1)</script>",
    '<img src="http://198.51.100.7/x"> =HYPERLINK("http://198.51.100.7")',
    '{ INCLUDETEXT "/etc/passwd" } \\field DDEAUTO cmd',
    "&xxe; <!DOCTYPE x [<!ENTITY xxe SYSTEM 'file:///etc/passwd'>]>",
    "\ufffe\uffff\x0b\x00 klaar \u202e omgekeerd",
]


def read(body):
    return docx.Document(io.BytesIO(body))


def opened(content):
    return read(word.render(content).body)


def parts(content):
    with zipfile.ZipFile(io.BytesIO(word.render(content).body)) as file:
        return {name: file.read(name) for name in file.namelist()}


def bare(text):
    return re.sub(r"\s", "", text)


def numbered(made, body=None):
    """Each paragraph with what Word counts before it, and its words. Every program comes to the same number."""
    ways = [Counted(made), Counted(made, apart=True)]
    for paragraph in (made.element.body if body is None else body).iter(qn("w:p")):
        (number,) = {way.before(paragraph) for way in ways}
        yield paragraph, number, "".join(t.text or "" for t in paragraph.iter(qn("w:t")))


def said_by_word(made, body=None):
    """All words in reading order, with the numbers that Word counts before them."""
    return bare("".join(number + words for _paragraph, number, words in numbered(made, body)))


def said_by_html(content):
    """The text of the page, with the dash or number that a browser itself hangs before an item."""
    page = markup.document_fromstring(document.html(content, with_contents=content["length"] != "short"))
    for item in page.iter("li"):
        own = item.xpath("*[1][self::span[@class='n' or @class='lid' or @class='stap']]")
        if not own or (item.text or "").strip():
            place = len(item.xpath("preceding-sibling::li")) + 1
            item.text = (f"{place}." if item.getparent().tag == "ol" else "–") + (item.text or "")
    return bare(page.body.text_content())


@pytest.mark.parametrize("name", SAMPLES)
def test_a_word_file_says_the_text_of_the_version_word_for_word_and_number_for_number(name):
    content = getattr(sample, name)()
    assert said_by_word(opened(content)) == said_by_html(content)


def test_the_same_version_gives_the_same_bytes():
    content = sample.long_concept()
    first = word.render(content)
    assert first.body == word.render(content).body
    assert first.sha256 == hashlib.sha256(first.body).hexdigest()


def test_articles_are_headings_and_what_stands_above_them_too():
    content = sample.long_final()
    made = opened(content)
    told = [
        (found.pPr.style, number, words) for found, number, words in numbered(made) if found.pPr is not None
    ]
    articles = [(f"Artikel {a['number']}", a["title"]) for a in progress.articles(content)]
    assert [(number, words) for style, number, words in told if style == "Heading2"] == articles
    assert ("Heading1", "B", "Wat we willen bereiken") in told
    assert ("Heading1", "", "In het kort") in told


def test_a_table_is_a_table_with_a_row_of_headings_that_comes_back_on_every_page():
    made = opened(sample.long_final())
    tables = [table for table in made.tables if table._tbl.findall(f".//{qn('w:tblHeader')}")]
    assert any(table.rows[-1].cells[0].text.startswith("Nog niet gedekt") for table in tables)
    for table in tables:
        assert [row._tr for row in table.rows if row._tr.findall(f".//{qn('w:tblHeader')}")] == [
            table.rows[0]._tr
        ]


def test_the_margins_and_the_properties_say_which_version_this_is():
    content = sample.long_final()
    made = opened(content)
    footer = made.sections[0].footer.paragraphs[0].text
    assert footer.startswith(f"Versie {content['number']} · definitief · kenmerk {document.kenmerk(content)}")
    core = made.core_properties
    assert (core.identifier, core.language) == (content["text_hash"], "nl-NL")
    assert core.title.startswith("Samenwerkingsovereenkomst")
    assert {tag.get(qn("w:val")) for tag in made.styles.element.iter(qn("w:lang"))} == {"nl-NL"}


@pytest.mark.parametrize("attack", HOSTILE)
def test_what_people_typed_is_text_and_loads_nothing(attack):
    found = parts(sample.hostile(attack))
    for name, body in found.items():
        if name.endswith((".xml", ".rels")):
            tree = etree.fromstring(body)
            assert not tree.xpath("//*[@TargetMode='External']"), name
            assert not tree.xpath(
                "//*[local-name()='altChunk' or local-name()='object' or local-name()='pict']"
            )
    assert not [name for name in found if re.search(r"media/|embeddings/|thumbnail|vba", name)]
    fields = re.findall(rb"<w:instrText[^>]*>([^<]*)<", b"".join(found.values()))
    assert {field.strip() for field in fields} == {b"PAGE", b"NUMPAGES"}


def test_every_link_leads_to_a_place_in_the_file_and_every_place_has_one_name():
    body = opened(sample.long_concept()).element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert links
    assert links <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_parts_stand_in_the_order_that_word_asks_for(name):
    """Word repairs, or refuses, a file whose properties do not come first or whose cell does not end in a paragraph."""
    body = opened(getattr(sample, name)()).element.body
    firsts = {"p": "pPr", "r": "rPr", "tbl": "tblPr", "tr": "trPr", "tc": "tcPr"}
    for tag, first in firsts.items():
        for found in body.iter(qn(f"w:{tag}")):
            places = [place for place, child in enumerate(found) if child.tag == qn(f"w:{first}")]
            assert places in ([], [0])
    assert all(cell[-1].tag == qn("w:p") for cell in body.iter(qn("w:tc")))
    assert body[-1].tag == qn("w:sectPr")
    for table in body.iter(qn("w:tbl")):
        columns = len(table.find(qn("w:tblGrid")))
        assert all(len(row.findall(qn("w:tc"))) == columns for row in table.iter(qn("w:tr")))
    order = ["pStyle", "numPr", "ind", "jc"]
    for properties in body.iter(qn("w:pPr")):
        names = [etree.QName(child).localname for child in properties]
        assert names == [name for name in order if name in names]


def test_an_article_that_someone_adds_counts_and_those_below_it_count_on():
    made = opened(sample.long_final())
    before = [number for _found, number, _words in numbered(made) if re.match(r"Artikel|\d+\.\d", number)]
    heads = [found for found, number, _words in numbered(made) if number.startswith("Artikel")]
    heads[2].addprevious(copy.deepcopy(heads[2]))
    after = [number for _found, number, _words in numbered(made) if re.match(r"Artikel|\d+\.\d", number)]
    place = before.index("Artikel 3")
    shifted = [
        re.sub(r"\d+", lambda found: str(int(found[0]) + 1), number, count=1) for number in before[place:]
    ]
    assert after == [*before[:place], "Artikel 3", *shifted]


def test_numbers_that_skip_come_out_as_they_are():
    content = sample.long_final()
    for article in progress.articles(content):
        article["number"] += 4 if article["number"] > 3 else 0
    assert said_by_word(opened(content)) == said_by_html(content)


@pytest.mark.django_db
def test_a_worker_makes_the_word_file_beside_the_pdf_and_a_pdf_goes_first():
    version = make_version(make_agreement(), 1, sample.one_page())
    asked, pdf = jobs.enqueue(version, Media.WORD), jobs.enqueue(version)
    assert list(jobs.waiting()) == [pdf, asked]
    tasks.render.apply(args=[asked.pk], throw=True)
    asked.refresh_from_db()
    assert asked.state == JobState.READY
    made = Document.objects.get(version=version, media=Media.WORD)
    assert made.file.name.endswith(".docx")
    with made.file.open("rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == made.sha256
    Path(made.file.path).write_bytes(Path(made.file.path).read_bytes()[:-1] + b"!")
    with pytest.raises(CommandError):
        call_command("verify", stderr=(said := io.StringIO()))
    assert f"document {made.uuid}: het bestand is veranderd" in said.getvalue()
