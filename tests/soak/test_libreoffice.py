"""Does a Word file open elsewhere with the same text and the same changes? Only through `make soak`, with LibreOffice."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from agreements.paper import word
from tests.agreements import every_kind
from tests.agreements import sample_content as sample
from tests.agreements.annex_table import content_with_annexes
from tests.agreements.test_word import SAMPLES, bare, opened, read, said_by_html
from tests.agreements.test_word_changes import PAIRS, settled
from tests.needs import need

pytestmark = [
    pytest.mark.soak,
    pytest.mark.timeout(0),
    pytest.mark.usefixtures("cast"),
]


ITS_DASHES = str.maketrans("•◦▪", "–––")  # as plain text it writes a bullet of its own


def written_by_libreoffice(body: bytes, folder: Path, form: str) -> bytes:
    """What it makes of the file once it opened it. `form`: what it writes, and how."""
    (folder / "stuk.docx").write_bytes(body)
    out = folder / "uit"
    home = f"-env:UserInstallation=file://{folder}/profile"
    order = [need("soffice"), home, "--headless", "--convert-to", form, "--outdir", str(out), "stuk.docx"]
    subprocess.run(order, cwd=folder, check=True, capture_output=True, timeout=120)
    return (out / f"stuk.{form.partition(':')[0]}").read_bytes()


def reads(content: dict, folder: Path) -> str:
    body = word.render(content).body
    text = written_by_libreoffice(body, folder, "txt:Text (encoded):UTF8").decode("utf-8-sig")
    return re.sub(r"\s", "", text.translate(ITS_DASHES))


@pytest.mark.parametrize("name", SAMPLES)
def test_libreoffice_reads_the_very_text(name, tmp_path):
    content = getattr(sample, name)()
    assert reads(content, tmp_path) == said_by_html(content)


@pytest.mark.parametrize(("kind", "length"), every_kind.EVERY)
def test_libreoffice_reads_the_very_text_of_every_kind(kind, length, tmp_path):
    content = every_kind.content_of(kind, length)
    assert reads(content, tmp_path) == said_by_html(content)


def test_libreoffice_reads_the_annexes_and_keeps_the_picture_with_its_words(cast, tmp_path):
    content = content_with_annexes(cast)
    assert reads(content, tmp_path) == said_by_html(content)
    kept = docx.Document(io.BytesIO(written_by_libreoffice(word.render(content).body, tmp_path, "docx")))
    assert [found.get("descr") for found in kept.element.body.iter(qn("wp:docPr"))] == [
        "De grens loopt langs de dijk."
    ]


def words(body) -> str:
    """Without the numbers: it writes the lists of a file in its own way."""
    return bare("".join(text.text or "" for text in body.iter(qn("w:t"))))


@pytest.mark.parametrize("pair", PAIRS)
def test_libreoffice_keeps_each_change_to_accept_or_refuse(pair, tmp_path):
    old, new = PAIRS[pair]
    made = read(written_by_libreoffice(word.render_changes(old, new).body, tmp_path, "docx"))
    kept = made.element.body
    assert list(kept.iter(qn("w:ins")))
    assert list(kept.iter(qn("w:del")))
    for keep, version in (("ins", new), ("del", old)):
        assert words(settled(made, keep)) == words(opened(version).element.body)
