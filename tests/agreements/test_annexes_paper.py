"""How annexes stand on paper and in Word: behind the articles, with headers that come back and a picture that speaks."""

from __future__ import annotations

import io
import zipfile

import docx
import page
import pytest
from pypdf import PdfReader

from agreements.paper import document, pdf, word
from tests.agreements import sample_content as sample
from tests.agreements.annex_table import content_with_annexes

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def content(cast):
    return content_with_annexes(cast)


@pytest.mark.pdf
def test_annexes_are_laid_out_behind_the_articles_for_every_reader_and_archive(content):
    made = pdf.render(content)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        report = page.validate_pdf_bytes(made.body, profile=profile)
        assert report.is_compliant, [str(failure) for failure in report.failures]
    reader = PdfReader(io.BytesIO(made.body))
    texts = [" ".join(sheet.extract_text().split()) for sheet in reader.pages]
    signed = next(n for n, text in enumerate(texts) if "tekent voor alle artikelen en bijlagen" in text)
    budget = [n for n, text in enumerate(texts) if "Wie betaalt" in text]
    assert budget[0] > signed
    assert len(budget) > 1  # the headers come back on the next page
    assert "Totaal 619,50 waarvan gemeente 619,50" in texts[budget[-1]]
    assert "Bijlage 3 Kaart" in texts[-1]
    assert "langs de dijk" in texts[-1]
    assert len(reader.pages[-1].images) == 1
    assert any("Projectplan" in text and "bij de gemeente" in text for text in texts[: signed + 1])
    inner = [item.title for item in _flat(reader.outline)]
    assert [title for title in inner if title.startswith("Bijlage ")] == [
        "Bijlage 1 Begroting",
        "Bijlage 2 Planning",
        "Bijlage 3 Kaart",
    ]


def _flat(outline):
    for item in outline:
        yield from _flat(item) if isinstance(item, list) else [item]


def test_every_reference_to_an_annex_leads_to_where_it_stands(content):
    html = document.html(content)
    for anchor in ("bijlage-0a0a0a0a", "bijlage-0d0d0d0d", "bijlage-0e0e0e0e"):
        assert html.count(f'id="{anchor}"') == 1
    assert '<a href="#bijlage-0d0d0d0d">bijlage\xa03</a>' in html


def test_the_word_file_has_the_tables_and_the_picture_with_its_words(content):
    body = word.render(content).body
    made = docx.Document(io.BytesIO(body))
    assert any(cells.rows[-1].cells[0].text == "waarvan gemeente" for cells in made.tables)
    assert [shape._inline.docPr.get("descr") for shape in made.inline_shapes] == [
        "De grens loopt langs de dijk."
    ]
    assert made.inline_shapes[0].height <= docx.shared.Mm(205)
    assert body == word.render(content).body
    with zipfile.ZipFile(io.BytesIO(word.render_changes(content, content).body)) as parts:
        assert not [name for name in parts.namelist() if "media" in name]
        text = parts.read("word/document.xml").decode()
    assert "[De grens loopt langs de dijk.]" in text
    assert "<w:ins " not in text


def test_a_picture_that_is_gone_is_said_in_words_and_never_left_out_silently(content, monkeypatch):
    monkeypatch.setattr("agreements.annexes.pictures.whole", lambda sha256: None)
    for render in (pdf.render, word.render):
        with pytest.raises(pdf.RenderRefused, match="Voeg haar opnieuw toe"):
            render(content)


def test_a_document_without_annexes_has_no_trace_of_them():
    assert "bijlage-" not in document.html(sample.one_page())
