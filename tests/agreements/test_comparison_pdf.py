"""Does a PDF with the changes say what came and what went, to eyes and ears, and never pass for an agreement?"""

import io
import re

import page
import pytest
from lxml import html as markup
from pypdf import PdfReader

from agreements.paper import comparison, pdf
from agreements.paper.word_frame import parsed
from tests.agreements import sample_content as sample
from tests.agreements.test_pdf import squeezed, text_of
from tests.agreements.test_word_changes import PAIRS

SIGNS = {"ins": "del", "del": "ins"}


def settled(html, keep):
    """The words that are left when what came stays (`ins`) or what went (`del`)."""
    main = markup.document_fromstring(html).body.find("main")
    for mark in main.xpath(f".//span[@class='verschil'][{SIGNS[keep]}] | .//*[@class='verandering']"):
        mark.drop_tree()
    for sign in main.xpath(".//span[@class='teken'] | .//span[@class='nr' or @class='lid' or @class='stap']"):
        sign.drop_tree()
    return squeezed(main.text_content())


@pytest.mark.parametrize("pair", PAIRS)
def test_with_what_came_it_says_the_new_text_and_with_what_went_the_old_one(pair):
    old, new = PAIRS[pair]
    both = comparison.html(old, new)
    assert settled(both, "ins") == settled(comparison.html(new, new), "ins")
    if pair != "another agreement":  # where articles came and went, they stand in the order of the new text
        assert settled(both, "del") == settled(comparison.html(old, old), "del")


def test_what_stayed_is_marked_nowhere_and_nothing_of_a_concept_or_of_signing_is_left():
    same = comparison.html(sample.long_concept(), sample.long_concept())
    text = same[same.index("<main") :]
    for word in (
        "<ins",
        "<del",
        "verandering",
        "notitie",
        "stand m-",
        "tekent voor",
        "Handtekening",
        "Plaats<",
    ):
        assert word not in text
    assert "De tekst van de artikelen is gelijk" in same


def test_words_stay_as_bold_and_as_linked_as_they_are_and_what_went_leads_nowhere():
    def says(*first):
        later = ("twee", "Later", [sample.p("Wij praten.")])
        return sample.content([("Deel", [("een", "Begin", [sample.p(*first)]), later])])

    bold, link = {"t": "De gemeente betaalt", "b": True}, sample.ref("twee", "artikel 2")
    old = says(bold, " alles, zie ", link, ".")
    same, changed, whole = (
        parsed(comparison.html(old, new))
        for new in (old, says(bold, " de helft, zie ", link, "."), says("Iets heel anders over ", link, "."))
    )
    for html in (same, changed):
        assert html.xpath("string(//main//p/descendant::strong)") == "De gemeente betaalt"
        assert html.xpath("//main//p//a[@href='#a-twee']/text()") == ["artikel\u00a02"]
    assert changed.xpath("string(//main//p//del)").strip() == "alles"
    assert not changed.xpath("//main//p//del//strong | //main//p//ins//strong")
    assert whole.xpath("string(//del//strong)") == "De gemeente betaalt"
    assert "artikel\u00a02" in whole.xpath("string(//main//del)")
    assert not whole.xpath("//del//@href")
    assert whole.xpath("//ins//a/@href") == ["#a-twee"]


def test_hostile_words_stay_words():
    old, new = sample.hostile("<b>oud</b>"), sample.hostile('"><script>alert(1)</script><img src=x>')
    html = comparison.html(old, new)
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.pdf
def test_the_pdf_is_heard_by_a_screen_reader_and_says_on_every_page_that_it_is_no_agreement():
    old, new = PAIRS["a few changes"]
    made = pdf.render_changes(old, new)
    report = page.validate_pdf_bytes(made.body, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [str(failure) for failure in report.failures]
    reader = PdfReader(io.BytesIO(made.body))
    line = "Vergelijking van versie 4 met 3, geen overeenkomst"
    assert line in reader.metadata.title
    pages = text_of("", "-raw", data=made.body).split("\f")[:-1]
    assert len(pages) > 3
    for text in pages:
        assert line in text.replace("\u00a0", " ")
        assert not re.search("Definitief|definitief ·|kenmerk .* pagina", text)
    printed = squeezed(" ".join(pages))
    assert squeezed("[erbij: Wij schreven dit artikel helemaal opnieuw.]") in printed
    assert "[weg:" in printed
